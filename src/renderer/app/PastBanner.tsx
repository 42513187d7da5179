import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { usePast } from '../client/past.ts'
import { pastTexts } from '../client/texts.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { progressText } from '../ui/Progress.tsx'
import { uiTexts } from '../ui/texts.ts'
import { backToToday } from './past.ts'
import styles from './Past.module.css'
import { appTexts } from './texts.ts'

const texts = appTexts.past
/** What is ready sooner needs no word before. */
const SHOWN_AFTER_MS = 300

/** Says on every page that an earlier day is shown, and the way back; before that how far its preparation is. */
export function PastBanner() {
  const { day, preparing } = usePast()
  if (preparing !== null) return <Preparing key={preparing.day} />
  if (day === null) return null
  return (
    <div className={styles.banner} role="status">
      <Icon of={History} />
      <span>{texts.shown(formatDay(day))}</span>
      <Button isSmall onClick={() => void backToToday()}>
        {pastTexts.back}
      </Button>
    </div>
  )
}

function Preparing() {
  const { preparing } = usePast()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (preparing === null || !isLong) return null
  return (
    <div className={styles.banner} role="status">
      <Icon of={History} />
      <span>{texts.preparing(formatDay(preparing.day))}</span>
      <span className={styles.progress}>{progressText(preparing.progress)}</span>
      <Button isSmall onClick={preparing.cancel}>
        {uiTexts.cancel}
      </Button>
    </div>
  )
}

import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { engine, useSession } from '../client/session.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './App.module.css'
import { appTexts as texts } from './texts.ts'

/** Long enough for the first page to be usable. */
const CHECK_AFTER_MS = 5000

/** Looks once after each opening whether the file is sound. */
function useIsUnsound(): boolean {
  const [isUnsound, setIsUnsound] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      engine.call('workspace.verify', { scope: 'afterOpening' }).then(
        ({ isSound }) => setIsUnsound(!isSound),
        () => undefined, // an engine that went away has a banner of its own
      )
    }, CHECK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return isUnsound
}

/** What holds for every page: an engine process that is away, a workspace that does not add up or cannot be written. */
export function Banners() {
  const links = useSession((session) => session.links)
  const isReadOnly = useEngineQuery('workspace.status', {}).data?.isReadOnly === true
  const isUnsound = useIsUnsound()
  const text =
    links.writer === 'down'
      ? texts.engineDown
      : links.reader === 'down'
        ? texts.readerDown
        : isUnsound
          ? texts.unsound
          : isReadOnly
            ? texts.readOnly
            : null
  if (text === null) return null
  return (
    <div className={styles.banner} role="alert">
      <Icon of={TriangleAlert} />
      {text}
    </div>
  )
}

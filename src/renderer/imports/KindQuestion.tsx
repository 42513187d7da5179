import { Info, TriangleAlert } from 'lucide-react'
import { importKinds } from '../../contract/imports.ts'
import { Radios } from '../ui/choices.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './Columns.module.css'
import { readAs } from './queue.ts'
import { importTexts as texts } from './texts.ts'

/**
 * A file whose headers say nothing: the user names its subject, and the columns are read anew for that.
 * One that is known to bring nothing is no question, yet a person may know better.
 */
export function KindQuestion({
  handle,
  sheet,
  hasNothing,
}: {
  handle: string
  sheet: string | null
  hasNothing: boolean
}) {
  const title = hasNothing ? texts.hasNothing : texts.whatIsIt
  return (
    <div className={styles.ask} data-calm={hasNothing || undefined} role="group" aria-label={title}>
      <Icon of={hasNothing ? Info : TriangleAlert} />
      <div className={styles.askTitle}>
        <h2>{title}</h2>
        <span className="ink2">{hasNothing ? texts.hasNothingLead : texts.whatIsItLead}</span>
      </div>
      <Radios
        label={texts.whatIsIt}
        className={styles.askOptions}
        value={null}
        onValue={(kind) => void readAs(handle, kind, sheet)}
        options={importKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
      />
    </div>
  )
}

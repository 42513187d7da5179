import { Info, TriangleAlert } from 'lucide-react'
import { importKinds, type ImportMapping } from '../../contract/imports.ts'
import { Radios } from '../ui/choices.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './Columns.module.css'
import { makesNoRow } from './mapping.ts'
import { readAs } from './queue.ts'
import { importTexts as texts } from './texts.ts'

/**
 * A file whose headers say nothing: the user names its subject, and the columns are read anew for that.
 * One that is known to bring nothing is no question, yet a person may know better.
 */
export function KindQuestion({
  handle,
  mapping,
  hasNothing,
}: {
  handle: string
  mapping: ImportMapping
  hasNothing: boolean
}) {
  const isOpen = makesNoRow(mapping)
  const isCalm = hasNothing || !isOpen
  const says = isOpen && hasNothing ? texts.hasNothing : texts.whatIsIt
  const lead = hasNothing ? texts.hasNothingLead : texts.whatIsItLead
  const [kind = null, ...others] = mapping.kinds
  return (
    <div className={styles.ask} data-calm={isCalm || undefined} role="group" aria-label={says}>
      <Icon of={isCalm ? Info : TriangleAlert} />
      <div className={styles.askTitle}>
        <h2>{says}</h2>
        <span className="ink2">{isOpen ? lead : texts.whatIsItSaid}</span>
      </div>
      <Radios
        label={texts.whatIsIt}
        className={styles.askOptions}
        value={others.length === 0 ? kind : null}
        onValue={(chosen) => void readAs(handle, chosen, mapping.shape.sheet)}
        options={importKinds.map((one) => ({ value: one, label: texts.kinds[one] }))}
      />
    </div>
  )
}

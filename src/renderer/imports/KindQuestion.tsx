import { TriangleAlert } from 'lucide-react'
import { importKinds } from '../../contract/imports.ts'
import { Radios } from '../ui/choices.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './Columns.module.css'
import { readAs } from './queue.ts'
import { importTexts as texts } from './texts.ts'

/** A file whose headers say nothing: the user names its subject, and the columns are read anew for that. */
export function KindQuestion({ handle, sheet }: { handle: string; sheet: string | null }) {
  return (
    <div className={styles.ask} role="group" aria-label={texts.whatIsIt}>
      <Icon of={TriangleAlert} />
      <div className={styles.askTitle}>
        <h2>{texts.whatIsIt}</h2>
        <span className="ink2">{texts.whatIsItLead}</span>
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

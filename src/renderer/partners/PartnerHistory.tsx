import { formatDay, isDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Cell } from '../../contract/views.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { stepText } from '../client/stepTexts.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { MomentText } from '../ui/figures.tsx'
import styles from './Partners.module.css'
import { partnerTexts as texts } from './texts.ts'

type Change = Output<'history.entity'>['changes'][number]

/** Who changed which field from what to what, newest first. */
export function PartnerHistory({ id }: { id: number }) {
  const history = useEngineQuery('history.entity', { entity: 'partner', id })
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />
  if (!history.data) return null
  if (history.data.changes.length === 0) return <EmptyState title={texts.history.none} />
  return (
    <div className={styles.history} tabIndex={0} role="region" aria-label={texts.history.label}>
      <ol>
        {history.data.changes.map((change, index) => (
          <ChangeLine key={`${change.at} ${index}`} change={change} />
        ))}
      </ol>
    </div>
  )
}

function ChangeLine({ change }: { change: Change }) {
  // A new entry lists what it was given, its name first; empty fields and Tandem's own say nothing.
  const shown = change.fields
    .filter((field) => texts.history.fields[field.field] !== undefined)
    .filter((field) => change.kind !== 'insert' || !isBlank(field.after))
    .toSorted((a, b) => Number(b.field === 'name') - Number(a.field === 'name'))
  return (
    <li className={styles.change}>
      <div>
        <MomentText at={change.at} />
        <p className="small ink2">{change.actor}</p>
      </div>
      <div className={styles.fields}>
        <b>{stepText(change)}</b>
        {shown.map((field) => (
          <p key={field.field} className={styles.field}>
            <span className="ink2">{texts.history.fields[field.field] ?? field.field}</span>
            <span>{word(field.after)}</span>
            {change.kind === 'update' && <span className="ink3">{texts.history.was(word(field.before))}</span>}
          </p>
        ))}
      </div>
    </li>
  )
}

function isBlank(value: Cell): boolean {
  return value === null || value === '' || value === false || value === 0
}

const words: Readonly<Record<string, string>> = { ...texts.kinds, ...texts.statuses, ...texts.payeeDialog.methods }

function word(value: Cell): string {
  if (value === null || value === '') return texts.history.blank
  const text = String(value)
  return isDay(text) ? formatDay(text) : (words[text] ?? text)
}

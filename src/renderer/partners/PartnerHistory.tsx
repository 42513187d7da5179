import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatCount, MomentText } from '../ui/figures.tsx'
import { aboutWords, fieldWords, stepWords, type Change, type FieldWords, type Step } from './historyWords.ts'
import styles from './Partners.module.css'
import { partnerTexts } from './texts.ts'

const texts = partnerTexts.history

/** Every step that concerned the partner: who changed what from what to what, newest first. */
export function PartnerHistory({ id }: { id: number }) {
  const history = useEngineQuery('history.partner', { id })
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />
  if (!history.data) return null
  const { steps, total } = history.data
  if (total === 0) return <EmptyState title={texts.none} />
  return (
    <div className={styles.history} tabIndex={0} role="region" aria-label={texts.label}>
      <ol>
        {steps.map((step, index) => (
          <StepLine key={`${step.at} ${index}`} step={step} partnerId={id} />
        ))}
      </ol>
      {total > steps.length && (
        <p className={styles.cut}>{texts.newest(formatCount(steps.length), formatCount(total))}</p>
      )}
    </div>
  )
}

function StepLine({ step, partnerId }: { step: Step; partnerId: number }) {
  return (
    <li className={styles.change}>
      <div>
        <MomentText at={step.at} />
        <p className="small ink2">{step.actor}</p>
      </div>
      <div className={styles.parts}>
        <b>{stepWords(step)}</b>
        {step.changes.map((change) => (
          <ChangeLines key={`${change.entity} ${change.id} ${change.kind}`} change={change} partnerId={partnerId} />
        ))}
      </div>
    </li>
  )
}

function ChangeLines({ change, partnerId }: { change: Change; partnerId: number }) {
  const about = aboutWords(change, partnerId)
  return (
    <div>
      {about !== '' && (
        <p>
          {change.entity === 'statement' && change.kind === 'insert' ? (
            <a href={linkTo({ page: 'payouts', parts: ['statements', change.id] })}>{about}</a>
          ) : (
            about
          )}
        </p>
      )}
      <dl className={styles.fields}>
        {fieldWords(change).map((field) => (
          <FieldLine key={field.label} {...field} />
        ))}
      </dl>
    </div>
  )
}

function FieldLine({ label, before, after }: FieldWords) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {before !== null && (after === null ? <del>{before}</del> : <span className="ink3">{before}</span>)}
        {before !== null && after !== null && (
          <>
            <span className="ink3" aria-hidden>
              →
            </span>
            <span className="vh">{texts.became}</span>
          </>
        )}
        {after !== null && <span>{after}</span>}
      </dd>
    </>
  )
}

import { formatPoints, periodName } from '../../contract/scorecardText.ts'
import type { ScorecardTemplate } from '../../contract/scorecards.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import type { Period } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Callout } from '../ui/Status.tsx'
import styles from './Dialogs.module.css'
import { scorecardTexts as texts } from './texts.ts'

interface PublishProps {
  template: ScorecardTemplate
  period: Pick<Period, 'from' | 'to'>
  partnerIds: readonly number[]
  onClose: () => void
  onPublished: (ids: readonly number[]) => void
}

/** The exact list that will be frozen, who gets none and why, then one button that names the count. */
export function PublishDialog({ template, period, partnerIds, onClose, onPublished }: PublishProps) {
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const wanted = { templateId: template.id, from: period.from, to: period.to, partnerIds: [...partnerIds] }
  const query = useEngineQuery('scorecards.list', wanted)
  const publish = useCommand('scorecards.publish')
  const list = query.data
  const count = list?.cards.length ?? 0
  const run = (): void => {
    if (!list) return
    publish.mutate(
      { ...wanted, fingerprint: list.fingerprint },
      {
        onSuccess: ({ ids }) => onPublished(ids),
        // The list may have changed under the question: it is asked anew, and shown.
        onError: () => void query.refetch(),
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={list ? texts.publishTitle(count) : texts.page}
      lead={texts.publishLead(template.name, periodName(period.from, period.to, startMonth))}
      action={count === 0 ? texts.publishNothing : texts.publishAction(count)}
      onAction={run}
      isBlocked={!list?.isOver || count === 0 || query.isFetching}
      isRunning={publish.isPending}
      error={publish.error}
      note={texts.canUndo}
      focus="safe"
    >
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {list === undefined && !query.error && <p className="ink2">{texts.counting}</p>}
      {list && !list.isOver && <Callout meaning="warn">{texts.notOver}</Callout>}
      {list && count > 0 && (
        <div className={styles.list} tabIndex={0} role="group" aria-label={texts.list}>
          <MiniTable
            label={texts.list}
            head={[texts.columns.partner, texts.columns.band, texts.columns.score]}
            words={[1]}
            rows={list.cards.map(({ partnerId, name, band, scorePpm }) => ({
              key: String(partnerId),
              cells: [<Name key="name" text={name} />, band, formatPoints(scorePpm)],
            }))}
          />
        </div>
      )}
      {list && list.skipped.length > 0 && (
        <div className={styles.list} tabIndex={0} role="group" aria-label={texts.skippedTitle(list.skipped.length)}>
          <MiniTable
            label={texts.skippedTitle(list.skipped.length)}
            head={[texts.skippedTitle(list.skipped.length), '']}
            rows={list.skipped.map(({ partnerId, name, because }) => ({
              key: String(partnerId),
              cells: [<Name key="name" text={name} />, texts.skipped[because]],
            }))}
          />
        </div>
      )}
    </Dialog>
  )
}

function Name({ text }: { text: string }) {
  return (
    <span className={styles.name} title={text}>
      {text}
    </span>
  )
}

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { addDays, formatDay, isDay, monthOf, periodRange, type Day } from '../../contract/dates.ts'
import { computeDue } from '../../contract/due.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { periodKinds, periodOf, stepPeriod, type PeriodKind } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { IconButton } from '../ui/Button.tsx'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import styles from './Run.module.css'
import { periodText } from './runPeriod.ts'
import { runTexts as texts } from './runTexts.ts'

type Programme = Output<'programme.get'>

interface Span {
  kind: PeriodKind
  from: Day
  to: Day
}

/** The month that has just ended; the latest quarter with commissions when that is older. */
function usualSpan(programme: Programme, latestQuarter: string | undefined): Span {
  const start = programme.fiscalYearStartMonth
  const lastMonth = periodOf('month', addDays(`${monthOf(programme.today)}-01`, -1), start)
  if (latestQuarter === undefined) return { kind: 'month', ...lastMonth }
  const quarter = periodRange(latestQuarter, start)
  return quarter.to < lastMonth.from ? { kind: 'quarter', ...quarter } : { kind: 'month', ...lastMonth }
}

/** Period and cut-off of a new run, with what it would hold. */
export function NewRunDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: number) => void }) {
  const programme = useProgramme()
  const quarters = useEngineQuery('commissions.quarters', { partnerId: null })
  if (!programme || quarters.isPending) return null
  const latest = quarters.data?.rows
    .map(({ quarter }) => quarter)
    .toSorted()
    .at(-1)
  return <RunForm programme={programme} start={usualSpan(programme, latest)} onClose={onClose} onCreated={onCreated} />
}

function RunForm({
  programme,
  start,
  onClose,
  onCreated,
}: {
  programme: Programme
  start: Span
  onClose: () => void
  onCreated: (id: number) => void
}) {
  const [span, setSpan] = useState(start)
  const [typedCutoff, setTypedCutoff] = useState<Day | null>(null)
  const create = useCommand('payouts.createRun')
  const allDueOn = computeDue(programme.due, span.to, span.to).dueOn
  const cutoffOn = typedCutoff ?? allDueOn
  const isOrdered = span.from <= span.to
  const preview = useEngineQuery(
    'payouts.preview',
    { from: span.from, to: span.to, cutoffOn },
    { enabled: isOrdered, keepLast: true },
  )
  const held = preview.data
  const count = held?.totals.reduce((sum, total) => sum + total.payouts, 0) ?? 0
  const isEmpty = held !== undefined && count === 0 && held.carriedOver === 0
  const setKind = (kind: PeriodKind): void =>
    setSpan({
      kind,
      ...(kind === 'custom'
        ? { from: span.from, to: span.to }
        : periodOf(kind, span.to, programme.fiscalYearStartMonth)),
    })
  const step = (steps: number): void => setSpan({ ...span, ...stepPeriod(span.kind, span.from, span.to, steps) })
  const setDay = (edge: 'from' | 'to', day: string): void => {
    if (isDay(day)) setSpan({ ...span, kind: 'custom', [edge]: day })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.newRun}
      lead={texts.newLead}
      action={count === 0 ? texts.createNothing : texts.create(count)}
      onAction={() =>
        create.mutate({ from: span.from, to: span.to, cutoffOn }, { onSuccess: ({ id }) => onCreated(id) })
      }
      isBlocked={!isOrdered || held === undefined || isEmpty || preview.isPlaceholderData}
      isRunning={create.isPending}
      error={create.error}
      note={texts.canUndo}
    >
      <Radios
        label={texts.period}
        className={styles.kinds}
        value={span.kind}
        onValue={setKind}
        options={periodKinds.map((value) => ({ value, label: texts.kinds[value] }))}
      />
      {span.kind === 'custom' ? (
        <div className={styles.pair}>
          {(['from', 'to'] as const).map((edge) => (
            <Field key={edge} label={texts[edge]} problem={edge === 'to' && !isOrdered ? texts.wrongOrder : null}>
              {(control) => <Input {...control} type="date" value={span[edge]} onValue={(day) => setDay(edge, day)} />}
            </Field>
          ))}
        </div>
      ) : (
        <div className={styles.stepping}>
          <IconButton label={texts.earlier} icon={ChevronLeft} onClick={() => step(-1)} />
          <b role="status">{periodText(span.from, span.to)}</b>
          <IconButton label={texts.later} icon={ChevronRight} onClick={() => step(1)} />
        </div>
      )}
      <Field label={texts.cutoff} hint={texts.cutoffHint(formatDay(allDueOn))}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className={styles.day}
            value={cutoffOn}
            onValue={(day) => isDay(day) && setTypedCutoff(day)}
          />
        )}
      </Field>
      {preview.error && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
      <Section title={texts.previewTotals} className={styles.preview}>
        {held === undefined ? (
          <p className="ink2">{preview.error ? '' : texts.counting}</p>
        ) : isEmpty ? (
          <p className="ink2" role="status">
            {texts.nothingDue}
          </p>
        ) : (
          <MiniTable
            label={texts.previewTotals}
            head={[uiTexts.currency, texts.payoutCount, uiTexts.total]}
            rows={[
              ...held.totals.map(({ currency, payouts, minor }) => ({
                key: currency,
                cells: [currency, formatCount(payouts), formatMinor(minor, currency)],
              })),
              { key: 'lines', cells: [texts.previewLines, formatCount(held.lines), ''] },
              { key: 'carried', cells: [texts.previewCarried, formatCount(held.carriedOver), ''] },
            ]}
          />
        )}
      </Section>
    </Dialog>
  )
}

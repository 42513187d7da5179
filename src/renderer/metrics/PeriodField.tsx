import { useState } from 'react'
import { isDay, type Day } from '../../contract/dates.ts'
import { periodKinds, periodOf, spanName, type PeriodKind, type Span } from '../../contract/periods.ts'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './Metrics.module.css'
import { objectiveTexts } from './objectiveTexts.ts'
import { nearPeriods } from './periods.ts'

const texts = objectiveTexts.dialog

interface PeriodFieldProps {
  span: Span
  kind: PeriodKind
  today: Day
  startMonth: number
  onSpan: (span: Span) => void
}

/** A month, quarter or year of the fiscal calendar, or any days. */
export function PeriodField({ span, kind: startKind, today, startMonth, onSpan }: PeriodFieldProps) {
  const [kind, setKind] = useState(startKind)
  const choose = (next: PeriodKind): void => {
    setKind(next)
    if (next !== 'custom') onSpan(periodOf(next, span.from, startMonth))
  }
  return (
    <div className={styles.periodField}>
      <Field label={texts.period}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onValue={choose}
            options={periodKinds.map((value) => ({ value, label: texts.kinds[value] }))}
          />
        )}
      </Field>
      {kind === 'custom' ? (
        <>
          <DayField label={texts.from} day={span.from} onDay={(from) => onSpan({ ...span, from })} />
          <DayField
            label={texts.until}
            day={span.to}
            problem={span.from > span.to ? texts.daysWrong : null}
            onDay={(to) => onSpan({ ...span, to })}
          />
        </>
      ) : (
        <Periods kind={kind} span={span} today={today} startMonth={startMonth} onSpan={onSpan} />
      )}
    </div>
  )
}

function DayField({
  label,
  day,
  problem,
  onDay,
}: {
  label: string
  day: Day
  problem?: string | null
  onDay: (day: Day) => void
}) {
  return (
    <Field label={label} problem={problem}>
      {(control) => <Input {...control} type="date" value={day} onValue={(next) => isDay(next) && onDay(next)} />}
    </Field>
  )
}

function Periods({
  kind,
  span,
  today,
  startMonth,
  onSpan,
}: PeriodFieldProps & { kind: Exclude<PeriodKind, 'custom'> }) {
  const near = nearPeriods(kind, today, startMonth)
  const isNear = near.some((period) => period.span.from === span.from)
  const periods = isNear ? near : [{ span, label: spanName(span, startMonth) }, ...near]
  return (
    <Select
      className={styles.periodChoice}
      label={texts.period}
      value={span.from}
      onValue={(from) => {
        const chosen = periods.find((period) => period.span.from === from)
        if (chosen) onSpan(chosen.span)
      }}
      options={periods.map((period) => ({ value: period.span.from, label: period.label }))}
    />
  )
}

import { addMonths, type Day, endOfMonth, monthOf, periodRange } from '../../contract/dates.ts'
import { periodOf, spanName, stepPeriod, type PeriodKind, type Span } from '../../contract/periods.ts'

/** The last twelve months that are over on a day, oldest first: one that still runs would look like a fall. */
export function twelveWholeMonths(day: Day): Span[] {
  const last = addMonths(`${monthOf(day)}-01`, day === endOfMonth(day) ? 0 : -1)
  return Array.from({ length: 12 }, (_, index) => periodRange(monthOf(addMonths(last, index - 11)), 1))
}

/** Periods of a kind to choose from: some before the one of today, it, and some after. */
export function nearPeriods(
  kind: Exclude<PeriodKind, 'custom'>,
  today: Day,
  startMonth: number,
): { span: Span; label: string }[] {
  const now = periodOf(kind, today, startMonth)
  const [before, after] = { month: [6, 12], quarter: [4, 6], year: [2, 3] }[kind] as [number, number]
  return Array.from({ length: before + after + 1 }, (_, index) => {
    const span = stepPeriod(kind, now.from, now.to, index - before)
    return { span, label: spanName(span, startMonth) }
  })
}

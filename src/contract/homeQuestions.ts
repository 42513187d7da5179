import { addDays, addMonths, type Day } from './dates.ts'
import type { MeasureKey } from './measures.ts'
import type { Input, NamesOf } from './methods.ts'
import { type Calendar, type Period, periodOf, type Span } from './periods.ts'

/** What is shown of the period as a whole. */
const keys: readonly MeasureKey[] = [
  'revenue',
  'commissions',
  'newCustomers',
  'bookingsShare',
  'effectiveAcquisitionCost',
  'largestShare',
  'largestShareOfAll',
  'largestThreeShare',
  'concentration',
  'effectivePartners',
  'activationRate',
  'activePartners',
  'pipelineVelocity',
  'winRate',
  'owed',
]

/** What is shown by month. */
const monthlyKeys: readonly MeasureKey[] = ['bookingsShare', 'revenue', 'commissions']

/** What is shown by quarter. */
const quarterlyKeys: readonly MeasureKey[] = [
  'bookingsShare',
  'effectiveAcquisitionCost',
  'largestShare',
  'largestShareOfAll',
  'activationRate',
  'pipelineVelocity',
]

/** The months of a period, or the twelve that end with a shorter one; none that have not begun. */
export function monthsOf({ from, to }: Span, today: Day): Span[] {
  const yearBefore = yearUntil(to)
  // The months of every fiscal year are the calendar's.
  return cutSpan('month', { from: from < yearBefore ? from : yearBefore, to }, today, 1)
}

/** The fiscal quarters of a period, or the four that end with a shorter one; none that have not begun. */
export function quartersOf({ from, to }: Span, today: Day, startMonth: number): Span[] {
  const isShorter = from > yearUntil(to)
  const fourth = addMonths(periodOf('quarter', to, startMonth).from, -9)
  return cutSpan('quarter', { from: isShorter ? fourth : from, to }, today, startMonth)
}

/** A span by month or quarter, oldest first; the first and the last are cut where it begins and ends. */
function cutSpan(kind: 'month' | 'quarter', span: Span, today: Day, startMonth: number): Span[] {
  const pieces: Span[] = []
  for (let { from } = span; from <= span.to && from <= today;) {
    const { to } = periodOf(kind, from, startMonth)
    pieces.push({ from, to: to < span.to ? to : span.to })
    from = addDays(to, 1)
  }
  return pieces
}

/** The first of the twelve months that end with this one. */
function yearUntil(day: Day): Day {
  return addMonths(`${day.slice(0, 7)}-01`, -11)
}

const readOf = ({ from, to }: Span) => ({ keys: [...keys], from, to, partnerId: null })

/** Measures over the same pieces of time are asked for together: the engine then reads each piece once. */
const trendOf = (of: readonly MeasureKey[], periods: readonly Span[]) => ({
  keys: [...of],
  partnerId: null,
  periods: [...periods],
})

export type HomeQuestions = ReturnType<typeof homeQuestions>

/** What Home asks the engine about a period; null where there is nothing to ask about. */
export function homeQuestions(period: Period, { today, fiscalYearStartMonth }: Omit<Calendar, 'latestMonth'>) {
  const { from, to, compareFrom, compareTo } = period
  const before = compareFrom === null || compareTo === null ? null : { from: compareFrom, to: compareTo }
  const months = monthsOf(period, today)
  const quarters = quartersOf(period, today, fiscalYearStartMonth)
  const quartersBefore =
    before === null ? [] : quartersOf(before, today, fiscalYearStartMonth).slice(0, quarters.length)
  return {
    home: { from, to, compareFrom, compareTo },
    now: readOf(period),
    before: before === null ? null : { ...readOf(before), owedAtEnd: true },
    within: { from, to },
    byMonth: months.length === 0 ? null : trendOf(monthlyKeys, months),
    byQuarter: quarters.length === 0 ? null : trendOf(quarterlyKeys, quarters),
    byQuarterBefore: quartersBefore.length === 0 ? null : trendOf(['effectiveAcquisitionCost'], quartersBefore),
  }
}

/** Asks all that Home shows of a period, in the order in which it is worked on. */
export function askOfHome(
  period: Period,
  calendar: Omit<Calendar, 'latestMonth'>,
  ask: <M extends NamesOf<'query'>>(method: M, input: Input<M>) => void,
): void {
  const asked = homeQuestions(period, calendar)
  ask('metrics.counts', {})
  ask('metrics.home', asked.home)
  for (const input of [asked.now, asked.before]) if (input) ask('measures.read', input)
  ask('objectives.tiles', asked.within)
  for (const input of [asked.byMonth, asked.byQuarter, asked.byQuarterBefore]) if (input) ask('measures.trend', input)
  ask('metrics.cohorts', asked.within)
  ask('metrics.needs', {})
}

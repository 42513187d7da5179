import { addDays, addMonths, type Day } from '../../contract/dates.ts'
import type { MeasureKey } from '../../contract/measures.ts'
import { askAhead } from '../client/hooks.ts'
import { type Calendar, type Period, resolvePeriod, type Span, usePeriodChoice } from '../client/period.ts'

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

/** The span cut into pieces of so many months, oldest first; the last may be shorter. */
export function cutSpan(from: Day, to: Day, months: number): Span[] {
  const pieces: Span[] = []
  for (let start = from; start <= to; start = addMonths(from, pieces.length * months)) {
    const end = addDays(addMonths(from, (pieces.length + 1) * months), -1)
    pieces.push({ from: start, to: end < to ? end : to })
  }
  return pieces
}

/** The months of a period, or the twelve that end with a shorter one; none that have not begun. */
export function monthsOf(period: Span, today: Day): Span[] {
  return cutYear(period, 1, today)
}

/** The quarters of a period, or the four that end with a shorter one; none that have not begun. */
export function quartersOf(period: Span, today: Day): Span[] {
  return cutYear(period, 3, today)
}

function cutYear({ from, to }: Span, months: number, today: Day): Span[] {
  const yearBefore = addMonths(`${to.slice(0, 7)}-01`, -11)
  return cutSpan(from < yearBefore ? from : yearBefore, to, months).filter((piece) => piece.from <= today)
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
export function homeQuestions(period: Period, today: Day) {
  const { from, to, compareFrom, compareTo } = period
  const before = compareFrom === null || compareTo === null ? null : { from: compareFrom, to: compareTo }
  const months = monthsOf(period, today)
  const quarters = quartersOf(period, today)
  const quartersBefore = before === null ? [] : quartersOf(before, today).slice(0, quarters.length)
  return {
    home: { from, to, compareFrom, compareTo },
    now: readOf(period),
    before: before === null ? null : readOf(before),
    within: { from, to },
    byMonth: months.length === 0 ? null : trendOf(monthlyKeys, months),
    byQuarter: quarters.length === 0 ? null : trendOf(quarterlyKeys, quarters),
    byQuarterBefore: quartersBefore.length === 0 ? null : trendOf(['effectiveAcquisitionCost'], quartersBefore),
  }
}

/** Asks all that Home shows before it is drawn: the engine works on the answers meanwhile. */
export function askForHome(calendar: Calendar): void {
  const asked = homeQuestions(resolvePeriod(usePeriodChoice.getState(), calendar), calendar.today)
  void askAhead('metrics.counts', {})
  void askAhead('metrics.home', asked.home)
  for (const input of [asked.now, asked.before]) if (input) void askAhead('measures.read', input)
  void askAhead('objectives.tiles', asked.within)
  for (const input of [asked.byMonth, asked.byQuarter, asked.byQuarterBefore])
    if (input) void askAhead('measures.trend', input)
  void askAhead('metrics.cohorts', asked.within)
  void askAhead('metrics.needs', {})
}

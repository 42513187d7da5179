import { addMonths, addDays, type Day } from '../../contract/dates.ts'
import type { MeasureKey, MeasureValue } from '../../contract/measures.ts'
import type { Output } from '../../contract/methods.ts'
import type { Objective } from '../../contract/objectives.ts'
import { useEngineAnswers, useEngineQuery } from '../client/hooks.ts'
import type { Period, Span } from '../client/period.ts'

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

/** Measures of the programme in the period and in the one it is compared with. */
export interface Standing {
  currency: string
  /** How foreign amounts were converted, and which were. */
  policy: Output<'measures.read'>['policy']
  foreign: readonly string[]
  missing: Output<'measures.read'>['missing']
  now: (key: MeasureKey) => MeasureValue | undefined
  before: (key: MeasureKey) => MeasureValue | undefined
  /** The programme's target for a measure that fits the period best. */
  objective: (key: MeasureKey) => Objective | undefined
}

const find =
  (answer: Output<'measures.read'> | undefined) =>
  (key: MeasureKey): MeasureValue | undefined =>
    answer?.values.find((value) => value.key === key)

/** Undefined until the first answer is here. */
export function useStanding(period: Period): Standing | undefined {
  const read = (from: Day, to: Day) => ({ keys: [...keys], from, to, partnerId: null })
  const now = useEngineQuery('measures.read', read(period.from, period.to), { keepLast: true }).data
  const hasBefore = period.compareFrom !== null && period.compareTo !== null
  const before = useEngineQuery(
    'measures.read',
    read(period.compareFrom ?? period.from, period.compareTo ?? period.to),
    {
      enabled: hasBefore,
      keepLast: true,
    },
  ).data
  const { from, to } = period
  const objectives = useEngineQuery('objectives.tiles', { from, to }, { keepLast: true }).data?.objectives
  if (now === undefined) return undefined
  const { currency, policy, foreign, missing } = now
  return {
    currency,
    policy,
    foreign,
    missing,
    now: find(now),
    before: find(hasBefore ? before : undefined),
    objective: (key) => objectives?.find(({ measure }) => measure === key),
  }
}

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

/** A measure over pieces of time; undefined while it is not here, or was not asked for. */
export type Trends = (key: MeasureKey) => readonly MeasureValue[] | undefined

/** What is drawn over pieces of time. */
export interface Drawn {
  months: Span[]
  monthly: Trends
  quarters: Span[]
  quarterly: Trends
  /** The same quarters of what the period is compared with. */
  quarterlyBefore: Trends
}

/** Asked for by the page as a whole and drawn when all of it is here, so that no chart waits for what stands above it. */
export function useDrawn(period: Period, today: Day): Drawn {
  const months = monthsOf(period, today)
  const quarters = quartersOf(period, today)
  const before =
    period.compareFrom === null || period.compareTo === null
      ? []
      : quartersOf({ from: period.compareFrom, to: period.compareTo }, today).slice(0, quarters.length)
  const trendsOf = (keys: readonly MeasureKey[], periods: readonly Span[]) => ({
    keys: [...keys],
    partnerId: null,
    periods: [...periods],
  })
  const byMonth = trendsOf(monthlyKeys, months)
  const byQuarter = trendsOf(quarterlyKeys, quarters)
  const byQuarterBefore = trendsOf(['effectiveAcquisitionCost'], before)
  const asked = [byMonth, byQuarter, byQuarterBefore].filter(({ periods }) => periods.length > 0)
  const answers = useEngineAnswers('measures.trend', asked)
  const answerTo =
    (input: (typeof asked)[number]): Trends =>
    (key) =>
      answers?.[asked.indexOf(input)]?.trends[input.keys.indexOf(key)]
  return {
    months,
    monthly: answerTo(byMonth),
    quarters,
    quarterly: answerTo(byQuarter),
    quarterlyBefore: answerTo(byQuarterBefore),
  }
}

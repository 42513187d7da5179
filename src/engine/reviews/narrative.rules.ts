import { formatDay, type Day } from '../../contract/dates.ts'
import type { InputKey, MeasureKey, MeasureValue } from '../../contract/measures.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { formatMinor } from '../../contract/money.ts'
import { formatFigure, type PointFigure, type PointRule, type ProposedPoint } from '../../contract/reviewFigures.ts'
import { pointTexts as texts } from '../../contract/reviewTexts.ts'

/** The numbers of a partner that the rules look at; a measure that is missing or has no value is unknown. */
export interface NarrativeInput {
  currency: string
  now: ReadonlyMap<MeasureKey, MeasureValue>
  /** Of the period before. */
  before: ReadonlyMap<MeasureKey, MeasureValue>
  /** Who bought most in the period, its share in ppm, and how many bought; null when it cannot be told. */
  largestCustomer: { name: string; sharePpm: number; customers: number } | null
  /** Share of the largest customer of the period before. */
  largestBeforePpm: number | null
  /** When the partner last opened a deal; null when it never did. */
  lastDeal: { on: Day; days: number } | null
}

/** Measures the rules need. */
export const narrativeMeasures = [
  'revenue',
  'sales',
  'averageSale',
  'refundRate',
  'newCustomers',
  'retention',
  'openPipeline',
  'winRate',
  'salesCycle',
  'promoterScore',
] as const satisfies readonly MeasureKey[]

const PPM = 1_000_000
/** From where on a change is worth a sentence; in ppm unless the name says otherwise. */
const worth = {
  revenue: 50_000,
  newCustomers: 3,
  retention: 100_000,
  concentration: 400_000,
  refundRate: 20_000,
  refundRateAlone: 100_000,
  pipeline: 250_000,
  winRate: 100_000,
  closedDeals: 3,
  salesCycle: 250_000,
  salesCycleDays: 7,
  wonDeals: 2,
  daysWithoutDeal: 60,
  promoterScore: 20_000_000,
} as const

type Rule = (input: NarrativeInput) => Omit<ProposedPoint, 'key'> | null

/** The points that the numbers of a period support, in the order of `pointRules`. An unknown figure supports none. [QB5] */
export function proposePoints(input: NarrativeInput): ProposedPoint[] {
  return Object.entries(rules).flatMap(([key, rule]) => {
    const point = rule(input)
    return point === null ? [] : [{ key: key as PointRule, ...point }] // the keys of `rules`
  })
}

interface Pair {
  value: number
  before: number
  inputs: { value: (key: InputKey) => number; before: (key: InputKey) => number }
}

function valueOf(of: ReadonlyMap<MeasureKey, MeasureValue>, key: MeasureKey): number | null {
  return of.get(key)?.value ?? null
}

function inputOf(of: ReadonlyMap<MeasureKey, MeasureValue>, key: MeasureKey): (input: InputKey) => number {
  return (input) => of.get(key)?.inputs.find((one) => one.key === input)?.value ?? 0
}

/** A measure that is known of both periods. */
function pairOf({ now, before }: NarrativeInput, key: MeasureKey): Pair | null {
  const [value, old] = [valueOf(now, key), valueOf(before, key)]
  if (value === null || old === null) return null
  return { value, before: old, inputs: { value: inputOf(now, key), before: inputOf(before, key) } }
}

/** Change against a positive value of before, in ppm, cut to whole ones. */
const changePpm = (value: number, before: number): number =>
  Number(((BigInt(value) - BigInt(before)) * BigInt(PPM)) / BigInt(before))
const percent = (ppm: number): string => formatMeasure(Math.abs(ppm), 'rate', '')
const figure = (key: PointFigure['key'], value: number, before: number | null): PointFigure => ({ key, value, before })
const count = (value: number): string => formatMeasure(value, 'count', '')

const rules: Readonly<Record<PointRule, Rule>> = {
  revenue(input) {
    const pair = pairOf(input, 'revenue')
    if (pair === null) return null
    const { value, before } = pair
    const money = (minor: number): string => `${input.currency} ${formatMinor(minor, input.currency)}`
    const figures = [figure('revenue', value, before)]
    if (before <= 0) return value > 0 ? { text: texts.revenueFirst(money(value)), tone: 'good', figures } : null
    if (value === 0) return { text: texts.revenueGone(money(before)), tone: 'bad', figures }
    const change = changePpm(value, before)
    if (Math.abs(change) < worth.revenue) return null
    const isUp = change > 0
    const driver = driverOf(input, isUp)
    return {
      text: texts.revenue(isUp, percent(change), money(value), money(before), driver?.because ?? ''),
      tone: isUp ? 'good' : 'bad',
      figures: driver ? [...figures, driver.figure] : figures,
    }
  },

  newCustomers(input) {
    const pair = pairOf(input, 'newCustomers')
    if (pair === null) return null
    const { value, before } = pair
    const difference = Math.abs(value - before)
    if (difference < worth.newCustomers || difference * 2 < Math.max(value, before)) return null
    return {
      text: texts.newCustomers(count(value), count(before), value === 1),
      tone: value > before ? 'good' : 'bad',
      figures: [figure('newCustomers', value, before)],
    }
  },

  retention(input) {
    const pair = pairOf(input, 'retention')
    if (pair === null || Math.abs(pair.value - pair.before) < worth.retention) return null
    const isUp = pair.value > pair.before
    return {
      text: texts.retention(isUp, percent(pair.value), percent(pair.before)),
      tone: isUp ? 'good' : 'bad',
      figures: [figure('retention', pair.value, pair.before)],
    }
  },

  concentration({ largestCustomer, largestBeforePpm }) {
    if (largestCustomer === null) return null
    const { name, sharePpm, customers } = largestCustomer
    if (customers < 2 || sharePpm < worth.concentration) return null
    return {
      text: texts.concentration(name, percent(sharePpm), count(customers)),
      tone: 'note',
      figures: [figure('largestCustomer', sharePpm, largestBeforePpm)],
    }
  },

  refundRate(input) {
    const value = valueOf(input.now, 'refundRate')
    const before = valueOf(input.before, 'refundRate')
    if (value === null) return null
    const figures = [figure('refundRate', value, before)]
    if (before === null)
      return value < worth.refundRateAlone ? null : { text: texts.refundRateHigh(percent(value)), tone: 'bad', figures }
    if (Math.abs(value - before) < worth.refundRate) return null
    const isUp = value > before
    return { text: texts.refundRate(isUp, percent(value), percent(before)), tone: isUp ? 'bad' : 'good', figures }
  },

  pipeline(input) {
    const pair = pairOf(input, 'openPipeline')
    if (pair === null) return null
    const { value, before, inputs } = pair
    const figures = [figure('openPipeline', value, before)]
    const money = (minor: number): string => `${input.currency} ${formatMinor(minor, input.currency)}`
    const open = inputs.value('dealsOpen')
    const deals = texts.deals(count(open), open === 1)
    if (before <= 0) return value > 0 ? { text: texts.pipelineFirst(money(value), deals), tone: 'good', figures } : null
    if (open === 0) return { text: texts.pipelineGone(money(before)), tone: 'bad', figures }
    const change = changePpm(value, before)
    if (Math.abs(change) < worth.pipeline) return null
    const isUp = change > 0
    return {
      text: texts.pipeline(isUp, percent(change), money(value), deals),
      tone: isUp ? 'good' : 'bad',
      figures,
    }
  },

  winRate(input) {
    const pair = pairOf(input, 'winRate')
    if (pair === null || Math.abs(pair.value - pair.before) < worth.winRate) return null
    const { value, before, inputs } = pair
    const closed = inputs.value('dealsWon') + inputs.value('dealsLost')
    const closedBefore = inputs.before('dealsWon') + inputs.before('dealsLost')
    if (Math.min(closed, closedBefore) < worth.closedDeals) return null
    const isUp = value > before
    return {
      text: texts.winRate(isUp, percent(value), percent(before), count(inputs.value('dealsWon')), count(closed)),
      tone: isUp ? 'good' : 'bad',
      figures: [figure('winRate', value, before)],
    }
  },

  salesCycle(input) {
    const pair = pairOf(input, 'salesCycle')
    if (pair === null || pair.before <= 0) return null
    const { value, before, inputs } = pair
    if (Math.min(inputs.value('cycleCount'), inputs.before('cycleCount')) < worth.wonDeals) return null
    const isWorth =
      Math.abs(changePpm(value, before)) >= worth.salesCycle && Math.abs(value - before) >= worth.salesCycleDays * PPM
    if (!isWorth) return null
    const days = (ppm: number): string => formatFigure('salesCycle', ppm, input.currency)
    return {
      text: texts.salesCycle(value > before, days(value), days(before)),
      tone: value > before ? 'bad' : 'good',
      figures: [figure('salesCycle', value, before)],
    }
  },

  noDeal({ lastDeal }) {
    if (lastDeal === null || lastDeal.days < worth.daysWithoutDeal) return null
    return {
      text: texts.noDeal(count(lastDeal.days), formatDay(lastDeal.on)),
      tone: 'bad',
      figures: [figure('daysWithoutDeal', lastDeal.days, null)],
    }
  },

  feedback(input) {
    const value = valueOf(input.now, 'promoterScore')
    if (value === null) return null
    const before = valueOf(input.before, 'promoterScore')
    if (value >= 0 && (before === null || Math.abs(value - before) < worth.promoterScore)) return null
    const answers = inputOf(input.now, 'promoterScore')('answers')
    return {
      text: texts.feedback(formatMeasure(value, 'score', ''), count(answers), answers === 1),
      tone: value < 0 || (before !== null && value < before) ? 'bad' : 'good',
      figures: [figure('promoterScore', value, before)],
    }
  },
}

/**
 * What moved revenue most in its own direction. With n sales of S in sum and R refunded, before n₀, S₀ and R₀, the change
 * (S − R) − (S₀ − R₀) is the sum of (n − n₀)·S₀/n₀ through the number of sales, S − n·S₀/n₀ through their size and R₀ − R
 * through refunds; each is compared times n₀, so that nothing is rounded.
 */
function driverOf(input: NarrativeInput, isUp: boolean): { because: string; figure: PointFigure } | null {
  const sales = pairOf(input, 'sales')
  const average = pairOf(input, 'averageSale')
  const refunds = pairOf(input, 'refundRate')
  if (sales === null || average === null || refunds === null || sales.before <= 0) return null
  const whole = (value: number): bigint => BigInt(value)
  const n = whole(sales.value)
  const n0 = whole(sales.before)
  const sum = whole(average.inputs.value('salesMinor'))
  const sum0 = whole(average.inputs.before('salesMinor'))
  const refunded = whole(refunds.inputs.value('refundsMinor'))
  const refunded0 = whole(refunds.inputs.before('refundsMinor'))
  const money = (minor: number): string => formatMinor(minor, input.currency)
  const parts = [
    {
      share: (n - n0) * sum0,
      because: texts.bySales(isUp, count(sales.value), count(sales.before)),
      figure: figure('sales', sales.value, sales.before),
    },
    {
      share: sum * n0 - n * sum0,
      because: texts.byAverage(isUp, money(average.value), money(average.before)),
      figure: figure('averageSale', average.value, average.before),
    },
    {
      share: (refunded0 - refunded) * n0,
      because: texts.byRefunds(isUp, percent(refunds.value), percent(refunds.before)),
      figure: figure('refundRate', refunds.value, refunds.before),
    },
  ]
  const inDirection = parts
    .filter(({ share }) => (isUp ? share > 0n : share < 0n))
    .toSorted((a, b) => {
      const [left, right] = [a.share < 0n ? -a.share : a.share, b.share < 0n ? -b.share : b.share]
      return left === right ? 0 : left > right ? -1 : 1
    })
  return inDirection[0] ?? null
}

import {
  addDays,
  addMonths,
  type Day,
  dayParts,
  endOfMonth,
  periodRange,
  quarterOf,
  toEpochDays,
} from '../../contract/dates.ts'
import type { MeasureDefinition } from '../../contract/measures.ts'
import { allocate, PPM_ONE, scale } from '../../contract/money.ts'
import { type Band, basisMonths, type TargetBasis } from '../../contract/scorecards.ts'

/** A tenth of a point in millionths: the unit of scores and points. */
const TENTH = 1000
/** Beyond a thousand times the target nobody reads the figure, and no integer overflows. */
const MOST_REACHED = 1000 * PPM_ONE

/**
 * The target of a period. What grows with time is in proportion to the template's basis: by whole months, or by days
 * (12 ÷ 365 of a month each) where the period does not consist of months. A level is the same for every period. [SC2]
 *
 * @param target in the measure's unit, for one `basis`; > 0
 * @returns      in the measure's unit, at least 1
 */
export function targetOf(
  target: number,
  nature: MeasureDefinition['nature'],
  basis: TargetBasis,
  { from, to }: { from: Day; to: Day },
): number {
  if (nature === 'level') return target
  const months = wholeMonths(from, to)
  const scaled =
    months === null
      ? scale(target, (toEpochDays(to) - toEpochDays(from) + 1) * 12, 365 * basisMonths[basis], 'halfAwayFromZero')
      : scale(target, months, basisMonths[basis], 'halfAwayFromZero')
  return Math.max(1, scaled)
}

function wholeMonths(from: Day, to: Day): number | null {
  if (dayParts(from).day !== 1 || to !== endOfMonth(to)) return null
  const [start, end] = [dayParts(from), dayParts(to)]
  return (end.year - start.year) * 12 + end.month - start.month + 1
}

/**
 * How much of its target a metric reached: actual ÷ target; where less is better mirrored at the target,
 * 2 − actual ÷ target, so that a tenth too much costs what a tenth too little costs elsewhere. [SC3]
 *
 * @param target > 0
 * @returns      millionths, rounded once, half away from zero; cut at a thousand times the target
 */
export function reachOf(actual: number, target: number, better: MeasureDefinition['better']): number {
  const value = (better === 'higher' ? BigInt(actual) : 2n * BigInt(target) - BigInt(actual)) * BigInt(PPM_ONE)
  const magnitude = value < 0n ? -value : value
  const rounded = Number((magnitude * 2n + BigInt(target)) / (2n * BigInt(target)))
  const cut = Math.min(rounded, MOST_REACHED)
  return value < 0n && cut !== 0 ? -cut : cut
}

/** What a metric counts: what it reached, at least the floor and at most the cap. [SC3] */
export function clampReach(reachedPpm: number, floorPpm: number, capPpm: number): number {
  return Math.min(Math.max(reachedPpm, floorPpm), capPpm)
}

export interface ScorePart {
  weightPpm: number
  /** Null: left out, its weight goes to the others. */
  attainmentPpm: number | null
}

export interface ComposedScore {
  /** Whole tenths of a point in millionths; null when every part is left out. */
  scorePpm: number | null
  /** Whole tenths that add up to the score, in the order of the parts. */
  pointsPpm: number[]
  /** Share of the score of each part; they add up to 1_000_000, or are all 0. */
  countedPpm: number[]
}

/**
 * Σ weight × attainment ÷ Σ weight over the parts that count, rounded once, to a tenth of a point. The points of the
 * parts are tenths that add up to the score (largest remainder). [SC4]
 */
export function composeScore(parts: readonly ScorePart[]): ComposedScore {
  const weights = parts.map(({ weightPpm, attainmentPpm }) => (attainmentPpm === null ? 0 : weightPpm))
  const products = parts.map(({ attainmentPpm }, i) => (weights[i] ?? 0) * (attainmentPpm ?? 0))
  const weight = weights.reduce((sum, one) => sum + one, 0)
  const nothing = parts.map(() => 0)
  if (weight === 0) return { scorePpm: null, pointsPpm: nothing, countedPpm: nothing }
  const countedPpm = allocate(PPM_ONE, weights)
  const product = products.reduce((sum, one) => sum + BigInt(one), 0n)
  const divisor = BigInt(weight) * BigInt(TENTH)
  const tenths = Number((product * 2n + divisor) / (divisor * 2n))
  if (product === 0n) return { scorePpm: 0, pointsPpm: nothing, countedPpm }
  return { scorePpm: tenths * TENTH, pointsPpm: allocate(tenths, products).map((points) => points * TENTH), countedPpm }
}

/** The band a score lies in: the first whose lower bound it reaches. [SC4] */
export function bandOf(bands: readonly Band[], scorePpm: number): string {
  return bands.find(({ fromPpm }) => scorePpm >= fromPpm)?.name ?? ''
}

/** The last four whole fiscal quarters that end on or before a day, oldest first. [SC6] */
export function lastQuarters(day: Day, fiscalYearStartMonth: number): { from: Day; to: Day }[] {
  const own = periodRange(quarterOf(day, fiscalYearStartMonth), fiscalYearStartMonth)
  const last = own.to <= day ? own.from : addMonths(own.from, -3)
  return [3, 2, 1, 0].map((back) => {
    const from = addMonths(last, -3 * back)
    return { from, to: addDays(addMonths(from, 3), -1) }
  })
}

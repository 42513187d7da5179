import { type MeasureKey, measureDefinitions } from '../../contract/measures.ts'
import type { Requirement, RequirementEvidence, RequirementTest, TierWindow } from '../../contract/tiers.ts'
import { type MotionAmounts, pointsOf, type PointsTest } from './points.rules.ts'

/** What is known about one partner on one day; everything a requirement may ask. */
export interface PartnerFacts {
  /** In the measure's unit; null when it cannot be told. */
  measure(key: MeasureKey, window: TierWindow): number | null
  /** null when amounts wait for an exchange rate. */
  amounts(test: PointsTest): MotionAmounts | null
  /** Currencies whose amounts were converted for a test, in order. [TI18] */
  foreign(test: RequirementTest): string[]
  /** Different people with a certificate valid on the day. */
  holders(name: string, level: string): number
  /** What the latest record says; null without one that still holds. */
  declared(kind: 'attestation' | 'policy', topic: string): boolean | null
}

export interface Judged {
  evidence: RequirementEvidence
  /** Met with the room that the table gives to those who have the tier. */
  isKept: boolean
}

const ONE = 1_000_000
type Found = Omit<RequirementEvidence, 'key' | 'weight' | 'test' | 'foreign'> & { isKept: boolean }

/**
 * One requirement against a partner's facts. A value that cannot be told meets nothing. [TI4] [TI5] [TI6] [TI7]
 *
 * @param keepPpm share of the threshold down to which a tier is kept
 */
export function judge({ key, weight, test }: Requirement, facts: PartnerFacts, keepPpm: number): Judged {
  const { isKept, ...found } = judgeTest(test, facts, keepPpm)
  return { evidence: { key, weight, test, ...found, foreign: facts.foreign(test) }, isKept }
}

function judgeTest(test: RequirementTest, facts: PartnerFacts, keepPpm: number): Found {
  switch (test.kind) {
    case 'measure':
      return judgeMeasure(test, facts.measure(test.measure, test.window), keepPpm)
    case 'points':
      return judgePoints(test, facts.amounts(test), keepPpm)
    case 'composite':
      return judgeComposite(
        test,
        test.parts.map(({ measure }) => facts.measure(measure, test.window)),
        keepPpm,
      )
    case 'certificates': {
      const holders = facts.holders(test.name, test.level)
      const isMet = holders >= test.holders
      return {
        actual: holders,
        target: test.holders,
        isMet,
        isKept: isAtLeast(holders, test.holders, keepPpm),
        missing: isMet ? 0 : test.holders - holders,
        progressPpm: progress(holders, test.holders),
        parts: [],
      }
    }
    case 'attestation':
      return judgeDeclared(facts.declared('attestation', test.topic) === true)
    case 'policy':
      return judgeDeclared(facts.declared('policy', test.topic) !== false)
  }
}

function judgeDeclared(isMet: boolean): Found {
  const actual = isMet ? 1 : 0
  return { actual, target: 1, isMet, isKept: isMet, missing: 1 - actual, progressPpm: actual * ONE, parts: [] }
}

function judgeMeasure(
  { comparison, target }: Extract<RequirementTest, { kind: 'measure' }>,
  actual: number | null,
  keepPpm: number,
): Found {
  if (actual === null) return { actual, target, isMet: false, isKept: false, missing: null, progressPpm: 0, parts: [] }
  const isMet = comparison === 'atLeast' ? actual >= target : actual <= target
  // The room is upwards where less is better.
  const isKept = comparison === 'atLeast' ? isAtLeast(actual, target, keepPpm) : isAtLeast(target, actual, keepPpm)
  return {
    actual,
    target,
    isMet,
    isKept: isMet || isKept,
    missing: isMet ? 0 : Math.abs(target - actual),
    progressPpm: isMet ? ONE : comparison === 'atLeast' ? progress(actual, target) : progress(target, actual),
    parts: [],
  }
}

function judgePoints(test: PointsTest, amounts: MotionAmounts | null, keepPpm: number): Found {
  const { atLeast: target, sourcedAtLeast } = test
  if (amounts === null)
    return { actual: null, target, isMet: false, isKept: false, missing: null, progressPpm: 0, parts: [] }
  const points = pointsOf(test, amounts)
  const actual = points.sourced + points.assisted + points.managed
  const isMet = actual >= target && points.sourced >= sourcedAtLeast
  return {
    actual,
    target,
    isMet,
    isKept: isAtLeast(actual, target, keepPpm) && isAtLeast(points.sourced, sourcedAtLeast, keepPpm),
    missing: isMet ? 0 : Math.max(target - actual, sourcedAtLeast - points.sourced),
    progressPpm: Math.min(progress(actual, target), progress(points.sourced, sourcedAtLeast)),
    parts: (['sourced', 'assisted', 'managed'] as const).map((name) => ({
      name,
      actual: points[name],
      target: name === 'sourced' && sourcedAtLeast > 0 ? sourcedAtLeast : null,
      points: points[name],
    })),
  }
}

/**
 * Σ weight × min(1, actual ÷ target), exact: a partner passes with `passAt` of 100 and every measure above zero
 * (Microsoft AI Cloud Partner Program, partner capability score). Scores are in millionths. [TI6]
 */
function judgeComposite(
  test: Extract<RequirementTest, { kind: 'composite' }>,
  values: readonly (number | null)[],
  keepPpm: number,
): Found {
  const parts = test.parts.map(({ measure, weight, target }, place) => {
    const actual = values[place] ?? null
    const counted = BigInt(Math.min(Math.max(actual ?? 0, 0), target))
    return {
      name: measure,
      actual,
      target,
      points: Number((BigInt(weight * ONE) * counted) / BigInt(target)),
      counted,
      weight,
    }
  })
  // Over one denominator, so that thirds add up to a whole.
  const denominator = parts.reduce((product, { target }) => product * BigInt(target), 1n)
  const sum = parts.reduce(
    (total, { weight, counted, target }) => total + (BigInt(weight) * counted * denominator) / BigInt(target),
    0n,
  )
  const reaches = (ppm: number): boolean => sum * BigInt(ONE) >= BigInt(test.passAt) * denominator * BigInt(ppm)
  const isComplete = parts.every(({ actual }) => actual !== null && actual > 0)
  const score = Number((sum * BigInt(ONE)) / denominator)
  const target = test.passAt * ONE
  const isMet = reaches(ONE) && isComplete
  return {
    actual: score,
    target,
    isMet,
    isKept: reaches(keepPpm) && isComplete,
    missing: isMet ? 0 : Math.max(0, target - score),
    // A measure at zero keeps the requirement unmet whatever the score.
    progressPpm: isMet ? ONE : Math.min(progress(score, target), ONE - 1),
    parts: parts.map(({ name, actual, target: aim, points }) => ({ name, actual, target: aim, points })),
  }
}

/** True when `actual` is at least so many millionths of `target`, without rounding. */
function isAtLeast(actual: number, target: number, ppm: number): boolean {
  return BigInt(actual) * BigInt(ONE) >= BigInt(target) * BigInt(ppm)
}

/** How much of the way has been gone, in millionths, 0 to 1_000_000. */
function progress(actual: number, target: number): number {
  if (target <= 0 || actual >= target) return ONE
  return actual <= 0 ? 0 : Number((BigInt(actual) * BigInt(ONE)) / BigInt(target))
}

/** Measures that a composite may weigh: of partners, and the more the better. */
export function canBeWeighed(key: MeasureKey): boolean {
  const { scope, better } = measureDefinitions[key]
  return scope === 'both' && better === 'higher'
}

import { type Day, monthIndexOf, toEpochDays } from '../../contract/dates.ts'
import { type MeasureKey, measureDefinitions, type MeasureValue } from '../../contract/measures.ts'
import { applyRate, type Ppm, scale } from '../../contract/money.ts'
import type { Judgement } from '../../contract/objectives.ts'

export interface ObjectiveFacts {
  measure: MeasureKey
  measured: Pick<MeasureValue, 'value' | 'problem'>
  target: number
  warningPpm: Ppm
  from: Day
  to: Day
  today: Day
  /** Currency of a money target differs from the one that values are in now. */
  isOtherCurrency: boolean
}

/**
 * Where an objective stands, with its arithmetic. [OB1] [OB2] [OB3] [OB4]
 *
 * A flow is compared with the target × the share of the period that has passed (today included), a level with the
 * target. At least as good as that is on track; worse by no more than the warning band is drifting; else off. Where
 * lower is better the band lies above.
 */
export function judgeObjective(facts: ObjectiveFacts): Judgement {
  const { measure, measured, target, warningPpm, today, from, to } = facts
  const { better, nature } = measureDefinitions[measure]
  const progress = progressOf(measure, facts)
  const phase = today < from ? 'ahead' : today > to ? 'over' : 'running'
  const untold = (reason: Judgement['reason'], expected: number | null): Judgement => ({
    verdict: 'cannotTell',
    phase,
    reason,
    ...progress,
    expected,
    limit: null,
    attainmentPpm: null,
  })
  if (facts.isOtherCurrency) return untold('otherCurrency', null)
  if (phase === 'ahead') return untold('notBegun', nature === 'flow' ? 0 : target)

  const expected = nature === 'flow' ? scale(target, progress.elapsed, progress.total, 'halfAwayFromZero') : target
  if (measured.value === null) return untold(measured.problem ?? 'nothing', expected)
  const { value } = measured
  const band = applyRate(Math.abs(expected), warningPpm, 'halfAwayFromZero')
  const limit = better === 'higher' ? expected - band : expected + band
  const reaches = (bound: number): boolean => (better === 'higher' ? value >= bound : value <= bound)
  return {
    verdict: reaches(expected) ? 'onTrack' : reaches(limit) ? 'drifting' : 'off',
    phase,
    reason: null,
    ...progress,
    expected,
    limit,
    // Of nothing, or against a negative target, a share says nothing.
    attainmentPpm: expected > 0 && value >= 0 ? scale(value, 1_000_000, expected, 'halfAwayFromZero') : null,
  }
}

/** How much of the period has passed: in days, or in the months whose costs are in the value. */
function progressOf(
  measure: MeasureKey,
  { from, to, today }: { from: Day; to: Day; today: Day },
): Pick<Judgement, 'clock' | 'elapsed' | 'total'> {
  const isMonthly = measureDefinitions[measure].inputs.includes('sharedCostMinor')
  const count = isMonthly ? monthIndexOf : toEpochDays
  const total = count(to) - count(from) + 1
  const until = today < to ? today : to
  return {
    clock: isMonthly ? 'months' : 'days',
    elapsed: today < from ? 0 : Math.min(total, count(until) - count(from) + 1),
    total,
  }
}

/**
 * Of each measure the objective that fits a period best: the same period, then the shortest one that holds it, then the
 * longest one inside it. The North Star comes first. [OB6]
 */
export function chooseTiles<O extends { measure: MeasureKey; from: Day; to: Day; isNorthStar: boolean }>(
  objectives: readonly O[],
  period: { from: Day; to: Day },
): O[] {
  const best = new Map<MeasureKey, { objective: O; rank: number }>()
  for (const objective of objectives) {
    const rank = rankOf(objective, period)
    const known = best.get(objective.measure)
    if (rank !== null && (known === undefined || rank < known.rank)) best.set(objective.measure, { objective, rank })
  }
  return [...best.values()]
    .map(({ objective }) => objective)
    .toSorted((a, b) => Number(b.isNorthStar) - Number(a.isNorthStar))
}

/** Lower fits better; null does not fit. Days count less than the kind of fit. */
function rankOf(objective: { from: Day; to: Day }, period: { from: Day; to: Day }): number | null {
  const days = toEpochDays(objective.to) - toEpochDays(objective.from) + 1
  if (objective.from === period.from && objective.to === period.to) return 0
  if (objective.from <= period.from && objective.to >= period.to) return days
  if (objective.from >= period.from && objective.to <= period.to) return 10_000_000 - days
  return null
}

import { addDays, addMonths, type Day } from '../../contract/dates.ts'
import type { Proposal, TierBody, TierResult } from '../../contract/tiers.ts'
import { effectiveFrom } from './windows.rules.ts'

/** Where a partner stands by what was decided so far. */
export interface Standing {
  /** Key of the tier in force; '' is none. */
  tier: string
  /** Since when it has been in force without a break; null without a decision. */
  since: Day | null
  /** When the last promotion took effect; null without one. */
  promotedOn: Day | null
  pinnedUntil: Day | null
  /** A decision that is not in force yet. */
  scheduled: { tier: string; validFrom: Day } | null
  /** The evaluation that was last decided on. */
  decidedFor: Day | null
}

/** A partner's results on one day of evaluation. */
export interface Evaluated {
  day: Day
  results: readonly TierResult[]
}

export interface Occasion {
  today: Day
  fiscalYearStartMonth: number
  /** A certificate ran out on this day, after the last evaluation; null: a regular evaluation. */
  lapsedOn: Day | null
}

/**
 * What the numbers ask for, or null. Nothing moves by itself: a person approves or declines it. [TI9] [TI10]
 *
 * A pinned partner has no proposals, and an evaluation is decided once. A demotion waits for as many failed evaluations in
 * a row as the table says (a lapsed certificate does not wait), counts with the room below the thresholds, and is not
 * proposed in the months after a promotion.
 *
 * @param evaluations newest first
 */
export function propose(
  { tiers, rules }: TierBody,
  standing: Standing,
  evaluations: readonly Evaluated[],
  { today, fiscalYearStartMonth, lapsedOn }: Occasion,
): Proposal | null {
  const [newest] = evaluations
  if (!newest || (standing.pinnedUntil !== null && standing.pinnedUntil >= today)) return null
  const placeOf = (key: string): number => tiers.findIndex((tier) => tier.key === key)
  const keyAt = (place: number): string => tiers[place]?.key ?? ''
  const current = placeOf(standing.tier)
  const reached = placeOf(newest.results.findLast(({ isReached }) => isReached)?.tier ?? '')
  const base = {
    cause: lapsedOn === null ? ('evaluation' as const) : ('lapse' as const),
    from: standing.tier,
    evaluatedOn: newest.day,
  }
  const { scheduled } = standing
  if (scheduled !== null && placeOf(scheduled.tier) < current && reached >= current && current >= 0)
    return { ...base, kind: 'requalification', to: standing.tier, validFrom: today, graceUntil: null }
  if (standing.decidedFor !== null && standing.decidedFor >= (lapsedOn ?? newest.day)) return null
  if (reached > current) {
    if (scheduled !== null && placeOf(scheduled.tier) >= reached) return null
    const validFrom = effectiveFrom(rules.effective, today, fiscalYearStartMonth)
    return { ...base, kind: 'promotion', to: keyAt(reached), validFrom, graceUntil: null }
  }
  if (current < 0 || scheduled !== null || isOnFloor(standing, rules.floorMonths, today)) return null
  const wanted = lapsedOn === null ? rules.failures : 1
  const failed = evaluations.slice(0, wanted)
  if (failed.length < wanted || failed.some((evaluation) => keeps(evaluation, standing.tier))) return null
  const to = Math.max(...failed.map((evaluation) => highestKeptBelow(evaluation, tiers, current)))
  const validFrom = effectiveFrom(rules.effective, addDays(today, rules.graceDays), fiscalYearStartMonth)
  return {
    ...base,
    kind: 'demotion',
    to: keyAt(to),
    validFrom,
    graceUntil: rules.graceDays === 0 ? null : addDays(validFrom, -1),
  }
}

function isOnFloor({ promotedOn }: Standing, floorMonths: number, today: Day): boolean {
  return promotedOn !== null && today < addMonths(promotedOn, floorMonths)
}

/** A tier that a table of then did not have was not lost by its evaluation. */
function keeps({ results }: Evaluated, tier: string): boolean {
  return results.find((result) => result.tier === tier)?.isKept ?? true
}

/** Place of the best tier below the current one that is kept; -1 for none. */
function highestKeptBelow({ results }: Evaluated, tiers: TierBody['tiers'], current: number): number {
  return tiers.slice(0, current).findLastIndex(({ key }) => results.find(({ tier }) => tier === key)?.isKept === true)
}

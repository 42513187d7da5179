import type { Trace } from '../../contract/commissions.ts'
import type { Minor } from '../../contract/money.ts'
import type { Counter, Tier } from '../../contract/plans.ts'

export type Term = Trace['terms'][number]

/** Index of the tier a counter value has reached: the last one that starts at or below it. */
export function tierIndexAt(tiers: readonly Tier[], counter: number): number {
  let index = 0
  while (index + 1 < tiers.length && counter >= tierAt(tiers, index + 1).from) index += 1
  return index
}

/** The tier with this index; tables are never empty and indexes come from `tierIndexAt`. */
export function tierAt(tiers: readonly Tier[], index: number): Tier {
  const tier = tiers[index]
  if (tier === undefined) throw new RangeError(`no tier ${index}`)
  return tier
}

/** What one conversion adds to a counter: its base, or 1; a fully refunded conversion adds nothing. [CO4] */
export function counterStep(unit: Counter['unit'], baseMinor: Minor, isReversed: boolean): number {
  if (isReversed) return 0
  return unit === 'amount' ? baseMinor : 1
}

/**
 * Marginal tiers: the part of the amount above each step earns that step's rate, so an amount that crosses a step is
 * split there. Counting conversions, the whole amount earns the rate of the tier that the conversions before it have
 * filled: with a step at 200 the 201st is the first to earn it. [CO5]
 *
 * C = Σ rate_i × max(0, min(V, hi_i) − lo_i), V from `before` to `before + base` (impact.com, "actions past each tier").
 *
 * @param before counter before this conversion: minor units or conversions
 * @returns      terms whose minor units add up to `baseMinor`, lowest tier first
 */
export function marginalTerms(tiers: readonly Tier[], unit: Counter['unit'], before: number, baseMinor: Minor): Term[] {
  let index = tierIndexAt(tiers, before)
  if (unit === 'count') return [{ minor: baseMinor, ratePpm: tierAt(tiers, index).ratePpm }]
  const terms: Term[] = []
  let position = before
  let left = baseMinor
  do {
    const upTo = tiers[index + 1]?.from ?? Infinity
    const minor = Math.min(left, upTo - position)
    terms.push({ minor, ratePpm: tierAt(tiers, index).ratePpm })
    position += minor
    left -= minor
    index += 1
  } while (left > 0)
  return terms
}

import type { Minor } from '../../contract/money.ts'
import { type Motion, motions, type RequirementTest } from '../../contract/tiers.ts'
import { toComparable } from '../plans/conditions.rules.ts'

export type PointsTest = Extract<RequirementTest, { kind: 'points' }>

/** Amounts in the base currency by motion, and within it by group: place 0 is none, place i + 1 the test's group i. */
export type MotionAmounts = Readonly<Record<Motion, readonly Minor[]>>

/**
 * Whole points of each motion: `rate` for every `perMinor`, times the group's percent; what is begun does not count, and
 * amounts below zero give none. [TI5]
 *
 * HubSpot solutions partner programme: 5 / 3 / 1 points per US$100 sourced, assisted and managed, doubled in growth
 * markets.
 */
export function pointsOf(test: PointsTest, amounts: MotionAmounts): Record<Motion, number> {
  const ofMotion = (motion: Motion): number => {
    const weighed = amounts[motion].reduce((sum, minor, place) => {
      const percent = place === 0 ? 100 : (test.groups[place - 1]?.percent ?? 100)
      return sum + BigInt(minor) * BigInt(percent)
    }, 0n)
    if (weighed <= 0n) return 0
    return Number((weighed * BigInt(test.rates[motion])) / (BigInt(test.perMinor) * 100n))
  }
  return Object.fromEntries(motions.map((motion) => [motion, ofMotion(motion)])) as Record<Motion, number> // one each
}

/** Place of the first group that a product or country belongs to, plus one; 0 when none fits. */
export function compileGroups(test: Pick<PointsTest, 'groups'>): (product: string, country: string) => number {
  const groups = test.groups.map(({ field, in: names }) => ({ field, names: new Set(names.map(toComparable)) }))
  return (product, country) =>
    groups.findIndex(({ field, names }) => names.has(toComparable(field === 'product' ? product : country))) + 1
}

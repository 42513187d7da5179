import type { Survival } from '../../contract/analytics.ts'
import { addDays, type Day, quarterOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { PPM_ONE, scale } from '../../contract/money.ts'
import { estimateSurvival, medianOf, type Start, watchFirstSales } from '../metrics/survival.rules.ts'

type Cohort = Output<'analytics.activation'>['cohorts'][number]

/**
 * How long partners wait for a first sale: the Kaplan–Meier curve, its median, and how many are still watched at even
 * distances. Those without a sale are censored on the last day, never dropped. [AN4]
 */
export function describeSurvival(starts: readonly Start[], until: Day): Survival {
  const watched = watchFirstSales(starts, until)
  const steps = estimateSurvival(watched)
  const longestDays = watched.reduce((longest, { days }) => Math.max(longest, days), 0)
  const distance = distanceFor(longestDays)
  const marks =
    longestDays === 0 ? [] : Array.from({ length: Math.floor(longestDays / distance) + 1 }, (_, i) => i * distance)
  return {
    started: watched.length,
    waiting: watched.filter(({ hasHappened }) => !hasHappened).length,
    medianDays: medianOf(steps),
    steps,
    atRisk: marks.map((days) => ({ days, count: watched.filter((one) => one.days >= days).length })),
    longestDays,
  }
}

/** A round number of days that cuts the time into at most seven parts. */
function distanceFor(longestDays: number): number {
  return [1, 2, 5, 10, 15, 30, 60, 90, 180, 365].find((days) => longestDays / days <= 7) ?? 730
}

/** Partners by the fiscal quarter of their start: how many were activated within the days, and how many have had them. [AN5] */
export function groupByStart(
  starts: readonly Start[],
  until: Day,
  withinDays: number,
  fiscalYearStartMonth: number,
): Cohort[] {
  const quarters = new Map<string, Start[]>()
  for (const start of starts) {
    const quarter = quarterOf(start.startedOn, fiscalYearStartMonth)
    const members = quarters.get(quarter)
    if (members) members.push(start)
    else quarters.set(quarter, [start])
  }
  return [...quarters]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([quarter, members]) => {
      const activated = members.filter(
        ({ startedOn, firstOn }) => firstOn !== null && firstOn <= addDays(startedOn, withinDays),
      ).length
      return {
        quarter,
        started: members.length,
        activated,
        matured: members.filter(({ startedOn }) => addDays(startedOn, withinDays) <= until).length,
        ratePpm: scale(activated, PPM_ONE, members.length, 'halfAwayFromZero'),
        medianDays: describeSurvival(members, until).medianDays,
      }
    })
}

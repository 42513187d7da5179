import type { CustomerCohort } from '../../contract/analytics.ts'
import { type Month, monthIndexOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { PPM_ONE, scale } from '../../contract/money.ts'

/** Customers of a first month that bought in a month, and for how much. */
export interface CohortSum {
  firstMonth: Month
  month: Month
  customers: number
  minor: number
}

/** Months after the first that are shown. */
export const SHOWN_MONTHS = 12

/**
 * Cohorts by first month, oldest first, each from its first month to the one of today: who bought in the month of all
 * that once came. A month without purchases is a zero, a month that has not come is not there. [AN6]
 */
export function toCohorts(sums: readonly CohortSum[], thisMonth: Month): CustomerCohort[] {
  const byFirst = new Map<Month, Map<number, CohortSum>>()
  for (const sum of sums) {
    const months = byFirst.get(sum.firstMonth) ?? new Map<number, CohortSum>()
    byFirst.set(sum.firstMonth, months)
    months.set(monthIndexOf(sum.month) - monthIndexOf(sum.firstMonth), sum)
  }
  return [...byFirst]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, months]) => {
      const customers = months.get(0)?.customers ?? 0
      const last = Math.min(SHOWN_MONTHS, Math.max(0, monthIndexOf(thisMonth) - monthIndexOf(month)))
      return {
        month,
        customers,
        months: Array.from({ length: last + 1 }, (_, offset) => {
          const found = months.get(offset)
          return {
            offset,
            customers: found?.customers ?? 0,
            keptPpm: customers === 0 ? 0 : scale(found?.customers ?? 0, PPM_ONE, customers, 'halfAwayFromZero'),
            minor: found?.minor ?? 0,
            isRunning: offset === monthIndexOf(thisMonth) - monthIndexOf(month),
          }
        }),
      }
    })
}

/** Cohorts of the period before, each as young as its counterpart so many months later is in this month. [AN15] */
export function ageLike(cohorts: readonly CustomerCohort[], monthsLater: number, thisMonth: Month): CustomerCohort[] {
  return cohorts.map((cohort) => {
    const whole = monthIndexOf(thisMonth) - (monthIndexOf(cohort.month) + monthsLater)
    return { ...cohort, months: cohort.months.filter(({ offset }) => offset < whole) }
  })
}

/** All cohorts together, by months since the first: of the customers of cohorts that have had the whole month. [AN6] */
export function joinCohorts(cohorts: readonly CustomerCohort[]): Output<'analytics.cohorts'>['all'] {
  const longest = Math.max(0, ...cohorts.map(({ months }) => months.length))
  return Array.from({ length: longest }, (_, offset) => {
    const reached = cohorts.flatMap(({ customers, months }) => {
      const month = months[offset]
      return month && !month.isRunning ? [{ customers, month }] : []
    })
    const all = reached.reduce((sum, { customers }) => sum + customers, 0)
    const bought = reached.reduce((sum, { month }) => sum + month.customers, 0)
    return {
      offset,
      customers: all,
      keptPpm: all === 0 ? 0 : scale(bought, PPM_ONE, all, 'halfAwayFromZero'),
      minor: reached.reduce((sum, { month }) => sum + month.minor, 0),
    }
  }).flatMap(({ customers, ...month }) => (customers === 0 ? [] : [month]))
}

import { fromEpochDays, monthOf, monthsBetween, quarterOf } from '../../contract/dates.ts'
import type { Day, Month } from '../../contract/dates.ts'
import type { Counter } from '../../contract/plans.ts'

export type CounterWindow = Counter['window']

const MONTHS: Readonly<Record<CounterWindow, number>> = { month: 1, quarter: 3, year: 12, lifetime: 0 }

/**
 * Months since January of year 0 of a day given in days since 1970-01-01. Integer arithmetic only, because it runs
 * once per conversion; the algorithm is that of `toEpochDays`, backwards.
 */
export function monthIndexOf(epochDays: number): number {
  const z = epochDays + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  // The algorithm's year starts in March: index 0 is March, 10 is January of the next civil year.
  return (yearOfEra + era * 400) * 12 + shifted + 2
}

/** The month of an index that `monthIndexOf` gave: "2026-03". */
export function monthOfIndex(index: number): Month {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/**
 * Number of the counter window of a month (`monthIndexOf`): months, fiscal quarters or fiscal years since year 0, and 0
 * for a lifetime. Two days share a counter exactly when the numbers of their months are equal. [CO4]
 */
export function windowOfMonth(monthIndex: number, window: CounterWindow, fiscalYearStartMonth: number): number {
  const months = MONTHS[window]
  if (months === 0) return 0
  return months === 1 ? monthIndex : Math.floor((monthIndex - (fiscalYearStartMonth - 1)) / months)
}

/** Name of the counter window for people and traces: "2026-03", "FY2026-Q1", "FY2026" or "lifetime". */
export function windowKey(day: Day, window: CounterWindow, fiscalYearStartMonth: number): string {
  switch (window) {
    case 'month':
      return monthOf(day)
    case 'quarter':
      return quarterOf(day, fiscalYearStartMonth)
    case 'year':
      return quarterOf(day, fiscalYearStartMonth).slice(0, 'FY2026'.length)
    case 'lifetime':
      return 'lifetime'
  }
}

/**
 * Whether fewer than `months` whole months lie between a pair's first conversion and a later one; a limit of 0 months
 * pays the first conversion only, which the caller knows. 12 months from 2025-03-15 end before 2026-03-15. [CO6]
 *
 * Equals `monthsBetween(first, day) < months`; the calendar is consulted only in the one month where it decides.
 */
export function isWithinMonths(firstEpochDays: number, epochDays: number, months: number): boolean {
  const apart = monthIndexOf(epochDays) - monthIndexOf(firstEpochDays)
  if (apart !== months) return apart < months
  return monthsBetween(fromEpochDays(firstEpochDays), fromEpochDays(epochDays)) < months
}

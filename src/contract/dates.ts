import { z } from 'zod'
import { AppError } from './errors.ts'

/** A calendar day `2026-03-31`. Business dates are days of the programme's time zone, never instants. */
export type Day = string & { readonly __brand?: 'Day' }
/** A calendar month `2026-03`. */
export type Month = string & { readonly __brand?: 'Month' }
/** A fiscal quarter `FY2026-Q1`; the fiscal year carries the calendar year in which it ends. */
export type Quarter = string & { readonly __brand?: 'Quarter' }
/** A moment: ISO-8601 in UTC with milliseconds. */
export type Moment = string & { readonly __brand?: 'Moment' }

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Days in a month; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0)
}

/** The number that the digits from `start` to `end` write; NaN where one is none. Every row has days: no pattern, no copies. */
function readDigits(text: string, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** True for a day that exists in the Gregorian calendar, years 1000 to 9999. [DA1] */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false
  const month = readDigits(text, 5, 7)
  const day = readDigits(text, 8, 10)
  const year = readDigits(text, 0, 4)
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

export const daySchema = z.string().refine(isDay, { error: 'not a calendar day (YYYY-MM-DD)' })

/** Year, month (1–12) and day of the month. @throws AppError 'date.invalid' */
export function dayParts(day: Day): { year: number; month: number; day: number } {
  if (!isDay(day)) throw new AppError('date.invalid', { date: day })
  return { year: readDigits(day, 0, 4), month: readDigits(day, 5, 7), day: readDigits(day, 8, 10) }
}

export function toDay(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Days since 1970-01-01 (negative before), by the civil-from-days algorithm of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
export function toEpochDays(day: Day): number {
  const { year, month, day: dayOfMonth } = dayParts(day)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function fromEpochDays(days: number): Day {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return toDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1)
}

export function addDays(day: Day, days: number): Day {
  return fromEpochDays(toEpochDays(day) + days)
}

/** The same day of the month `months` later, or the last day of that month when it is shorter. [DA2] */
export function addMonths(day: Day, months: number): Day {
  const parts = dayParts(day)
  const index = parts.year * 12 + parts.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return toDay(year, month, Math.min(parts.day, daysInMonth(year, month)))
}

/** Whole months from `from` to `to`: 0 until the same day of the next month. 2025-03-15 to 2026-03-14 is 11, to 2026-03-15 is 12. [DA3] */
export function monthsBetween(from: Day, to: Day): number {
  const a = dayParts(from)
  const b = dayParts(to)
  const months = (b.year - a.year) * 12 + b.month - a.month
  return addMonths(from, months) > to ? months - 1 : months
}

/** 0 is a Monday, 6 a Sunday. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return (toEpochDays(day) + 3) % 7
}

/** Months from year 0 to the month of a day, so that two of them tell how many lie between. */
export function monthIndexOf(day: Day | Month): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

export function endOfMonth(day: Day): Day {
  const { year, month } = dayParts(day)
  return toDay(year, month, daysInMonth(year, month))
}

/**
 * The fiscal quarter of a day. The fiscal year starts on the first of `startMonth` and is named after the calendar
 * year in which it ends; with startMonth 1 it is the calendar year. [DA4]
 */
export function quarterOf(day: Day, startMonth: number): Quarter {
  const { year, month } = dayParts(day)
  const shifted = (month - startMonth + 12) % 12
  return `FY${fiscalYear(year, month, startMonth)}-Q${Math.floor(shifted / 3) + 1}`
}

function fiscalYear(year: number, month: number, startMonth: number): number {
  return startMonth > 1 && month >= startMonth ? year + 1 : year
}

/** A fiscal quarter for people: "Q1 2026" where the fiscal year is the calendar's, else "Q1 FY2026". */
export function formatQuarter(quarter: Quarter, startMonth: number): string {
  const [year = '', number = ''] = quarter.split('-')
  return `${number} ${startMonth === 1 ? year.slice(2) : year}`
}

/** First and last day of a month, fiscal quarter ("FY2026-Q1"), fiscal year ("FY2026") or calendar month ("2026-03"). @throws AppError 'date.invalid' */
export function periodRange(period: string, startMonth: number): { from: Day; to: Day } {
  const month = /^(\d{4})-(\d{2})$/.exec(period)
  if (month) {
    const from = `${period}-01`
    return { from, to: endOfMonth(from) }
  }
  const match = /^FY(\d{4})(?:-Q([1-4]))?$/.exec(period)
  if (!match) throw new AppError('date.invalid', { date: period })
  const yearStart = toDay(Number(match[1]) - (startMonth > 1 ? 1 : 0), startMonth, 1)
  const from = match[2] === undefined ? yearStart : addMonths(yearStart, (Number(match[2]) - 1) * 3)
  return { from, to: addDays(addMonths(from, match[2] === undefined ? 12 : 3), -1) }
}

/** The day of a moment in an IANA time zone. */
export function dayInZone(moment: Moment, timeZone: string): Day {
  return zoneFormatter(timeZone).format(new Date(moment))
}

const DAY_MS = 86_400_000
/** No zone has ever been further from UTC. */
const FARTHEST_MS = 16 * 3_600_000

/**
 * The first moment, in ms since 1970, that is no longer this day in an IANA time zone. Found by bisection: a day has 23,
 * 24, 25 or no hours, as the zone decides. [DA7]
 *
 * @throws AppError 'date.invalid'
 */
export function endOfDayMs(day: Day, timeZone: string): number {
  const start = toEpochDays(day) * DAY_MS
  let during = start - FARTHEST_MS
  let after = start + DAY_MS + FARTHEST_MS
  while (after - during > 1) {
    const middle = Math.floor((during + after) / 2)
    if (dayInZone(new Date(middle).toISOString(), timeZone) > day) after = middle
    else during = middle
  }
  return after
}

const formatters = new Map<string, Intl.DateTimeFormat>()
function zoneFormatter(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    // en-CA writes ISO order, whatever the machine's locale is.
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

/** True for a time zone the runtime's ICU knows. */
export function isTimeZone(timeZone: string): boolean {
  try {
    zoneFormatter(timeZone)
    return true
  } catch {
    return false
  }
}

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day for people: "18 Dec 2025". */
export function formatDay(day: Day): string {
  const { year, month, day: dayOfMonth } = dayParts(day)
  return `${String(dayOfMonth).padStart(2, '0')} ${MONTH_NAMES[month - 1]} ${year}`
}

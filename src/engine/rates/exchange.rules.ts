import { endOfMonth, type Month, toEpochDays } from '../../contract/dates.ts'
import { currencyExponent, type Minor, PPM_ONE, type Rounding, scale } from '../../contract/money.ts'
import type { ExchangePolicy } from '../../contract/rates.ts'
import { monthIndexOf, monthOfIndex } from '../commissions/windows.rules.ts'

/** Rates of one pair, oldest first: on `days[i]` (days since 1970-01-01) 1 unit of the base is `ratesPpm[i]` millionths of the quote. */
export interface RateSeries {
  days: readonly number[]
  ratesPpm: readonly number[]
}

export interface RateTables {
  /** Currencies that tables quote others against, sorted ("EUR" for the European Central Bank's). */
  bases: readonly string[]
  /** Empty when there is no such pair. */
  series(base: string, quote: string): RateSeries
}

/** An amount in minor units of one currency × numerator ÷ denominator is the amount in minor units of the other. */
export interface Ratio {
  numerator: number
  denominator: number
}

/** Converts into one currency by the programme's policy; null where there is no rate, never a guess. [FX1] */
export interface Exchange {
  into: string
  /** One event, rounded once. `epochDay`: days since 1970-01-01. */
  convert(minor: Minor, currency: string, epochDay: number): Minor | null
  /** A sum over a month, rounded once: at the fixed rate, or at the month's average where events have a rate each. */
  convertMonth(minor: Minor, currency: string, month: Month): Minor | null
  /** The ratio of a day, for the line that names the rate. */
  ratioOn(currency: string, epochDay: number): Ratio | null
}

/** A rate holds over weekends and holidays, not longer: after so many days without a new one it is missing. */
export const RATE_HOLDS_DAYS = 7

/**
 * The programme's exchange: the rate of the event's day (on days without one that of the last business day), the average
 * of its month, or a fixed table. [FX1] [FX2] [FX3]
 *
 * A pair is found directly, the other way round, or over a currency that both are quoted against (a cross rate, rounded
 * only once: amount × rate of the one ÷ rate of the other).
 *
 * @throws AppError 'money.unknownCurrency' from its functions
 */
export function createExchange(policy: ExchangePolicy, into: string, tables: RateTables, rounding: Rounding): Exchange {
  const fixed = new Map(policy.fixed.map(({ currency, perBasePpm }) => [currency, perBasePpm]))
  const known = new Map<string, Ratio | null>()

  const remember = (key: string, find: () => Ratio | null): Ratio | null => {
    const found = known.get(key)
    if (found !== undefined) return found
    const ratio = find()
    known.set(key, ratio)
    return ratio
  }
  const fixedRatio = (currency: string): Ratio | null =>
    remember(currency, () => {
      const perBasePpm = fixed.get(currency)
      return perBasePpm === undefined ? null : toRatio(currency, into, { of: PPM_ONE, per: perBasePpm })
    })
  const dayRatio = (currency: string, epochDay: number): Ratio | null =>
    remember(`${currency} ${epochDay}`, () => findRatio(tables, currency, into, (series) => rateOn(series, epochDay)))
  const monthRatio = (currency: string, month: Month): Ratio | null =>
    remember(`${currency} ${month}`, () => {
      const from = toEpochDays(`${month}-01`)
      const to = toEpochDays(endOfMonth(`${month}-01`))
      return findRatio(tables, currency, into, (series) => averageOf(series, from, to))
    })

  const ratioOn = (currency: string, epochDay: number): Ratio | null => {
    switch (policy.mode) {
      case 'eventDay':
        return dayRatio(currency, epochDay)
      case 'monthAverage':
        return monthRatio(currency, monthOfIndex(monthIndexOf(epochDay)))
      case 'fixed':
        return fixedRatio(currency)
    }
  }
  const apply = (minor: Minor, ratio: Ratio | null): Minor | null =>
    ratio === null ? null : scale(minor, ratio.numerator, ratio.denominator, rounding)
  return {
    into,
    ratioOn: (currency, epochDay) =>
      currency === into ? { numerator: 1, denominator: 1 } : ratioOn(currency, epochDay),
    convert: (minor, currency, epochDay) => (currency === into ? minor : apply(minor, ratioOn(currency, epochDay))),
    convertMonth(minor, currency, month) {
      if (currency === into) return minor
      return apply(minor, policy.mode === 'fixed' ? fixedRatio(currency) : monthRatio(currency, month))
    },
  }
}

/** A rate as a fraction of integers: `of` ÷ `per`, in units of the target per unit of the source. */
interface Fraction {
  of: number
  per: number
}

/** What a series says at the moment in question: the rate in ppm as `sum` ÷ `count`. */
interface Reading {
  sum: number
  count: number
}

function findRatio(
  tables: RateTables,
  from: string,
  into: string,
  read: (series: RateSeries) => Reading | null,
): Ratio | null {
  const direct = read(tables.series(from, into))
  if (direct) return toRatio(from, into, { of: direct.sum, per: direct.count * PPM_ONE })
  const inverse = read(tables.series(into, from))
  if (inverse) return toRatio(from, into, { of: inverse.count * PPM_ONE, per: inverse.sum })
  for (const base of tables.bases) {
    const own = read(tables.series(base, from))
    const target = own && read(tables.series(base, into))
    if (own && target) return toRatio(from, into, divide(target, own))
  }
  return null
}

/** First and last day on which a currency has a rate into another; null when it has none. [FX4] */
export function knownDays(tables: RateTables, from: string, into: string): { first: number; last: number } | null {
  const spanOf = ({ days }: RateSeries): { first: number; last: number } | null => {
    const [first] = days
    const last = days.at(-1)
    return first === undefined || last === undefined ? null : { first, last }
  }
  const own = spanOf(tables.series(from, into)) ?? spanOf(tables.series(into, from))
  if (own) return own
  for (const base of tables.bases) {
    const [one, other] = [spanOf(tables.series(base, from)), spanOf(tables.series(base, into))]
    if (one && other) return { first: Math.max(one.first, other.first), last: Math.min(one.last, other.last) }
  }
  return null
}

/** Averages over the same days need no counts. */
function divide(target: Reading, own: Reading): Fraction {
  if (target.count === own.count) return { of: target.sum, per: own.sum }
  return { of: target.sum * own.count, per: own.sum * target.count }
}

/** Units become minor units: currencies differ in their decimals. */
function toRatio(from: string, into: string, { of, per }: Fraction): Ratio {
  const shift = currencyExponent(into) - currencyExponent(from)
  const numerator = shift > 0 ? of * 10 ** shift : of
  const denominator = shift < 0 ? per * 10 ** -shift : per
  const divisor = greatestCommonDivisor(numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

function greatestCommonDivisor(a: number, b: number): number {
  let [left, right] = [a, b]
  while (right !== 0) [left, right] = [right, left % right]
  return left
}

/** The rate of the day, or of the last day before it that has one. */
function rateOn({ days, ratesPpm }: RateSeries, epochDay: number): Reading | null {
  const at = lastAtOrBefore(days, epochDay)
  const day = days[at]
  const sum = ratesPpm[at]
  if (day === undefined || sum === undefined || epochDay - day > RATE_HOLDS_DAYS) return null
  return { sum, count: 1 }
}

/** The mean of the rates set in a span of days (European Central Bank, "average" of its statistics: over business days). */
function averageOf({ days, ratesPpm }: RateSeries, from: number, to: number): Reading | null {
  const first = lastAtOrBefore(days, from - 1) + 1
  const last = lastAtOrBefore(days, to)
  if (last < first) return null
  let sum = 0
  for (let at = first; at <= last; at += 1) sum += ratesPpm[at] ?? 0
  return { sum, count: last - first + 1 }
}

/** Index of the last day that is not after `day`; -1 when all are. */
function lastAtOrBefore(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}

import { z } from 'zod'
import { AppError } from './errors.ts'

/** An amount in the smallest unit of its currency (cents, yen, fils); a safe integer, may be negative. */
export type Minor = number & { readonly __brand?: 'Minor' }

/** A rate in integer millionths: 100_000 is 10 %. */
export type Ppm = number & { readonly __brand?: 'Ppm' }

/** One amount in one currency. Amounts in different currencies are never added. */
export interface Money {
  minor: Minor
  currency: string
}

/** How a half is rounded: away from zero (commercial) or to the even neighbour (banker's). Both mirror at zero. [MO2] */
export type Rounding = 'halfAwayFromZero' | 'halfToEven'

export const roundingSchema = z.enum(['halfAwayFromZero', 'halfToEven'])
export const minorSchema = z.int()
export const ppmSchema = z.int().min(-1_000_000_000).max(1_000_000_000)

export const PPM_ONE = 1_000_000

// ISO 4217 list one (2026): currencies that do not have two decimals, then those that have.
const NOT_TWO: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
} // prettier-ignore
const TWO =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG'.split(
    ' ',
  )
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(NOT_TWO),
  ...TWO.map((code) => [code, 2] as const),
])

/** Every currency code that Tandem knows, sorted. */
export const currencyCodes: readonly string[] = [...EXPONENTS.keys()].sort()

/** A three-letter ISO 4217 code in upper case. */
export const currencySchema = z
  .string()
  .refine((code) => EXPONENTS.has(code), { error: 'not an ISO 4217 currency code' })

export function isCurrency(code: string): boolean {
  return EXPONENTS.has(code)
}

/**
 * Number of decimals of a currency: USD 2, JPY 0, KWD 3, CLF 4 (ISO 4217). [MO1]
 *
 * @throws AppError 'money.unknownCurrency'
 */
export function currencyExponent(currency: string): number {
  const exponent = EXPONENTS.get(currency)
  if (exponent === undefined) throw new AppError('money.unknownCurrency', { currency })
  return exponent
}

/** `value` divided by `divisor`, rounded once to an integer. Both are integers, divisor > 0. */
function divideRounded(value: bigint, divisor: bigint, rounding: Rounding): bigint {
  const negative = value < 0n
  const magnitude = negative ? -value : value
  let quotient = magnitude / divisor
  const twice = (magnitude % divisor) * 2n
  if (twice > divisor || (twice === divisor && (rounding === 'halfAwayFromZero' || (quotient & 1n) === 1n)))
    quotient += 1n
  return negative ? -quotient : quotient
}

function toSafe(value: bigint): Minor {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new AppError('money.tooLarge', { amount: value.toString() })
  return number
}

/**
 * Amount × rate, exact for every safe integer and every ppm, rounded once. [MO2] [MO3]
 *
 * @param minor    minor units, any safe integer; a negative amount gives the mirrored result
 * @param ratePpm  integer millionths
 * @returns        minor units
 * @throws AppError 'money.tooLarge' when the result is no safe integer
 */
export function applyRate(minor: Minor, ratePpm: Ppm, rounding: Rounding): Minor {
  return scale(minor, ratePpm, PPM_ONE, rounding)
}

/**
 * Amount × numerator / denominator, rounded once (rates, pro-rata, exchange). [MO3]
 *
 * @throws AppError 'money.tooLarge' when the result is no safe integer
 */
export function scale(minor: Minor, numerator: number, denominator: number, rounding: Rounding): Minor {
  const product = minor * numerator
  if (Number.isSafeInteger(product)) {
    const magnitude = Math.abs(product)
    const remainder = magnitude % denominator
    let quotient = (magnitude - remainder) / denominator
    const twice = remainder * 2
    if (twice > denominator || (twice === denominator && (rounding === 'halfAwayFromZero' || quotient % 2 === 1)))
      quotient += 1
    return product < 0 && quotient !== 0 ? -quotient : quotient
  }
  return toSafe(divideRounded(BigInt(minor) * BigInt(numerator), BigInt(denominator), rounding))
}

/**
 * Rounds a sum of exact `amount × ppm` products once: used where several rates make one amount (marginal tiers). [MO3]
 *
 * @param parts pairs of minor units and ppm
 */
export function applyRates(parts: readonly { minor: Minor; ratePpm: Ppm }[], rounding: Rounding): Minor {
  let total = 0n
  for (const part of parts) total += BigInt(part.minor) * BigInt(part.ratePpm)
  return toSafe(divideRounded(total, BigInt(PPM_ONE), rounding))
}

/** Sum of amounts of one currency. @throws AppError 'money.tooLarge' */
export function addMinor(left: Minor, right: Minor): Minor {
  const sum = left + right
  if (!Number.isSafeInteger(sum)) throw new AppError('money.tooLarge', { amount: String(sum) })
  return sum
}

/**
 * Splits a total in proportion to weights. The parts always add up to `total`: leftover minor units go to the
 * largest fractions, ties to the earlier part (largest remainder, Hamilton's method). A negative total mirrors. [MO4]
 *
 * @param total   minor units
 * @param weights integers >= 0, not all 0
 * @returns       minor units, same length and order as `weights`
 * @throws AppError 'money.noWeights' when every weight is 0
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  if (sum <= 0n) throw new AppError('money.noWeights', {})
  const negative = total < 0
  const magnitude = BigInt(Math.abs(total))
  const parts = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight)
    return { index, whole: product / sum, rest: product % sum }
  })
  let left = Number(magnitude - parts.reduce((all, part) => all + part.whole, 0n))
  const byRest = parts.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const part of byRest) {
    if (left === 0) break
    part.whole += 1n
    left -= 1
  }
  return parts.map((part) => {
    const value = toSafe(part.whole)
    return negative && value !== 0 ? -value : value
  })
}

/**
 * A plain decimal ("-1234.5", no grouping) as minor units of a currency. More decimals than the currency has are
 * refused unless they are zeros: an imported amount is never rounded silently. [MO5]
 *
 * @throws AppError 'money.notANumber' | 'money.tooManyDecimals' | 'money.tooLarge'
 */
export function parseDecimal(text: string, currency: string): Minor {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text)
  if (!match) throw new AppError('money.notANumber', { text })
  const exponent = currencyExponent(currency)
  const decimals = (match[3] ?? '').replace(/0+$/, '')
  if (decimals.length > exponent) throw new AppError('money.tooManyDecimals', { text, currency, decimals: exponent })
  const value = toSafe(BigInt(match[2] + decimals.padEnd(exponent, '0')))
  return match[1] === '-' && value !== 0 ? -value : value
}

/** Minor units as a plain decimal with the currency's own digits, "." and no grouping: 1234 USD is "12.34", -5 JPY is "-5". [MO1] */
export function toDecimal(minor: Minor, currency: string): string {
  const exponent = currencyExponent(currency)
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
  return minor < 0 ? `-${text}` : text
}

/** For people: grouped, the currency's own digits, a true minus (U+2212), no currency code: "−1,234.50". */
export function formatMinor(minor: Minor, currency: string): string {
  const [whole = '0', decimals] = toDecimal(Math.abs(minor), currency).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${minor < 0 ? '−' : ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`
}

/** A rate for people: 100000 is "10%", 72500 is "7.25%". */
export function formatRate(ratePpm: Ppm): string {
  const percent = (Math.abs(ratePpm) / 10_000).toFixed(4).replace(/\.?0+$/, '')
  return `${ratePpm < 0 ? '−' : ''}${percent}%`
}

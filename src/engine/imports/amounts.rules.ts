import type { RejectionReason, ValueFormat } from '../../contract/imports.ts'
import type { Minor } from '../../contract/money.ts'
import { isCurrency } from '../../contract/money.ts'

export type AmountProblem = Extract<
  RejectionReason,
  'amountEmpty' | 'amountNotANumber' | 'amountTooLarge' | 'amountTooManyDecimals'
>

/** A number as a file writes it, taken apart: no sign, no grouping; `currency` is '' unless the text names one for certain. */
export interface ScannedAmount {
  isNegative: boolean
  whole: string
  decimals: string
  currency: string
  /** One separator before exactly three digits: 1,234 is a thousand in one country and little more than one in another. */
  isAmbiguous: boolean
}

/** Signs that belong to one currency; `$`, `kr`, `¥` and others are shared and say nothing for certain. */
const CERTAIN_SIGNS: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'], ['£', 'GBP'], ['₹', 'INR'], ['₩', 'KRW'], ['₫', 'VND'], ['฿', 'THB'], ['₺', 'TRY'], ['₽', 'RUB'],
  ['₪', 'ILS'], ['₱', 'PHP'], ['₴', 'UAH'], ['₦', 'NGN'], ['₸', 'KZT'], ['zł', 'PLN'], ['kč', 'CZK'], ['ft', 'HUF'],
  ['us$', 'USD'], ['r$', 'BRL'], ['s$', 'SGD'], ['a$', 'AUD'], ['au$', 'AUD'], ['c$', 'CAD'], ['ca$', 'CAD'],
  ['hk$', 'HKD'], ['nt$', 'TWD'], ['nz$', 'NZD'], ['mx$', 'MXN'], ['cn¥', 'CNY'], ['rp', 'IDR'], ['rm', 'MYR'],
  ['sfr', 'CHF'], ['fr', 'CHF'], ['lei', 'RON'],
]) // prettier-ignore
const SHARED_SIGNS: ReadonlySet<string> = new Set(['$', '¥', 'kr', 'rs', '￥', '＄'])

const EMPTY_WORDS: ReadonlySet<string> = new Set([
  '',
  '-',
  '–',
  '—',
  '--',
  'n/a',
  'na',
  'null',
  'none',
  '(null)',
  '#n/a',
])

const POINT = 46
const COMMA = 44
const MINUS = 45
const ZERO = 48

/** True for a cell that stands for "nothing here": empty, a dash, n/a, null. */
export function isBlank(text: string): boolean {
  return text === '' || (text.length <= 6 && EMPTY_WORDS.has(text.trim().toLowerCase()))
}

/** A text without the NULs that damaged exports have. [IV4] */
export function withoutNuls(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

/** Takes off the NULs, and the apostrophe or ="…" that spreadsheets put around a text to keep it from being computed. [IV4] */
export function unguard(text: string): string {
  const trimmed = withoutNuls(text).trim()
  if (trimmed.startsWith("'")) return trimmed.slice(1).trim()
  if (trimmed.startsWith('="') && trimmed.endsWith('"') && trimmed.length > 3) return trimmed.slice(2, -1).trim()
  return trimmed
}

/**
 * The common case of an amount in major units, without any allocation: digits and at most one decimal point with one or
 * two digits behind it, which every decimal style reads alike. Undefined for everything else, which `scanAmount` reads.
 *
 * @param exponent decimals of the currency
 * @returns        minor units
 */
export function readPlainAmount(text: string, exponent: number): Minor | undefined {
  const length = text.length
  if (length === 0 || length > 15) return undefined
  const start = text.charCodeAt(0) === MINUS ? 1 : 0
  let value = 0
  let decimals = -1
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === POINT && decimals < 0 && index > start) decimals = 0
    else if (code >= ZERO && code <= ZERO + 9) {
      value = value * 10 + code - ZERO
      if (decimals >= 0) decimals += 1
    } else return undefined
  }
  if (length === start || decimals === 0 || decimals > 2 || decimals > exponent) return undefined
  for (let missing = exponent - Math.max(decimals, 0); missing > 0; missing -= 1) value *= 10
  if (value > Number.MAX_SAFE_INTEGER) return undefined
  return start === 1 && value !== 0 ? -value : value
}

/**
 * Minor units of a scanned amount, or why it is no amount of a currency with `exponent` decimals. Never rounds: more
 * decimals than the currency has are refused unless they are zeros. [IV2] [IV3]
 *
 * @param unit `minor` when the file counts cents
 */
export function toMinor(
  scanned: ScannedAmount,
  unit: ValueFormat['amountUnit'],
  exponent: number,
): Minor | 'amountTooLarge' | 'amountTooManyDecimals' {
  let end = scanned.decimals.length
  while (end > 0 && scanned.decimals.charCodeAt(end - 1) === ZERO) end -= 1
  const allowed = unit === 'minor' ? 0 : exponent
  if (end > allowed) return 'amountTooManyDecimals'
  const value = Number(scanned.whole + scanned.decimals.slice(0, end).padEnd(allowed, '0'))
  if (!Number.isSafeInteger(value)) return 'amountTooLarge'
  return scanned.isNegative && value !== 0 ? -value : value
}

/**
 * Takes an amount apart: sign (minus of any script, parentheses, trailing minus), currency sign or code on either
 * side, grouping by point, comma, space or apostrophe. With both point and comma the last one is the decimal sign;
 * with one of them, it is grouping where only that makes sense, and what `decimal` says where both would. [IV1] [IV4]
 */
export function scanAmount(text: string, decimal: ValueFormat['decimal']): ScannedAmount | AmountProblem {
  if (isBlank(text)) return 'amountEmpty'
  if (text.length > 60) return 'amountNotANumber'
  let body = unguard(text)
  let isNegative = false
  if (body.startsWith('(') && body.endsWith(')')) {
    isNegative = true
    body = body.slice(1, -1)
  }
  let first = 0
  while (first < body.length && !isDigit(body.charCodeAt(first))) first += 1
  if (first === body.length) return 'amountNotANumber'
  let last = body.length - 1
  while (!isDigit(body.charCodeAt(last))) last -= 1
  // ".50" and ",50" begin with their decimal sign; "12." ends with it.
  if (first > 0 && isSeparator(body.charCodeAt(first - 1)) && !isLetter(body.charCodeAt(first - 2))) first -= 1
  let suffix = body.slice(last + 1)
  if (suffix === '.' || suffix === ',') suffix = ''
  const before = readAffix(body.slice(0, first))
  const after = readAffix(suffix)
  if (before === undefined || after === undefined) return 'amountNotANumber'
  if ((before.isNegative ? 1 : 0) + (after.isNegative ? 1 : 0) + (isNegative ? 1 : 0) > 1) return 'amountNotANumber'
  if (before.currency !== '' && after.currency !== '' && before.currency !== after.currency) return 'amountNotANumber'
  const digits = readDigits(body.slice(first, last + 1), decimal)
  if (digits === undefined) return 'amountNotANumber'
  return {
    isNegative: isNegative || before.isNegative || after.isNegative,
    whole: digits.whole,
    decimals: digits.decimals,
    currency: before.currency || after.currency,
    isAmbiguous: digits.isAmbiguous,
  }
}

/** What stands before or after the digits: signs and a currency; undefined when it is anything else. */
function readAffix(text: string): { isNegative: boolean; currency: string } | undefined {
  let isNegative = false
  let rest = ''
  for (const character of text) {
    if (isMinus(character)) {
      if (isNegative) return undefined
      isNegative = true
    } else if (character !== '+' && !isSpace(character)) rest += character
  }
  if (rest === '') return { isNegative, currency: '' }
  const currency = currencyOfSign(rest)
  return currency === undefined ? undefined : { isNegative, currency }
}

/** The currency a sign or code stands for, '' for a sign several currencies share, undefined for any other text. */
export function currencyOfSign(text: string): string | undefined {
  const upper = text.toUpperCase()
  if (isCurrency(upper)) return upper
  const lower = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase()
  const certain = CERTAIN_SIGNS.get(lower)
  if (certain !== undefined) return certain
  if (SHARED_SIGNS.has(lower)) return ''
  // "USD$" and "$USD"
  const code = upper.replace('$', '')
  return code !== upper && isCurrency(code) ? code : undefined
}

function readDigits(
  text: string,
  decimal: ValueFormat['decimal'],
): { whole: string; decimals: string; isAmbiguous: boolean } | undefined {
  const lastPoint = text.lastIndexOf('.')
  const lastComma = text.lastIndexOf(',')
  const hasBoth = lastPoint >= 0 && lastComma >= 0
  const last = Math.max(lastPoint, lastComma)
  let isDecimal = false
  let isAmbiguous = false
  if (last >= 0) {
    const sign = text.charAt(last)
    const isAlone = text.indexOf(sign) === last
    const couldGroup = last > 0 && text.length - last - 1 === 3 && !(last === 1 && text.startsWith('0'))
    if (hasBoth) {
      if (!isAlone) return undefined
      isDecimal = true
    } else if (!isAlone) isDecimal = false
    else if (!couldGroup) isDecimal = true
    else {
      // Four digits before the sign ("1234,567") leave no group to end there.
      isAmbiguous = last <= 3 || !isDigit(text.charCodeAt(last - 4))
      isDecimal = !isAmbiguous || (sign === '.') === (decimal === 'point')
    }
  }
  const whole = isDecimal ? text.slice(0, last) : text
  const decimals = isDecimal ? text.slice(last + 1) : ''
  for (let index = 0; index < decimals.length; index += 1) if (!isDigit(decimals.charCodeAt(index))) return undefined
  const ungrouped = ungroup(whole)
  return ungrouped === undefined ? undefined : { whole: ungrouped, decimals, isAmbiguous }
}

/** Digits without their grouping; undefined when the groups are not what any country writes (3, or 2 then 3 in India). */
function ungroup(text: string): string | undefined {
  let digits = ''
  let group = 0
  let separator = ''
  for (const character of text) {
    if (isDigit(character.charCodeAt(0))) {
      digits += character
      group += 1
    } else {
      if (!isGrouping(character) || (separator !== '' && separator !== character)) return undefined
      if (separator === '' ? group < 1 || group > 3 : group !== 3 && group !== 2) return undefined
      separator = character
      group = 0
    }
  }
  if (separator !== '' && group !== 3) return undefined
  return digits === '' ? '0' : digits
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9
}
function isSeparator(code: number): boolean {
  return code === POINT || code === COMMA
}
function isLetter(code: number): boolean {
  return code > 64
}
function isMinus(character: string): boolean {
  return character === '-' || character === '−' || character === '–' || character === '－' || character === '﹣'
}
function isSpace(character: string): boolean {
  return character === ' ' || character === '\u00a0' || character === '\u202f' || character === '\u2009'
}
function isGrouping(character: string): boolean {
  return character === '.' || character === ',' || character === "'" || character === '’' || isSpace(character)
}

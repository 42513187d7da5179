import type { ValueFormat } from '../../contract/imports.ts'
import { scanAmount } from './amounts.rules.ts'
import { epochKind } from './columns.rules.ts'
import { compileDayReader } from './days.rules.ts'

/** How values are written, and whether the sample leaves a doubt only a person can settle. */
export interface Detected<T> {
  value: T
  /** A value that can be read in two ways, when nothing in the sample decides; null when there is no doubt. */
  doubt: string | null
}

/**
 * The decimal sign of amounts. Values with both signs, or with one that cannot be grouping, decide; "1,234" alone
 * decides too when no currency of the file has three decimals, because then only grouping makes sense. [IV9]
 */
export function detectDecimal(values: readonly string[], hasThreeDecimals: boolean): Detected<ValueFormat['decimal']> {
  let points = 0
  let commas = 0
  let doubt: string | null = null
  for (const value of values) {
    const scanned = scanAmount(value, 'point')
    if (typeof scanned === 'string') continue
    const sign = lastSign(value)
    if (sign === undefined) continue
    if (scanned.isAmbiguous) doubt ??= value
    else if (isDecimalSign(value, sign)) {
      if (sign === '.') points += 1
      else commas += 1
    } else if (sign === '.') commas += 1
    else points += 1
  }
  if (points !== commas) return { value: points > commas ? 'point' : 'comma', doubt: null }
  if (doubt === null) return { value: 'point', doubt: null }
  const grouping = lastSign(doubt)
  if (!hasThreeDecimals) return { value: grouping === '.' ? 'comma' : 'point', doubt: null }
  return { value: grouping === '.' ? 'comma' : 'point', doubt }
}

function lastSign(value: string): '.' | ',' | undefined {
  const at = Math.max(value.lastIndexOf('.'), value.lastIndexOf(','))
  // A sign without a digit behind it ends an abbreviation ("20,00 Fr.").
  if (at < 0 || !/\d/.test(value.charAt(at + 1))) return undefined
  return value.charAt(at) === '.' ? '.' : ','
}

/** True when the last sign of an unambiguous amount is its decimal sign: it stands alone, or the other one groups. */
function isDecimalSign(value: string, sign: '.' | ','): boolean {
  return value.indexOf(sign) === value.lastIndexOf(sign)
}

/**
 * The order of day and month. A day above 12 decides; a year written first decides; points between the parts are
 * day-first everywhere. `isContinental` (a decimal comma) decides for day-first where nothing else does: the
 * countries that write the month first write a decimal point. [IV10]
 */
export function detectDateOrder(values: readonly string[], isContinental: boolean): Detected<ValueFormat['dateOrder']> {
  const epoch = epochKind(values)
  if (epoch !== undefined) return { value: epoch, doubt: null }
  const dayFirst = compileDayReader('dmy', 'UTC', 'UTC')
  const monthFirst = compileDayReader('mdy', 'UTC', 'UTC')
  const votes = { dmy: 0, mdy: 0, pointed: 0, either: 0 }
  let doubt: string | null = null
  for (const value of values) {
    const asDmy = dayFirst(value)
    const asMdy = monthFirst(value)
    if (asDmy === asMdy) continue
    votes.either += 1
    if (asMdy === 'dateImpossible') votes.dmy += 1
    else if (asDmy === 'dateImpossible') votes.mdy += 1
    else {
      doubt ??= value
      if (/^\d{1,2}\./.test(value.trim())) votes.pointed += 1
    }
  }
  if (votes.either === 0) return { value: 'ymd', doubt: null }
  if (votes.dmy !== votes.mdy && (votes.dmy === 0 || votes.mdy === 0)) {
    return { value: votes.dmy > 0 ? 'dmy' : 'mdy', doubt: null }
  }
  // Both orders in one column: nobody but a person can say which rows are right.
  if (votes.dmy > 0) return { value: votes.dmy >= votes.mdy ? 'dmy' : 'mdy', doubt }
  if (votes.pointed > 0 || isContinental) return { value: 'dmy', doubt: null }
  return { value: 'mdy', doubt }
}

/**
 * Whether amounts count cents. A header or a decimal sign decides; whole numbers that all end like prices in cents
 * (4900, 1999) leave a doubt, any other whole numbers are major units. [IV11]
 *
 * @param isCents a header says cents, or the currency has no smaller unit to count
 */
export function detectUnit(values: readonly string[], isCents: boolean): Detected<ValueFormat['amountUnit']> {
  if (isCents) return { value: 'minor', doubt: null }
  const whole = values.map((value) => value.trim()).filter((value) => value !== '' && value !== '0')
  if (whole.length === 0 || !whole.every((value) => /^-?\d{1,12}$/.test(value))) return { value: 'major', doubt: null }
  const priced = whole.filter((value) => value.length >= 3 && /(?:00|50|90|95|99)$/.test(value))
  const isLarge = whole.every((value) => Math.abs(Number(value)) >= 100)
  if (!isLarge || priced.length < whole.length * 0.8) return { value: 'major', doubt: null }
  const endsLikeCents = priced.some((value) => /(?:90|95|99)$/.test(value))
  return { value: endsLikeCents ? 'minor' : 'major', doubt: priced[0] ?? null }
}

/** UTC when a date column's header says so, else the programme's zone. [IV6] */
export function detectZone(headers: readonly string[], programmeZone: string): string {
  return headers.some((header) => /(?:^|[^a-z])(?:utc|gmt)(?:$|[^a-z])/i.test(header)) ? 'UTC' : programmeZone
}

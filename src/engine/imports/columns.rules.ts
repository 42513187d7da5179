import type { ColumnRole } from '../../contract/imports.ts'
import { isCurrency } from '../../contract/money.ts'
import { isBlank, scanAmount } from './amounts.rules.ts'
import { compileDayReader } from './days.rules.ts'
import { roleValues } from './roles.ts'
import { stageMeaning } from './stages.rules.ts'
import { normaliseEmail, readCurrency, readFlag } from './texts.rules.ts'

export type ColumnType = 'text' | 'number' | 'money' | 'date' | 'currency' | 'email' | 'flag' | 'empty'

/** A column as its first rows show it. `values` are its cells that are not blank, at most a few hundred. */
export interface ColumnSample {
  index: number
  header: string
  values: readonly string[]
  type: ColumnType
  /** Share of the sampled rows in which the cell is not blank, 0 to 1. */
  filled: number
}

/** Values needed to judge a column; more only cost time. */
const JUDGED = 200
/** Exports have a stray "n/a" or note here and there. */
const MOST = 0.9
/** Where a header names a role, as many of its values must fit: the others are bad cells of bad rows, not another column. */
const HALF = 0.5

/** What the values of a column are, whatever its header says. [IM12] */
export function inferType(values: readonly string[]): ColumnType {
  const judged = values.slice(0, JUDGED)
  if (judged.length === 0) return 'empty'
  const share = (test: (value: string) => boolean): number => shareOf(judged, test)
  if (share((value) => value.length < 300 && normaliseEmail(value) !== '') >= MOST) return 'email'
  if (share(isCurrencyText) >= MOST) return 'currency'
  if (share(isFlagWord) === 1) return 'flag'
  if (share(isDateText) >= MOST) return 'date'
  if (share(isNumberText) < MOST) return 'text'
  return judged.some((value) => /[^\d\s-]/.test(value.slice(0, 60))) ? 'money' : 'number'
}

function shareOf(values: readonly string[], test: (value: string) => boolean): number {
  return values.filter(test).length / values.length
}

function isCurrencyText(value: string): boolean {
  const text = value.trim()
  if (text.length === 3 && /^[A-Za-z]{3}$/.test(text)) return isCurrency(text.toUpperCase())
  return text.length <= 3 && !/^\d/.test(text) && (readCurrency(text) ?? '') !== ''
}

/** Yes or no as a word: 1 and 0 are numbers as long as no header says otherwise. */
function isFlagWord(value: string): boolean {
  return readFlag(value) !== undefined && /\p{L}{2}/u.test(value)
}

const asDayFirst = compileDayReader('dmy', 'UTC', 'UTC')
const asMonthFirst = compileDayReader('mdy', 'UTC', 'UTC')

/** A date in one order or the other; an impossible one still is a date by its form. Bare numbers are not. */
function isDateText(value: string): boolean {
  if (value.length > 64 || !/[-/. ]/.test(value) || isNumeric(value)) return false
  const day = asDayFirst(value)
  return day === 'dateImpossible' || day !== 'dateNotADate' || asMonthFirst(value) !== 'dateNotADate'
}

function isNumeric(value: string): boolean {
  return /^\s*-?\d+(?:[.,]\d+)?\s*$/.test(value)
}

function isNumberText(value: string): boolean {
  return typeof scanAmount(value, 'point') !== 'string'
}

/** Share of values that are words of the stage dictionary, 0 to 1. */
export function stageShare(values: readonly string[]): number {
  const judged = values.slice(0, JUDGED)
  return judged.length === 0 ? 0 : judged.filter((value) => stageMeaning(value) !== undefined).length / judged.length
}

/** Share of values that are addresses with a path or parameters, 0 to 1. */
export function linkShare(values: readonly string[]): number {
  const judged = values.slice(0, JUDGED)
  return judged.length === 0 ? 0 : shareOf(judged, isLinkText)
}

function isLinkText(value: string): boolean {
  const text = value.trim()
  if (text.length > 2000 || /\s/.test(text)) return false
  return /^https?:\/\/[^/]/i.test(text) || /^(?:[\w-]{1,63}\.){1,4}[a-z]{2,15}[/?]/i.test(text) || /^\/[\w-]/.test(text)
}

/** Bare numbers that count time: seconds or milliseconds since 1970 (2001 to 2100), or days of a spreadsheet (1954 to 2119). */
export function epochKind(values: readonly string[]): 'epochSeconds' | 'epochMilliseconds' | 'excelSerial' | undefined {
  const judged = values.slice(0, JUDGED).map((value) => value.trim())
  if (judged.length === 0 || !judged.every(isNumeric)) return undefined
  const numbers = judged.map(Number)
  const within = (low: number, high: number): boolean => numbers.every((number) => number >= low && number < high)
  if (within(1e9, 4.2e9)) return 'epochSeconds'
  if (within(1e12, 4.2e12)) return 'epochMilliseconds'
  return within(20_000, 80_000) ? 'excelSerial' : undefined
}

/** False when a column's values rule out a role its header suggests. */
export function fitsRole(role: ColumnRole, column: ColumnSample): boolean {
  const { type, values } = column
  if (type === 'empty') return true
  const half = (test: (value: string) => boolean): boolean =>
    type === 'text' && shareOf(values.slice(0, JUDGED), test) >= HALF
  switch (roleValues[role]) {
    case 'day':
      return (
        type === 'date' ||
        epochKind(values) !== undefined ||
        values.every((value) => /^\d{8}$/.test(value.trim())) ||
        half(isDateText)
      )
    case 'money':
    case 'rate':
    case 'count':
      return type === 'money' || type === 'number' || half(isNumberText)
    case 'currency':
      return type === 'currency' || half(isCurrencyText)
    case 'month':
      return type !== 'email'
    case 'measure':
      return type === 'text'
    case 'email':
      return type === 'email'
    case 'flag':
      return type === 'flag' || type === 'number'
    case 'word':
      return type !== 'date' && type !== 'email' && type !== 'money'
    case 'domain': {
      const judged = values.slice(0, JUDGED)
      return type === 'text' && judged.filter((value) => value.includes('.')).length * 2 > judged.length
    }
    case 'link':
      return linkShare(values) >= HALF
    case 'name':
      return type !== 'date' && type !== 'money' && type !== 'flag' && type !== 'number'
    case 'id':
      return type !== 'date'
  }
}

/** Values blank in every style left out. */
export function filledValues(cells: readonly string[]): string[] {
  return cells.filter((cell) => !isBlank(cell) && cell.trim() !== '')
}

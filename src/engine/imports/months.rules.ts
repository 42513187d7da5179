import type { Month } from '../../contract/dates.ts'
import { monthOf } from '../../contract/dates.ts'
import type { RejectionReason } from '../../contract/imports.ts'
import { isBlank, unguard } from './amounts.rules.ts'
import type { CellReaders } from './cells.rules.ts'
import { isDayProblem, monthByName } from './days.rules.ts'

export type MonthProblem = Extract<RejectionReason, 'dateEmpty' | 'monthUnreadable' | 'monthIsLonger'>

export function isMonthProblem(month: Month | MonthProblem): month is MonthProblem {
  return month === 'dateEmpty' || month === 'monthUnreadable' || month === 'monthIsLonger'
}

const YEAR_FIRST = /^(\d{4})[-/. ](\d{1,2})$/
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{4})$/
const NAME_YEAR = /^(\p{L}{3,12})\.?[-/., ]{0,2}(?:de )?(\d{4}|\d{2})$/u
const YEAR_NAME = /^(\d{4})[-/., ]{0,2}(\p{L}{3,12})\.?$/u
/** "Q1 2025", "2025-Q1", "FY25 H1", "T2/2025", "2025". */
const LONGER =
  /^(?:FY ?\d{2,4}|(?:FY ?)?\d{4}|(?:FY ?\d{2,4}|\d{4})?[-/ ]?[QHTS][1-4][-/ ]?(?:FY ?\d{2,4}|\d{4}|\d{2})?)$/i

/**
 * The month a cell names: "2025-03", "03/2025", "Mar 2025", "Mar-25", or any day of it. Quarters and years are refused: how a
 * sum of theirs falls to months nobody can tell. [CF2]
 */
export function readMonth(text: string, readDay: CellReaders['readDay']): Month | MonthProblem {
  if (isBlank(text)) return 'dateEmpty'
  const value = unguard(text).trim()
  if (value.length > 40) return 'monthUnreadable'
  const month = scanMonth(value)
  if (month !== undefined) return month
  if (LONGER.test(value)) return 'monthIsLonger'
  const day = readDay(value)
  return isDayProblem(day) ? 'monthUnreadable' : monthOf(day)
}

/** A text that names a month and no day; undefined for any other. */
export function scanMonth(value: string): Month | undefined {
  const numbers = YEAR_FIRST.exec(value)
  if (numbers) return toMonth(numbers[1], Number(numbers[2]))
  const turned = YEAR_LAST.exec(value)
  if (turned) return toMonth(turned[2], Number(turned[1]))
  const named = NAME_YEAR.exec(value)
  if (named) return toMonth(named[2], monthByName(named[1] ?? ''))
  const namedLast = YEAR_NAME.exec(value)
  return namedLast ? toMonth(namedLast[1], monthByName(namedLast[2] ?? '')) : undefined
}

function toMonth(year = '', month = 0): Month | undefined {
  if (month < 1 || month > 12) return undefined
  return `${year.length === 2 ? `20${year}` : year}-${String(month).padStart(2, '0')}`
}

import { type Day, formatDay } from '../../contract/dates.ts'
import { NOT_YET, NOT_YET_MONTH } from '../../contract/due.ts'
import { monthName } from '../../contract/periods.ts'
import { uiTexts } from './texts.ts'

/** "Due 15 Jan 2026", or that its day is not known yet. */
export function dueText(dueOn: Day): string {
  return dueOn === NOT_YET ? uiTexts.due.notYet : uiTexts.due.on(formatDay(dueOn))
}

/** Name of the month in which something falls due. */
export function dueMonthName(month: string): string {
  return month === NOT_YET_MONTH ? uiTexts.due.notYet : monthName(`${month}-01`)
}

import { addDays, type Day, endOfMonth, type Month, weekdayOf } from '../../contract/dates.ts'

const WEEK = 7

/** The weeks that touch a month, each from Monday to Sunday. */
export function weeksOf(month: Month): Day[][] {
  const first = `${month}-01`
  const start = addDays(first, -weekdayOf(first))
  const last = endOfMonth(first)
  const weeks: Day[][] = []
  for (let monday = start; monday <= last; monday = addDays(monday, WEEK))
    weeks.push(Array.from({ length: WEEK }, (_, index) => addDays(monday, index)))
  return weeks
}

/** The month of an address, `otherwise` where it names none. */
export const monthOfPart = (part: string | undefined, otherwise: Month): Month =>
  part !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(part) ? part : otherwise

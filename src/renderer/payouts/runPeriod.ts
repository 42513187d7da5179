import { dayParts, endOfMonth, formatDay, type Day } from '../../contract/dates.ts'
import { formatPeriod } from '../../contract/statementText.ts'
import { monthName } from '../../contract/periods.ts'

/** "December 2025", "Oct – Dec 2025", "Apr 2025 – Mar 2026", "03 Dec 2025 – 09 Dec 2025". */
export function periodText(from: Day, to: Day): string {
  const isWhole = from.endsWith('-01') && to === endOfMonth(to)
  if (!isWhole || from.slice(0, 7) === to.slice(0, 7)) return formatPeriod(from, to)
  const isSameYear = dayParts(from).year === dayParts(to).year
  return `${isSameYear ? monthName(from).slice(0, 3) : monthName(from)} – ${monthName(to)}`
}

/** "13 Jan" of a moment, in this computer's zone; with the year when it is not this one. */
export function shortDay(at: string): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const text = formatDay(`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`)
  return date.getFullYear() === new Date().getFullYear() ? text.slice(0, -5) : text
}

import {
  addDays,
  addMonths,
  type Day,
  endOfMonth,
  monthOf,
  monthsBetween,
  periodRange,
  quarterOf,
  toEpochDays,
} from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Span } from '../../contract/periods.ts'

/** @throws AppError review.badPeriod when it ends before it begins or is longer than three years */
export function checkPeriod({ from, to }: Span): void {
  if (from > to || addMonths(from, 36) < to) throw new AppError('review.badPeriod', { from, to })
}

/** The period of the same length right before: whole months before whole months, else as many days. [QB5] */
export function periodBefore({ from, to }: Span): Span {
  if (from === `${monthOf(from)}-01` && to === endOfMonth(to)) {
    const months = monthsBetween(from, addDays(to, 1))
    return { from: addMonths(from, -months), to: addDays(from, -1) }
  }
  const days = toEpochDays(to) - toEpochDays(from) + 1
  return { from: addDays(from, -days), to: addDays(from, -1) }
}

/** The twelve months that end on a day. */
export function yearUntil(to: Day): Span {
  const next = addDays(to, 1)
  return { from: addMonths(next, -12), to }
}

/** The last `count` fiscal quarters up to a day, oldest first; the last one ends on that day. */
export function quartersUntil(to: Day, count: number, startMonth: number): (Span & { quarter: string })[] {
  const last = periodRange(quarterOf(to, startMonth), startMonth)
  return Array.from({ length: count }, (_, index) => {
    const from = addMonths(last.from, -3 * (count - 1 - index))
    const end = addDays(addMonths(from, 3), -1)
    return { quarter: quarterOf(from, startMonth), from, to: end < to ? end : to }
  })
}

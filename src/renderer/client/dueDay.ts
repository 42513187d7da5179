import { addDays, addMonths, dayParts, endOfMonth, toDay, type Day } from '../../contract/dates.ts'
import type { DueRule } from '../../contract/programme.ts'

/** When a commission of this day falls due, for examples and cut-offs; the engine's own due day follows the same words (contract/programme.ts). */
export function dueDay(event: Day, rule: DueRule): Day {
  const anchor = rule.anchor === 'monthEnd' ? endOfMonth(event) : event
  const moved = addMonths(anchor, rule.months)
  const settled = rule.toMonthEnd ? endOfMonth(moved) : moved
  const counted = addDays(settled, rule.days)
  if (rule.payDay === null) return counted
  const { year, month, day } = dayParts(counted)
  const payDay = toDay(year, month, rule.payDay)
  return day <= rule.payDay ? payDay : addMonths(payDay, 1)
}

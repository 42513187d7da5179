import { addDays, addMonths, type Day, dayParts, endOfMonth, formatDay, monthOf, toDay } from './dates.ts'
import type { DueAnchor, DueRule, SourceAnchor } from './programme.ts'

export interface Due {
  /** When nothing can change any more: the anchor plus months and days. */
  lockedOn: Day
  /** When it may be paid: `lockedOn`, or the next pay day on or after it. */
  dueOn: Day
  /** For people: "month end 31 Dec + 15 days". */
  formula: string
}

/** In place of a day that is not known yet: after all others. */
export const NOT_YET: Day = '9999-12-31'

/** Month of NOT_YET. */
export const NOT_YET_MONTH = monthOf(NOT_YET)

/** What a commission waits for until the file tells it. */
const WAITS: Readonly<Record<SourceAnchor, string>> = {
  approvalDay: 'waits until a file says when the sale was approved',
  invoicePaidDay: 'waits until a file says when the invoice was paid',
}

/** Whether the file tells an anchor's day later. */
export function isSourceAnchor(anchor: DueAnchor): anchor is SourceAnchor {
  return anchor in WAITS
}

/**
 * When a commission falls due: anchor, plus months, to the month's end, plus days, then the next pay day. [CO8]
 *
 * NET-30 counts from month end (FirstPromoter): March is due on 30 April. "Lock 1 month after month end, pay on the
 * 15th after" (impact.com): an event of 10 March locks on 30 April and is paid on 15 May.
 *
 * @param sourceOn the day that the anchor asks for where the file tells it; without it both days are NOT_YET [CO21]
 */
export function computeDue(rule: DueRule, occurredOn: Day, sourceOn: Day | null = null): Due {
  if (isSourceAnchor(rule.anchor) && sourceOn === null)
    return { lockedOn: NOT_YET, dueOn: NOT_YET, formula: WAITS[rule.anchor] }
  const anchorOn = anchorOf(rule, occurredOn, sourceOn ?? occurredOn)
  const monthsOn = addMonths(anchorOn, rule.months)
  const lockedOn = addDays(rule.toMonthEnd ? endOfMonth(monthsOn) : monthsOn, rule.days)
  const dueOn = rule.payDay === null ? lockedOn : nextPayDay(lockedOn, rule.payDay)
  return { lockedOn, dueOn, formula: toFormula(rule, anchorOn) }
}

const ANCHORS: Record<DueAnchor, string> = {
  eventDay: 'event',
  monthEnd: 'month end',
  refundWindowEnd: 'end of the refund window',
  approvalDay: 'approved',
  invoicePaidDay: 'invoice paid',
}

function anchorOf(rule: DueRule, occurredOn: Day, sourceOn: Day): Day {
  switch (rule.anchor) {
    case 'eventDay':
      return occurredOn
    case 'monthEnd':
      return endOfMonth(occurredOn)
    case 'refundWindowEnd':
      return addDays(occurredOn, rule.refundWindowDays)
    case 'approvalDay':
    case 'invoicePaidDay':
      return sourceOn
  }
}

function nextPayDay(from: Day, payDay: number): Day {
  const { year, month, day } = dayParts(from)
  const inMonth = toDay(year, month, payDay)
  return day <= payDay ? inMonth : addMonths(inMonth, 1)
}

function toFormula(rule: DueRule, anchorOn: Day): string {
  const shortDay = formatDay(anchorOn).slice(0, 'DD Mmm'.length)
  let formula = `${ANCHORS[rule.anchor]} ${shortDay}`
  if (rule.months > 0) formula += ` + ${rule.months} ${rule.months === 1 ? 'month' : 'months'}`
  if (rule.toMonthEnd) formula += ', to month end'
  if (rule.days > 0) formula += ` + ${rule.days} ${rule.days === 1 ? 'day' : 'days'}`
  if (rule.payDay !== null) formula += `, then the ${ordinal(rule.payDay)}`
  return formula
}

function ordinal(number: number): string {
  const isTeen = number >= 11 && number <= 13
  const suffix = isTeen ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[number % 10]
  return `${number}${suffix ?? 'th'}`
}

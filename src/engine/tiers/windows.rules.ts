import {
  addDays,
  addMonths,
  type Day,
  dayParts,
  endOfMonth,
  monthOf,
  periodRange,
  quarterOf,
  toDay,
} from '../../contract/dates.ts'
import type { TierRules, TierWindow } from '../../contract/tiers.ts'
import type { Span } from '../../contract/periods.ts'

/** The days of a window that ends on a day; a trailing one of N months begins N months before the next day. [TI2] */
export function spanOf(window: TierWindow, day: Day, fiscalYearStartMonth: number): Span {
  switch (window.kind) {
    case 'trailing':
      return { from: addMonths(addDays(day, 1), -window.months), to: day }
    case 'fiscal':
      return { from: startOf(window.unit, day, fiscalYearStartMonth), to: day }
    case 'calendar':
      return { from: startOf(window.unit, day, 1), to: day }
  }
}

function startOf(unit: 'month' | 'quarter' | 'year', day: Day, startMonth: number): Day {
  if (unit === 'month') return `${monthOf(day)}-01`
  const quarter = quarterOf(day, startMonth)
  return periodRange(unit === 'quarter' ? quarter : quarter.slice(0, 'FY2026'.length), startMonth).from
}

function endOf(calendar: TierRules['calendar'], day: Day, startMonth: number): Day {
  if (calendar === 'month') return endOfMonth(day)
  const quarter = quarterOf(day, startMonth)
  return periodRange(calendar === 'quarter' ? quarter : quarter.slice(0, 'FY2026'.length), startMonth).to
}

/**
 * The last days on which partners were evaluated, newest first, at most `most`: the ends of the calendar's periods that
 * are over, and before all of them the day on which the first table took effect. [TI3]
 *
 * @param firstDay when the first version took effect
 */
export function evaluationDays(
  calendar: TierRules['calendar'],
  firstDay: Day,
  today: Day,
  fiscalYearStartMonth: number,
  most: number,
): Day[] {
  const days: Day[] = []
  let end = addDays(startOf(calendar, today, fiscalYearStartMonth), -1)
  while (days.length < most && end > firstDay) {
    days.push(end)
    end = addDays(startOf(calendar, end, fiscalYearStartMonth), -1)
  }
  if (days.length < most && firstDay <= today) days.push(firstDay)
  return days
}

/** From when on what is decided on a day holds: at once, the first of the next month, the first of the next fiscal year. [TI8] */
export function effectiveFrom(effective: TierRules['effective'], day: Day, fiscalYearStartMonth: number): Day {
  switch (effective) {
    case 'atOnce':
      return day
    case 'nextMonth': {
      const { year, month } = dayParts(day)
      return addMonths(toDay(year, month, 1), 1)
    }
    case 'nextYear':
      return addDays(endOf('year', day, fiscalYearStartMonth), 1)
  }
}

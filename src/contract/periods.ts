import { z } from 'zod'
import {
  addDays,
  addMonths,
  dayParts,
  endOfMonth,
  formatDay,
  formatQuarter,
  isDay,
  monthOf,
  periodRange,
  quarterOf,
  toEpochDays,
  type Day,
  type Quarter,
} from './dates.ts'

export interface Span {
  from: Day
  to: Day
}

export const periodKinds = ['month', 'quarter', 'year', 'custom'] as const
export type PeriodKind = (typeof periodKinds)[number]

export const periodChoiceSchema = z.object({
  kind: z.enum(periodKinds),
  from: z.string().refine(isDay).nullable(),
  to: z.string().refine(isDay).nullable(),
  compare: z.enum(['none', 'before', 'yearBefore']),
})
/** What the user chose; `from` null is the latest. */
export type PeriodChoice = z.infer<typeof periodChoiceSchema>

export interface Period {
  kind: PeriodKind
  from: Day
  to: Day
  compareFrom: Day | null
  compareTo: Day | null
  /** "Jan – Dec 2025", "Q1 FY2026". */
  label: string
  /** "2024", or null without a comparison. */
  compareLabel: string | null
}

/** Until somebody chooses. */
export const usualChoice: PeriodChoice = { kind: 'year', from: null, to: null, compare: 'yearBefore' }

/** The fiscal month, quarter or year a day lies in. */
export function periodOf(kind: Exclude<PeriodKind, 'custom'>, day: Day, startMonth: number): Span {
  if (kind === 'month') return periodRange(monthOf(day), startMonth)
  const quarter = quarterOf(day, startMonth)
  return periodRange(kind === 'quarter' ? quarter : quarter.slice(0, 6), startMonth)
}

/** What a period is told by: the day it is, the programme's fiscal year, and how far its revenue reaches. */
export interface Calendar {
  today: Day
  fiscalYearStartMonth: number
  /** Of `metrics.latestMonth`; null where there is no revenue yet. */
  latestMonth: string | null
}

/**
 * The period of the last whole month with revenue: in January that is the year that has just ended, and after an import
 * of old files the one they end in. Without revenue, that of the last whole month.
 */
function latestPeriod(kind: Exclude<PeriodKind, 'custom'>, calendar: Calendar): Span {
  const { today, fiscalYearStartMonth, latestMonth } = calendar
  return periodOf(kind, latestMonth === null ? addMonths(today, -1) : `${latestMonth}-01`, fiscalYearStartMonth)
}

/** The period `steps` after this one (negative: before); a custom span moves by its own length. */
export function stepPeriod(kind: PeriodKind, from: Day, to: Day, steps: number): Span {
  if (kind === 'custom') {
    const days = (toEpochDays(to) - toEpochDays(from) + 1) * steps
    return { from: addDays(from, days), to: addDays(to, days) }
  }
  const months = { month: 1, quarter: 3, year: 12 }[kind]
  const start = addMonths(from, months * steps)
  return { from: start, to: addDays(addMonths(start, months), -1) }
}

export function resolvePeriod(choice: PeriodChoice, calendar: Calendar): Period {
  const { kind } = choice
  const startMonth = calendar.fiscalYearStartMonth
  const span =
    choice.from !== null && choice.to !== null
      ? { from: choice.from, to: choice.to }
      : latestPeriod(kind === 'custom' ? 'year' : kind, calendar)
  const compared = compareSpan(choice.compare, kind, span)
  return {
    kind,
    ...span,
    compareFrom: compared?.from ?? null,
    compareTo: compared?.to ?? null,
    label: spanLabel(kind, span, startMonth),
    compareLabel: compared === null ? null : spanLabel(kind, compared, startMonth, true),
  }
}

function compareSpan(compare: PeriodChoice['compare'], kind: PeriodKind, span: Span): Span | null {
  if (compare === 'none') return null
  if (compare === 'before') return stepPeriod(kind, span.from, span.to, -1)
  const from = addMonths(span.from, -12)
  const to = addMonths(span.to, -12)
  // 28 Feb of a leap year's month end is its 29th.
  return { from, to: span.to === endOfMonth(span.to) ? endOfMonth(to) : to }
}

/** Which kind of period the days from one to another are. */
export function kindOfSpan({ from, to }: Span, startMonth: number): PeriodKind {
  const isWhole = (kind: Exclude<PeriodKind, 'custom'>): boolean => {
    const whole = periodOf(kind, from, startMonth)
    return whole.from === from && whole.to === to
  }
  return (['month', 'quarter', 'year'] as const).find(isWhole) ?? 'custom'
}

/** "Q1 2026", "Jan 2026", "2026", or its days. */
export function spanName(span: Span, startMonth: number): string {
  return spanLabel(kindOfSpan(span, startMonth), span, startMonth, true)
}

/** "2025" (calendar year), "Apr 2025 – Mar 2026", "Q2 FY2026", "Dec 2025", "03 Dec – 09 Dec 2025". */
function spanLabel(kind: PeriodKind, { from, to }: Span, startMonth: number, isShort = false): string {
  if (kind === 'month') return monthName(from)
  if (kind === 'quarter') return quarterName(quarterOf(from, startMonth), startMonth)
  if (kind === 'year') {
    const year = String(dayParts(from).year)
    if (startMonth === 1) return isShort ? year : `Jan – Dec ${year}`
    return `${monthName(from)} – ${monthName(to)}`
  }
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return `${sameYear ? formatDay(from).slice(0, -5) : formatDay(from)} – ${formatDay(to)}`
}

/** A fiscal quarter for people: "Q1 2026" where the year is the calendar's, else "Q1 FY2026". */
export function quarterName(quarter: Quarter, startMonth: number): string {
  return formatQuarter(quarter, startMonth)
}

/** "Dec 2025". */
export function monthName(day: Day): string {
  return formatDay(`${day.slice(0, 7)}-01`).slice(3)
}

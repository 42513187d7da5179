import { fromEpochDays, toEpochDays } from '../../contract/dates.ts'
import { computeDue, countsFromSource, NOT_YET } from '../../contract/due.ts'
import type { DueRule } from '../../contract/programme.ts'

/** `NOT_YET` in days since 1970-01-01. */
export const NOT_YET_DAY = toEpochDays(NOT_YET)

/** Columns with the days that a source tells later. */
export type SourceDayColumn = 'approved_on' | 'invoice_paid_on'

/** The column that a rule counts from; null when it counts from the event. */
export function sourceDayColumn({ anchor }: Pick<DueRule, 'anchor'>): SourceDayColumn | null {
  return anchor === 'approvalDay' ? 'approved_on' : anchor === 'invoicePaidDay' ? 'invoice_paid_on' : null
}

/**
 * SQL of that day for a conversion. A lead has no invoice that could be paid: it counts from its own day.
 *
 * @param table with the dot, or ''
 */
export function sourceDaySql(column: SourceDayColumn, table = ''): string {
  const day = table + column
  return column === 'approved_on' ? day : `iif(${table}kind = 'lead', ${table}occurred_on, ${day})`
}

/** Due day for event days and days of the source, all in days since 1970-01-01; remembers the few days there are. */
export function compileDue(rule: DueRule): (eventDay: number, sourceDay: number) => number {
  const fromSource = countsFromSource(rule)
  const known = new Map<number, number>([[NOT_YET_DAY, NOT_YET_DAY]])
  return (eventDay, sourceDay) => {
    const anchorDay = fromSource ? sourceDay : eventDay
    let due = known.get(anchorDay)
    if (due === undefined) {
      const day = fromEpochDays(anchorDay)
      due = toEpochDays(computeDue(rule, day, day).dueOn)
      known.set(anchorDay, due)
    }
    return due
  }
}

import { fromEpochDays, toEpochDays } from '../../contract/dates.ts'
import { computeDue, isSourceAnchor, NOT_YET } from '../../contract/due.ts'
import type { DueRule, SourceAnchor } from '../../contract/programme.ts'

/** `NOT_YET` in days since 1970-01-01. */
export const NOT_YET_DAY = toEpochDays(NOT_YET)

/** The column of a conversion with the day that an anchor asks for. */
const COLUMNS = { approvalDay: 'approved_on', invoicePaidDay: 'invoice_paid_on' } as const satisfies Record<
  SourceAnchor,
  string
>
export type SourceDayColumn = (typeof COLUMNS)[SourceAnchor]

/** The column that a rule counts from; null when it counts from the event. */
export function sourceDayColumn({ anchor }: Pick<DueRule, 'anchor'>): SourceDayColumn | null {
  return isSourceAnchor(anchor) ? COLUMNS[anchor] : null
}

/** SQL of that day for a conversion. A lead has no invoice that could be paid: it counts from its own day. */
export function sourceDaySql(column: SourceDayColumn): string {
  return column === 'approved_on' ? column : `iif(kind = 'lead', occurred_on, ${column})`
}

/** Due day for event days and days of the source, all in days since 1970-01-01; remembers the few days there are. */
export function compileDue(rule: DueRule): (eventDay: number, sourceDay: number) => number {
  const fromSource = isSourceAnchor(rule.anchor)
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

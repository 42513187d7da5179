import type { Day } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import type { Span } from '../../contract/periods.ts'

export interface PaidBase {
  partnerId: number
  currency: string
  day: Day
  minor: Minor
}

/**
 * The base of every event of the days that a plan paid for, once for each event: that of its rate, or of its fixed amount
 * where it has no rate; what refunds took back of settled ones is taken off on the day of the refund.
 */
export function listPaidBases(raw: Connection, { from, to }: Span): PaidBase[] {
  return raw
    .prepare(
      `SELECT partner_id AS partnerId, currency, occurred_on AS day, sum(base_minor) AS minor FROM commission AS line
       WHERE occurred_on BETWEEN @from AND @to AND (id % 64 IN (0, 32)
         OR (id % 64 IN (1, 33) AND NOT EXISTS (SELECT 1 FROM commission AS rate WHERE rate.id = line.id - 1)))
       GROUP BY 1, 2, 3`,
    )
    .all({ from, to }) as PaidBase[]
}

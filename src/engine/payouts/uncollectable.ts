import { addDays } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { QueryContext } from '../context.ts'
import { owedRows } from '../metrics/owedSql.ts'

/** Negative balances of partners whose termination is long enough ago, the largest first within a currency. [PO19] */
export function listUncollectable({
  raw,
  today,
  settings,
}: Pick<QueryContext, 'raw' | 'today' | 'settings'>): Output<'payouts.uncollectable'>['balances'] {
  return raw
    .prepare(
      `WITH standing AS (
         SELECT partner_id, status, valid_from, row_number() OVER (PARTITION BY partner_id ORDER BY valid_from DESC) AS place
         FROM partner_status WHERE valid_from <= @today)
       SELECT partner.id AS partnerId, partner.name AS partnerName, currency, sum(minor) AS minor, valid_from AS terminatedOn
       FROM standing JOIN (${owedRows}) AS owed ON owed.partner_id = standing.partner_id
         JOIN partner ON partner.id = standing.partner_id
       WHERE place = 1 AND status = 'terminated' AND valid_from <= @until
       GROUP BY partner.id, currency HAVING sum(minor) < 0 ORDER BY currency, minor, partnerName`,
    )
    .all({
      today: today(),
      until: addDays(today(), -settings().uncollectableDays),
    }) as Output<'payouts.uncollectable'>['balances']
}

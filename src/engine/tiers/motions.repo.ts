import { type Day, endOfMonth, monthOf, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import type { Span } from '../../contract/periods.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { MotionBook } from './motionBook.ts'

/** Place of the group that a product and a country belong to; 0 is none. */
type GroupOf = (product: string, country: string) => number

/** True for a span of whole months, which stored sums can answer. */
export function isWholeMonths({ from, to }: Span): boolean {
  return from.endsWith('-01') && to === endOfMonth(to)
}

/** Revenue of the months from customers that had bought from the partner before the first of them, from stored sums. */
export function readManagedRevenue(raw: Connection, { from, to }: Span): ReadonlyMap<number, Minor> {
  const rows = raw
    .prepare(
      `SELECT partner_id, sum(base_minor) FROM rollup_cohort
       WHERE month BETWEEN @from AND @to AND first_month < @from GROUP BY 1`,
    )
    .raw()
    .all({ from: monthOf(from), to: monthOf(to) }) as [number, Minor][]
  return new Map(rows)
}

interface RevenueRow {
  partnerId: number
  product: string
  country: string
  currency: string
  /** '' for the base currency, whose days need no telling apart. */
  day: Day
  isManaged: 0 | 1
  minor: Minor
}

/** Revenue row by row, for spans and groups that stored sums do not know. */
export function addRevenueMotions(
  raw: Connection,
  book: MotionBook,
  exchange: Exchange,
  span: Span,
  groupOf: GroupOf,
): void {
  const rows = raw
    .prepare(
      `WITH first_sale AS MATERIALIZED (
         SELECT partner_id, customer_id, min(occurred_on) AS first_on FROM conversion
         WHERE is_live = 1 AND kind = 'sale' AND partner_id IS NOT NULL AND customer_id IS NOT NULL GROUP BY 1, 2)
       SELECT conversion.partner_id AS partnerId,
         coalesce(nullif(conversion.product, ''), sale.product, '') AS product,
         coalesce(nullif(conversion.country, ''), sale.country, '') AS country, conversion.currency,
         iif(conversion.currency = @base, '', conversion.occurred_on) AS day,
         coalesce(substr(first_on, 1, 7) < @month, 0) AS isManaged, sum(conversion.amount_minor) AS minor
       FROM conversion
       LEFT JOIN conversion AS sale ON sale.id = conversion.original_id
       LEFT JOIN first_sale ON first_sale.partner_id = conversion.partner_id
         AND first_sale.customer_id = conversion.customer_id
       WHERE conversion.is_live = 1 AND conversion.partner_id IS NOT NULL AND conversion.kind <> 'lead'
         AND conversion.occurred_on BETWEEN @from AND @to
       GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .iterate({ ...span, base: exchange.into, month: monthOf(span.from) }) as Iterable<RevenueRow>
  for (const { partnerId, product, country, currency, day, isManaged, minor } of rows) {
    const base = day === '' ? minor : exchange.convert(minor, currency, toEpochDays(day))
    book.add(partnerId, isManaged === 1 ? 'managed' : 'sourced', groupOf(product, country), base)
  }
}

/** Deals won in the span, for the partners that are named on them as assisting. */
export function addAssistedDeals(
  raw: Connection,
  book: MotionBook,
  exchange: Exchange,
  span: Span,
  groupOf: GroupOf,
): void {
  const rows = raw
    .prepare(
      `SELECT deal_role.partner_id AS partnerId, product, country, currency, closed_on AS day, amount_minor AS minor
       FROM ${dealRolesSql}
       WHERE role = 'assisted' AND stage = 'won' AND amount_minor IS NOT NULL
         AND closed_on BETWEEN @from AND @to`,
    )
    .all(span) as { partnerId: number; product: string; country: string; currency: string; day: Day; minor: Minor }[]
  for (const { partnerId, product, country, currency, day, minor } of rows)
    book.add(partnerId, 'assisted', groupOf(product, country), exchange.convert(minor, currency, toEpochDays(day)))
}

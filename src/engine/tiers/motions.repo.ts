import { type Day, endOfMonth, monthOf, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import type { Span } from '../../contract/periods.ts'
import { sumAt } from '../metrics/sumAt.ts'
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

interface RevenueSum {
  partnerId: number
  product: string
  country: string
  currency: string
  /** '' for the base currency, whose days need no telling apart. */
  day: Day
  isManaged: 0 | 1
  minor: Minor
}

/** Each row looks for the customer's first purchase. */
const IDS_PER_READ = 5000

const revenueSlice = `
  SELECT conversion.partner_id AS partnerId,
    coalesce(nullif(conversion.product, ''), sale.product, '') AS product,
    coalesce(nullif(conversion.country, ''), sale.country, '') AS country, conversion.currency,
    iif(conversion.currency = @base, '', conversion.occurred_on) AS day,
    EXISTS (SELECT 1 FROM conversion AS first WHERE first.customer_id = conversion.customer_id
      AND first.partner_id = conversion.partner_id AND first.kind = 'sale' AND first.is_live = 1
      AND first.occurred_on < @month) AS isManaged,
    sum(conversion.amount_minor) AS minor
  FROM conversion NOT INDEXED LEFT JOIN conversion AS sale ON sale.id = conversion.original_id
  WHERE conversion.id > @after AND conversion.id <= @upTo AND conversion.is_live = 1
    AND conversion.partner_id IS NOT NULL AND conversion.kind <> 'lead' AND conversion.occurred_on BETWEEN @from AND @to
  GROUP BY 1, 2, 3, 4, 5, 6`

/** Revenue row by row, for spans and groups that stored sums do not know; asked within `unchanged`. [EN6] */
export async function addRevenueMotions(
  raw: Connection,
  book: MotionBook,
  exchange: Exchange,
  span: Span,
  groupOf: GroupOf,
): Promise<void> {
  const select = raw.prepare(revenueSlice)
  const sums = new Map<string, RevenueSum>()
  await readSlices(slicesOf(raw, 'conversion', IDS_PER_READ), (slice) => {
    const parameters = { ...slice, ...span, base: exchange.into, month: `${monthOf(span.from)}-01` }
    for (const { minor, ...group } of select.all(parameters) as RevenueSum[]) {
      sumAt(sums, JSON.stringify(group), () => ({ ...group, minor: 0 })).minor += minor
    }
  })
  for (const { partnerId, product, country, currency, day, isManaged, minor } of sums.values()) {
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
  for (const { partnerId, product, country, currency, day, minor } of rows) {
    if (currency !== exchange.into) sumAt(book.foreign, partnerId, () => new Set<string>()).add(currency)
    book.add(partnerId, 'assisted', groupOf(product, country), exchange.convert(minor, currency, toEpochDays(day)))
  }
}

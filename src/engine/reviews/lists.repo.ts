import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { CustomerHealth, PipelineDeal } from '../../contract/reviewContent.ts'
import type { Connection } from '../db/open.ts'
import { EVERYTHING, readSlices, slicesOf } from '../db/slices.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { customerLabel } from '../revenue/revenue.view.ts'
import type { Span } from '../../contract/periods.ts'

/** One partner, or all of them at once when many are asked for. */
export type Whose = number | 'everyone'

const ofWhom = (whose: Whose): string => (whose === 'everyone' ? '' : `AND partner_id = ${Number(whose)}`)

/** A deal of a partner as far as a pipeline needs it. */
export interface DealRow extends Omit<PipelineDeal, 'baseMinor'> {
  partnerId: number
  closedOn: Day | null
}

/** Every live deal of partners, by partner. */
export function readDeals(raw: Connection, whose: Whose): ReadonlyMap<number, DealRow[]> {
  const rows = raw
    .prepare(
      `SELECT deal.id, deal.partner_id AS partnerId, coalesce(nullif(deal.name, ''), deal.external_id) AS name,
         coalesce(${customerLabel}, '') AS customer, deal.stage_text AS stage, opened_on AS openedOn,
         expected_close_on AS expectedCloseOn, iif(deal.stage = 'open', NULL, closed_on) AS closedOn,
         amount_minor AS minor, currency
       FROM deal LEFT JOIN customer ON customer.id = deal.customer_id
       WHERE deal.is_live = 1 AND deal.partner_id IS NOT NULL ${ofWhom(whose)} AND (deal.stage = 'open' OR closed_on IS NOT NULL)`,
    )
    .iterate() as Iterable<DealRow>
  const found = new Map<number, DealRow[]>()
  for (const row of rows) {
    const own = found.get(row.partnerId)
    if (own) own.push(row)
    else found.set(row.partnerId, [row])
  }
  return found
}

/** Customers of one partner in a period and in the one before it. */
export interface CustomerBook {
  /** The largest, by revenue of the period. */
  rows: CustomerHealth[]
  /** With revenue in the period. */
  count: number
  /** With revenue in the period before and nothing since. */
  quiet: number
  /** Revenue of all of them, and of the largest; null where an amount waits for a rate. */
  sums: { total: Minor; largest: Minor; totalBefore: Minor; largestBefore: Minor } | null
}

interface CustomerRow {
  partnerId: number
  customerId: number
  name: string
  minor: Minor
  beforeMinor: Minor
  lastOn: Day | null
  unrated: number
}

const SHOWN_CUSTOMERS = 10

/** The rows of a partner may lie side by side, and each is grouped by its customer. */
const IDS_PER_READ = 5000

const customerRows = (whose: Whose): string => `
  WITH bought AS (
    SELECT conversion.partner_id, coalesce(conversion.customer_id, sale.customer_id) AS customer_id,
      conversion.occurred_on AS day, conversion.kind,
      iif(conversion.currency = @base, conversion.amount_minor,
        to_base(conversion.amount_minor, conversion.currency, conversion.occurred_on)) AS minor
    FROM conversion NOT INDEXED LEFT JOIN conversion AS sale ON sale.id = conversion.original_id
    WHERE conversion.id > @after AND conversion.id <= @upTo
      AND conversion.is_live = 1 AND conversion.kind <> 'lead' AND conversion.partner_id IS NOT NULL
      ${ofWhom(whose).replace('partner_id', 'conversion.partner_id')}
      AND conversion.occurred_on BETWEEN @before AND @to)
  SELECT bought.partner_id AS partnerId, bought.customer_id AS customerId, coalesce(${customerLabel}, '') AS name,
    sum(iif(day >= @from, coalesce(minor, 0), 0)) AS minor,
    sum(iif(day < @from, coalesce(minor, 0), 0)) AS beforeMinor,
    max(iif(bought.kind = 'sale', day, NULL)) AS lastOn, sum(minor IS NULL) AS unrated
  FROM bought JOIN customer ON customer.id = bought.customer_id
  GROUP BY 1, 2 ORDER BY 1, 2`

/**
 * Revenue by customer, refunds with the customer of their sale. Of everyone it is read in one go, one partner after the
 * other, so that only the largest customers of each are kept; of one partner in stretches. Needs `to_base`
 * (offerExchange); asked within `unchanged`. [EN6]
 */
export async function readCustomers(
  raw: Connection,
  whose: Whose,
  base: string,
  period: Span,
  before: Span,
): Promise<ReadonlyMap<number, CustomerBook>> {
  const select = raw.prepare(customerRows(whose))
  const parameters = { base, before: before.from, from: period.from, to: period.to }
  if (whose === 'everyone') return toBooks(select.iterate({ ...parameters, ...EVERYTHING }) as Iterable<CustomerRow>)
  const customers = new Map<number, CustomerRow>()
  await readSlices(slicesOf(raw, 'conversion', IDS_PER_READ), (slice) => {
    for (const row of select.all({ ...parameters, ...slice }) as CustomerRow[]) {
      const known = customers.get(row.customerId)
      customers.set(row.customerId, known ? addRows(known, row) : row)
    }
  })
  return toBooks([...customers.values()].toSorted((a, b) => a.customerId - b.customerId))
}

const addRows = (a: CustomerRow, b: CustomerRow): CustomerRow => ({
  ...a,
  minor: a.minor + b.minor,
  beforeMinor: a.beforeMinor + b.beforeMinor,
  lastOn: (a.lastOn ?? '') > (b.lastOn ?? '') ? a.lastOn : b.lastOn,
  unrated: a.unrated + b.unrated,
})

/** @param rows of one partner after the other */
function toBooks(rows: Iterable<CustomerRow>): Map<number, CustomerBook> {
  const found = new Map<number, CustomerBook>()
  let own: CustomerRow[] = []
  const close = (): void => {
    const [first] = own
    if (first) found.set(first.partnerId, toBook(own))
    own = []
  }
  for (const row of rows) {
    if (own[0] && own[0].partnerId !== row.partnerId) close()
    own.push(row)
  }
  close()
  return found
}

function toBook(rows: readonly CustomerRow[]): CustomerBook {
  const positive = (minors: readonly Minor[]): Minor[] => minors.filter((minor) => minor > 0)
  const sum = (minors: readonly Minor[]): Minor => minors.reduce((all, minor) => all + minor, 0)
  const now = positive(rows.map(({ minor }) => minor))
  const old = positive(rows.map(({ beforeMinor }) => beforeMinor))
  return {
    rows: rows
      .toSorted((a, b) => b.minor - a.minor || b.beforeMinor - a.beforeMinor || a.customerId - b.customerId)
      .slice(0, SHOWN_CUSTOMERS)
      .map(({ customerId, name, minor, beforeMinor, lastOn }) => ({ customerId, name, minor, beforeMinor, lastOn })),
    count: now.length,
    quiet: rows.filter(({ minor, beforeMinor }) => minor <= 0 && beforeMinor > 0).length,
    sums: rows.some(({ unrated }) => unrated > 0)
      ? null
      : {
          total: sum(now),
          largest: Math.max(0, ...now),
          totalBefore: sum(old),
          largestBefore: Math.max(0, ...old),
        },
  }
}

const SHOWN_DEALS = 10

/** The deals that were open on a day, largest first, with how many there are in all. A deal closed later was open then. */
export function pipelineOn(
  deals: readonly DealRow[],
  asOf: Day,
  exchange: Exchange,
): { count: number; deals: PipelineDeal[] } {
  const open = deals
    .filter(({ openedOn, closedOn }) => (openedOn ?? '') <= asOf && (closedOn === null || closedOn > asOf))
    .map(({ partnerId: _partner, closedOn: _closed, ...deal }) => ({
      ...deal,
      baseMinor: deal.minor === null ? null : exchange.convert(deal.minor, deal.currency, toEpochDays(asOf)),
    }))
  return {
    count: open.length,
    deals: open.toSorted((a, b) => (b.baseMinor ?? -1) - (a.baseMinor ?? -1) || a.id - b.id).slice(0, SHOWN_DEALS),
  }
}

/** When a deal was last opened up to a day; null when none was. */
export function lastOpened(deals: readonly DealRow[], asOf: Day): Day | null {
  return deals.reduce<Day | null>(
    (last, { openedOn }) =>
      openedOn !== null && openedOn <= asOf && (last === null || openedOn > last) ? openedOn : last,
    null,
  )
}

import { type Day, endOfMonth, type Month, monthOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Minor } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import { liabilityRows } from '../metrics/liabilitySql.ts'
import { sumOwedOn } from '../metrics/owedOn.ts'
import type { CohortSum } from './cohorts.rules.ts'
import { ageOf } from './liability.rules.ts'
import type { RefundRow } from './refunds.rules.ts'

/** Names of partners in use. */
export function listNames(raw: Connection): Map<number, string> {
  const rows = raw.prepare('SELECT id, name FROM partner WHERE is_live = 1 AND is_archived = 0').raw().all()
  return new Map(rows as [number, string][])
}

export interface HelpedDeal {
  dealId: number
  partnerId: number
  role: 'influenced' | 'assisted'
  /** A partner brought it as well. */
  isSourced: boolean
}

/** Which partners helped with which deals of a period. */
export function listHelpedDeals(raw: Connection, from: Day, to: Day): HelpedDeal[] {
  const rows = raw
    .prepare(
      `SELECT deal.id AS dealId, deal_role.partner_id AS partnerId, role, deal.partner_id IS NOT NULL AS isSourced
       FROM ${dealRolesSql} WHERE coalesce(opened_on, closed_on) BETWEEN @from AND @to`,
    )
    .all({ from, to }) as (Omit<HelpedDeal, 'isSourced'> & { isSourced: number })[]
  return rows.map((row) => ({ ...row, isSourced: row.isSourced === 1 }))
}

/** Sums of customers by first month within the period, of one partner or of all. */
export function listCohortSums(raw: Connection, from: Month, to: Month, partnerId: number | null): CohortSum[] {
  return raw
    .prepare(
      `SELECT first_month AS firstMonth, month, sum(customer_count) AS customers, sum(base_minor) AS minor
       FROM rollup_cohort WHERE first_month BETWEEN @from AND @to AND (@partnerId IS NULL OR partner_id = @partnerId)
       GROUP BY 1, 2`,
    )
    .all({ from, to, partnerId }) as CohortSum[]
}

/** Sales and refunds of partners from a month on that wait for a rate. */
export function listUnrated(
  raw: Connection,
  from: Month,
  partnerId: number | null,
): Output<'analytics.cohorts'>['missing'] {
  return raw
    .prepare(
      `SELECT currency, sum(unrated_count) AS rows FROM rollup_foreign
       WHERE month >= @from AND partner_id <> 0 AND unrated_count > 0 AND (@partnerId IS NULL OR partner_id = @partnerId)
       GROUP BY 1 ORDER BY 1`,
    )
    .all({ from, partnerId }) as Output<'analytics.cohorts'>['missing']
}

/** Deals that partners brought, won and lost by the month they were closed in. */
export function countClosedDeals(raw: Connection, from: Day, to: Day): { month: Month; won: number; lost: number }[] {
  return raw
    .prepare(
      `SELECT substr(closed_on, 1, 7) AS month, sum(stage = 'won') AS won, sum(stage = 'lost') AS lost FROM deal
       WHERE is_live = 1 AND partner_id IS NOT NULL AND closed_on BETWEEN @from AND @to GROUP BY 1`,
    )
    .all({ from, to }) as { month: Month; won: number; lost: number }[]
}

export interface SaleMonths {
  /** By month, in the base currency. */
  sales: Map<Month, Minor>
  foreign: Set<string>
  missing: Map<string, number>
}

/** Sales of partners by whole months, foreign ones as they were converted row by row. */
export function sumSaleMonths(raw: Connection, base: string, from: Month, to: Month): SaleMonths {
  const sales = new Map<Month, Minor>()
  const add = (month: Month, minor: Minor): void => void sales.set(month, (sales.get(month) ?? 0) + minor)
  const own = raw.prepare(
    `SELECT month, sum(amount_minor) AS minor FROM rollup_revenue
     WHERE partner_id <> 0 AND kind = 'sale' AND currency = @base AND month BETWEEN @from AND @to GROUP BY 1`,
  )
  for (const { month, minor } of own.all({ base, from, to }) as { month: Month; minor: Minor }[]) add(month, minor)
  const foreign = raw.prepare(
    `SELECT currency, month, sum(base_minor) AS minor, sum(unrated_count) AS unrated FROM rollup_foreign
     WHERE partner_id <> 0 AND kind = 'sale' AND month BETWEEN @from AND @to GROUP BY 1, 2`,
  )
  const found = { sales, foreign: new Set<string>(), missing: new Map<string, number>() }
  for (const row of foreign.all({ from, to }) as { currency: string; month: Month; minor: Minor; unrated: number }[]) {
    found.foreign.add(row.currency)
    add(row.month, row.minor)
    if (row.unrated > 0) found.missing.set(row.currency, (found.missing.get(row.currency) ?? 0) + row.unrated)
  }
  return found
}

// A sale of a partner in the span that came back at any time, or a refund in the span that belongs to no sale.
const refundSlice = (whose: string): string => `
  SELECT iif(sale.is_live, sale.occurred_on, NULL) AS soldOn, refund.occurred_on AS refundedOn,
    -refund.amount_minor AS minor, refund.currency
  FROM conversion AS refund LEFT JOIN conversion AS sale ON sale.id = refund.original_id
  WHERE ${whose} AND refund.kind = 'refund' AND refund.is_live = 1
    AND iif(sale.is_live, sale.partner_id IS NOT NULL AND sale.occurred_on BETWEEN @from AND @to,
      refund.partner_id IS NOT NULL AND refund.occurred_on BETWEEN @from AND @to)`

/** Refunds that a span of months is judged by; asked within `unchanged`. [AN8] [EN6] */
export async function listRefunds(raw: Connection, from: Month, to: Month): Promise<RefundRow[]> {
  const found: RefundRow[] = []
  const days = { from: `${from}-01`, to: endOfMonth(`${to}-01`) }
  // Those of a sale by its id, the others by their own: both stand in the index of refunds.
  for (const whose of [
    'refund.original_id > @after AND refund.original_id <= @upTo',
    'refund.original_id IS NULL AND refund.id > @after AND refund.id <= @upTo',
  ]) {
    const select = raw.prepare(refundSlice(whose))
    await readSlices(slicesOf(raw, 'conversion'), (slice) => {
      found.push(...(select.all({ ...slice, ...days }) as RefundRow[]))
    })
  }
  return found
}

type Liability = Output<'analytics.liability'>
type LiabilityOn = Output<'analytics.liabilityOn'>

interface OwedRow {
  dueOn: Day
  currency: string
  minor: Minor
  rows: number
}

/** What is owed by due month and by how long it has been due, per status and currency. */
export function listLiabilities(raw: Connection, today: Day): Pick<Liability, 'months' | 'ages'> {
  const rows = raw
    .prepare(
      `SELECT due_on AS dueOn, status, currency, sum(minor) AS minor, sum(row_count) AS rows FROM (${liabilityRows})
       GROUP BY 1, 2, 3 HAVING sum(minor) <> 0 ORDER BY 1, CASE status WHEN 'inRun' THEN 0 WHEN 'approved' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END, 3`,
    )
    .all({ today }) as (OwedRow & { status: Liability['ages'][number]['status'] })[]
  return sumByDue(rows, today, ({ status, currency }) => ({ status, currency }))
}

/**
 * What was owed at the end of a day as far as is known now, by due month and by age on that day, per currency: whole
 * months from the stored sums, the days of a month that was not over from the rows. [AN19]
 */
export async function listLiabilitiesOn(raw: Connection, day: Day): Promise<Pick<LiabilityOn, 'months' | 'ages'>> {
  const sums = await sumOwedOn(raw, day, 'due_on', ['rejected'])
  const rows = sums
    .filter(({ minor }) => minor !== 0)
    .map(({ key, ...sum }): OwedRow => ({ dueOn: key, ...sum }))
    .toSorted((a, b) => (a.dueOn === b.dueOn ? (a.currency < b.currency ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))
  return sumByDue(rows, day, ({ currency }) => ({ currency }))
}

/** By due month and by age on a day, each per group; in the order in which they are met. */
function sumByDue<Row extends OwedRow, Group extends Readonly<Record<string, string>>>(
  rows: readonly Row[],
  day: Day,
  groupOf: (row: Row) => Group,
) {
  const months = new Map<string, Group & { month: Month; minor: Minor }>()
  const ages = new Map<string, Group & { age: ReturnType<typeof ageOf>; minor: Minor; rows: number }>()
  for (const row of rows) {
    const [month, age, group] = [monthOf(row.dueOn), ageOf(row.dueOn, day), groupOf(row)]
    const key = Object.values(group).join(' ')
    const ofMonth = months.get(`${month} ${key}`) ?? { month, ...group, minor: 0 }
    ofMonth.minor += row.minor
    months.set(`${month} ${key}`, ofMonth)
    const ofAge = ages.get(`${age} ${key}`) ?? { age, ...group, minor: 0, rows: 0 }
    ofAge.minor += row.minor
    ofAge.rows += row.rows
    ages.set(`${age} ${key}`, ofAge)
  }
  return { months: [...months.values()], ages: [...ages.values()] }
}

/** Partners in use that are active on a day. */
export function listActivePartners(raw: Connection, day: Day): Set<number> {
  const ids = raw
    .prepare(
      `SELECT id FROM partner WHERE is_live = 1 AND is_archived = 0 AND 'active' = (
         SELECT status FROM partner_status WHERE partner_id = partner.id AND valid_from <= @day
         ORDER BY valid_from DESC LIMIT 1)`,
    )
    .pluck()
    .all({ day })
  return new Set(ids as number[])
}

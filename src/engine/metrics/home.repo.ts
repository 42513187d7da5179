import type { Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Money } from '../../contract/money.ts'
import type { Span } from '../../contract/periods.ts'
import type { Connection } from '../db/open.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { computeConcentration } from './concentration.rules.ts'
import { sumCommissionsOfDays, sumRevenueOfDays } from './daySums.ts'
import { liabilityRows } from './liabilitySql.ts'
import { adjustmentOwedOnSql } from './owedOnSql.ts'
import { splitPeriod } from './period.rules.ts'
import { owedRows } from './owedSql.ts'

type Home = Output<'metrics.home'>

interface PartnerRevenue {
  partnerId: number
  currency: string
  sales: number
  rows: number
  minor: number
}

/** Revenue credited to partners in a period, per partner and currency; whole months come from the stored sums. [ME3] */
export async function listRevenue(raw: Connection, exchange: Exchange, { from, to }: Span): Promise<PartnerRevenue[]> {
  const { months, edges } = splitPeriod(from, to)
  const ofMonths = raw.prepare(
    `SELECT partner_id AS partnerId, currency, sum(iif(kind = 'sale', row_count, 0)) AS sales, sum(row_count) AS rows,
       sum(amount_minor) AS minor
     FROM rollup_revenue WHERE partner_id <> 0 AND kind <> 'lead' AND month BETWEEN @from AND @to GROUP BY 1, 2`,
  )
  const found = (months ? ofMonths.all(months) : []) as PartnerRevenue[]
  for (const edge of edges)
    for (const { kind, rows, ...row } of await sumRevenueOfDays(raw, exchange, edge))
      if (kind !== 'lead') found.push({ ...row, rows, sales: kind === 'sale' ? rows : 0 })
  const merged = new Map<string, PartnerRevenue>()
  for (const row of found) {
    const key = `${row.partnerId} ${row.currency}`
    const known = merged.get(key)
    if (known) {
      known.sales += row.sales
      known.rows += row.rows
      known.minor += row.minor
    } else merged.set(key, row)
  }
  return [...merged.values()]
}

/** Commissions on events of a period, rejected ones left out, per currency. */
export async function sumEarned(raw: Connection, { from, to }: Span): Promise<Money[]> {
  const { months, edges } = splitPeriod(from, to)
  const ofMonths = raw.prepare(
    `SELECT currency, sum(earned_minor) AS minor FROM rollup_commission
     WHERE state <> 'rejected' AND month BETWEEN @from AND @to GROUP BY 1`,
  )
  const found = (months ? ofMonths.all(months) : []) as Money[]
  for (const edge of edges) found.push(...(await sumCommissionsOfDays(raw, edge)))
  return sumByCurrency(found)
}

export function sumByCurrency(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, minor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor)
  return [...sums]
    .map(([currency, minor]) => ({ currency, minor }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

export function sumOwed(raw: Connection): Money[] {
  return raw
    .prepare(
      `SELECT currency, sum(minor) AS minor FROM (${owedRows}) GROUP BY currency HAVING sum(minor) <> 0 ORDER BY currency`,
    )
    .all() as Money[]
}

const LISTED_PARTNERS = 10

/** Revenue per partner in the currency with the most rows: all there is to compare while exchange rates are missing. */
export function listInMainCurrency(revenue: readonly PartnerRevenue[]): PartnerAmounts | null {
  const rows = new Map<string, number>()
  for (const row of revenue) rows.set(row.currency, (rows.get(row.currency) ?? 0) + row.rows)
  const currency = [...rows].toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))[0]?.[0]
  if (currency === undefined) return null
  return { currency, amounts: revenue.filter((row) => row.currency === currency) }
}

export interface PartnerAmounts {
  currency: string
  amounts: readonly { partnerId: number; minor: number }[]
}

/** Largest partners of amounts in one currency; partners without revenue left out. [ME2] */
export function findConcentration(raw: Connection, { currency, amounts }: PartnerAmounts): Home['concentration'] {
  const partners = amounts
    .filter(({ minor }) => minor > 0)
    .toSorted((a, b) => b.minor - a.minor || a.partnerId - b.partnerId)
  const concentration = computeConcentration(partners.map(({ minor }) => minor))
  if (!concentration) return null
  const nameOf = raw.prepare('SELECT name FROM partner WHERE id = ?').pluck()
  return {
    currency,
    partners: partners.slice(0, LISTED_PARTNERS).map(({ partnerId, minor }, i) => ({
      partnerId,
      name: nameOf.get(partnerId) as string,
      minor,
      sharePpm: concentration.sharesPpm[i] ?? 0,
    })),
    topThreePpm: concentration.topThreePpm,
    hhiPpm: concentration.hhiPpm,
    effectivePpm: concentration.effectivePpm,
    partnerCount: partners.length,
  }
}

/** What is owed by the month it falls due: pending, approved, or in a run that is not paid yet. */
export function listLiability(raw: Connection, today: Day): Home['liability'] {
  return raw
    .prepare(
      `SELECT substr(due_on, 1, 7) AS month, status, currency, sum(minor) AS minor FROM (${liabilityRows})
       WHERE status <> 'hold' GROUP BY 1, 2, 3 HAVING sum(minor) <> 0 ORDER BY 1, CASE status WHEN 'inRun' THEN 0 WHEN 'approved' THEN 1 ELSE 2 END, 3`,
    )
    .all({ today }) as Home['liability']
}

/** Adjustments that are not paid, by currency: part of what is owed, in a table of their own. */
export function countOpenAdjustments(raw: Connection): Home['adjustments'] {
  return raw
    .prepare(
      `SELECT adjustment.currency, count(*) AS rows FROM adjustment LEFT JOIN payout ON payout.id = adjustment.payout_id
       WHERE is_live = 1 AND payout.settled_on IS NULL GROUP BY 1 ORDER BY 1`,
    )
    .all() as Home['adjustments']
}

/** The same of a past day, as far as is known now. [AN19] */
export function countAdjustmentsOwedOn(raw: Connection, day: Day): Home['adjustments'] {
  return raw
    .prepare(
      `SELECT adjustment.currency, count(*) AS rows FROM adjustment LEFT JOIN payout ON payout.id = adjustment.payout_id
       WHERE ${adjustmentOwedOnSql('@day')} GROUP BY 1 ORDER BY 1`,
    )
    .all({ day }) as Home['adjustments']
}

export function countDeals(raw: Connection, from: Day, to: Day): { open: number; won: number; lost: number } {
  const open = raw.prepare(`SELECT row_count FROM rollup_count WHERE kind = 'openDeals'`).pluck().get()
  const closed = raw
    .prepare(
      `SELECT sum(stage = 'won') AS won, sum(stage = 'lost') AS lost FROM deal
       WHERE is_live = 1 AND closed_on BETWEEN @from AND @to`,
    )
    .get({ from, to }) as { won: number | null; lost: number | null }
  return { open: (open as number | undefined) ?? 0, won: closed.won ?? 0, lost: closed.lost ?? 0 }
}

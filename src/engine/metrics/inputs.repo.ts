import { type Day, monthOf, toEpochDays } from '../../contract/dates.ts'
import { applyRate, type Minor, type Ppm, type Rounding } from '../../contract/money.ts'
import type { Span } from '../../contract/periods.ts'
import { readOnce } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { isValidOnSql } from '../tiers/certificateSql.ts'
import type { Book } from './book.ts'
import { type CommissionsOfDays, sumCommissionsOfDays, sumRevenueOfDays } from './daySums.ts'
import { sumOwedOn } from './owedOn.ts'
import { owedRows } from './owedSql.ts'
import { splitPeriod } from './period.rules.ts'

interface KindSum {
  partnerId: number
  kind: 'sale' | 'refund' | 'lead'
  rows: number
  minor: Minor
}

/** Sales, refunds and leads of partners: whole months from the stored sums, the days around them from the rows. */
export async function addRevenue(raw: Connection, book: Book, exchange: Exchange, { from, to }: Span): Promise<void> {
  const { months, edges } = splitPeriod(from, to)
  const parameters = { base: exchange.into }
  if (months) {
    const own = readOnce(
      raw,
      `SELECT partner_id AS partnerId, kind, sum(row_count) AS rows,
         sum(iif(currency = @base, amount_minor, 0)) AS minor
       FROM rollup_revenue WHERE partner_id <> 0 AND month BETWEEN @from AND @to GROUP BY 1, 2`,
      { ...parameters, ...months },
    ) as KindSum[]
    for (const sum of own) addKind(book, sum)
    const foreign = readOnce(
      raw,
      `SELECT partner_id AS partnerId, kind, currency, sum(base_minor) AS minor, sum(unrated_count) AS unrated
       FROM rollup_foreign WHERE partner_id <> 0 AND month BETWEEN @from AND @to GROUP BY 1, 2, 3`,
      months,
    ) as (KindSum & { currency: string; unrated: number })[]
    for (const { partnerId, kind, currency, minor, unrated } of foreign) {
      book.addForeign(partnerId, 'revenue', currency)
      addKind(book, { partnerId, kind, rows: 0, minor })
      book.addUnrated(partnerId, 'revenue', currency, unrated)
    }
  }
  for (const edge of edges)
    for (const { partnerId, kind, currency, rows, baseMinor, unrated } of await sumRevenueOfDays(raw, exchange, edge)) {
      if (kind !== 'lead' && currency !== exchange.into) book.addForeign(partnerId, 'revenue', currency)
      addKind(book, { partnerId, kind, rows, minor: baseMinor })
      book.addUnrated(partnerId, 'revenue', currency, unrated)
    }
}

function addKind(book: Book, { partnerId, kind, rows, minor }: KindSum): void {
  if (kind === 'lead') {
    book.add(partnerId, 'leadCount', rows)
    return
  }
  book.add(partnerId, kind === 'sale' ? 'saleCount' : 'refundCount', rows)
  book.add(partnerId, kind === 'sale' ? 'salesMinor' : 'refundsMinor', kind === 'sale' ? minor : -minor)
  book.add(partnerId, 'revenueMinor', minor)
}

export function addClicks(raw: Connection, book: Book, { from, to }: Span): void {
  const { months, edges } = splitPeriod(from, to)
  const add = (rows: unknown[]): void => {
    for (const { partnerId, count } of rows as { partnerId: number; count: number }[])
      book.add(partnerId, 'clickCount', count)
  }
  if (months)
    add(
      raw
        .prepare(
          `SELECT partner_id AS partnerId, sum(row_count) AS count FROM rollup_click
           WHERE partner_id <> 0 AND month BETWEEN @from AND @to GROUP BY 1`,
        )
        .all(months),
    )
  for (const edge of edges)
    add(
      raw
        .prepare(
          `SELECT partner_id AS partnerId, count(*) AS count FROM click
           WHERE is_live = 1 AND partner_id IS NOT NULL AND occurred_on BETWEEN @from AND @to GROUP BY 1`,
        )
        .all(edge),
    )
}

/**
 * New and kept customers, by whole months; what customers have brought to date is all months up to the last.
 *
 * @param isRevenueAdded amounts of the period without a rate are counted with its revenue
 */
export function addCustomers(raw: Connection, book: Book, { from, to }: Span, isRevenueAdded: boolean): void {
  const parameters = { from: monthOf(from), to: monthOf(to) }
  const lifetimes = readOnce(
    raw,
    `SELECT partner_id AS partnerId, sum(iif(first_month BETWEEN @from AND @to, customer_count, 0)) AS new,
         sum(iif(first_month < @from, customer_count, 0)) AS before,
         sum(iif(first_month < @from AND last_month >= @from, customer_count, 0)) AS kept,
         sum(iif(first_month <= @to, customer_count, 0)) AS ever
       FROM rollup_lifetime GROUP BY 1`,
    parameters,
  ) as { partnerId: number; new: number; before: number; kept: number; ever: number }[]
  for (const row of lifetimes) {
    book.add(row.partnerId, 'newCustomers', row.new)
    book.add(row.partnerId, 'customersBefore', row.before)
    book.add(row.partnerId, 'customersKept', row.kept)
    book.add(row.partnerId, 'customersEver', row.ever)
  }
  const cohorts = readOnce(
    raw,
    `SELECT partner_id AS partnerId, sum(iif(month BETWEEN @from AND @to, customer_count, 0)) AS months,
         sum(base_minor) AS minor
       FROM rollup_cohort WHERE month <= @to GROUP BY 1`,
    parameters,
  ) as { partnerId: number; months: number; minor: Minor }[]
  for (const row of cohorts) {
    book.add(row.partnerId, 'customerMonths', row.months)
    book.add(row.partnerId, 'revenueEverMinor', row.minor)
  }
  const unrated = raw
    .prepare(
      `SELECT partner_id AS partnerId, currency, sum(unrated_count) AS rows FROM rollup_foreign
       WHERE partner_id <> 0 AND ${isRevenueAdded ? 'month < @from' : 'month <= @to'} AND unrated_count > 0 GROUP BY 1, 2`,
    )
    .all(parameters) as { partnerId: number; currency: string; rows: number }[]
  for (const { partnerId, currency, rows } of unrated) book.addUnrated(partnerId, 'revenue', currency, rows)
}

/** Currencies of all that customers have brought up to the last month. */
export function addForeignEver(raw: Connection, book: Book, { to }: Span): void {
  const rows = readOnce(
    raw,
    'SELECT DISTINCT partner_id AS partnerId, currency FROM rollup_foreign WHERE partner_id <> 0 AND month <= @to',
    { to: monthOf(to) },
  ) as { partnerId: number; currency: string }[]
  for (const { partnerId, currency } of rows) book.addForeign(partnerId, 'revenue', currency)
}

/** Commissions on events of the period that were not rejected; foreign sums of a month at the month's rate. [FX3] */
export async function addCommissions(
  raw: Connection,
  book: Book,
  exchange: Exchange,
  { from, to }: Span,
): Promise<void> {
  const { months, edges } = splitPeriod(from, to)
  const add = (sums: readonly CommissionsOfDays[]): void => {
    for (const row of sums) {
      if (row.currency !== exchange.into) book.addForeign(row.partnerId, 'commissions', row.currency)
      const converted = exchange.convertMonth(row.minor, row.currency, row.month)
      book.addConverted(row.partnerId, 'commissionsMinor', row.currency, converted, row.rows)
    }
  }
  if (months)
    add(
      readOnce(
        raw,
        `SELECT partner_id AS partnerId, currency, iif(currency = @base, '', month) AS month, sum(row_count) AS rows,
           sum(earned_minor) AS minor
         FROM rollup_commission WHERE state <> 'rejected' AND month BETWEEN @from AND @to GROUP BY 1, 2, 3`,
        { ...months, base: exchange.into },
      ) as CommissionsOfDays[],
    )
  for (const edge of edges) add(await sumCommissionsOfDays(raw, edge))
}

/** Different holders of certificates that are valid on the last day. */
export function addCertificates(raw: Connection, book: Book, { to }: Span): void {
  const rows = raw
    .prepare(
      `SELECT partner_id AS partnerId, count(DISTINCT lower(holder)) AS count FROM certificate
       WHERE ${isValidOnSql('@to')} GROUP BY 1`,
    )
    .all({ to }) as { partnerId: number; count: number }[]
  for (const { partnerId, count } of rows) book.add(partnerId, 'certificates', count)
}

/** Answers to "how likely are you to recommend us" (Reichheld 2003): 9 and 10 promote, 0 to 6 detract. */
export function addFeedback(raw: Connection, book: Book, { from, to }: Span): void {
  const rows = raw
    .prepare(
      `SELECT partner_id AS partnerId, sum(nps >= 9) AS promoters, sum(nps <= 6) AS detractors, count(*) AS answers
       FROM feedback WHERE nps IS NOT NULL AND given_on BETWEEN @from AND @to GROUP BY 1`,
    )
    .all({ from, to }) as { partnerId: number; promoters: number; detractors: number; answers: number }[]
  for (const row of rows) {
    book.add(row.partnerId, 'promoters', row.promoters)
    book.add(row.partnerId, 'detractors', row.detractors)
    book.add(row.partnerId, 'answers', row.answers)
  }
}

/** What partners are owed now, foreign amounts at the rate of the day. */
export function addOwed(raw: Connection, book: Book, exchange: Exchange, today: Day): void {
  const sql = `SELECT partner_id AS partnerId, currency, sum(minor) AS minor FROM (${owedRows}) GROUP BY 1, 2`
  addOwedSums(book, exchange, today, raw.prepare(sql).all())
}

/** The same of the end of a past day, as known today. [ME15] */
export async function addOwedOn(raw: Connection, book: Book, exchange: Exchange, day: Day): Promise<void> {
  const sums = await sumOwedOn(raw, day, 'partner_id', ['rejected', 'hold'])
  addOwedSums(
    book,
    exchange,
    day,
    sums.map(({ key, currency, minor }) => ({ partnerId: key, currency, minor })),
  )
}

function addOwedSums(book: Book, exchange: Exchange, day: Day, rows: readonly unknown[]): void {
  for (const { partnerId, currency, minor } of rows as { partnerId: number; currency: string; minor: Minor }[]) {
    if (minor !== 0 && currency !== exchange.into) book.addForeign(partnerId, 'owed', currency)
    book.addConverted(partnerId, 'owedMinor', currency, exchange.convert(minor, currency, toEpochDays(day)))
  }
}

/** What is left of revenue after the cost of what is sold: each figure by itself. */
export function addMargins(book: Book, grossMarginPpm: Ppm, rounding: Rounding): void {
  for (const entry of [...book.partners.values(), book.total]) {
    const { revenueMinor, revenueEverMinor } = entry.inputs
    if (revenueMinor !== undefined) entry.inputs.marginMinor = applyRate(revenueMinor, grossMarginPpm, rounding)
    if (revenueEverMinor !== undefined)
      entry.inputs.revenueEverMinor = applyRate(revenueEverMinor, grossMarginPpm, rounding)
  }
}

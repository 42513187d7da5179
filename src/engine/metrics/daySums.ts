import { type Month, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Span } from '../../contract/periods.ts'
import { createMemory } from '../db/memory.ts'
import { commissionSlices } from '../commissions/commissionSlices.ts'
import type { Connection } from '../db/open.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import { sumAt } from './sumAt.ts'
import type { Exchange } from '../rates/exchange.rules.ts'

/** A stretch may be all of the days that are asked for: grouping so many takes longer than reading past them. */
const IDS_PER_READ = 10_000

/** What a partner's sales, refunds or leads in one currency came to; the fields of the stored sums of months. */
export interface RevenueOfDays {
  partnerId: number
  kind: 'sale' | 'refund' | 'lead'
  currency: string
  rows: number
  minor: Minor
  /** Converted row by row; of rows in the base currency the same as `minor`. */
  baseMinor: Minor
  /** Rows without a rate. */
  unrated: number
}

// Rows in the base currency are one sum; of others each amount of a day is converted by itself, as stored sums are.
const revenueSlice = `
  SELECT partner_id AS partnerId, kind, currency, iif(currency = @base, '', occurred_on) AS day,
    iif(currency = @base, 0, amount_minor) AS each, count(*) AS rows, sum(amount_minor) AS minor
  FROM conversion NOT INDEXED
  WHERE id > @after AND id <= @upTo AND is_live = 1 AND partner_id IS NOT NULL AND occurred_on BETWEEN @from AND @to
  GROUP BY 1, 2, 3, 4, 5`

interface RevenueRow extends Pick<RevenueOfDays, 'partnerId' | 'kind' | 'currency' | 'rows' | 'minor'> {
  day: string
  each: Minor
}

/** Spans that are kept until anything in the file changes, so that those who ask meanwhile share one reading. */
const MOST_KEPT = 32
const keptRevenue = createMemory<Promise<readonly RevenueOfDays[]>>(MOST_KEPT)
const keptCommissions = createMemory<Promise<readonly CommissionsOfDays[]>>(MOST_KEPT)

/** Conversions of partners on days that no stored sum stands for; asked within `unchanged`. [ME3] [EN6] */
export function sumRevenueOfDays(raw: Connection, exchange: Exchange, span: Span): Promise<readonly RevenueOfDays[]> {
  return keptRevenue(raw, `${span.from} ${span.to}`, async () => {
    const sums = new Map<string, RevenueOfDays>()
    const select = raw.prepare(revenueSlice)
    await readSlices(slicesOf(raw, 'conversion', IDS_PER_READ), (slice) => {
      const rows = select.all({ ...slice, ...span, base: exchange.into }) as RevenueRow[]
      for (const { partnerId, kind, currency, day, each, rows: count, minor } of rows) {
        const sum = sumAt(sums, `${partnerId} ${kind} ${currency}`, () => ({
          partnerId,
          kind,
          currency,
          rows: 0,
          minor: 0,
          baseMinor: 0,
          unrated: 0,
        }))
        sum.rows += count
        sum.minor += minor
        if (kind === 'lead') continue
        const base = day === '' ? minor : exchange.convert(each, currency, toEpochDays(day))
        if (base === null) sum.unrated += count
        else sum.baseMinor += day === '' ? base : base * count
      }
    })
    return [...sums.values()]
  })
}

/** What a partner earned in one currency on events of a month, without what was rejected. */
export interface CommissionsOfDays {
  partnerId: number
  currency: string
  month: Month
  rows: number
  minor: Minor
}

const commissionSlice = `
  SELECT partner_id AS partnerId, currency, substr(occurred_on, 1, 7) AS month, count(*) AS rows,
    sum(earned_minor) AS minor
  FROM commission NOT INDEXED
  WHERE id > @after AND id <= @upTo AND occurred_on BETWEEN @from AND @to
    AND NOT EXISTS (SELECT 1 FROM commission_decision WHERE commission_id = commission.id AND state = 'rejected')
  GROUP BY 1, 2, 3`

/** Commissions on events of days that no stored sum stands for; asked within `unchanged`. [ME3] [EN6] */
export function sumCommissionsOfDays(raw: Connection, span: Span): Promise<readonly CommissionsOfDays[]> {
  return keptCommissions(raw, `${span.from} ${span.to}`, async () => {
    const sums = new Map<string, CommissionsOfDays>()
    const select = raw.prepare(commissionSlice)
    await readSlices(commissionSlices(raw), (slice) => {
      for (const row of select.all({ ...slice, ...span }) as CommissionsOfDays[]) {
        const { partnerId, currency, month } = row
        const sum = sumAt(sums, `${partnerId} ${currency} ${month}`, () => ({ ...row, rows: 0, minor: 0 }))
        sum.rows += row.rows
        sum.minor += row.minor
      }
    })
    return [...sums.values()]
  })
}

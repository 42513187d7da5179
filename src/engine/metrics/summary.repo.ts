import { type Day, quarterOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Money } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import { owedRows } from './owedSql.ts'

type Summary = Output<'partners.summary'>

/** Everything in it is a sum of rows that the views show; nothing sums across currencies. [ME1] */
export function summarisePartner(raw: Connection, partnerId: number, fiscalYearStartMonth: number): Summary {
  const amounts = (sql: string): Money[] => raw.prepare(sql).all({ partnerId }) as Money[]
  const dates = raw
    .prepare('SELECT customer_count, first_on, last_on FROM rollup_partner WHERE partner_id = ?')
    .get(partnerId) as { customer_count: number; first_on: Day; last_on: Day } | undefined
  const deals = raw
    .prepare('SELECT stage, count(*) AS deals FROM deal WHERE partner_id = ? AND is_live = 1 GROUP BY stage')
    .all(partnerId) as { stage: 'open' | 'won' | 'lost'; deals: number }[]
  const dealsIn = (stage: 'open' | 'won' | 'lost'): number => deals.find((row) => row.stage === stage)?.deals ?? 0
  const quarters = summariseQuarters(raw, partnerId, fiscalYearStartMonth)
  return {
    revenue: amounts(`SELECT currency, sum(amount_minor) AS minor FROM rollup_revenue
      WHERE partner_id = @partnerId AND kind <> 'lead' GROUP BY currency ORDER BY currency`),
    earned: amounts(`SELECT currency, sum(earned_minor) AS minor FROM rollup_commission
      WHERE partner_id = @partnerId AND state <> 'rejected' GROUP BY currency ORDER BY currency`),
    paid: amounts(`SELECT currency, sum(amount_minor) AS minor FROM payment
      WHERE partner_id = @partnerId AND is_live = 1 GROUP BY currency ORDER BY currency`),
    owed: amounts(`SELECT currency, sum(minor) AS minor FROM (${owedRows})
      WHERE partner_id = @partnerId GROUP BY currency ORDER BY currency`),
    conversions: quarters.reduce((count, quarter) => count + quarter.conversions, 0),
    customers: dates?.customer_count ?? 0,
    openDeals: dealsIn('open'),
    wonDeals: dealsIn('won'),
    lostDeals: dealsIn('lost'),
    firstEventOn: dates?.first_on ?? null,
    lastEventOn: dates?.last_on ?? null,
    quarters,
  }
}

function summariseQuarters(raw: Connection, partnerId: number, fiscalYearStartMonth: number): Summary['quarters'] {
  const months = raw
    .prepare(
      `SELECT month, currency, sum(revenue) AS revenueMinor, sum(earned) AS earnedMinor, sum(sales) AS conversions FROM (
         SELECT month, currency, amount_minor AS revenue, 0 AS earned, iif(kind = 'sale', row_count, 0) AS sales
           FROM rollup_revenue WHERE partner_id = @partnerId AND kind <> 'lead'
         UNION ALL SELECT month, currency, 0, earned_minor, 0
           FROM rollup_commission WHERE partner_id = @partnerId AND state <> 'rejected')
       GROUP BY month, currency ORDER BY month, currency`,
    )
    .all({ partnerId }) as (Omit<Summary['quarters'][number], 'quarter'> & { month: string })[]
  const quarters = new Map<string, Summary['quarters'][number]>()
  for (const { month, currency, revenueMinor, earnedMinor, conversions } of months) {
    const quarter = quarterOf(`${month}-01`, fiscalYearStartMonth)
    const key = `${quarter} ${currency}`
    const known = quarters.get(key) ?? { quarter, currency, revenueMinor: 0, earnedMinor: 0, conversions: 0 }
    known.revenueMinor += revenueMinor
    known.earnedMinor += earnedMinor
    known.conversions += conversions
    quarters.set(key, known)
  }
  return [...quarters.values()]
}

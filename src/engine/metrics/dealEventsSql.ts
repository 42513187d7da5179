import { cycleDaysSql } from '../deals/cycleSql.ts'
import { dealRolesSql, firstDealSql } from '../deals/firstDealSql.ts'

/**
 * What happens to a deal, and on which day. What has begun by a day less what was closed by then is open on it: one that
 * was closed before it was opened begins as it is closed, one that was closed on no known day never does.
 */
const events: readonly { event: string; day: string; where: string; isTimed?: boolean }[] = [
  { event: `'opened'`, day: 'opened_on', where: 'opened_on IS NOT NULL' },
  { event: 'stage', day: 'closed_on', where: `stage <> 'open' AND closed_on IS NOT NULL`, isTimed: true },
  { event: `'begun'`, day: 'opened_on', where: `opened_on IS NOT NULL AND (stage = 'open' OR closed_on >= opened_on)` },
  { event: `'begun'`, day: 'closed_on', where: `stage <> 'open' AND closed_on < opened_on` },
  { event: `'begun'`, day: `''`, where: `opened_on IS NULL AND (stage = 'open' OR closed_on IS NOT NULL)` },
]

/**
 * Every event of deals that partners brought, one row each: partner_id, currency ('' without an amount), event, day ('' if
 * nobody knows it), minor, and cycle_days from opening to winning.
 *
 * @param within condition on the SQL of a day
 */
export const dealEventsSql = (within: (day: string) => string): string =>
  events
    .map(
      ({ event, day, where, isTimed = false }) =>
        `SELECT partner_id, iif(coalesce(amount_minor, 0) = 0, '', currency) AS currency, ${event} AS event, ${day} AS day,
           coalesce(amount_minor, 0) AS minor, ${isTimed ? cycleDaysSql : 'NULL'} AS cycle_days
         FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL AND ${where} AND ${within(day)}`,
    )
    .join(' UNION ALL ')

/** Whether the amount of an event is converted on its day; what is open is converted on the day that asks. */
export const isConvertedSql = `(event IN ('opened', 'won') AND currency <> '')`

/** Parts in deals with an amount, of all days; see `dealRolesSql`. */
export const helpSql = `${dealRolesSql} AND amount_minor <> 0`

/** The same of the deals of some days, found by their days; the plus keeps those that nobody knows when they were opened unread. */
export const helpOfDaysSql = `(
    SELECT id, partner_id, currency, amount_minor, opened_on, closed_on FROM deal
    WHERE is_live = 1 AND opened_on BETWEEN @from AND @to
    UNION ALL SELECT id, partner_id, currency, amount_minor, opened_on, closed_on FROM deal
    WHERE is_live = 1 AND +opened_on IS NULL AND closed_on BETWEEN @from AND @to) AS deal
  CROSS JOIN deal_role ON deal_id = ${firstDealSql('deal.id')} AND deal_role.partner_id IS NOT deal.partner_id
    AND amount_minor <> 0`

/** The day on which a deal that partners helped with counts. */
export const helpDaySql = 'coalesce(opened_on, closed_on)'

/** The first of the partners in one role stands for the programme, which has the deal once. [AN2] */
export const isFirstSql = `NOT EXISTS (SELECT 1 FROM deal_role AS earlier
  WHERE earlier.deal_id = deal_role.deal_id AND earlier.role = deal_role.role AND earlier.id < deal_role.id
    AND earlier.partner_id IS NOT deal.partner_id)`

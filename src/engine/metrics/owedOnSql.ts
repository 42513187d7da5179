import { type Day, endOfMonth } from '../../contract/dates.ts'
import type { RollupCommissionTable } from '../db/schema.ts'
import { stateSql, statusJoins } from '../commissions/statusSql.ts'

const unsettledSql = (day: string): string => `(payout.settled_on IS NULL OR payout.settled_on > ${day})`

/**
 * Whether a commission, joined with its status, was owed at the end of a day as far as is known now: its event lies on or
 * before the day, it is not rejected, and no payment had settled it by then. [AN19]
 */
export const commissionOwedOnSql = (day: string): string => owedUnless(day, ['rejected'])

const owedUnless = (day: string, states: readonly State[]): string =>
  `commission.occurred_on <= ${day} AND ${stateSql} NOT IN (${quoted(states)}) AND ${unsettledSql(day)}`

/** The same of an adjustment, joined with its payout. [AN19] */
export const adjustmentOwedOnSql = (day: string): string =>
  `adjustment.is_live = 1 AND adjustment.occurred_on <= ${day} AND ${unsettledSql(day)}`

type State = RollupCommissionTable['state']
const quoted = (states: readonly State[]): string => states.map((state) => `'${state}'`).join(', ')

/**
 * What was owed at the end of a day as far as is known now, without commissions in some states; binds `@day` and its
 * `@month`. Of a month that was not over the rows are read, of all others the stored sums. [AN19]
 */
export function rowsOwedOn(day: Day, without: readonly State[]): string {
  const isWhole = day === endOfMonth(day)
  const months = `SELECT partner_id, due_on, currency, earned_minor AS minor, row_count FROM rollup_commission
    WHERE month ${isWhole ? '<=' : '<'} @month AND state NOT IN (${quoted(without)})
      AND (settled_on = '' OR settled_on > @day)`
  const rest = `SELECT commission.partner_id, due_on, commission.currency, commission.earned_minor, 1
    FROM commission ${statusJoins} WHERE commission.occurred_on >= @month || '-01' AND ${owedUnless('@day', without)}`
  const adjustments = `SELECT adjustment.partner_id, occurred_on, adjustment.currency, amount_minor, 1
    FROM adjustment LEFT JOIN payout ON payout.id = adjustment.payout_id WHERE ${adjustmentOwedOnSql('@day')}`
  return [months, ...(isWhole ? [] : [rest]), adjustments].join(' UNION ALL ')
}

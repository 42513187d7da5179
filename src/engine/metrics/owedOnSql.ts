import { type Day, endOfMonth } from '../../contract/dates.ts'
import { stateSql, statusJoins } from '../commissions/statusSql.ts'

const unsettledSql = (day: string): string => `(payout.settled_on IS NULL OR payout.settled_on > ${day})`

/**
 * Whether a commission, joined with its status, was owed at the end of a day as far as is known now: its event lies on or
 * before the day, it is not rejected, and no payment had settled it by then. [AN19]
 */
export const commissionOwedOnSql = (day: string): string =>
  `commission.occurred_on <= ${day} AND ${stateSql} <> 'rejected' AND ${unsettledSql(day)}`

/** The same of an adjustment, joined with its payout. [AN19] */
export const adjustmentOwedOnSql = (day: string): string =>
  `adjustment.is_live = 1 AND adjustment.occurred_on <= ${day} AND ${unsettledSql(day)}`

/**
 * What was owed at the end of a day as far as is known now, by due day and currency; binds `@day` and its `@month`. Of a
 * month that was not over the rows are read. [AN19]
 */
export function liabilityRowsOn(day: Day): string {
  const isWhole = day === endOfMonth(day)
  const months = `SELECT due_on, currency, earned_minor AS minor, row_count FROM rollup_commission
    WHERE month ${isWhole ? '<=' : '<'} @month AND state <> 'rejected' AND (settled_on = '' OR settled_on > @day)`
  const rest = `SELECT due_on, commission.currency, commission.earned_minor, 1 FROM commission ${statusJoins}
    WHERE commission.occurred_on >= @month || '-01' AND ${commissionOwedOnSql('@day')}`
  const adjustments = `SELECT occurred_on, adjustment.currency, amount_minor, 1
    FROM adjustment LEFT JOIN payout ON payout.id = adjustment.payout_id WHERE ${adjustmentOwedOnSql('@day')}`
  const rows = [months, ...(isWhole ? [] : [rest]), adjustments].join(' UNION ALL ')
  return `SELECT due_on AS dueOn, currency, sum(minor) AS minor, sum(row_count) AS rows FROM (${rows})
    GROUP BY 1, 2 HAVING sum(minor) <> 0 ORDER BY 1, 2`
}

import type { RollupCommissionTable } from '../db/schema.ts'
import { stateSql } from '../commissions/statusSql.ts'

const unsettledSql = (day: string): string => `(payout.settled_on IS NULL OR payout.settled_on > ${day})`

/**
 * Whether a commission, joined with its status, was owed at the end of a day as far as is known now: its event lies on or
 * before the day, it is not rejected, and no payment had settled it by then. [AN19]
 */
export const commissionOwedOnSql = (day: string): string => owedUnlessSql(day, ['rejected'])

/** The same without commissions in some states. */
export const owedUnlessSql = (day: string, states: readonly State[]): string =>
  `commission.occurred_on <= ${day} AND ${stateSql} NOT IN (${quotedStates(states)}) AND ${unsettledSql(day)}`

/** The same of an adjustment, joined with its payout. [AN19] */
export const adjustmentOwedOnSql = (day: string): string =>
  `adjustment.is_live = 1 AND adjustment.occurred_on <= ${day} AND ${unsettledSql(day)}`

type State = RollupCommissionTable['state']
export const quotedStates = (states: readonly State[]): string => states.map((state) => `'${state}'`).join(', ')

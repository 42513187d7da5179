import type { CommissionSum } from '../commissions/sums.rules.ts'
import type { Connection } from '../db/open.ts'
import { stateSql, statusJoins } from '../commissions/statusSql.ts'
import { dealEventsSql, helpDaySql, helpSql, isConvertedSql, isFirstSql } from './dealEventsSql.ts'
import { inScopeSql, type Scope, scopeParameters } from './scope.ts'

/** What customers bought of partners by month, and from which to which month they did. */
const boughtSql = (scope: Scope): string =>
  `bought AS MATERIALIZED (
     SELECT partner_id, customer_id, substr(occurred_on, 1, 7) AS month, max(kind = 'sale') AS has_sale,
       sum(iif(currency = @base, amount_minor, coalesce(to_base(amount_minor, currency, occurred_on), 0))) AS base_minor
     ${liveConversions(scope)} AND kind <> 'lead' AND partner_id IS NOT NULL AND customer_id IS NOT NULL GROUP BY 1, 2, 3),
   lifetime AS MATERIALIZED (
     SELECT partner_id, customer_id, min(month) AS first_month, max(month) AS last_month
     FROM bought WHERE has_sale = 1 GROUP BY 1, 2)`

const liveConversions = (scope: Scope): string =>
  `FROM conversion WHERE is_live = 1 AND ${inScopeSql(scope, 'coalesce(partner_id, 0)')}`

/**
 * What each table of sums holds, in the order of its columns, of the partners in scope. `to_base` and @base come from
 * `withBase`. [ME3]
 */
export const rollupSelects = {
  rollup_revenue: (scope: Scope): string =>
    `SELECT coalesce(partner_id, 0), currency, substr(occurred_on, 1, 7), kind, count(*), sum(amount_minor)
     ${liveConversions(scope)} GROUP BY 1, 2, 3, 4`,
  rollup_last_sale: (scope: Scope): string =>
    `SELECT coalesce(partner_id, 0), substr(occurred_on, 1, 7), max(occurred_on)
     ${liveConversions(scope)} AND kind = 'sale' GROUP BY 1, 2`,
  rollup_partner: (scope: Scope): string =>
    `SELECT coalesce(partner_id, 0), count(DISTINCT customer_id), min(occurred_on), max(occurred_on)
     ${liveConversions(scope)} AND kind <> 'lead' GROUP BY 1`,
  rollup_foreign: (scope: Scope): string =>
    `SELECT coalesce(partner_id, 0), currency, substr(occurred_on, 1, 7), kind,
       coalesce(sum(to_base(amount_minor, currency, occurred_on)), 0), sum(to_base(amount_minor, currency, occurred_on) IS NULL)
     ${liveConversions(scope)} AND kind <> 'lead' AND currency <> @base GROUP BY 1, 2, 3, 4`,
  rollup_cohort: (scope: Scope): string =>
    `WITH ${boughtSql(scope)}
     SELECT partner_id, first_month, month, sum(has_sale), sum(base_minor)
     FROM bought JOIN lifetime USING (partner_id, customer_id) WHERE month >= first_month GROUP BY 1, 2, 3`,
  rollup_lifetime: (scope: Scope): string =>
    `WITH ${boughtSql(scope)} SELECT partner_id, first_month, last_month, count(*) FROM lifetime GROUP BY 1, 2, 3`,
  rollup_click: (): string =>
    `SELECT coalesce(partner_id, 0), substr(occurred_on, 1, 7), count(*) FROM click WHERE is_live = 1 GROUP BY 1, 2`,
  rollup_commission: (scope: Scope): string =>
    `SELECT commission.partner_id, commission.currency, substr(occurred_on, 1, 7), due_on, plan_version_id, ${stateSql},
       coalesce(payout.settled_on, ''), count(*), sum(base_minor), sum(commission.earned_minor)
     FROM commission ${statusJoins} WHERE ${inScopeSql(scope, 'commission.partner_id')} GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  rollup_count: (): string =>
    `SELECT 'customers', count(*) FROM customer WHERE is_live = 1 HAVING count(*) > 0
     UNION ALL SELECT stage || 'Deals', count(*) FROM deal WHERE is_live = 1 GROUP BY stage`,
  rollup_deal: (): string =>
    `SELECT partner_id, currency, substr(day, 1, 7), event, count(*), sum(minor),
       coalesce(sum(iif(${isConvertedSql}, to_base(minor, currency, day), NULL)), 0),
       sum(iif(${isConvertedSql}, to_base(minor, currency, day) IS NULL, 0)), count(cycle_days), coalesce(sum(cycle_days), 0)
     FROM (${dealEventsSql(() => '1')}) GROUP BY 1, 2, 3, 4`,
  rollup_deal_role: (): string =>
    `SELECT deal_role.partner_id, currency, substr(${helpDaySql}, 1, 7), role, ${isFirstSql},
       coalesce(sum(to_base(amount_minor, currency, ${helpDaySql})), 0),
       sum(to_base(amount_minor, currency, ${helpDaySql}) IS NULL)
     FROM ${helpSql} WHERE ${helpDaySql} IS NOT NULL GROUP BY 1, 2, 3, 4, 5`,
} as const

/** Sums commissions per partner, currency, month, due day, plan version, state and day of payment. [ME3] */
export function rebuildCommissions(raw: Connection, scope: Scope): void {
  const parameters = scopeParameters(scope)
  raw.prepare(`DELETE FROM rollup_commission WHERE ${inScopeSql(scope, 'partner_id')}`).run(parameters)
  raw.prepare(`INSERT INTO rollup_commission ${rollupSelects.rollup_commission(scope)}`).run(parameters)
}

/** Stores sums of commissions that are all open, in place of what was stored for the partners in scope. [ME3] */
export function storeOpenSums(raw: Connection, scope: Scope, sums: readonly CommissionSum[]): void {
  raw.prepare(`DELETE FROM rollup_commission WHERE ${inScopeSql(scope, 'partner_id')}`).run(scopeParameters(scope))
  const insert = raw.prepare(
    `INSERT INTO rollup_commission (partner_id, currency, month, due_on, plan_version_id, state, settled_on, row_count, base_minor, earned_minor)
     VALUES (?, ?, ?, ?, ?, 'open', '', ?, ?, ?)`,
  )
  for (const { partnerId, currency, month, dueOn, versionId, count, baseMinor, earnedMinor } of sums)
    insert.run(partnerId, currency, month, dueOn, versionId, count, baseMinor, earnedMinor)
}

/** Partners in scope some of whose commissions may not be open: decided on, or in a run. */
export function listPartnersNotOnlyOpen(raw: Connection, scope: Scope): number[] {
  return raw
    .prepare(
      `SELECT partner_id FROM payout WHERE ${inScopeSql(scope, 'partner_id')}
       UNION SELECT commission.partner_id FROM commission_decision JOIN commission ON commission.id = commission_id
       WHERE ${inScopeSql(scope, 'commission.partner_id')}`,
    )
    .pluck()
    .all(scopeParameters(scope)) as number[]
}

/** Counts live customers and deals. [ME3] */
export function rebuildCounts(raw: Connection): void {
  raw.exec(`DELETE FROM rollup_count; INSERT INTO rollup_count ${rollupSelects.rollup_count()}`)
}

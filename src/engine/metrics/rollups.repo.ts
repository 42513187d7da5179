import type { CommissionSum } from '../commissions/sums.rules.ts'
import type { Connection } from '../db/open.ts'
import { stateSql, statusJoins } from '../commissions/statusSql.ts'
import { inScopeSql, type Scope, scopeParameters } from './scope.ts'

const liveConversions = (scope: Scope): string =>
  `FROM conversion WHERE is_live = 1 AND ${inScopeSql(scope, 'coalesce(partner_id, 0)')}`

/** What each table of sums holds, in the order of its columns, of the partners in scope. [ME3] */
export const rollupSelects = {
  rollup_revenue: (scope: Scope): string =>
    `SELECT coalesce(partner_id, 0), currency, substr(occurred_on, 1, 7), kind, count(*), sum(amount_minor)
     ${liveConversions(scope)} GROUP BY 1, 2, 3, 4`,
  rollup_partner: (scope: Scope): string =>
    `SELECT coalesce(partner_id, 0), count(DISTINCT customer_id), min(occurred_on), max(occurred_on)
     ${liveConversions(scope)} GROUP BY 1`,
  rollup_commission: (scope: Scope): string =>
    `SELECT commission.partner_id, commission.currency, substr(occurred_on, 1, 7), due_on, plan_version_id, ${stateSql},
       count(*), sum(base_minor), sum(commission.earned_minor)
     FROM commission ${statusJoins} WHERE ${inScopeSql(scope, 'commission.partner_id')} GROUP BY 1, 2, 3, 4, 5, 6`,
  rollup_count: (): string =>
    `SELECT 'customers', count(*) FROM customer WHERE is_live = 1 HAVING count(*) > 0
     UNION ALL SELECT stage || 'Deals', count(*) FROM deal WHERE is_live = 1 GROUP BY stage`,
} as const

/** Sums commissions per partner, currency, month, due day, plan version and state. [ME3] */
export function rebuildCommissions(raw: Connection, scope: Scope): void {
  const parameters = scopeParameters(scope)
  raw.prepare(`DELETE FROM rollup_commission WHERE ${inScopeSql(scope, 'partner_id')}`).run(parameters)
  raw.prepare(`INSERT INTO rollup_commission ${rollupSelects.rollup_commission(scope)}`).run(parameters)
}

/** Stores sums of commissions that are all open, in place of what was stored for the partners in scope. [ME3] */
export function storeOpenSums(raw: Connection, scope: Scope, sums: readonly CommissionSum[]): void {
  raw.prepare(`DELETE FROM rollup_commission WHERE ${inScopeSql(scope, 'partner_id')}`).run(scopeParameters(scope))
  const insert = raw.prepare(
    `INSERT INTO rollup_commission (partner_id, currency, month, due_on, plan_version_id, state, row_count, base_minor, earned_minor)
     VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?)`,
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

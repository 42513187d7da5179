import type { Connection } from '../db/open.ts'
import { stateSql, statusJoins } from '../commissions/statusSql.ts'
import { inScopeSql, type Scope, scopeParameters } from './scope.ts'

/** Rows without a partner stand under 0; whatever moves, moves to or from there too. */
const withNobody = (scope: Scope): Scope => (scope === 'everyone' ? scope : new Set([0, ...scope]))

/** Counts live conversions per partner, currency, month and kind. [ME3] */
export function rebuildRevenue(raw: Connection, scope: Scope): void {
  const parameters = scopeParameters(withNobody(scope))
  raw.prepare(`DELETE FROM rollup_revenue WHERE ${inScopeSql(scope, 'partner_id')}`).run(parameters)
  raw.prepare(`DELETE FROM rollup_partner WHERE ${inScopeSql(scope, 'partner_id')}`).run(parameters)
  const live = `FROM conversion WHERE is_live = 1 AND ${inScopeSql(scope, 'coalesce(partner_id, 0)')}`
  raw
    .prepare(
      `INSERT INTO rollup_revenue (partner_id, currency, month, kind, row_count, amount_minor)
       SELECT coalesce(partner_id, 0), currency, substr(occurred_on, 1, 7), kind, count(*), sum(amount_minor) ${live} GROUP BY 1, 2, 3, 4`,
    )
    .run(parameters)
  raw
    .prepare(
      `INSERT INTO rollup_partner (partner_id, customer_count, first_on, last_on)
       SELECT coalesce(partner_id, 0), count(DISTINCT customer_id), min(occurred_on), max(occurred_on) ${live} GROUP BY 1`,
    )
    .run(parameters)
}

/** Sums commissions per partner, currency, month, due day, plan version and state. [ME3] */
export function rebuildCommissions(raw: Connection, scope: Scope): void {
  const parameters = scopeParameters(scope)
  raw.prepare(`DELETE FROM rollup_commission WHERE ${inScopeSql(scope, 'partner_id')}`).run(parameters)
  raw
    .prepare(
      `INSERT INTO rollup_commission (partner_id, currency, month, due_on, plan_version_id, state, row_count, base_minor, earned_minor)
       SELECT commission.partner_id, commission.currency, substr(occurred_on, 1, 7), due_on, plan_version_id, ${stateSql},
         count(*), sum(base_minor), sum(commission.earned_minor)
       FROM commission ${statusJoins} WHERE ${inScopeSql(scope, 'commission.partner_id')} GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .run(parameters)
}

/** Counts live customers and deals. [ME3] */
export function rebuildCounts(raw: Connection): void {
  raw.exec(`DELETE FROM rollup_count;
    INSERT INTO rollup_count SELECT 'customers', count(*) FROM customer WHERE is_live = 1;
    INSERT INTO rollup_count SELECT stage || 'Deals', count(*) FROM deal WHERE is_live = 1 GROUP BY stage`)
}

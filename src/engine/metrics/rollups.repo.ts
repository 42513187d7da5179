import type { Connection } from '../db/open.ts'

/** Whose rows are counted anew: named partners, or all. Row groups without a partner are always counted. */
export type Scope = ReadonlySet<number> | 'everyone'

const inScope = (scope: Scope, column: string): string =>
  scope === 'everyone' ? '1' : `${column} IN (SELECT value FROM json_each(@partners))`

const parametersOf = (scope: Scope): { partners?: string } =>
  scope === 'everyone' ? {} : { partners: JSON.stringify([0, ...scope]) }

/** Counts live conversions per partner, currency, month and kind. [ME3] */
export function rebuildRevenue(raw: Connection, scope: Scope): void {
  const parameters = parametersOf(scope)
  raw.prepare(`DELETE FROM rollup_revenue WHERE ${inScope(scope, 'partner_id')}`).run(parameters)
  raw.prepare(`DELETE FROM rollup_partner WHERE ${inScope(scope, 'partner_id')}`).run(parameters)
  const live = `FROM conversion WHERE is_live = 1 AND ${inScope(scope, 'coalesce(partner_id, 0)')}`
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

/** Counts live customers and deals. [ME3] */
export function rebuildCounts(raw: Connection): void {
  raw.exec(`DELETE FROM rollup_count;
    INSERT INTO rollup_count SELECT 'customers', count(*) FROM customer WHERE is_live = 1;
    INSERT INTO rollup_count SELECT stage || 'Deals', count(*) FROM deal WHERE is_live = 1 GROUP BY stage`)
}

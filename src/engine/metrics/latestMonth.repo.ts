import { type Day, monthOf } from '../../contract/dates.ts'
import type { Connection } from '../db/open.ts'

/**
 * The month whose period is the latest: the last whole one in which partners had revenue, else the running one if they
 * had some in it. Null where there is none up to today. [ME16]
 */
export function findLatestMonth(raw: Connection, today: Day): string | null {
  const withRevenue = "FROM rollup_revenue WHERE partner_id <> 0 AND kind <> 'lead' AND month"
  const find = (condition: '<' | '='): string | undefined =>
    raw
      .prepare<[string], string>(`SELECT month ${withRevenue} ${condition} ? ORDER BY month DESC LIMIT 1`)
      .pluck()
      .get(monthOf(today))
  return find('<') ?? find('=') ?? null
}

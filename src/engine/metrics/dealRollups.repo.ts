import { type Day, endOfMonth, monthOf } from '../../contract/dates.ts'
import type { Connection } from '../db/open.ts'
import { slicesOf } from '../db/slices.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { type HelpOfMonth, helpByMonthSql, readDeals, sumHelp, UNDATED } from './dealSums.ts'
import { inScopeSql, type Scope, scopeParameters } from './scope.ts'

/** Sums the events of all deals by month, in place of the sums that were there. [ME17] */
export async function rebuildDeals(raw: Connection, exchange: Exchange, pause: () => Promise<void>): Promise<void> {
  raw.exec('DELETE FROM rollup_deal')
  const insert = raw.prepare(
    `INSERT INTO rollup_deal VALUES (@partnerId, @currency, @month, @event, @deals, @minor, @baseMinor, @unrated, @cycles, @cycleDays)`,
  )
  for (const span of [UNDATED, ...listMonths(raw)]) {
    for (const sum of readDeals(raw, exchange, span)) insert.run({ ...sum, month: span.from.slice(0, 7) })
    await pause()
  }
}

/** Months in which a deal was opened or closed. */
function listMonths(raw: Connection): { from: Day; to: Day }[] {
  const months = new Set<string>()
  for (const column of ['opened_on', 'closed_on']) {
    // Each is found by the index: there are far more deals than months.
    const next = raw.prepare(`SELECT min(${column}) FROM deal WHERE is_live = 1 AND ${column} > ?`).pluck()
    for (let last = ''; ;) {
      const day = next.get(last) as Day | null
      if (day === null) break
      months.add(monthOf(day))
      last = endOfMonth(day)
    }
  }
  return [...months].map((month) => ({ from: `${month}-01`, to: endOfMonth(`${month}-01`) }))
}

/** Sums by month what the partners in scope helped with, in place of what was stored for them. [ME17] */
export async function rebuildHelp(
  raw: Connection,
  scope: Scope,
  exchange: Exchange,
  pause: () => Promise<void>,
): Promise<void> {
  const select = raw.prepare(
    helpByMonthSql(`deal_role.id > @after AND deal_role.id <= @upTo AND ${inScopeSql(scope, 'deal_role.partner_id')}`),
  )
  const sums = new Map<string, HelpOfMonth>()
  for (const slice of slicesOf(raw, 'deal_role')) {
    sumHelp(sums, select.all({ ...slice, ...scopeParameters(scope), base: exchange.into }), exchange)
    await pause()
  }
  raw.prepare(`DELETE FROM rollup_deal_role WHERE ${inScopeSql(scope, 'partner_id')}`).run(scopeParameters(scope))
  const insert = raw.prepare(
    'INSERT INTO rollup_deal_role VALUES (@partnerId, @currency, @month, @role, @isFirst, @baseMinor, @unrated)',
  )
  for (const sum of sums.values()) insert.run(sum)
}

/** Partners with a part in some deals, which are named by their first versions. */
export function listHelpers(raw: Connection, dealIds: Iterable<number>): number[] {
  return raw
    .prepare('SELECT DISTINCT partner_id FROM deal_role WHERE deal_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify([...dealIds])) as number[]
}

import type { EntityName } from '../../contract/history.ts'
import { staleAfter, staleCommissions, staleScope } from '../commissions/stale.ts'
import type { CommandContext } from '../context.ts'
import type { Reaction } from '../history/reactions.ts'
import { pauseOf } from '../pause.ts'
import { hasNewExchange } from '../rates/newExchange.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { rebuildClicks } from './clickSums.repo.ts'
import { sumRevenue, storeRevenue } from './revenueSums.repo.ts'
import { listPartnersNotOnlyOpen, rebuildCommissions, rebuildCounts } from './rollups.repo.ts'
import type { Scope } from './scope.ts'

const countedAfter: readonly EntityName[] = ['import_attempt', 'customer', 'deal']

/** Rows without a partner stand under 0; whatever moves, moves to or from there too. */
const withNobody = (scope: Scope): Scope => (scope === 'everyone' ? scope : new Set([0, ...scope]))

/** Keeps the sums of conversions; runs after their partners are known. [ME3] */
export const revenueRollupReaction: Reaction = {
  name: 'revenue sums',
  after: [...countedAfter, 'conversion', 'attribution', 'import_answer', 'partner', 'fx_rate', 'setting'],
  async run(context) {
    const scope = hasNewExchange(context) ? 'everyone' : staleScope(context)
    if (scope !== null) {
      const whose = withNobody(scope)
      const exchange = readExchange(context.raw, context.settings())
      storeRevenue(context.raw, whose, await sumRevenue(context.raw, whose, exchange, pauseOf(context)))
    }
    if (countedAfter.some((entity) => context.write.touched.has(entity))) rebuildCounts(context.raw)
  },
}

/** Keeps the counts of clicks; runs after their partners are known. [ME3] */
export const clickRollupReaction: Reaction = {
  name: 'click sums',
  after: ['click'],
  run: (context) => rebuildClicks(context.raw, pauseOf(context)),
}

/**
 * Keeps the sums of commissions; runs after runs have claimed theirs. Where commissions were derived anew their sums were
 * stored as open, so only partners with other ones are counted. [ME3]
 */
export const commissionRollupReaction: Reaction = {
  name: 'commission sums',
  after: [...staleAfter, 'commission_decision', 'payout_run', 'payout', 'payment'],
  async run(context) {
    const scope = staleCommissions(context)
    const touched = new Set(touchedPartners(context))
    if (scope !== null) for (const id of listPartnersNotOnlyOpen(context.raw, scope)) touched.add(id)
    if (touched.size > 0) rebuildCommissions(context.raw, touched)
  },
}

/** Partners whose commissions a decision, a run or a payment moved to another state. */
function touchedPartners({ raw, write }: CommandContext): number[] {
  const partners = new Set<number>()
  const add = (sql: string, ids: Iterable<number> | undefined): void => {
    const found = raw
      .prepare(sql)
      .pluck()
      .all(JSON.stringify([...(ids ?? [])])) as number[]
    for (const id of found) partners.add(id)
  }
  const removed = write.operations
    .filter(({ entity, before }) => entity === 'commission_decision' && before !== null)
    .map(({ before }) => Number(before?.['commission_id'] ?? 0))
  add('SELECT partner_id FROM commission WHERE id IN (SELECT value FROM json_each(?))', removed)
  add(
    `SELECT commission.partner_id FROM commission_decision JOIN commission ON commission.id = commission_id
     WHERE commission_decision.id IN (SELECT value FROM json_each(?))`,
    write.touched.get('commission_decision'),
  )
  add('SELECT partner_id FROM payout WHERE id IN (SELECT value FROM json_each(?))', write.touched.get('payout'))
  add('SELECT partner_id FROM payout WHERE run_id IN (SELECT value FROM json_each(?))', write.touched.get('payout_run'))
  add('SELECT partner_id FROM payment WHERE id IN (SELECT value FROM json_each(?))', write.touched.get('payment'))
  for (const { entity, before } of write.operations)
    if (entity === 'payout' && before !== null && 'partner_id' in before) partners.add(Number(before['partner_id']))
  return [...partners]
}

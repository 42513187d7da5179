import type { CommandContext } from '../context.ts'
import type { Reaction } from '../history/reactions.ts'
import { pauseOf } from '../pause.ts'
import { hasNewExchange } from '../rates/newExchange.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { listHelpers, rebuildDeals, rebuildHelp } from './dealRollups.repo.ts'

/** Keeps the sums of deals, and of what partners helped with; runs after the partners of deals are known. [ME17] */
export const dealRollupReaction: Reaction = {
  name: 'deal sums',
  after: ['deal', 'deal_role', 'fx_rate', 'setting'],
  async run(context) {
    const { raw, write } = context
    const exchange = readExchange(raw, context.settings())
    const pause = pauseOf(context)
    if (write.touched.has('deal') || hasNewExchange(context)) {
      await rebuildDeals(raw, exchange, pause)
      await rebuildHelp(raw, 'everyone', exchange, pause)
    } else if (write.touched.has('deal_role')) await rebuildHelp(raw, touchedHelpers(context), exchange, pause)
  },
}

/** Partners whose part in a deal came, changed or went, and all others in these deals: another one may be the first now. */
function touchedHelpers({ raw, write }: CommandContext): Set<number> {
  const [helpers, deals] = [new Set<number>(), new Set<number>()]
  const stored = raw.prepare('SELECT deal_id, partner_id FROM deal_role WHERE id = ?')
  for (const { entity, entityId, before, after } of write.operations) {
    if (entity !== 'deal_role') continue
    // An update is logged with what it changed only.
    for (const image of [before, after, stored.get(entityId) as Record<string, unknown> | undefined]) {
      if (typeof image?.['deal_id'] === 'number') deals.add(image['deal_id'])
      if (typeof image?.['partner_id'] === 'number') helpers.add(image['partner_id'])
    }
  }
  for (const id of listHelpers(raw, deals)) helpers.add(id)
  return helpers
}

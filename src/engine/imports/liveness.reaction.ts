import type { CommandContext } from '../context.ts'
import type { Reaction } from '../history/reactions.ts'
import { factKinds, factTables } from './factKinds.ts'
import { heldRanges, holdingOf } from './imports.repo.ts'
import { settleLiveness } from './liveness.ts'
import { linkToLiveVersions } from './refunds.ts'
import { contains, unite } from './ranges.rules.ts'

/** Imports that the command touched and whose facts do not have their derived columns yet: undone, redone or reverted ones. */
export function unsettledImports(context: CommandContext): number[] {
  const touched = context.write.touched.get('import_attempt') ?? new Set<number>()
  return [...touched].filter((id) => !context.affected.settledImports.has(id))
}

/** Facts and partners count while an unreverted import holds them. [IM4] [IM5] */
export const livenessReaction: Reaction = {
  name: 'liveness',
  after: ['import_attempt'],
  async run(context) {
    const attempts = unsettledImports(context)
    if (attempts.length === 0) return
    for (const kind of factKinds) {
      const stale = unite(attempts.flatMap((attempt) => holdingOf(context.raw, attempt, kind)))
      await settleLiveness(context, kind, stale)
      const first = stale[0]
      if (first) context.write.touch(factTables[kind], first.from)
    }
    linkToLiveVersions(context.raw)
    settlePartners(context)
  },
}

/**
 * A partner that an import made stops counting when no import holds it, unless people have taken it up since: edited it,
 * assigned it a plan, credited, adjusted or paid it, set it an objective, named it on a deal. [IM9]
 */
export function settlePartners(context: CommandContext): void {
  const held = heldRanges(context.raw, 'partners')
  const rows = context.raw
    .prepare(
      `SELECT id, is_live AS isLive,
         EXISTS (SELECT 1 FROM operation JOIN command ON command.seq = command_seq
                 WHERE entity = 'partner' AND entity_id = partner.id
                   AND method NOT IN ('imports.run', 'history.undo', 'history.redo'))
         OR EXISTS (SELECT 1 FROM plan_assignment WHERE scope_partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM attribution WHERE partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM adjustment WHERE partner_id = partner.id AND is_live = 1)
         OR EXISTS (SELECT 1 FROM payout WHERE partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM objective WHERE partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM intervention WHERE partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM programme_cost WHERE partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM partner_effort WHERE partner_id = partner.id)
         OR EXISTS (SELECT 1 FROM deal_role WHERE partner_id = partner.id) AS isTakenUp
       FROM partner WHERE created_by_attempt IS NOT NULL`,
    )
    .all() as { id: number; isLive: number; isTakenUp: number }[]
  const set = context.raw.prepare('UPDATE partner SET is_live = ? WHERE id = ?')
  for (const { id, isLive, isTakenUp } of rows) {
    const shouldLive = isTakenUp === 1 || contains(held, id) ? 1 : 0
    if (shouldLive === isLive) continue
    set.run(shouldLive, id)
    context.write.touch('partner', id)
  }
}

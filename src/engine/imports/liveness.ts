import type { CommandContext } from '../context.ts'
import { type FactKind, factTables } from './factsDigest.ts'
import { heldRanges } from './imports.repo.ts'
import { nextTurn } from './knownFacts.ts'
import { contains, type IdRange, intersect, subtract } from './ranges.rules.ts'

/** Rows looked at between two turns of the event loop. */
const ROWS_PER_TURN = 10_000

/** Calls `work` for pieces of the ranges that are short enough to answer messages in between. */
export async function inTurns(ranges: readonly IdRange[], work: (piece: IdRange) => void): Promise<void> {
  let rows = 0
  for (const range of ranges) {
    for (let { from } = range; from <= range.to; from += ROWS_PER_TURN) {
      const piece = { from, to: Math.min(range.to, from + ROWS_PER_TURN - 1) }
      work(piece)
      rows += piece.to - piece.from + 1
      if (rows < ROWS_PER_TURN) continue
      rows = 0
      await nextTurn()
    }
  }
}

/**
 * Sets `is_live` of the facts in `stale`: a fact counts while an unreverted import holds it and no newer version of it
 * is held. [IM4] [IM5]
 */
export async function settleLiveness(
  context: CommandContext,
  kind: FactKind,
  stale: readonly IdRange[],
): Promise<void> {
  if (stale.length === 0) return
  const table = factTables[kind]
  const held = heldRanges(context.raw, kind)
  const set = context.raw.prepare(
    `UPDATE ${table} SET is_live = @isLive WHERE id BETWEEN @from AND @to AND is_live <> @isLive`,
  )
  await inTurns(intersect(stale, held), (piece) => set.run({ ...piece, isLive: 1 }))
  await inTurns(subtract(stale, held), (piece) => set.run({ ...piece, isLive: 0 }))
  if (kind === 'customers') return
  for (const versions of listVersions(context, table)) {
    if (!versions.some((id) => contains(stale, id))) continue
    const newest = versions.findLast((id) => contains(held, id))
    for (const id of versions) set.run({ from: id, to: id, isLive: id === newest ? 1 : 0 })
  }
}

/** Ids of facts that have several versions, each list ascending. */
function listVersions(context: CommandContext, table: 'deal' | 'conversion' | 'customer'): number[][] {
  // Only changed rows make versions; most workspaces have none, and then the index is not walked.
  const hasChanged = context.raw.prepare(`SELECT 1 FROM import_verdict WHERE verdict = 'changed' LIMIT 1`).get()
  if (hasChanged === undefined) return []
  const rows = context.raw
    .prepare(`SELECT group_concat(id) FROM ${table} GROUP BY identity HAVING count(*) > 1`)
    .pluck()
    .all() as string[]
  return rows.map((ids) =>
    ids
      .split(',')
      .map(Number)
      .toSorted((a, b) => a - b),
  )
}

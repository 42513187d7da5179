import type { CommandContext } from '../context.ts'
import { type FactKind, factTables } from './factKinds.ts'
import { heldRanges, listVersions } from './imports.repo.ts'
import { nextTurn } from '../pause.ts'
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
  for (const versions of listVersions(context.raw, kind)) {
    if (!versions.some((id) => contains(stale, id))) continue
    const newest = versions.findLast((id) => contains(held, id))
    for (const id of versions) set.run({ from: id, to: id, isLive: id === newest ? 1 : 0 })
  }
}

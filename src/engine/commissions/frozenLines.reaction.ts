import { frozenCommissionColumns } from '../history/entities.ts'
import type { Reaction } from '../history/reactions.ts'

const changed = frozenCommissionColumns.slice(1)
const put = `INSERT INTO commission (${frozenCommissionColumns.join(', ')})
  VALUES (${frozenCommissionColumns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')}
  WHERE (${changed.map((column) => `commission.${column}`).join(', ')}) IS NOT (${changed.map((column) => `excluded.${column}`).join(', ')})`

/**
 * A statement that counts again has its lines as they were when it was taken back, whatever plans, rates and imports
 * make of their conversions by now. Runs before commissions are derived: from then on they are settled. [HI2] [PO3]
 */
export const frozenLinesReaction: Reaction = {
  name: 'lines of statements',
  after: ['statement'],
  async run({ raw, write }) {
    const lines = new Map<number, unknown[][]>()
    for (const { entity, entityId, kind, after } of write.operations) {
      if (entity !== 'statement') continue
      if (kind === 'restore' && after !== null)
        lines.set(entityId, after['commission'] as unknown[][]) // see `freezes`
      else lines.delete(entityId)
    }
    const insert = raw.prepare(put)
    for (const rows of lines.values())
      for (const row of rows) insert.run(...frozenCommissionColumns.map((_, place) => row[place] ?? null))
  },
}

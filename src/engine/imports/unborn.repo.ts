import type { Connection } from '../db/open.ts'
import { type FactKind, factKinds, factTables } from './factKinds.ts'

/** Rows removed between two turns of the event loop. */
const ROWS_PER_TURN = 20_000

/**
 * The newest fact of each kind that is not of these attempts; 0 when there is none. Ids are given in the order of the
 * imports, so what the newest attempts brought in are all facts after it.
 */
export function lastFactsBefore(raw: Connection, attempts: readonly number[]): Readonly<Record<FactKind, number>> {
  const last = {} as Record<FactKind, number>
  for (const kind of factKinds)
    last[kind] =
      (raw
        .prepare(
          `SELECT id FROM ${factTables[kind]} WHERE attempt_id NOT IN (SELECT value FROM json_each(?))
           ORDER BY id DESC LIMIT 1`,
        )
        .pluck()
        .get(JSON.stringify(attempts)) as number | undefined) ?? 0
  return last
}

/**
 * Refunds whose sale came later are linked to nothing again, and credited to whom they name themselves; those of a later
 * version of a sale are linked to its first.
 *
 * @param lastSale newest conversion that stays
 * @returns the partners that they were credited to and are now; 0 for none
 */
export function unlinkRefunds(raw: Connection, lastSale: number): number[] {
  const linked = raw
    .prepare(`SELECT id FROM conversion WHERE kind = 'refund' AND original_id > @lastSale AND id <= @lastSale`)
    .pluck()
    .all({ lastSale }) as number[]
  const ids = JSON.stringify(linked)
  const select = raw
    .prepare('SELECT DISTINCT coalesce(partner_id, 0) FROM conversion WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
  const before = select.all(ids) as number[]
  raw
    .prepare(
      `UPDATE conversion SET
         original_id = (SELECT first_id FROM fact_version
                        WHERE kind = 'conversions' AND fact_version.id = original_id AND first_id <= @lastSale),
         partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
       WHERE id IN (SELECT value FROM json_each(@ids))`,
    )
    .run({ lastSale, ids })
  return [...before, ...(select.all(ids) as number[])]
}

/**
 * Removes all that attempts brought into the file, as if it had never been there. Guards must be lifted, and nothing may
 * hold their facts any more.
 *
 * @param last what `lastFactsBefore` answers for them
 */
export async function removeImports(
  raw: Connection,
  attempts: readonly number[],
  last: Readonly<Record<FactKind, number>>,
  pause: () => Promise<void>,
): Promise<void> {
  const own = JSON.stringify(attempts)
  for (const kind of factKinds) {
    const table = factTables[kind]
    const remove = raw.prepare(`DELETE FROM ${table} WHERE id > ? AND id <= ?`)
    const newest = raw.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number
    for (let to = newest; to > last[kind]; to -= ROWS_PER_TURN) {
      remove.run(Math.max(last[kind], to - ROWS_PER_TURN), to)
      await pause()
    }
    raw.prepare('DELETE FROM fact_version WHERE kind = ? AND id > ?').run(kind, last[kind])
  }
  for (const table of ['import_holding', 'import_verdict'])
    raw.prepare(`DELETE FROM ${table} WHERE attempt_id IN (SELECT value FROM json_each(?))`).run(own)
  const kept = `SELECT json_extract(after, '$.file_id') FROM operation WHERE entity = 'import_attempt' AND kind = 'insert'`
  raw.exec(`DELETE FROM import_chunk WHERE file_id NOT IN (${kept}); DELETE FROM import_file WHERE id NOT IN (${kept})`)
}

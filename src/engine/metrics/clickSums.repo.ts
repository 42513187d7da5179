import type { Connection } from '../db/open.ts'
import type { RollupClickTable } from '../db/schema.ts'
import { slicesOf } from '../db/slices.ts'

/** Counts live clicks per partner (0: none) and month, and stores the sums in place of those that were there. [ME3] */
export async function rebuildClicks(raw: Connection, pause: () => Promise<void>): Promise<void> {
  const select = raw.prepare(
    `SELECT coalesce(partner_id, 0) AS partner_id, substr(occurred_on, 1, 7) AS month, count(*) AS row_count
     FROM click WHERE id > @after AND id <= @upTo AND is_live = 1 GROUP BY 1, 2`,
  )
  const sums = new Map<string, RollupClickTable>()
  for (const slice of slicesOf(raw, 'click')) {
    for (const row of select.all(slice) as RollupClickTable[]) {
      const key = `${row.partner_id} ${row.month}`
      const sum = sums.get(key)
      if (sum === undefined) sums.set(key, row)
      else sum.row_count += row.row_count
    }
    await pause()
  }
  raw.exec('DELETE FROM rollup_click')
  const insert = raw.prepare(
    'INSERT INTO rollup_click (partner_id, month, row_count) VALUES (@partner_id, @month, @row_count)',
  )
  for (const sum of sums.values()) insert.run(sum)
}

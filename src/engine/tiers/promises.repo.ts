import type { Connection } from '../db/open.ts'
import type { TierPromiseTable } from '../db/schema.ts'
import { byPartner } from './byPartner.ts'
import type { PromiseRecord } from './promises.rules.ts'

export type StoredPromise = PromiseRecord & { id: number; partnerId: number }

/** What was noted about promises, by partner. */
export function listPromiseRecords(raw: Connection): ReadonlyMap<number, StoredPromise[]> {
  const rows = raw.prepare('SELECT * FROM tier_promise ORDER BY id').all() as TierPromiseTable[]
  return byPartner(
    rows.map((row) => ({
      id: row.id,
      partnerId: row.partner_id,
      promise: row.promise,
      state: row.state,
      dueOn: row.due_on,
      note: row.note,
      decidedOn: row.decided_on,
    })),
  )
}

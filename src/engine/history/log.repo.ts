import type { EntityName } from '../../contract/history.ts'
import type { Connection } from '../db/open.ts'
import { type LoggedOperation, parseOperation } from './write.ts'

/** What a command changed, in the order in which it did. */
export function operationsOf(raw: Connection, seq: number): LoggedOperation[] {
  const rows = raw
    .prepare('SELECT entity, entity_id, kind, before, after FROM operation WHERE command_seq = ? ORDER BY seq')
    .all(seq)
  return (rows as Parameters<typeof parseOperation>[0][]).map(parseOperation)
}

/** True when the log says anything about the row. */
export function isLogged(raw: Connection, entity: EntityName, id: number): boolean {
  return raw.prepare('SELECT 1 FROM operation WHERE entity = ? AND entity_id = ? LIMIT 1').get(entity, id) !== undefined
}

/** Forgets every command after `seq` with what it posted. Guards must be lifted. */
export function truncateLog(raw: Connection, seq: number): void {
  for (const table of ['operation', 'undo_state', 'ledger_entry'])
    raw.prepare(`DELETE FROM ${table} WHERE command_seq > ?`).run(seq)
  raw.prepare('DELETE FROM command WHERE seq > ?').run(seq)
  raw.exec('DELETE FROM device WHERE id NOT IN (SELECT device FROM command)')
}

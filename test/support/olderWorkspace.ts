import Database from 'better-sqlite3'
import { applyMigrations } from '../../src/engine/db/migrate.ts'
import { APPLICATION_ID } from '../../src/engine/db/open.ts'

/** An empty workspace as the first version of the program made it. */
export function makeOlderWorkspace(file: string): void {
  const connection = new Database(file)
  connection.pragma(`application_id = ${APPLICATION_ID}`)
  connection.pragma('journal_mode = WAL')
  applyMigrations(connection, 1)
  connection.exec("INSERT INTO workspace (one, uid, created_at) VALUES (1, 'old', '2025-01-01T00:00:00.000Z')")
  connection.close()
}

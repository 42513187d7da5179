import Database from 'better-sqlite3'
import { applyMigrations } from './migrate.ts'

/** SQL of every table, trigger and view of the current schema by type and name, from a workspace born in memory. */
export function expectedSchema(): ReadonlyMap<string, string | null> {
  const connection = new Database(':memory:')
  try {
    applyMigrations(connection)
    const rows = connection
      .prepare(`SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE type IN ('table', 'trigger', 'view')`)
      .all() as { name: string; sql: string | null }[]
    return new Map(rows.map(({ name, sql }) => [name, sql]))
  } finally {
    connection.close()
  }
}

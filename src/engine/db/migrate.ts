import type { Database } from 'better-sqlite3'
import * as foundation from './migrations/0001-foundation.ts'
import * as standing from './migrations/0002-standing.ts'
import * as owed from './migrations/0003-owed.ts'
import * as due from './migrations/0004-due.ts'
import * as caps from './migrations/0005-caps.ts'

const migrations = [foundation, standing, owed, due, caps]

/** Schema version that this program writes. */
export const latestVersion = migrations.length

/** Brings an open file to `target`; each step is one transaction together with its `user_version`. [DB2] */
export function applyMigrations(connection: Database, target = latestVersion): void {
  const current = Number(connection.pragma('user_version', { simple: true }))
  for (const migration of migrations.slice(current, target)) {
    connection.transaction(() => {
      migration.migrate(
        (sql) => connection.exec(sql),
        (table) => (connection.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name),
      )
      connection.pragma(`user_version = ${migration.version}`)
    })()
  }
}

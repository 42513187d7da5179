import type { Database } from 'better-sqlite3'
import * as foundation from './migrations/0001-foundation.ts'
import * as standing from './migrations/0002-standing.ts'
import * as owed from './migrations/0003-owed.ts'
import * as due from './migrations/0004-due.ts'
import * as caps from './migrations/0005-caps.ts'
import * as deals from './migrations/0006-deals.ts'
import * as territory from './migrations/0007-territory.ts'
import * as refunds from './migrations/0008-refunds.ts'

const migrations = [foundation, standing, owed, due, caps, deals, territory, refunds]

/** Schema version that this program writes. */
export const latestVersion = migrations.length

/** Fills what migrations cannot, as SQL alone does not know it. */
export type FinishMigrations = (connection: Database) => void

/**
 * Brings an open file to `target`; each step is one transaction together with its `user_version`, the last one with
 * `finish` too. [DB2]
 */
export function applyMigrations(connection: Database, target = latestVersion, finish?: FinishMigrations): void {
  const current = Number(connection.pragma('user_version', { simple: true }))
  for (const migration of migrations.slice(current, target)) {
    connection.transaction(() => {
      migration.migrate(
        (sql) => connection.exec(sql),
        (table) => (connection.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name),
      )
      if (migration.version === target) finish?.(connection)
      connection.pragma(`user_version = ${migration.version}`)
    })()
  }
}

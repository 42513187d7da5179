import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { entityNames } from '../../../src/contract/history.ts'
import { openForWriting } from '../../../src/engine/db/open.ts'
import { entities } from '../../../src/engine/history/entities.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  const partnerId = await seedPartner(engine, 'Acme')
  await engine.call('commissions.adjust', {
    partnerId,
    currency: 'USD',
    minor: 500,
    day: '2025-12-12',
    reason: 'bonus',
  })
  await seedSales(engine, [{ partnerId, on: '2025-12-03', minor: 124_000 }])
  const run = await approveRun(engine, (await openRun(engine)).id)
  await engine.call('payouts.export', { id: run.id, fingerprint: run.fingerprint, format: 'csv' })
  await payRun(engine, run, '2026-01-15')
})
afterEach(() => engine.close())

/** What this workspace has rows of; that the others have their guards is the last test's business. */
const filled = [
  'setting', 'partner', 'partner_status', 'customer', 'conversion', 'import_attempt', 'import_mapping', 'plan', 'plan_version',
  'plan_assignment', 'adjustment', 'payout_run', 'payout', 'statement', 'payout_export', 'payment',
] // prettier-ignore
const tables = entityNames.filter((entity) => filled.includes(entity))
const facts = tables.filter((entity) => entities[entity].kind !== 'register')

/** A column that is neither the key nor derived. */
function fixedColumn(connection: Database.Database, table: string): string {
  const columns = (connection.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  return columns.find((name) => name !== 'id') ?? ''
}

test.each([...facts, 'ledger_entry', 'command', 'operation'])(
  '[HI10] %s refuses UPDATE, DELETE, REPLACE and UPSERT',
  (table) => {
    const connection = openForWriting(engine.file)
    const column = fixedColumn(connection, table)
    const guarded = `guard: ${table}`
    expect(() => connection.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow(guarded)
    expect(() => connection.exec(`DELETE FROM ${table}`)).toThrow(guarded)
    expect(() => connection.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow(guarded)
    expect(() =>
      connection.exec(
        `INSERT INTO ${table} SELECT * FROM ${table} WHERE 1 ON CONFLICT DO UPDATE SET ${column} = excluded.${column}`,
      ),
    ).toThrow(guarded)
    connection.close()
  },
)

test.each(tables.filter((entity) => entities[entity].kind === 'register'))(
  '[HI11] %s is written only while a command runs',
  (table) => {
    const connection = new Database(engine.file)
    const column = fixedColumn(connection, table)
    connection.pragma('foreign_keys = OFF')
    const guarded = `guard: ${table}`
    expect(() => connection.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow(guarded)
    expect(() => connection.exec(`DELETE FROM ${table}`)).toThrow(guarded)
    expect(() => connection.exec(`INSERT INTO ${table} SELECT * FROM ${table}`)).toThrow(guarded)
    connection.close()
  },
)

test('[HI10] every fact table and every register has its guards', () => {
  const connection = new Database(engine.file, { readonly: true })
  const triggers = new Set(connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all())
  connection.close()
  const wanted = entityNames.flatMap((entity) =>
    entities[entity].kind === 'register'
      ? ['insert', 'update', 'delete'].map((event) => `${entity}_gate_${event}`)
      : [`${entity}_no_update`, `${entity}_no_delete`],
  )
  expect(wanted.filter((name) => !triggers.has(name))).toEqual([])
})

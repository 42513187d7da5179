import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeCalculation } from '../../../src/contract/statementText.ts'
import type { CommandContext } from '../../../src/engine/context.ts'
import { frozenLinesReaction } from '../../../src/engine/commissions/frozenLines.reaction.ts'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { applyMigrations } from '../../../src/engine/db/migrate.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']
const monthly = { currency: 'USD', partner: { minor: 1_500, window: 'month' } } as const
const december = (day: string, minor: number) => ({ partnerId: acme, on: `2025-12-${day}`, minor })

async function listed() {
  const sort = [{ column: 'occurredOn', direction: 'ascending' } as const]
  return (await engine.call('views.open', viewSpec('commissions', { sort }))).rows
}
const earned = async () => (await listed()).map(({ cells }) => [cells['earned'], cells['cap'], cells['status']])

test('[CO27] a cut commission names its cap in the table, its explanation and its statement, and verify derives it again', async () => {
  await seedPlan(engine, 100_000, monthly)
  await seedSales(engine, [december('05', 10_000), december('06', 10_000), december('07', 10_000)])
  expect(await earned()).toEqual([
    [1_000, null, 'approved'],
    [500, 'partner', 'approved'],
    [0, 'partner', 'approved'],
  ])
  const [, second] = await listed()
  const { trace } = await engine.call('commissions.explain', { id: second?.id ?? 0 })
  expect(trace).toMatchObject({
    terms: [{ minor: 10_000, ratePpm: 100_000 }],
    cap: { kind: 'partner', window: 'month', key: '2025-12', limitMinor: 1_500, leftMinor: 500 },
    earnedMinor: 500,
  })
  expect([replay(trace), describeCalculation(trace)]).toEqual([
    500,
    '100.00 × 10%, cut to the 5.00 left of 15.00 per partner and month',
  ])
  await approveRun(engine, (await openRun(engine)).id)
  const [approved] = (await engine.call('views.open', viewSpec('statements'))).rows
  const statement = await engine.call('payouts.statement', { statementId: approved?.id ?? 0 })
  expect(statement.lines.map((line) => line.trace.earnedMinor)).toEqual([1_000, 500])
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[CO28] rejecting a commission gives its room to the next, undo takes it back, and what is paid keeps its own', async () => {
  await seedPlan(engine, 100_000, monthly)
  await seedSales(engine, [december('05', 10_000), december('06', 10_000)])
  const [first] = await listed()
  await engine.call('commissions.hold', { ids: [first?.id ?? 0], reason: 'A test?' })
  await callReversibly(engine, 'commissions.reject', { ids: [first?.id ?? 0], reason: 'Test order' })
  expect(await earned()).toEqual([
    [1_000, null, 'rejected'],
    [1_000, null, 'approved'],
  ])
  const run = await approveRun(engine, (await openRun(engine)).id)
  await engine.call('payouts.export', { id: run.id, fingerprint: run.fingerprint, format: 'csv' })
  await payRun(engine, run, '2026-01-20')
  await seedSales(engine, [december('01', 20_000)])
  expect((await earned())[0]).toEqual([500, 'partner', 'approved'])
})

test('[CO28] what a partner was paid for a sale that is credited to another by now still counts under its cap', async () => {
  await seedPlan(engine, 100_000, monthly)
  const brix = await seedPartner(engine, 'Brix')
  const [sale = 0] = await seedSales(engine, [december('05', 12_000)])
  await approveRun(engine, (await openRun(engine)).id)
  await seedSales(engine, [december('06', 12_000)])
  const amounts = [
    [1_200, null, 'inRun'],
    [300, 'partner', 'approved'],
  ]
  expect(await earned()).toEqual(amounts)
  await engine.call('revenue.attribute', { conversionIds: [sale], partnerId: brix, reason: 'sold by Brix' })
  expect(await earned()).toEqual(amounts)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[CO28] what stays paid because taking it back was rejected still counts under the cap', async () => {
  await seedPlan(engine, 100_000, monthly)
  const attemptId = await importRows(engine, header, [['A1', '2025-12-05', 'Acme', '120.00', 'USD', '']])
  await approveRun(engine, (await openRun(engine)).id)
  await engine.call('imports.revert', { id: attemptId })
  await seedSales(engine, [december('06', 12_000)])
  const shown = async () => (await earned()).map((cells) => cells.join(' ')).toSorted()
  expect(await shown()).toEqual(['-1200  approved', '1200  approved', '1200  inRun'])
  const undone = (await listed()).find(({ cells }) => cells['component'] === 'clawback')
  await engine.call('commissions.hold', { ids: [undone?.id ?? 0], reason: 'Goodwill?' })
  await callReversibly(engine, 'commissions.reject', { ids: [undone?.id ?? 0], reason: 'Goodwill' })
  expect(await shown()).toEqual(['-1200  rejected', '1200  inRun', '300 partner approved'])
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[PO17] a statement tells of a refunded sale no more than its cap would have paid for it', async () => {
  await seedPlan(engine, 100_000, monthly)
  await importRows(engine, header, [
    ['A1', '2025-12-05', 'Acme', '50.00', 'USD', ''],
    ['A2', '2025-12-06', 'Acme', '400.00', 'USD', ''],
    ['R2', '2025-12-07', 'Acme', '-400.00', 'USD', 'A2'],
  ])
  await approveRun(engine, (await openRun(engine)).id)
  const [approved] = (await engine.call('views.open', viewSpec('statements'))).rows
  const { unlisted } = await engine.call('payouts.statement', { statementId: approved?.id ?? 0 })
  expect(unlisted?.reversed).toEqual({ count: 1, minor: 1_500 })
})

test('[HI2] lines of a statement that a program without caps took back come back as they were', async () => {
  const raw = new Database(':memory:')
  applyMigrations(raw)
  const line = [64, 7, 1, 0, 10_000, 1_000, 0, 'USD', '2025-01-10', '2025-02-15', null, 0, 1]
  const operations = [{ entity: 'statement', entityId: 1, kind: 'restore', after: { commission: [line] } }]
  await frozenLinesReaction.run({ raw, write: { operations } } as unknown as CommandContext) // all that it looks at
  expect(raw.prepare('SELECT * FROM commission').raw().all()).toEqual([[...line, null]])
  raw.close()
})

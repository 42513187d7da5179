import { afterEach, beforeEach, expect, test } from 'vitest'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const refunds = async () =>
  (
    await engine.call(
      'views.open',
      viewSpec('commissions', { filters: [{ column: 'component', operator: 'is', value: 'clawback' }] }),
    )
  ).rows.map(({ id, cells }) => ({ id, earned: cells['earned'], status: cells['status'] }))

test('[CO24] the time for clawbacks counts from the payment, and what is not paid is always taken back', async () => {
  const { id: acme } = await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })
  const [sale = 0] = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-10', minor: 10_000, customer: 'Nilgiri' },
  ])
  await seedPlan(engine)
  const run = await openRun(engine)
  const approved = await approveRun(engine, run.id)
  seedConversions(engine.file, [
    { partnerId: acme, day: '2026-03-01', minor: -4_000, customer: 'Nilgiri', refundOfId: sale },
  ])
  await engine.call('programme.update', { clawbackDays: 30 })
  expect(await refunds()).toMatchObject([{ earned: -400 }])

  // 30 days end on 28 February.
  await payRun(engine, approved, '2026-01-29')
  const [late] = await refunds()
  expect(late).toMatchObject({ earned: 0, status: 'reversed' })
  const { trace } = await engine.call('commissions.explain', { id: late?.id ?? 0 })
  expect(trace).toMatchObject({ isWrittenOff: true, baseMinor: -4_000, earnedMinor: 0 })
  const next = await engine.call('payouts.preview', { from: '2026-01-01', to: '2026-03-31', cutoffOn: '2026-04-15' })
  expect(next).toMatchObject({ lines: 0, totals: [] })
  expect((await engine.call('workspace.verify', {})).findings.filter(({ check }) => check !== 'imports')).toEqual([])

  await engine.call('programme.update', { clawbackDays: 31 })
  expect(await refunds()).toMatchObject([{ earned: -400 }])
})

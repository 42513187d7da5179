import { afterEach, beforeEach, expect, test } from 'vitest'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { aRule, percent, tiered } from '../../support/builders/plans.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  acme = (await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })).id
  const payee = { method: 'paypal', accountName: 'Acme', email: 'pay@acme.test', account: '', currency: null } as const
  await engine.call('partners.setPayee', { id: acme, payee })
})
afterEach(() => engine.close())

async function pay(payment: Parameters<typeof aRule>[0]): Promise<void> {
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules: [aRule(payment)] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
}

/** Commissions follow what was seeded past the import: any status of the partner makes them anew. */
async function follow(): Promise<void> {
  await engine.call('partners.setStatus', { id: acme, status: 'active', validFrom: '2025-01-02' })
}

async function rows() {
  const sort = [{ column: 'occurredOn', direction: 'ascending' } as const]
  return (await engine.call('views.open', viewSpec('commissions', { sort }))).rows
}

const owed = async () => (await engine.call('partners.summary', { id: acme })).owed

test('[CO7] a refund after payment leaves the paid commission and takes its part back by a row of its own', async () => {
  const [sale] = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-05', minor: 10_000, customer: 'Nilgiri' },
  ])
  await pay(percent(300_000))
  const run = await approveRun(engine, (await openRun(engine)).id)
  await engine.call('payouts.export', { id: run.id, fingerprint: run.fingerprint, format: 'csv' })
  await payRun(engine, run, '2026-01-20')
  expect(await owed()).toEqual([{ currency: 'USD', minor: 0 }])

  seedConversions(engine.file, [{ partnerId: acme, day: '2026-01-18', minor: 4_000, refundOfId: sale! }])
  await follow()
  const all = await rows()
  expect(
    all.map(({ cells }) => [cells['component'], cells['customer'], cells['earned'], cells['status'], cells['dueOn']]),
  ).toEqual([
    ['rate', 'Nilgiri', 3_000, 'paid', '2026-01-15'],
    ['clawback', 'Nilgiri', -1_200, 'approved', '2026-01-18'],
  ])
  expect(await owed()).toEqual([{ currency: 'USD', minor: -1_200 }])

  const paid = await engine.call('commissions.explain', { id: all[0]!.id })
  expect([replay(paid.trace), paid.status, paid.statement?.number]).toEqual([3_000, 'paid', '2025-12-001'])
  const clawback = await engine.call('commissions.explain', { id: all[1]!.id })
  expect([replay(clawback.trace), clawback.customerName, clawback.due]).toEqual([
    -1_200,
    'Nilgiri',
    { dueOn: '2026-01-18', formula: 'event 18 Jan' },
  ])
  expect((await engine.refused('commissions.hold', { ids: [all[0]!.id], reason: 'late' })).code).toBe(
    'commission.locked',
  )
})

test('[CO12] what an approved statement holds stays, whatever plan, status or sale comes later', async () => {
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-05', minor: 10_000 },
    { partnerId: acme, day: '2025-12-06', minor: 15_000 },
  ])
  await pay(tiered('marginal', [[0, 100_000], [20_000, 200_000]])) // prettier-ignore
  const before = (await rows()).map(({ cells }) => cells['earned'])
  expect(before).toEqual([1_000, 2_000])
  await approveRun(engine, (await openRun(engine)).id)
  seedConversions(engine.file, [{ partnerId: acme, day: '2025-12-01', minor: 5_000 }])
  await follow()
  // The late sale is counted after the settled ones, at the step they had reached.
  expect((await rows()).map(({ cells }) => cells['earned'])).toEqual([1_000, 1_000, 2_000])
  await engine.call('partners.setStatus', { id: acme, status: 'terminated', validFrom: '2025-01-02' })
  expect((await rows()).map(({ cells }) => [cells['earned'], cells['status']])).toEqual([
    [1_000, 'inRun'],
    [2_000, 'inRun'],
  ])
})

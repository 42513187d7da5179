import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeCalculation } from '../../../src/contract/statementText.ts'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { importRows, seedPartner, seedPlan, seedPlanOf } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  for (const name of ['Acme', 'Brix']) await seedPartner(engine, name)
})
afterEach(() => engine.close())

const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']
/** "A 05 100.00": sold by Acme on 5 December. */
const sell = (...sales: string[]) =>
  importRows(
    engine,
    header,
    sales.map((sale) => {
      const [who, day = '', amount = ''] = sale.split(' ')
      const month = Number(day) > 0 ? `2025-12-${day}` : '2025-11-30'
      return [sale.replaceAll(' ', ''), month, who === 'A' ? 'Acme' : 'Brix', amount, 'USD', '']
    }),
  )
const budget = (minor: number) => ({ currency: 'USD', programme: { minor, window: 'month' as const } })

async function listed() {
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  return rows.toSorted(
    (a, b) => String(a.cells['occurredOn']).localeCompare(String(b.cells['occurredOn'])) || a.id - b.id,
  )
}
const shown = async () =>
  (await listed()).map(({ cells }) =>
    [cells['partner'], cells['earned'], cells['cap'] ?? '-', cells['status']].join(' '),
  )
const findings = async () => (await engine.call('workspace.verify', {})).findings

test('[CO31] a budget is for all partners together, by day, and each month has its own', async () => {
  await seedPlan(engine, 100_000, budget(2_500))
  await sell('A 05 100.00', 'B 06 100.00', 'A 07 100.00', 'B 08 100.00', 'B 00 200.00')
  expect(await shown()).toEqual([
    'Brix 2000 - approved',
    'Acme 1000 - approved',
    'Brix 1000 - approved',
    'Acme 500 programme approved',
    'Brix 0 programme approved',
  ])
  const third = (await listed())[3]
  const { trace } = await engine.call('commissions.explain', { id: third?.id ?? 0 })
  expect(trace.cap).toEqual({ kind: 'programme', window: 'month', key: '2025-12', limitMinor: 2_500, leftMinor: 500 })
  expect([replay(trace), describeCalculation(trace)]).toEqual([
    500,
    '100.00 × 10%, cut to the 5.00 left of 25.00 for all partners together in a month',
  ])
  expect(await findings()).toEqual([])
})

test('[CO31] whoever sells earlier takes it from the other, undone too, and what is settled keeps its part', async () => {
  await seedPlan(engine, 100_000, budget(1_500))
  await sell('A 05 100.00', 'B 06 100.00')
  const later = ['Acme 1000 - approved', 'Brix 500 programme approved']
  expect(await shown()).toEqual(later)
  await sell('B 04 80.00')
  const sooner = ['Brix 800 - approved', 'Acme 700 programme approved', 'Brix 0 programme approved']
  expect(await shown()).toEqual(sooner)
  await engine.call('history.undo', {})
  expect(await shown()).toEqual(later)
  await approveRun(engine, (await openRun(engine)).id)
  await sell('B 03 80.00')
  expect(await shown()).toEqual(['Brix 0 programme approved', 'Acme 1000 - inRun', 'Brix 500 programme inRun'])
  expect(await findings()).toEqual([])
})

test('[CO31] what is refunded, reverted or rejected leaves its room to the others', async () => {
  await seedPlan(engine, 100_000, budget(1_500))
  await sell('A 05 100.00')
  await approveRun(engine, (await openRun(engine)).id)
  const id = await sell('B 06 100.00')
  expect(await shown()).toEqual(['Acme 1000 - inRun', 'Brix 500 programme approved'])
  const refundId = await importRows(engine, header, [['R1', '2026-01-10', '', '-40.00', 'USD', 'A05100.00']])
  const refunded = ['Acme 1000 - inRun', 'Brix 900 programme approved', 'Acme -400 - approved']
  expect(await shown()).toEqual(refunded)
  const clawback = (await listed())[2]
  await engine.call('commissions.hold', { ids: [clawback?.id ?? 0], reason: 'Goodwill?' })
  await callReversibly(engine, 'commissions.reject', { ids: [clawback?.id ?? 0], reason: 'Goodwill' })
  expect((await shown())[1]).toBe('Brix 500 programme approved')
  await engine.call('imports.revert', { id: refundId })
  expect(await shown()).toEqual(['Acme 1000 - inRun', 'Brix 500 programme approved'])
  await engine.call('imports.revert', { id })
  expect(await findings()).toEqual([])
})

test('[CO31] a budget cuts after the caps of each partner', async () => {
  await seedPlan(engine, 100_000, { ...budget(1_200), partner: { minor: 700, window: 'month' } })
  await sell('A 05 100.00', 'B 06 100.00')
  expect(await shown()).toEqual(['Acme 700 partner approved', 'Brix 500 programme approved'])
  expect(await findings()).toEqual([])
})

test('[CO31] a true-up counts on the day that brought it, and the versions of a plan share a budget', async () => {
  const tiers = [
    { from: 0, ratePpm: 100_000 },
    { from: 15_000, ratePpm: 200_000 },
  ]
  const payment = {
    kind: 'whole' as const,
    currency: 'USD',
    counter: { unit: 'amount', window: 'quarter' } as const,
    tiers,
  }
  await seedPlanOf(engine, payment, budget(4_200))
  await sell('A 05 100.00', 'B 06 50.00', 'A 07 100.00')
  // On the 7th the sale of the 5th is lifted first, then the rest is for the sale itself.
  expect(await shown()).toEqual([
    'Acme 1000 - approved',
    'Brix 500 - approved',
    'Acme 1000 - approved',
    'Acme 1700 programme approved',
  ])
  const plan = (await engine.call('plans.list', {})).plans[0]
  const body = plan?.versions[0]?.body
  if (!plan || !body) throw new Error('there is a plan')
  await engine.call('plans.saveDraft', { id: plan.id, body })
  await engine.call('plans.publish', { id: plan.id, validFrom: '2025-12-08', changeMode: 'allNewEvents' })
  await sell('B 09 10.00')
  expect((await shown()).at(-1)).toBe('Brix 0 programme approved')
  expect(await findings()).toEqual([])
})

test('[CO31] what stays as it was paid, as taking it back is held, keeps its part of the budget', async () => {
  await seedPlan(engine, 100_000, budget(1_000))
  await sell('A 05 100.00')
  const id = await importRows(engine, header, [['R1', '2025-12-20', '', '-40.00', 'USD', 'A05100.00']])
  await approveRun(engine, (await openRun(engine)).id)
  await sell('B 06 100.00')
  expect((await shown()).at(-1)).toBe('Brix 400 programme approved')
  await engine.call('imports.revert', { id })
  const taking = (await listed()).find(({ cells }) => cells['earned'] === -600)
  await engine.call('commissions.hold', { ids: [taking?.id ?? 0], reason: 'Agreed?' })
  expect((await shown()).at(-1)).toBe('Brix 400 programme approved')
  expect(await findings()).toEqual([])
})

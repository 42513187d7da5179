import { afterEach, beforeEach, expect, test } from 'vitest'
import { callReversibly } from '../../support/reversible.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** A share of every sale, none of which is due yet. */
async function seedWaitingPlan(): Promise<void> {
  await seedPlan(engine)
  await engine.call('programme.update', {
    due: { anchor: 'monthEnd', refundWindowDays: 30, months: 24, days: 0, toMonthEnd: false, payDay: null },
  })
}

async function rows() {
  const sort = [{ column: 'occurredOn', direction: 'ascending' as const }]
  return (await engine.call('views.open', viewSpec('commissions', { sort }))).rows
}
const told = async (): Promise<string[]> =>
  (await rows()).map(({ cells }) =>
    [cells['occurredOn'], cells['partner'], cells['customer'], cells['status']].join(' '),
  )

test('[CO23] after a fraud the same customer brings the same partner nothing later, and undo brings it back', async () => {
  const partners = await Promise.all(
    ['Acme', 'Beta'].map(async (name) => (await engine.call('partners.create', { name, startedOn: '2025-01-01' })).id),
  )
  const [acme = 0, beta = 0] = partners
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-02-01', minor: 1_000, customer: 'Nilgiri' },
    { partnerId: acme, day: '2025-03-01', minor: 1_000, customer: 'Nilgiri' },
    { partnerId: acme, day: '2025-04-01', minor: 1_000, customer: 'Nilgiri' },
    { partnerId: acme, day: '2025-04-02', minor: 1_000, customer: 'Anvika' },
    { partnerId: beta, day: '2025-04-03', minor: 1_000, customer: 'Nilgiri' },
  ])
  await seedWaitingPlan()
  const [, second] = await rows()
  const reason = 'Stolen card'
  await callReversibly(engine, 'commissions.reject', { ids: [second?.id ?? 0], reason, isFraud: true })
  const after = [
    '2025-02-01 Acme Nilgiri pending',
    '2025-03-01 Acme Nilgiri rejected',
    '2025-04-02 Acme Anvika pending',
    '2025-04-03 Beta Nilgiri pending',
  ]
  expect(await told()).toEqual(after)
  // Later on the same day counts as later, whenever it is imported.
  seedConversions(engine.file, [{ partnerId: acme, day: '2025-03-01', minor: 1_000, customer: 'Nilgiri' }])
  await engine.call('partners.update', { id: acme, changes: { group: 'East' } })
  expect(await told()).toEqual(after)
  const [first] = await rows()
  const { gates } = await engine.call('commissions.explain', { id: first?.id ?? 0 })
  expect(gates).toContainEqual({ gate: 'notFraud', isPassed: true })
  expect((await engine.call('workspace.verify', {})).findings.filter(({ check }) => check === 'commissions')).toEqual(
    [],
  )
})

test('[CO23] rejected for another reason, a commission takes no others with it', async () => {
  const { id: acme } = await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-02-01', minor: 1_000, customer: 'Nilgiri' },
    { partnerId: acme, day: '2025-03-01', minor: 1_000, customer: 'Nilgiri' },
  ])
  await seedWaitingPlan()
  const [first] = await rows()
  await engine.call('commissions.reject', { ids: [first?.id ?? 0], reason: 'Test order' })
  expect(await told()).toEqual(['2025-02-01 Acme Nilgiri rejected', '2025-03-01 Acme Nilgiri pending'])
})

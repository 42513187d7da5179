import { afterEach, beforeEach, expect, test } from 'vitest'
import { aRule, fixed, forCustomer, hybrid, percent, tiered } from '../../support/builders/plans.ts'
import { type SeedConversion, seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** Three thousand conversions of two partners: enough that most rows are copied inside SQLite. */
async function seedMany(): Promise<number[]> {
  const partners = [
    (await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })).id,
    (await engine.call('partners.create', { name: 'Beta', startedOn: '2025-01-01' })).id,
  ]
  const rows: SeedConversion[] = Array.from({ length: 3_000 }, (_, i) => ({
    partnerId: i % 50 === 0 ? null : partners[i % 2]!,
    day: `2025-${String(1 + ((i * 7) % 12)).padStart(2, '0')}-${String(1 + ((i * 13) % 28)).padStart(2, '0')}`,
    minor: 100 + ((i * 104_729) % 900_000),
    currency: i % 10 === 0 ? 'EUR' : 'USD',
    customer: `Customer ${i % 400}`,
    quantity: i % 7 === 0 ? 3 : 1,
    ...(i % 31 === 30 ? { refundOf: i - 30 + (i % 2), minor: i % 62 === 30 ? 9_999_999 : 50 } : {}),
  }))
  seedConversions(engine.file, rows)
  return partners
}

async function expectSound(): Promise<void> {
  const report = await engine.call('workspace.verify', {})
  expect(report.findings.filter(({ entity }) => entity === 'commission')).toEqual([])
}

test('[CO15] what is stored equals what is derived, however it was written', { timeout: 60_000 }, async () => {
  const partners = await seedMany()
  const { id } = await engine.call('plans.create', { name: 'Mixed', body: { rules: [aRule(hybrid(700, 41_300))] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  await expectSound()
  const steps = [[0, 10_000], [50_000_000, 30_000], [90_000_000, 50_000]] as const // prettier-ignore
  const rules = [
    aRule(tiered('whole', steps), { key: 'tiers' }),
    aRule(fixed(500), { key: 'new', conditions: [forCustomer('new')], priority: 5 }),
    aRule(percent(25_000), { key: 'rest', priority: -5 }),
  ]
  await engine.call('plans.saveDraft', { id, body: { rules } })
  await engine.call('plans.publish', { id, validFrom: '2025-06-01', changeMode: 'allNewEvents' })
  await expectSound()
  await engine.call('partners.setStatus', { id: partners[0]!, status: 'paused', validFrom: '2025-09-01' })
  await expectSound()
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  await expectSound()
})

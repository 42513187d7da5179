import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PlanRule } from '../../../src/contract/plans.ts'
import { compileTerritory, createTerritoryGate } from '../../../src/engine/commissions/territory.rules.ts'
import { NO_CONVERSIONS } from '../../../src/engine/commissions/conversionColumns.rules.ts'
import { aRule, percent, tiered } from '../../support/builders/plans.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
})
afterEach(() => engine.close())

async function rows() {
  const sort = [{ column: 'occurredOn', direction: 'ascending' as const }]
  return (await engine.call('views.open', viewSpec('commissions', { sort }))).rows
}
const told = async (): Promise<string[]> =>
  (await rows()).map(({ cells }) => [cells['occurredOn'], cells['partner'], cells['earned']].join(' '))

async function pay(...rules: PlanRule[]): Promise<void> {
  const { id } = await engine.call('plans.create', { name: 'Share', body: { rules } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
}
const setTerritory = (id: number, ...territory: string[]) =>
  engine.call('partners.update', { id, changes: { territory } })

test('[CO25] what is sold outside the territory of its partner earns nothing; without a country it passes', async () => {
  const [acme, beta] = [await seedPartner(engine, 'Acme'), await seedPartner(engine, 'Beta')]
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-01', minor: 1_000, country: 'India' },
    { partnerId: acme, day: '2025-12-02', minor: 1_000, country: ' INDIA ' },
    { partnerId: acme, day: '2025-12-03', minor: 1_000, country: 'Japan' },
    { partnerId: acme, day: '2025-12-04', minor: 1_000 },
    { partnerId: acme, day: '2025-12-05', minor: 1_000, country: 'south  korea' },
    { partnerId: beta, day: '2025-12-06', minor: 1_000, country: 'Japan' },
  ])
  await pay(aRule(percent(100_000)))
  const all = ['01 Acme', '02 Acme', '03 Acme', '04 Acme', '05 Acme', '06 Beta'].map((row) => `2025-12-${row} 100`)
  expect(await told()).toEqual(all)
  const changes = { territory: ['india', 'South Korea', 'INDIA'] }
  await callReversibly(engine, 'partners.update', { id: acme, changes })
  const inside = all.filter((row) => !row.startsWith('2025-12-03'))
  expect(await told()).toEqual(inside)
  expect((await engine.call('partners.get', { id: acme })).territory).toEqual(['india', 'South Korea'])
  expect((await engine.call('workspace.verify', {})).findings.filter(({ check }) => check === 'commissions')).toEqual(
    [],
  )

  await engine.call('history.undo', {})
  expect(await told()).toEqual(all)
  await engine.call('history.redo', {})
  expect(await told()).toEqual(inside)
  const { failedGates, commissions } = await engine.call('revenue.conversion', { id: ids[2] ?? 0 })
  expect({ failedGates, commissions }).toEqual({ failedGates: ['inTerritory'], commissions: [] })
  const [first] = await rows()
  const { gates } = await engine.call('commissions.explain', { id: first?.id ?? 0 })
  expect(gates).toContainEqual({ gate: 'inTerritory', isPassed: true })
  await setTerritory(acme)
  expect(await told()).toEqual(all)
})

test('[CO25] it counts towards no tier either', async () => {
  const acme = await seedPartner(engine, 'Acme')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-01', minor: 10_000, country: 'Japan' },
    { partnerId: acme, day: '2025-12-02', minor: 10_000, country: 'India' },
  ])
  const steps = tiered('marginal', [
    [0, 100_000],
    [10_000, 200_000],
  ])
  await pay(aRule(steps), aRule(steps, { key: 'loser', priority: -1 }))
  expect(await told()).toEqual(['2025-12-01 Acme 1000', '2025-12-02 Acme 2000'])
  await setTerritory(acme, 'India')
  expect(await told()).toEqual(['2025-12-02 Acme 1000'])
  const [{ id } = { id: 0 }] = await rows()
  // The counter of a rule that lost is counted anew.
  const { trace, competing } = await engine.call('commissions.explain', { id })
  expect([trace.counter?.before, ...competing.map(({ wouldEarnMinor }) => wouldEarnMinor)]).toEqual([0, 1000, 1000])
})

test('[CO25] what was settled stays when it comes to lie outside, and says that it does', async () => {
  const acme = await seedPartner(engine, 'Acme')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-01', minor: 1_000, country: 'Japan' },
    { partnerId: acme, day: '2025-12-20', minor: 1_000, country: 'India' },
  ])
  await pay(aRule(percent(100_000)))
  await approveRun(engine, (await openRun(engine)).id)
  seedConversions(engine.file, [{ partnerId: acme, day: '2026-01-02', minor: 1_000, country: 'Japan' }])
  await setTerritory(acme, 'India', 'Japan')
  expect(await told()).toHaveLength(3)
  await callReversibly(engine, 'partners.update', { id: acme, changes: { territory: ['India'] } })
  expect(await told()).toEqual(['2025-12-01 Acme 100', '2025-12-20 Acme 100'])
  const [first] = await rows()
  const { gates } = await engine.call('commissions.explain', { id: first?.id ?? 0 })
  expect(gates).toContainEqual({ gate: 'inTerritory', isPassed: false })
})

test('[CO25] only a country that is known lies outside, and nothing outside everywhere', () => {
  expect(compileTerritory('India; Korea, Republic of')('korea,  republic OF')).toBe(false)
  expect(compileTerritory('India; Nepal')('Japan')).toBe(true)
  expect(compileTerritory('India')(' ')).toBe(false)
  expect(compileTerritory('')('Japan')).toBe(false)
})

test('[CO25] what is blocked for another reason stays blocked', () => {
  const conversions = { ...NO_CONVERSIONS, count: 4, id: [1, 2, 3, 4], country: [0, 1, 2, 1], blocked: [1, 0, 0, 1] }
  const gate = createTerritoryGate(['India', 'Japan', ''])
  expect([...(gate(conversions, 'india').blocked as number[])]).toEqual([1, 1, 0, 1])
  expect(gate(conversions, undefined)).toBe(conversions)
  expect(gate(conversions, 'India; Japan')).toBe(conversions)
})

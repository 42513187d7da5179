import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProgrammeSettings } from '../../../src/contract/programme.ts'
import { aCost } from '../../support/builders/objectives.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

// Today is 14 January 2026, so the last month that is over is December 2025.
let engine: TestEngine
let acme: number
let bukit: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
  bukit = await seedPartner(engine, 'Bukit Data')
})
afterEach(() => engine.close())

const spreadBy = async (costAllocation: ProgrammeSettings['measuring']['costAllocation']) => {
  const { measuring } = await engine.call('programme.get', {})
  await engine.call('programme.update', { measuring: { ...measuring, costAllocation } })
  return (await engine.call('costs.list', {})).spread
}

test('[CS1] a cost counts from its first month to its last, common or as one partner’s own, per currency', async () => {
  await engine.call('costs.add', aCost())
  await engine.call('costs.add', aCost({ label: 'CRM seats', kind: 'tools', monthMinor: 40_000, toMonth: '2025-11' }))
  await engine.call('costs.add', aCost({ label: 'Booth', partnerId: acme, monthMinor: 9_000, fromMonth: '2025-12' }))
  await engine.call('costs.add', aCost({ label: 'Office', currency: 'SGD', monthMinor: 120_000, fromMonth: '2025-12' }))
  await engine.call('costs.add', aCost({ label: 'Portal', kind: 'tools', fromMonth: '2026-01' }))
  const { month, costs, sums } = await engine.call('costs.list', {})
  expect({ month, sums, labels: costs.map(({ label, partnerName }) => [label, partnerName]) }).toEqual({
    month: '2025-12',
    sums: [
      { currency: 'SGD', commonMinor: 120_000, ownMinor: 0 },
      { currency: 'USD', commonMinor: 600_000, ownMinor: 9_000 },
    ],
    labels: [['Booth', 'Acme'], ['Office', ''], ['Partner managers', ''], ['Portal', ''], ['CRM seats', '']],
  }) // prettier-ignore
  const cost = async (from: string, to: string, partnerId: number | null = null) =>
    (await engine.call('measures.read', { keys: ['programmeCost'], from, to, partnerId })).values[0]?.value
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'SGD', perBasePpm: 1_200_000 }] },
  })
  // Eleven months of 6,000 + 400; December 6,000 + 90 + 1,200 ÷ 1.2.
  expect(await cost('2025-01-01', '2025-12-31')).toBe(11 * 640_000 + 600_000 + 9_000 + 100_000)
  expect(await cost('2024-01-01', '2024-12-31')).toBe(0)
})

test('[CS2] common costs are spread by what was chosen, and the parts add up to the last cent', async () => {
  await engine.call('costs.add', aCost({ monthMinor: 100_001 }))
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-03', minor: 30_000, customer: 'Anvika' },
    { partnerId: bukit, day: '2025-12-04', minor: 5_000, customer: 'Nilgiri' },
    { partnerId: bukit, day: '2025-12-05', minor: 5_000, customer: 'Falak' },
  ])
  await engine.call('costs.setHours', {
    hours: [
      { partnerId: acme, perMonth: 1 },
      { partnerId: bukit, perMonth: 4 },
    ],
  })
  const parts = async (allocation: Parameters<typeof spreadBy>[0]) => {
    const { totalMinor, parts: found, isEqualForWant } = await spreadBy(allocation)
    expect({ totalMinor, isEqualForWant }).toEqual({ totalMinor: 100_001, isEqualForWant: false })
    return found.map(({ name, weight, partMinor }) => [name, weight, partMinor])
  }
  expect(await parts('equal')).toEqual([['Acme', 1, 50_001], ['Bukit Data', 1, 50_000]]) // prettier-ignore
  expect(await parts('revenue')).toEqual([['Acme', 30_000, 75_001], ['Bukit Data', 10_000, 25_000]]) // prettier-ignore
  expect(await parts('newCustomers')).toEqual([['Bukit Data', 2, 66_667], ['Acme', 1, 33_334]]) // prettier-ignore
  expect(await parts('hours')).toEqual([['Bukit Data', 4, 80_001], ['Acme', 1, 20_000]]) // prettier-ignore
})

test('[CS3] without revenue the common costs are spread equally, and a cost without a rate is named', async () => {
  await engine.call('costs.add', aCost({ monthMinor: 100 }))
  await engine.call('costs.add', aCost({ label: 'Office', currency: 'SGD' }))
  expect(await spreadBy('revenue')).toMatchObject({
    totalMinor: 100,
    isEqualForWant: true,
    parts: [{ partMinor: 50 }, { partMinor: 50 }],
    missing: [{ currency: 'SGD', rows: 1 }],
  })
})

test('[CS1] a cost whose last month lies before its first is refused, as is one of nobody', async () => {
  expect(await engine.refused('costs.add', aCost({ toMonth: '2024-12' }))).toMatchObject({ code: 'call.badInput' })
  expect(await engine.refused('costs.add', aCost({ fromMonth: '2025-13' }))).toMatchObject({ code: 'call.badInput' })
  expect(await engine.refused('costs.add', aCost({ partnerId: 99 }))).toMatchObject({ code: 'entity.notFound' })
  const { id } = await engine.call('costs.add', aCost())
  await engine.call('costs.remove', { id })
  expect(await engine.refused('costs.update', { ...aCost(), id })).toMatchObject({ code: 'entity.notFound' })
})

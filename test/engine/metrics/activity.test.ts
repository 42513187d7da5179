import { expect, test } from 'vitest'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine } from '../../support/testEngine.ts'

test('[ME8] on a day of the past the last sale up to it counts, whatever came after it in the same month or later', async () => {
  const engine = await startTestEngine()
  const sales: Record<string, string[]> = {
    'Sold later that month': ['2025-09-03', '2025-11-20'],
    'Sold before and later': ['2025-10-10', '2025-12-01'],
    'Sold that month twice': ['2025-11-02', '2025-11-09', '2025-11-11'],
    'Sold on the day': ['2025-11-10', '2025-11-30'],
    'Sold only later': ['2025-12-05'],
    'Sold long ago': ['2025-02-01'],
  }
  const ids = new Map<string, number>()
  for (const name of Object.keys(sales)) ids.set(name, await seedPartner(engine, name))
  seedConversions(
    engine.file,
    Object.entries(sales).flatMap(([name, days]) =>
      days.map((day) => ({ partnerId: ids.get(name) ?? 0, day, minor: 10_000 })),
    ),
  )
  const days: Record<string, number | null> = {}
  for (const [name, partnerId] of ids) {
    const period = { from: '2025-11-01', to: '2025-11-10' }
    const { values } = await engine.call('measures.read', { keys: ['recency'], ...period, partnerId })
    days[name] = values[0]?.inputs[0]?.value ?? null
  }
  expect(days).toEqual({
    'Sold later that month': 68,
    'Sold before and later': 31,
    'Sold that month twice': 1,
    'Sold on the day': 0,
    'Sold only later': null,
    'Sold long ago': 282,
  })
  engine.close()
})

test('[ME8] a refund is no sale: a partner is silent since its last sale, whatever came back later', async () => {
  const engine = await startTestEngine()
  const partnerId = await seedPartner(engine, 'Sold once')
  seedConversions(engine.file, [
    { partnerId, day: '2025-09-01', minor: 10_000 },
    { partnerId, day: '2025-10-31', minor: -4_000, refundOf: 0 },
  ])
  const period = { from: '2025-11-01', to: '2025-11-10' }
  const { values } = await engine.call('measures.read', { keys: ['recency'], ...period, partnerId })
  expect(values[0]?.inputs[0]?.value).toBe(70)
  engine.close()
})

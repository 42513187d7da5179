import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedConversions } from '../../support/seed.ts'
import { seedDeals } from '../../support/seedDeals.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

// Today is 14 January 2026.
let engine: TestEngine
let acme: number
let bukit: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
  bukit = await seedPartner(engine, 'Bukit Data')
})
afterEach(() => engine.close())

const year = { from: '2025-01-01', to: '2025-12-31' }
const yearBefore = { from: '2024-01-01', to: '2024-12-31' }

test('[AN14] win rates of the year before are of the deals closed in it, up to its last day', async () => {
  const closed = (partner: string, closedOn: string, stage: 'Won' | 'Lost') => ({
    partner,
    openedOn: '2024-01-02',
    closedOn,
    stage,
    minor: 1000,
  })
  await seedDeals(engine, [
    closed('Acme', '2024-01-02', 'Won'),
    closed('Acme', '2024-12-31', 'Lost'),
    closed('Bukit Data', '2024-06-01', 'Lost'),
    closed('Acme', '2025-01-01', 'Won'),
    closed('Acme', '2025-12-31', 'Won'),
    closed('Acme', '2025-05-05', 'Won'),
    closed('Acme', '2025-05-06', 'Lost'),
  ])
  const rates = async (span: typeof year) => {
    const { all, partners } = await engine.call('analytics.winRates', span)
    return [all.ratePpm, ...partners.map(({ name, ratePpm }) => `${name} ${ratePpm}`)]
  }
  expect(await rates(year)).toEqual([750_000, 'Acme 750000'])
  // One of three; of Acme one of two.
  expect(await rates(yearBefore)).toEqual([333_333, 'Acme 500000', 'Bukit Data 0'])
})

test('[AN14] shares of the year before are of its own revenue, up to its last day', async () => {
  seedConversions(engine.file, [
    { partnerId: acme, day: '2024-12-31', minor: 20_000 },
    { partnerId: bukit, day: '2024-01-01', minor: 60_000 },
    { partnerId: acme, day: '2025-01-01', minor: 90_000 },
    { partnerId: bukit, day: '2025-12-31', minor: 10_000 },
  ])
  const shares = async (span: typeof year) => {
    const { partners, hhiPpm, effectivePpm } = await engine.call('analytics.concentration', span)
    return [hhiPpm, effectivePpm, ...partners.map(({ name, sharePpm }) => `${name} ${sharePpm}`)]
  }
  // 0.9² + 0.1² = 0.82; 0.75² + 0.25² = 0.625.
  expect(await shares(year)).toEqual([820_000, 1_219_512, 'Acme 900000', 'Bukit Data 100000'])
  expect(await shares(yearBefore)).toEqual([625_000, 1_600_000, 'Bukit Data 750000', 'Acme 250000'])
})

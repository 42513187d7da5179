import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultLimits } from '../../../src/contract/analytics.ts'
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

test('[AN15] customers of the quarter before are followed no longer than those of the quarter have been', async () => {
  const bought = (customer: string, day: string, minor: number) => ({ partnerId: acme, customer, day, minor })
  seedConversions(engine.file, [
    // Whole months up to today, 14 January: of October three, of November two, of December one.
    bought('c1', '2025-10-02', 100),
    bought('c2', '2025-10-03', 100),
    bought('c1', '2025-11-20', 40),
    bought('c3', '2025-11-04', 100),
    bought('c3', '2026-01-05', 900),
    bought('c4', '2025-12-31', 100),
    // So July counts to September, August to September and September by itself.
    bought('d1', '2025-07-01', 100),
    bought('d2', '2025-07-02', 100),
    bought('d3', '2025-07-03', 100),
    bought('d1', '2025-08-01', 50),
    bought('d2', '2025-09-30', 30),
    bought('d3', '2025-10-01', 9999),
    bought('d4', '2025-08-05', 100),
    bought('d4', '2025-09-05', 20),
    bought('d4', '2025-10-05', 7777),
    bought('d5', '2025-09-06', 100),
    bought('d5', '2025-10-06', 5555),
  ])
  const ask = (from: string, to: string, compareFrom: string | null, compareTo: string | null) =>
    engine.call('analytics.cohorts', { from, to, partnerId: null, compareFrom, compareTo })
  const { all, before } = await ask('2025-10-01', '2025-12-31', '2025-07-01', '2025-09-30')
  expect(all).toEqual([
    { offset: 0, keptPpm: 1_000_000, minor: 400 },
    { offset: 1, keptPpm: 333_333, minor: 40 }, // one of c1, c2 and c3
    { offset: 2, keptPpm: 0, minor: 0 },
  ])
  expect(before).toEqual({
    customers: 5,
    all: [
      { offset: 0, keptPpm: 1_000_000, minor: 500 },
      { offset: 1, keptPpm: 500_000, minor: 70 }, // d1 and d4 of d1 to d4
      { offset: 2, keptPpm: 333_333, minor: 30 }, // d2 of d1 to d3
    ],
  })
  // A quarter that still runs has no whole month, and not all of its new customers.
  expect((await ask('2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31')).before).toEqual({
    customers: null,
    all: [],
  })
  // Three months against four, and none asked for.
  expect((await ask('2025-10-15', '2025-12-31', '2025-07-30', '2025-10-14')).before).toBeNull()
  expect((await ask('2025-10-01', '2025-12-31', null, null)).before).toBeNull()
})

test('[AN16] what came back within 90 days is told of a month of either year, and once it has had them', async () => {
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-09-01', minor: 50_000 },
    { partnerId: acme, day: '2025-10-01', minor: 10_000 },
    { partnerId: acme, day: '2024-09-01', minor: 30_000 },
    { partnerId: acme, day: '2024-09-30', minor: 10_000 },
    { partnerId: acme, day: '2025-11-30', minor: 5000, refundOf: 0 }, // on the 90th day
    { partnerId: acme, day: '2025-12-01', minor: 700, refundOf: 0 }, // on the 91st
    { partnerId: acme, day: '2025-12-01', minor: 2000, refundOf: 1 },
    { partnerId: acme, day: '2024-11-30', minor: 8000, refundOf: 2 },
    { partnerId: acme, day: '2025-06-01', minor: 9000, refundOf: 3 }, // nine months later
  ])
  const lastOf = async (span: { from: string; to: string }) =>
    (await engine.call('analytics.refunds', span)).months.map(({ within }) => {
      const { days, ratePpm, maturePpm } = within.at(-1)!
      return [days, ratePpm, maturePpm]
    })
  // On 14 January 1 to 16 October lie 90 days back.
  expect(await lastOf({ from: '2025-09-01', to: '2025-10-31' })).toEqual([
    [90, 100_000, 1_000_000],
    [90, 200_000, 516_129], // 16 of 31 days
  ])
  expect(await lastOf({ from: '2024-09-01', to: '2024-10-31' })).toEqual([
    [90, 200_000, 1_000_000],
    [90, null, 1_000_000],
  ])
})

test('[AN18] win rate and refunds of a named partner are told for the period before, with enough sales and deals in it', async () => {
  const sales = (partnerId: number, month: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({ partnerId, day: `${month}-0${at + 1}`, minor: 10_000 }))
  const ids = seedConversions(engine.file, [
    ...sales(acme, '2024-11', 6),
    ...sales(acme, '2025-09', 5),
    ...sales(acme, '2025-01', 1),
    // Four sales say nothing.
    ...sales(bukit, '2024-12', 4),
    ...sales(bukit, '2025-12', 5),
  ])
  // Of Acme 30 of 620 came back in 2024, two won deals among its sales, and 100 of 600 in 2025; of Bukit Data 200 of 500 in 2025.
  seedConversions(engine.file, [
    { partnerId: acme, day: '2024-11-28', minor: 3000, refundOfId: ids[0]! },
    { partnerId: acme, day: '2025-09-28', minor: 10_000, refundOfId: ids[6]! },
    { partnerId: bukit, day: '2024-12-28', minor: 3000, refundOfId: ids[12]! },
    { partnerId: bukit, day: '2025-12-28', minor: 10_000, refundOfId: ids[16]! },
    { partnerId: bukit, day: '2025-12-29', minor: 10_000, refundOfId: ids[17]! },
  ])
  const closed = (partner: string, year: number, won: number, lost: number) =>
    Array.from({ length: won + lost }, (_, at) => ({
      partner,
      openedOn: '2024-01-02',
      closedOn: `${year}-03-0${at + 1}`,
      stage: at < won ? ('Won' as const) : ('Lost' as const),
      minor: 1000,
    }))
  await seedDeals(engine, [
    ...closed('Acme', 2024, 2, 3),
    ...closed('Acme', 2025, 0, 6),
    ...closed('Bukit Data', 2025, 0, 5),
  ])
  const found = async (isCompared: boolean) => {
    const { partners } = await engine.call('analytics.underperformers', {
      ...year,
      compareFrom: isCompared ? yearBefore.from : null,
      compareTo: isCompared ? yearBefore.to : null,
      limits: { ...defaultLimits, dropPpm: 1_000_000, idleDays: 1000 },
    })
    return partners.map(({ name, findings }) => [name, ...findings.map((one) => [one.rule, one.value, one.before])])
  }
  expect(await found(true)).toEqual([
    ['Acme', ['winRateLow', 0, 400_000], ['refundsHigh', 166_667, 48_387]],
    ['Bukit Data', ['winRateLow', 0, null], ['refundsHigh', 400_000, null]],
  ])
  expect(await found(false)).toEqual([
    ['Acme', ['winRateLow', 0, null], ['refundsHigh', 166_667, null]],
    ['Bukit Data', ['winRateLow', 0, null], ['refundsHigh', 400_000, null]],
  ])
})

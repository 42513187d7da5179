import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultLimits } from '../../../src/contract/analytics.ts'
import { aRule, percent } from '../../support/builders/plans.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedDeals } from '../../support/seedDeals.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

// Today is 14 January 2026.
let engine: TestEngine
let acme: number
let bukit: number
let cita: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
  bukit = await seedPartner(engine, 'Bukit Data')
  cita = await seedPartner(engine, 'Cita Labs')
})
afterEach(() => engine.close())

const quarter = { from: '2025-10-01', to: '2025-12-31' }
const year = { from: '2025-01-01', to: '2025-12-31' }

test('[AN1] [AN2] sourced, influenced and assisted deals are counted apart, and a deal with two helpers once', async () => {
  const [first = 0, second = 0, third = 0] = await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-11-03', minor: 100_000 },
    { partner: '', openedOn: '2025-11-04', minor: 50_000 },
    { partner: 'Bukit Data', openedOn: '2025-09-30', minor: 7_000 },
  ])
  const help = (dealId: number, partnerId: number, role: 'influenced' | 'assisted') =>
    engine.call('deals.setRole', { dealId, partnerId, role, note: '' })
  await help(first, bukit, 'influenced')
  await help(first, cita, 'influenced')
  await help(second, bukit, 'assisted')
  await help(third, cita, 'assisted')
  const { roles, partners } = await engine.call('analytics.contributions', quarter)
  expect(roles).toEqual([
    { role: 'sourced', deals: 1, minor: 100_000, alsoSourced: 1 },
    { role: 'influenced', deals: 1, minor: 100_000, alsoSourced: 1 },
    { role: 'assisted', deals: 1, minor: 50_000, alsoSourced: 0 },
  ])
  const none = { deals: 0, minor: 0 }
  const whole = { deals: 1, minor: 100_000 }
  expect(partners.map(({ name, sourced, influenced, assisted }) => ({ name, sourced, influenced, assisted }))).toEqual([
    { name: 'Acme', sourced: whole, influenced: none, assisted: none },
    { name: 'Bukit Data', sourced: none, influenced: whole, assisted: { deals: 1, minor: 50_000 } },
    { name: 'Cita Labs', sourced: none, influenced: whole, assisted: none },
  ])
  const { values } = await engine.call('measures.read', {
    keys: ['sourcedPipeline', 'influencedPipeline', 'assistedPipeline'],
    partnerId: null,
    ...quarter,
  })
  expect(values.map(({ value }) => value)).toEqual(roles.map(({ minor }) => minor))
  const { rows } = await engine.call('views.open', viewSpec('deals'))
  expect(rows.find(({ id }) => id === first)?.cells).toMatchObject({
    influencedBy: 'Bukit Data, Cita Labs',
    assistedBy: '',
  })
})

test('[AN2] who brought a deal is no helper of it, also when a later import says that it brought it', async () => {
  const [dealId = 0] = await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-11-03', minor: 100_000, name: 'X1' },
  ])
  expect(await engine.refused('deals.setRole', { dealId, partnerId: acme, role: 'assisted', note: '' })).toEqual({
    code: 'deal.ownPartner',
    details: { partner: 'Acme' },
  })
  await engine.call('deals.setRole', { dealId, partnerId: bukit, role: 'assisted', note: 'demo' })
  const influencedBy = async () => (await engine.call('analytics.contributions', quarter)).roles[2]
  expect(await influencedBy()).toMatchObject({ deals: 1, minor: 100_000 })
  const [newer = 0] = await seedDeals(engine, [
    { partner: 'Bukit Data', openedOn: '2025-11-03', minor: 120_000, name: 'X1' },
  ])
  expect(newer).not.toBe(dealId)
  expect(await influencedBy()).toMatchObject({ deals: 0, minor: 0 })
  // The help stays with the deal, whichever version is asked about.
  expect((await engine.call('deals.roles', { dealId: newer })).roles).toEqual([
    { partnerId: bukit, name: 'Bukit Data', role: 'assisted', note: 'demo' },
  ])
  await engine.call('deals.removeRole', { dealId: newer, partnerId: bukit })
  expect(await engine.refused('deals.removeRole', { dealId, partnerId: bukit })).toMatchObject({
    code: 'entity.notFound',
  })
})

test('[AN4] [AN5] partners that started in the period are watched to today, those without a sale by name', async () => {
  const started = async (name: string, startedOn: string) =>
    (await engine.call('partners.create', { name, startedOn })).id
  const dewa = await started('Dewa', '2025-07-10')
  const eka = await started('Eka', '2025-11-01')
  await started('Fajar', '2026-01-10')
  seedConversions(engine.file, [
    { partnerId: dewa, day: '2025-08-09', minor: 100 },
    { partnerId: dewa, day: '2025-08-20', minor: 100 },
  ])
  const { until, cohorts, survival, waiting } = await engine.call('analytics.activation', year)
  expect({ until, cohorts, waiting }).toEqual({
    until: '2026-01-14',
    cohorts: [
      { quarter: 'FY2025-Q3', started: 1, activated: 1, matured: 1, ratePpm: 1_000_000, medianDays: 30 },
      { quarter: 'FY2025-Q4', started: 1, activated: 0, matured: 0, ratePpm: 0, medianDays: null },
    ],
    waiting: [{ partnerId: eka, name: 'Eka', startedOn: '2025-11-01', days: 74 }],
  })
  expect(survival).toMatchObject({ started: 2, waiting: 1, medianDays: 30, longestDays: 74 })
})

test('[AN7] shares are of revenue in the base currency, and partners without any are left out', async () => {
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'JPY', perBasePpm: 150_000_000 }] },
  })
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-11-01', minor: 30_000 },
    { partnerId: bukit, day: '2025-11-01', minor: 15_000, currency: 'JPY' }, // 100.00 USD
    { partnerId: cita, day: '2025-11-01', minor: 500 },
    { partnerId: cita, day: '2025-11-02', minor: 500, refundOf: 2 },
  ])
  const found = await engine.call('analytics.concentration', quarter)
  expect(found).toMatchObject({
    currency: 'USD',
    policy: 'fixed',
    foreign: ['JPY'],
    partners: [
      { name: 'Acme', minor: 30_000, sharePpm: 750_000 },
      { name: 'Bukit Data', minor: 10_000, sharePpm: 250_000 },
    ],
    topThreePpm: 1_000_000,
    hhiPpm: 625_000,
    effectivePpm: 1_600_000,
  })
})

test('[AN8] refunds go to the month of their sale, and those that name none stand apart', async () => {
  const sales = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-10-31', minor: 40_000 },
    { partnerId: acme, day: '2025-11-20', minor: 10_000 },
    { partnerId: null, day: '2025-11-20', minor: 99_000 },
    { partnerId: acme, day: '2025-11-29', minor: 4_000, refundOf: 0 },
    { partnerId: acme, day: '2026-01-05', minor: 1_000, refundOf: 1 },
    { partnerId: null, day: '2025-11-30', minor: 50, refundOf: 2 },
  ])
  seedConversions(engine.file, [{ partnerId: acme, day: '2025-12-05', minor: 333, refundOfId: (sales[0] ?? 0) + 1000 }])
  const { months, unlinked, missing } = await engine.call('analytics.refunds', quarter)
  expect({ unlinked, missing }).toEqual({ unlinked: { rows: 1, minor: 333 }, missing: [] })
  expect(
    months.map(({ month, salesMinor, refundedMinor, ratePpm, within }) => [
      month,
      salesMinor,
      refundedMinor,
      ratePpm,
      within.map(({ refundedMinor: part }) => part),
    ]),
  ).toEqual([
    ['2025-10', 40_000, 4_000, 100_000, [4_000, 4_000, 4_000]],
    ['2025-11', 10_000, 1_000, 100_000, [0, 1_000, 1_000]],
    ['2025-12', 0, 0, null, [0, 0, 0]],
  ])
})

test('[AN8] sales and refunds without a rate are counted, not guessed', async () => {
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-10-31', minor: 40_000, currency: 'JPY' },
    { partnerId: acme, day: '2025-11-29', minor: 4_000, currency: 'JPY', refundOf: 0 },
    { partnerId: acme, day: '2025-11-01', minor: 700 },
  ])
  const { months, missing } = await engine.call('analytics.refunds', quarter)
  expect(missing).toEqual([{ currency: 'JPY', rows: 2 }])
  expect(months.map(({ salesMinor, refundedMinor }) => [salesMinor, refundedMinor])).toEqual([
    [0, 0],
    [700, 0],
    [0, 0],
  ])
})

test('[AN9] what is owed is told by month, age and status, per currency, and adds up to what is owed and held', async () => {
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules: [aRule(percent(100_000))] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-09-10', minor: 10_000 },
    { partnerId: acme, day: '2025-12-10', minor: 20_000 },
    { partnerId: bukit, day: '2025-12-11', minor: 30_000 },
    { partnerId: bukit, day: '2025-12-12', minor: 4_000, currency: 'JPY' },
  ])
  await engine.call('programme.update', { rounding: 'halfToEven' })
  await engine.call('commissions.hold', { ids: [ids[2]! * 64], reason: 'Chargeback' })
  const { months, ages } = await engine.call('analytics.liability', {})
  // Due 15 days after the end of the month.
  expect(months).toEqual([
    { month: '2025-10', status: 'approved', currency: 'USD', minor: 1_000 },
    { month: '2026-01', status: 'pending', currency: 'JPY', minor: 400 },
    { month: '2026-01', status: 'pending', currency: 'USD', minor: 2_000 },
    { month: '2026-01', status: 'hold', currency: 'USD', minor: 3_000 },
  ])
  expect(ages).toEqual([
    { age: 'lateMore', status: 'approved', currency: 'USD', minor: 1_000, rows: 1 },
    { age: 'within30', status: 'pending', currency: 'JPY', minor: 400, rows: 1 },
    { age: 'within30', status: 'pending', currency: 'USD', minor: 2_000, rows: 1 },
    { age: 'within30', status: 'hold', currency: 'USD', minor: 3_000, rows: 1 },
  ])
})

test('[AN10] a period that still runs is held against as many days of the one before, and paused partners are left alone', async () => {
  await engine.call('partners.setStatus', { id: cita, status: 'paused', validFrom: '2025-12-01' })
  const sales = (partnerId: number, month: string, days: readonly number[], minor: number) =>
    days.map((day) => ({ partnerId, day: `${month}-${String(day).padStart(2, '0')}`, minor }))
  seedConversions(engine.file, [
    ...sales(acme, '2025-10', [1, 2, 3, 4, 5], 10_000),
    ...sales(acme, '2025-10', [20, 21, 22], 90_000),
    ...sales(acme, '2026-01', [3, 4], 20_000),
    ...sales(bukit, '2025-10', [1, 2, 3, 4, 5], 10_000),
    ...sales(bukit, '2026-01', [3], 48_000),
    ...sales(cita, '2025-10', [1, 2, 3, 4, 5], 10_000),
  ])
  const found = await engine.call('analytics.underperformers', {
    from: '2026-01-01',
    to: '2026-03-31',
    compareFrom: '2025-10-01',
    compareTo: '2025-12-31',
    limits: { ...defaultLimits, dropPpm: 200_000 },
  })
  // Fourteen days of January against the first fourteen of October: 400 of 500 is a fifth less.
  expect(found).toMatchObject({
    examined: 2,
    until: '2026-01-14',
    comparedUntil: '2025-10-14',
    partners: [
      {
        name: 'Acme',
        findings: [{ rule: 'revenueDown', value: 40_000, against: 50_000, scoreMilli: null, before: null }],
        suggestion: { kind: 'incentive', measure: 'revenue' },
      },
    ],
  })
})

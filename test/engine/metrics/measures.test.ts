import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type InputKey,
  inputKeys,
  type MeasureKey,
  measureDefinitions,
  measureKeys,
} from '../../../src/contract/measures.ts'
import { formatMeasure, inputTexts, measureTexts } from '../../../src/contract/measureTexts.ts'
import { computeMeasure, recencyScore } from '../../../src/engine/metrics/measures.rules.ts'
import { estimateSurvival, medianOf } from '../../../src/engine/metrics/survival.rules.ts'
import { aRule, percent } from '../../support/builders/plans.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

// The lines of rules.md b14, and by hand: 40 open deals × 12,000 × 25 % ÷ 60 days = 2,000 a day.
test('[ME7] formulas give what their definitions give by hand', () => {
  const cases: [MeasureKey, Partial<Record<InputKey, number>>, number | null][] = [
    ['pipelineVelocity', { dealsOpen: 40, wonMinor: 12_000_000, dealsWon: 10, dealsLost: 30, cycleDays: 600, cycleCount: 10 }, 200_000],
    ['winRate', { dealsWon: 1, dealsLost: 3 }, 250_000],
    ['winRate', {}, null],
    ['averageDeal', { wonMinor: 1_000, dealsWon: 3 }, 333],
    ['refundRate', { refundsMinor: 500, salesMinor: 2_000 }, 250_000],
    ['retention', { customersKept: 2, customersBefore: 3 }, 666_667],
    ['acquisitionCost', { commissionsMinor: 600, directCostMinor: 300, sharedCostMinor: 100, newCustomers: 4 }, 250],
    ['returnOnInvestment', { marginMinor: 3_000, commissionsMinor: 600, sharedCostMinor: 400 }, 2_000_000],
    ['returnOnInvestment', { marginMinor: 500, commissionsMinor: 1_000 }, -500_000],
    // 10.00 a customer; each keeps (30 − 10) ÷ 4 = 5.00 a month: two months.
    ['payback', { commissionsMinor: 1_000, newCustomers: 1, marginMinor: 3_000, customerMonths: 4 }, 2_000_000],
    ['payback', { commissionsMinor: 1_000, newCustomers: 1, marginMinor: 900, customerMonths: 4 }, null],
    ['promoterScore', { promoters: 5, detractors: 2, answers: 10 }, 30_000_000],
    ['promoterScore', { promoters: 0, detractors: 3, answers: 3 }, -100_000_000],
    ['effectivePartners', { concentrationIndex: 270_000 }, 3_703_704],
    ['bookingsShare', { revenueMinor: 40, companyBookingsMinor: 100 }, 400_000],
    ['effectiveAcquisitionCost', { marketingMinor: 500, commissionsMinor: 100, companyNewCustomers: 6 }, 100],
    ['earningsPerClick', { commissionsMinor: 45_000, clickCount: 100 }, 450],
    ['salesCycle', { cycleDays: 10, cycleCount: 4 }, 2_500_000],
    ['recency', { daysSinceLast: 8 }, 85_000_000],
    ['recency', {}, null],
  ] // prettier-ignore
  expect(cases.map(([key, inputs]) => [key, inputs, computeMeasure(key, inputs)])).toEqual(cases)
})

test('[ME8] recency is 100, 85, 70, 55 or 40, and never 50', () => {
  expect([0, 7, 8, 30, 31, 90, 91, 180, 181, 4000].map(recencyScore)).toEqual([
    100, 100, 85, 85, 70, 70, 55, 55, 40, 40,
  ])
})

test('[ME7] a measure never changes when all its amounts and counts grow alike, unless it is one of them', () => {
  const ratios = measureKeys.filter((key) => ['rate', 'index'].includes(measureDefinitions[key].unit) && key !== 'concentration' && key !== 'effectivePartners') // prettier-ignore
  const inputs = fc.record(Object.fromEntries(inputKeys.map((key) => [key, fc.integer({ min: 1, max: 1e9 })])))
  fc.assert(
    fc.property(inputs, fc.integer({ min: 2, max: 1000 }), (values, factor) => {
      const grown = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value * factor]))
      expect(ratios.map((key) => computeMeasure(key, grown))).toEqual(ratios.map((key) => computeMeasure(key, values)))
    }),
  )
})

test('[ME7] every measure and input has its words, and the words name what they are computed from', () => {
  for (const key of measureKeys)
    expect({ key, ...measureTexts[key] }).toMatchObject({ label: /\S/, formula: /\S/, source: /\S/ })
  expect(inputKeys.filter((key) => !/\S/.test(inputTexts[key]))).toEqual([])
  expect([
    formatMeasure(123_456, 'money', 'USD'),
    formatMeasure(-375_000, 'rate', 'USD'),
    formatMeasure(1_234, 'count', 'USD'),
    formatMeasure(270_000, 'index', 'USD'),
    formatMeasure(61_500_000, 'days', 'USD'),
    formatMeasure(-20_000, 'rate', 'USD'),
  ]).toEqual(['1,234.56', '−37.5%', '1,234', '0.270', '61.5', '−2.0%'])
})

// Freireich et al., Blood 21 (1963): weeks in remission under 6-mercaptopurine; + means censored. The estimate stands
// in every textbook (Kalbfleisch and Prentice, "The Statistical Analysis of Failure Time Data", 2nd ed., table 1.2).
test('[ME9] the product-limit estimate of a published table', () => {
  const weeks = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
    .split(' ')
    .map((text) => ({ days: Number.parseInt(text, 10), hasHappened: !text.endsWith('+') }))
  const steps = estimateSurvival(weeks)
  expect(steps.map(({ days, atRisk, waitingPpm }) => [days, atRisk, Math.round(waitingPpm / 1000) / 1000])).toEqual([
    [6, 21, 0.857],
    [7, 17, 0.807],
    [10, 15, 0.753],
    [13, 12, 0.69],
    [16, 11, 0.627],
    [22, 7, 0.538],
    [23, 6, 0.448],
  ])
  expect(medianOf(steps)).toBe(23)
  expect(medianOf(estimateSurvival([{ days: 9, hasHappened: false }]))).toBeNull()
})

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const year = { from: '2025-01-01', to: '2025-12-31' }

async function read(keys: MeasureKey[], partnerId: number | null = null, period = year) {
  const { values } = await engine.call('measures.read', { ...period, keys, partnerId })
  return Object.fromEntries(values.map(({ key, value, problem }) => [key, problem ?? value]))
}

async function seedTwo(): Promise<{ acme: number; bukit: number }> {
  const acme = await seedPartner(engine, 'Acme')
  const bukit = await seedPartner(engine, 'Bukit Data')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-02-03', minor: 60_000, customer: 'Anvika' },
    { partnerId: acme, day: '2025-03-03', minor: 30_000, customer: 'Anvika' },
    { partnerId: acme, day: '2025-03-10', minor: 10_000, customer: 'Anvika', refundOf: 1 },
    { partnerId: bukit, day: '2025-03-04', minor: 20_000, customer: 'Falak' },
  ])
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules: [aRule(percent(100_000))] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  return { acme, bukit }
}

test('[ME7] measures of a partner and of the programme follow the same rows, in any period', async () => {
  const { acme } = await seedTwo()
  const keys: MeasureKey[] = ['revenue', 'sales', 'refundRate', 'newCustomers', 'commissions', 'commissionShare']
  expect(await read(keys, acme)).toEqual({
    revenue: 80_000,
    sales: 2,
    refundRate: 111_111,
    newCustomers: 1,
    commissions: 8_000,
    commissionShare: 100_000,
  })
  expect(await read(['revenue', 'sales', 'largestShare', 'activePartners'])).toEqual({
    revenue: 100_000,
    sales: 3,
    largestShare: 800_000,
    activePartners: 2,
  })
  // Days around whole months come from the rows themselves.
  expect(await read(['revenue', 'sales', 'commissions'], null, { from: '2025-02-04', to: '2025-03-09' })).toEqual({
    revenue: 50_000,
    sales: 2,
    commissions: 4_000,
  })
  const { partners } = await engine.call('measures.byPartner', { ...year, keys: ['revenue', 'bookingsShare'] })
  expect(partners.map(({ name, values }) => [name, values])).toEqual([
    ['Acme', [80_000, null]],
    ['Bukit Data', [20_000, null]],
  ])
})

test('[ME11] an amount without a rate leaves its measures without a value, names the currency, and a rate brings them back', async () => {
  const { acme, bukit } = await seedTwo()
  seedConversions(engine.file, [{ partnerId: bukit, day: '2025-05-05', minor: 15_000, currency: 'JPY' }])
  const before = await engine.call('measures.read', { ...year, keys: ['revenue', 'sales'], partnerId: null })
  expect(before.values.map(({ value, problem }) => [value, problem])).toEqual([
    [null, 'rateMissing'],
    [4, null],
  ])
  expect([before.missing, before.foreign]).toEqual([[{ currency: 'JPY', rows: 1 }], ['JPY']])
  // Who sold in the base currency only does not have to wait.
  expect(await read(['revenue'], acme)).toEqual({ revenue: 80_000 })
  const fixed = [{ currency: 'JPY', perBasePpm: 150_000_000 }]
  await engine.call('programme.update', { exchange: { mode: 'fixed', fixed } })
  expect(await read(['revenue'])).toEqual({ revenue: 110_000 })
  expect(await read(['bookingsShare'])).toEqual({ bookingsShare: 'figureMissing' })
})

/** Rows as their commands leave them. */
function write(sql: string): void {
  const connection = new Database(engine.file)
  connection.exec(`UPDATE write_gate SET is_open = 1; ${sql}; UPDATE write_gate SET is_open = 0`)
  connection.close()
}

test('[ME11] what customers ever brought waits for the rates of its last period too, asked by itself or with others', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  seedConversions(engine.file, [
    { partnerId, day: '2025-11-03', minor: 1_000, customer: 'Nilgiri' },
    { partnerId, day: '2025-12-03', minor: 1_000, customer: 'Nilgiri', currency: 'EUR' },
  ])
  await engine.call('partners.setStatus', { id: partnerId, status: 'active', validFrom: '2024-01-02' })
  const read = async (...keys: MeasureKey[]) => {
    const input = { keys, partnerId: null, from: '2025-12-01', to: '2025-12-31' }
    const { values, missing } = await engine.call('measures.read', input)
    return [values[0]?.value, values[0]?.problem, missing]
  }
  const waiting = [null, 'rateMissing', [{ currency: 'EUR', rows: 1 }]]
  expect([await read('lifetimeValue'), await read('lifetimeValue', 'revenue')]).toEqual([waiting, waiting])
})

test('[ME10] common costs are spread to the last cent, own costs stay with their partner, and only months they run in count', async () => {
  const { acme, bukit } = await seedTwo()
  await engine.call('partners.create', { name: 'Cendana', startedOn: '2025-01-01' })
  write(`INSERT INTO programme_cost (uid, kind, label, partner_id, currency, month_minor, from_month, to_month) VALUES
    ('a', 'tools', 'Partner portal', NULL, 'USD', 100, '2024-06', '2025-01'),
    ('b', 'people', 'Channel manager', NULL, 'USD', 33, '2025-12', NULL),
    ('c', 'campaigns', 'Booth', ${bukit}, 'USD', 5000, '2025-03', '2025-03')`)
  const costs = async (costAllocation: 'equal' | 'revenue' | 'newCustomers' | 'hours') => {
    const { measuring } = await engine.call('programme.get', {})
    await engine.call('programme.update', { measuring: { ...measuring, costAllocation } })
    const { partners } = await engine.call('measures.byPartner', { ...year, keys: ['programmeCost'] })
    return partners.map(({ values }) => values[0])
  }
  // 133 in common; commissions are 8,000 and 2,000.
  expect({
    equal: await costs('equal'),
    revenue: await costs('revenue'),
    newCustomers: await costs('newCustomers'),
    noHours: await costs('hours'),
  }).toEqual({
    equal: [8_000 + 45, 2_000 + 5_000 + 44, 44],
    revenue: [8_000 + 106, 2_000 + 5_000 + 27, 0],
    newCustomers: [8_000 + 67, 2_000 + 5_000 + 66, 0],
    noHours: [8_000 + 45, 2_000 + 5_000 + 44, 44],
  })
  write(`INSERT INTO partner_effort (partner_id, hours_per_month) VALUES (${acme}, 30), (${bukit}, 10)`)
  expect(await costs('hours')).toEqual([8_000 + 100, 2_000 + 5_000 + 33, 0])
  expect(await read(['programmeCost'])).toEqual({ programmeCost: 10_000 + 5_000 + 133 })
})

test('[ME11] company figures count once every month of the period has them, typed ones before imported ones', async () => {
  await seedTwo()
  const quarter = { from: '2025-01-01', to: '2025-03-31' }
  const keys: MeasureKey[] = ['bookingsShare', 'largestShareOfAll', 'effectiveAcquisitionCost']
  write(`INSERT INTO company_entry (month, measure, currency, value) VALUES ('2025-01', 'bookings', 'USD', 100000),
    ('2025-02', 'bookings', 'USD', 100000), ('2025-01', 'newCustomers', '', 10), ('2025-02', 'newCustomers', '', 6),
    ('2025-03', 'newCustomers', '', 4), ('2025-01', 'marketingSpend', 'USD', 30000), ('2025-02', 'marketingSpend', 'USD', 0),
    ('2025-03', 'marketingSpend', 'USD', 10000)`)
  expect(await read(keys, null, quarter)).toEqual({
    bookingsShare: 'figureMissing',
    largestShareOfAll: 'figureMissing',
    // (40,000 + 10,000 of commissions) ÷ 20
    effectiveAcquisitionCost: 2_500,
  })
  write(`INSERT INTO company_figure (identity, content_hash, attempt_id, line, source, month, measure, currency, value, is_live)
    VALUES (x'01', x'01', 1, 2, 'own', '2025-03', 'bookings', 'USD', 50000, 1),
           (x'02', x'02', 1, 3, 'own', '2025-02', 'bookings', 'USD', 999999, 1)`)
  expect(await read(keys, null, quarter)).toMatchObject({ bookingsShare: 400_000, largestShareOfAll: 320_000 })
})

test('[ME14] cohorts of partners by the quarter of their start', async () => {
  const { acme } = await seedTwo() // both begin in 2024 and sell in 2025
  const { id: cendana } = await engine.call('partners.create', { name: 'Cendana', startedOn: '2025-04-01' })
  await engine.call('partners.create', { name: 'Delima', startedOn: '2025-05-01' })
  const { id: emas } = await engine.call('partners.create', { name: 'Emas', startedOn: '2025-07-01' })
  seedConversions(engine.file, [
    { partnerId: cendana, day: '2025-06-30', minor: 100 },
    { partnerId: emas, day: '2025-09-30', minor: 100 },
  ])
  write(`INSERT INTO certificate (uid, partner_id, name, holder, level, issued_on, expires_on, evidence) VALUES
    ('a', ${cendana}, 'Onboarding', 'Sri', '', '2025-04-10', NULL, ''),
    ('b', ${emas}, 'Onboarding', 'Adi', '', '2025-07-10', '2025-12-30', ''),
    ('c', ${acme}, 'Onboarding', 'Ann', '', '2024-07-10', NULL, '')`)
  expect(await engine.call('metrics.cohorts', year)).toEqual({
    activationDays: 90,
    cohorts: [
      // Delima has sold nothing; Cendana sold on its 90th day.
      { quarter: 'FY2025-Q2', started: 2, certified: 1, activated: 1, active: 1 },
      // 91 days after the start is too late, and its certificate ran out the day before.
      { quarter: 'FY2025-Q3', started: 1, certified: 0, activated: 0, active: 1 },
    ],
    medianDays: 91,
  })
})

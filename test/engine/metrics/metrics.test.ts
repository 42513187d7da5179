import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { computeConcentration } from '../../../src/engine/metrics/concentration.rules.ts'
import { splitPeriod } from '../../../src/engine/metrics/period.rules.ts'
import { rebuildCommissions } from '../../../src/engine/metrics/rollups.repo.ts'
import { aRule, percent } from '../../support/builders/plans.ts'
import { seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

test('[ME2] shares .45 .2 .1 .1 .05 .05 .05 give HHI .27, like 3.7 equal partners', () => {
  const concentration = computeConcentration([45, 20, 10, 10, 5, 5, 5])
  expect(concentration).toEqual({
    sharesPpm: [450_000, 200_000, 100_000, 100_000, 50_000, 50_000, 50_000],
    topThreePpm: 750_000,
    hhiPpm: 270_000,
    effectivePpm: 3_703_704,
  })
  expect(computeConcentration([])).toBeNull()
})

test('[ME2] shares always add up to the whole and one partner is full concentration', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 50 }), { minLength: 1, maxLength: 40 }), (amounts) => {
      const found = computeConcentration(amounts)
      expect(found?.sharesPpm.reduce((sum, share) => sum + share, 0)).toBe(1_000_000)
      expect(found?.effectivePpm).toBeGreaterThanOrEqual(1_000_000)
      expect(found?.effectivePpm).toBeLessThanOrEqual(amounts.length * 1_000_000)
    }),
  )
  expect(computeConcentration([7])).toMatchObject({ hhiPpm: 1_000_000, effectivePpm: 1_000_000 })
})

test('[ME3] a period is cut into whole months and the days around them, without gap or overlap', () => {
  expect(splitPeriod('2025-01-15', '2025-04-30')).toEqual({
    months: { from: '2025-02', to: '2025-04' },
    edges: [{ from: '2025-01-15', to: '2025-01-31' }],
  })
  expect(splitPeriod('2025-02-01', '2025-02-28')).toEqual({ months: { from: '2025-02', to: '2025-02' }, edges: [] })
  expect(splitPeriod('2025-02-03', '2025-02-20').months).toBeNull()
})

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const days = { from: '2025-12-01', to: '2025-12-31', compareFrom: '2025-11-01', compareTo: '2025-11-30' }

async function seedProgramme(): Promise<{ acme: number; beta: number; ids: number[] }> {
  const { id: acme } = await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })
  const { id: beta } = await engine.call('partners.create', { name: 'Beta', startedOn: '2025-01-01', code: 'BT' })
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-11-10', minor: 40_000, customer: 'Nilgiri Tea' },
    { partnerId: acme, day: '2025-12-05', minor: 90_000, customer: 'Nilgiri Tea' },
    { partnerId: acme, day: '2025-12-20', minor: 30_000, refundOf: 1 },
    { partnerId: beta, day: '2025-12-06', minor: 20_000, customer: 'Falak' },
    { partnerId: beta, day: '2025-12-07', minor: 5_000, currency: 'JPY' },
    { partnerId: null, day: '2025-12-08', minor: 1_000 },
  ])
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules: [aRule(percent(100_000))] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  return { acme, beta, ids }
}

test('[ME3] Home shows what partners brought and earned in the period, per currency', async () => {
  const { acme, beta } = await seedProgramme()
  const home = await engine.call('metrics.home', days)
  expect(home).toMatchObject({
    revenue: [
      { currency: 'JPY', minor: 5_000 },
      { currency: 'USD', minor: 80_000 },
    ],
    revenueBefore: [{ currency: 'USD', minor: 40_000 }],
    earned: [
      { currency: 'JPY', minor: 500 },
      { currency: 'USD', minor: 8_000 },
    ],
    owed: [
      { currency: 'JPY', minor: 500 },
      { currency: 'USD', minor: 12_000 },
    ],
    conversions: 3,
    activePartners: 2,
    partners: 2,
    concentration: {
      currency: 'USD',
      partners: [
        { partnerId: acme, name: 'Acme', minor: 60_000, sharePpm: 750_000 },
        { partnerId: beta, name: 'Beta', minor: 20_000, sharePpm: 250_000 },
      ],
      hhiPpm: 625_000,
      effectivePpm: 1_600_000,
      partnerCount: 2,
    },
    liability: [
      { month: '2025-12', status: 'approved', currency: 'USD', minor: 4_000 },
      { month: '2026-01', status: 'pending', currency: 'JPY', minor: 500 },
      { month: '2026-01', status: 'pending', currency: 'USD', minor: 8_000 },
    ],
    adjustments: [],
  })
})

test('[ME3] any days of any period sum to the same as its rows', async () => {
  await seedProgramme()
  for (const [from, to] of [
    ['2025-11-10', '2025-12-05'],
    ['2025-11-11', '2025-12-06'],
    ['2025-12-05', '2025-12-05'],
  ] as const) {
    // prettier-ignore
    const home = await engine.call('metrics.home', { from, to, compareFrom: null, compareTo: null })
    const inPeriod = [
      ['2025-11-10', 40_000],
      ['2025-12-05', 90_000],
      ['2025-12-06', 20_000],
    ].filter(([day]) => String(day) >= from && String(day) <= to)
    const sum = inPeriod.reduce((total, [, minor]) => total + Number(minor), 0)
    expect(home.revenue).toEqual([{ currency: 'USD', minor: sum }])
    // The sale of 5 December was refunded by a third later, which its commission already knows.
    const earned = inPeriod.reduce((total, [, minor]) => total + (minor === 90_000 ? 6_000 : Number(minor) / 10), 0)
    expect(home.earned).toEqual([{ currency: 'USD', minor: earned }])
  }
})

test('[ME4] Home lists what waits for a decision', async () => {
  const { ids } = await seedProgramme()
  await engine.call('partners.create', { name: 'Idle', startedOn: '2025-01-01' })
  await engine.call('commissions.hold', { ids: [ids[0]! * 64], reason: 'Chargeback' })
  const { needs } = await engine.call('metrics.needs', {})
  expect(needs).toEqual([
    {
      kind: 'noPayee',
      count: 2,
      id: null,
      label: 'Acme, Beta',
      amounts: [
        { currency: 'JPY', minor: 500 },
        { currency: 'USD', minor: 8_000 },
      ],
      dueOn: null,
    },
    { kind: 'unattributed', count: 1, id: null, label: '1', amounts: [{ currency: 'USD', minor: 1_000 }], dueOn: null },
    { kind: 'rateMissing', count: 1, id: null, label: 'JPY', amounts: [], dueOn: null },
    { kind: 'onHold', count: 1, id: null, label: '1', amounts: [{ currency: 'USD', minor: 4_000 }], dueOn: null },
  ])
})

test('[ME1] what a partner is owed is earned and adjusted, less held and rejected', async () => {
  const { acme, ids } = await seedProgramme()
  await engine.call('commissions.adjust', {
    partnerId: acme,
    currency: 'USD',
    minor: 700,
    day: '2026-01-02',
    reason: 'Fair',
  })
  const owed = async () => (await engine.call('partners.summary', { id: acme })).owed
  expect(await owed()).toEqual([{ currency: 'USD', minor: 10_700 }])
  await engine.call('commissions.hold', { ids: [ids[0]! * 64], reason: 'Chargeback' })
  expect(await owed()).toEqual([{ currency: 'USD', minor: 6_700 }])
  await engine.call('commissions.reject', { ids: [ids[0]! * 64], reason: 'Chargeback' })
  const summary = await engine.call('partners.summary', { id: acme })
  expect(summary).toMatchObject({
    revenue: [{ currency: 'USD', minor: 100_000 }],
    earned: [{ currency: 'USD', minor: 6_000 }],
    paid: [],
    owed: [{ currency: 'USD', minor: 6_700 }],
    conversions: 2,
    customers: 1,
    firstEventOn: '2025-11-10',
    lastEventOn: '2025-12-20',
    quarters: [{ quarter: 'FY2025-Q4', currency: 'USD', revenueMinor: 100_000, earnedMinor: 6_000, conversions: 2 }],
  })
})

test('[PA2] the directory has one row per partner in the base currency and names the others', async () => {
  await seedProgramme()
  const { rows, view } = await engine.call('views.open', viewSpec('partners'))
  expect(rows.map(({ cells }) => cells)).toMatchObject([
    { name: 'Acme', status: 'active', conversions: 2, revenue: 100_000, earned: 10_000, owed: 10_000, currency: 'USD', otherCurrencies: '' },
    { name: 'Beta', code: 'BT', conversions: 2, revenue: 20_000, earned: 2_000, owed: 2_000, currency: 'USD', otherCurrencies: 'JPY' },
  ]) // prettier-ignore
  const { totals } = await engine.call('views.settle', { view })
  expect(totals.sums.find(({ column }) => column === 'revenue')).toEqual({
    column: 'revenue',
    currency: 'USD',
    total: 120_000,
  })
})

test('[ME5] search finds partners, plans and customers by a part of their name', async () => {
  const { acme } = await seedProgramme()
  const search = async (text: string) => (await engine.call('metrics.search', { text })).hits
  expect(await search('acm')).toEqual([{ kind: 'partner', id: acme, label: 'Acme', hint: '' }])
  expect((await search('RESELL')).map(({ kind }) => kind)).toEqual(['plan'])
  expect((await search('nilgiri')).map(({ kind, label }) => [kind, label])).toEqual([['customer', 'Nilgiri Tea']])
  for (const wildcard of ['%', '_', '\\', '\u0000', 'A%e']) expect(await search(wildcard)).toEqual([])
  expect(await search(' ')).toEqual([])
})

test('[ME3] counts tell what is there', async () => {
  await seedProgramme()
  expect(await engine.call('metrics.counts', {})).toEqual({
    partners: 2,
    customers: 2,
    deals: 0,
    conversions: 6,
    unattributed: 1,
    leads: 0,
    clicks: 0,
    plans: 1,
    commissions: 4,
    reviewsWaiting: 0,
    runsWaiting: 0,
    statements: 0,
  })
})

test('[ME3] stored sums stay what a recount gives, also after undo', async () => {
  await seedProgramme()
  const home = () => engine.call('metrics.home', days)
  const before = await home()
  await engine.call('programme.update', {
    due: { anchor: 'eventDay', months: 0, days: 1, toMonthEnd: false, payDay: null },
  })
  const { liability } = await home()
  expect(liability.every(({ status }) => status === 'approved')).toBe(true)
  await engine.call('history.undo', {})
  expect(await home()).toEqual(before)
})

test('[ME3] sums stored while commissions are derived equal a count of the rows, whatever state they are in', async () => {
  const { acme, ids } = await seedProgramme()
  await engine.call('commissions.hold', { ids: [ids[3]! * 64], reason: 'Chargeback' })
  const { id } = await engine.call('payouts.createRun', {
    from: '2025-11-01',
    to: '2025-11-30',
    cutoffOn: '2026-01-14',
  })
  const { fingerprint } = await engine.call('payouts.run', { id })
  await engine.call('payouts.review', { id, fingerprint })
  await engine.call('payouts.approve', { id, fingerprint })
  await engine.call('programme.update', { rounding: 'halfToEven' })
  const { payouts } = await engine.call('payouts.run', { id })
  const [first] = payouts.filter(({ payoutMinor }) => payoutMinor > 0)
  const payments = [{ payoutId: first?.id ?? 0, reference: 'T-1' }]
  await engine.call('payouts.markPaid', { id, paidOn: '2026-01-14', payments })
  await engine.call('payouts.createRun', { from: '2025-12-01', to: '2025-12-31', cutoffOn: '2026-01-15' })
  seedConversions(engine.file, [{ partnerId: acme, day: '2026-01-03', minor: 12_345 }])
  await engine.call('partners.setStatus', { id: acme, status: 'active', validFrom: '2025-06-01' })
  const connection = new Database(engine.file)
  const read = () => connection.prepare('SELECT * FROM rollup_commission').all()
  const stored = read()
  rebuildCommissions(connection, 'everyone')
  expect(read()).toEqual(stored)
  expect(new Set(stored.map((row) => (row as { state: string }).state))).toEqual(
    new Set(['open', 'hold', 'inRun', 'paid']),
  )
  connection.close()
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import type { Payment, PlanRule } from '../../../src/contract/plans.ts'
import type { Rounding } from '../../../src/contract/money.ts'
import { aRule, fixed, forProduct, hybrid, percent, tiered } from '../../support/builders/plans.ts'
import { callReversibly } from '../../support/reversible.ts'
import { type SeedConversion, seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const partner = async (name: string): Promise<number> =>
  (await engine.call('partners.create', { name, startedOn: '2025-01-01' })).id

/** A plan for everyone from 2025 on; commissions follow. */
async function pay(...rules: (PlanRule | Payment)[]): Promise<number> {
  const body = { rules: rules.map((rule) => ('key' in rule ? rule : aRule(rule))) }
  const { id } = await engine.call('plans.create', { name: 'Resellers', body })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  return id
}

async function rows() {
  const spec = viewSpec('commissions', { sort: [{ column: 'occurredOn', direction: 'ascending' }] })
  return (await engine.call('views.open', spec)).rows
}

const earned = async (): Promise<unknown[]> => (await rows()).map(({ cells }) => cells['earned'])

test('[CO15] commissions follow a plan by themselves: published, assigned, unassigned, undone', async () => {
  const acme = await partner('Acme')
  const other = await partner('Beta')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-03-01', minor: 10_000, customer: 'Nilgiri' },
    { partnerId: acme, day: '2024-12-31', minor: 99_900 },
    { partnerId: other, day: '2025-04-01', minor: 5_000, currency: 'EUR' },
    { partnerId: null, day: '2025-04-01', minor: 70_000 },
  ])
  const planId = await pay(percent(100_000))
  expect((await rows()).map(({ cells }) => cells)).toMatchObject([
    {
      occurredOn: '2025-03-01',
      partner: 'Acme',
      customer: 'Nilgiri',
      rule: 'Rule',
      component: 'rate',
      base: 10_000,
      rate: 100_000,
      earned: 1_000,
      currency: 'USD',
      status: 'approved',
      dueOn: '2025-04-15',
    },
    { partner: 'Beta', earned: 500, currency: 'EUR' },
  ])
  const { assignments } = await engine.call('plans.get', { id: planId })
  await callReversibly(engine, 'plans.unassign', { assignmentId: assignments[0]!.id, from: '2025-04-01' })
  expect(await earned()).toEqual([1_000])
  await engine.call('history.undo', {})
  expect(await earned()).toEqual([1_000, 500])
})

test('[CO15] a status, a group, a setting and a new version re-derive exactly what they concern, and back', async () => {
  const acme = await partner('Acme')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-02-10', minor: 1_005, taxMinor: 100 },
    { partnerId: acme, day: '2025-06-10', minor: 2_000 },
  ])
  const planId = await pay(percent(100_000))
  expect(await earned()).toEqual([91, 200])
  await callReversibly(engine, 'partners.setStatus', { id: acme, status: 'paused', validFrom: '2025-06-01' })
  expect(await earned()).toEqual([91])
  await engine.call('history.undo', {})
  const base = { excludeTax: false, excludeShipping: true, excludeDiscount: true }
  await callReversibly(engine, 'programme.update', { base })
  expect(await earned()).toEqual([101, 200])
  await callReversibly(engine, 'programme.update', { rounding: 'halfToEven' })
  expect(await earned()).toEqual([100, 200])
  await engine.call('plans.saveDraft', { id: planId, body: { rules: [aRule(percent(50_000))] } })
  await callReversibly(engine, 'plans.publish', { id: planId, validFrom: '2025-05-01', changeMode: 'allNewEvents' })
  expect(await earned()).toEqual([100, 100])
})

test('[CO15] whole tiers post one true-up per earlier commission, dated at the crossing', async () => {
  const acme = await partner('Acme')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-01-05', minor: 10_000 },
    { partnerId: acme, day: '2025-01-06', minor: 9_000 },
    { partnerId: acme, day: '2025-01-07', minor: 2_000 },
  ])
  await pay(tiered('whole', [[0, 40_000], [20_000, 60_000], [40_000, 80_000]])) // prettier-ignore
  const all = await rows()
  expect(all.map(({ cells }) => [cells['occurredOn'], cells['component'], cells['earned']])).toEqual([
    ['2025-01-05', 'rate', 400],
    ['2025-01-06', 'rate', 360],
    ['2025-01-07', 'trueUp', 200],
    ['2025-01-07', 'trueUp', 180],
    ['2025-01-07', 'rate', 120],
  ])
})

test('[CO7] a refund of what is not settled lowers the commission; a full one reverses it', async () => {
  const acme = await partner('Acme')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-02-01', minor: 10_000 },
    { partnerId: acme, day: '2025-02-02', minor: 8_000 },
    { partnerId: acme, day: '2025-03-01', minor: 4_000, refundOf: 0 },
    { partnerId: acme, day: '2025-03-02', minor: 8_000, refundOf: 1 },
  ])
  await pay(percent(300_000))
  expect((await rows()).map(({ cells }) => [cells['base'], cells['earned'], cells['status']])).toEqual([
    [6_000, 1_800, 'approved'],
    [0, 0, 'reversed'],
  ])
})

test('[CO11] a partner earns nothing on its own purchases', async () => {
  const { id } = await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01', email: 'a@acme.test' })
  seedConversions(engine.file, [
    { partnerId: id, day: '2025-02-01', minor: 10_000, customer: 'Acme', customerEmail: 'A@acme.test' },
    { partnerId: id, day: '2025-02-02', minor: 10_000, customer: 'Other', customerEmail: 'b@other.test' },
  ])
  await pay(percent(100_000))
  expect((await rows()).map(({ cells }) => cells['customer'])).toEqual(['Other'])
  await callReversibly(engine, 'partners.update', { id, changes: { email: 'b@other.test' } })
  expect((await rows()).map(({ cells }) => cells['customer'])).toEqual(['Acme'])
})

async function seedTwo(): Promise<number[]> {
  const acme = await partner('Acme')
  const seeds: SeedConversion[] = [
    { partnerId: acme, day: '2025-11-20', minor: 10_000 },
    { partnerId: acme, day: '2026-01-10', minor: 20_000 },
  ]
  const ids = seedConversions(engine.file, seeds)
  await pay(percent(100_000))
  return ids.map((id) => id * 64)
}

const statuses = async () => (await rows()).map(({ cells }) => cells['status'])

test('[CO9] pending becomes approved on its due day; a hold keeps a due commission from being approved', async () => {
  const [due, later] = await seedTwo()
  expect(await statuses()).toEqual(['approved', 'pending'])
  await callReversibly(engine, 'commissions.hold', { ids: [due!, later!], reason: 'Chargeback expected' })
  expect(await statuses()).toEqual(['hold', 'hold'])
  await engine.call('programme.update', { pinnedToday: '2026-02-15' })
  expect(await statuses()).toEqual(['hold', 'hold'])
  await callReversibly(engine, 'commissions.release', { ids: [due!, later!] })
  expect(await statuses()).toEqual(['approved', 'approved'])
})

test('[CO14] only legal changes of status are possible', async () => {
  const [due, later] = await seedTwo()
  const why = 'Bought by mistake'
  expect(await engine.refused('commissions.reject', { ids: [due!], reason: why })).toEqual({
    code: 'commission.illegalStatus',
    details: { from: 'approved', to: 'rejected' },
  })
  expect((await engine.refused('commissions.release', { ids: [due!] })).code).toBe('commission.illegalStatus')
  await callReversibly(engine, 'commissions.hold', { ids: [due!], reason: why })
  await callReversibly(engine, 'commissions.reject', { ids: [due!, later!], reason: why })
  expect(await statuses()).toEqual(['rejected', 'rejected'])
  expect((await engine.refused('commissions.hold', { ids: [due!], reason: why })).code).toBe('commission.illegalStatus')
  expect((await engine.refused('commissions.hold', { ids: [12_345], reason: why })).code).toBe('entity.notFound')
})

test('[CO16] quarters are the sums of what was not rejected, per fiscal quarter and currency', async () => {
  const acme = await partner('Acme')
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-03-31', minor: 10_000 },
    { partnerId: acme, day: '2025-04-01', minor: 20_000 },
    { partnerId: acme, day: '2025-06-30', minor: 40_000 },
    { partnerId: acme, day: '2025-06-30', minor: 40_000, currency: 'EUR' },
    { partnerId: acme, day: '2026-01-12', minor: 80_000 },
  ])
  await pay(percent(100_000))
  await engine.call('commissions.reject', { ids: [ids[4]! * 64], reason: 'Test order' })
  const sums = async () =>
    (await engine.call('commissions.quarters', { partnerId: acme })).rows.map((row) => [
      row.quarter,
      row.currency,
      row.count,
      row.baseMinor,
      row.earnedMinor,
    ])
  expect(await sums()).toEqual([
    ['FY2025-Q2', 'EUR', 1, 40_000, 4_000],
    ['FY2025-Q1', 'USD', 1, 10_000, 1_000],
    ['FY2025-Q2', 'USD', 2, 60_000, 6_000],
  ])
  await callReversibly(engine, 'programme.update', { fiscalYearStartMonth: 4 })
  expect((await sums()).map(([quarter]) => quarter)).toEqual(['FY2026-Q1', 'FY2025-Q4', 'FY2026-Q1'])
})

test('[CO17] an adjustment is a signed amount with a reason and a reference of its own', async () => {
  const acme = await partner('Acme')
  const adjustment = { partnerId: acme, currency: 'USD', minor: -2_500, day: '2026-01-10', reason: 'Trade fair' }
  await callReversibly(engine, 'commissions.adjust', adjustment)
  const spec = viewSpec('adjustments')
  expect((await engine.call('views.open', spec)).rows.map(({ cells }) => cells)).toMatchObject([
    { day: '2026-01-10', partner: 'Acme', reason: 'Trade fair', amount: -2_500, status: 'open', reference: 'A-0001' },
  ])
  expect((await engine.call('partners.summary', { id: acme })).owed).toEqual([{ currency: 'USD', minor: -2_500 }])
})

test('[CO10] an explanation replays to the stored amount and shows who lost and by how much', async () => {
  const acme = await partner('Deccan Stack')
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-09-18', minor: 30_000, customer: 'Nilgiri', product: 'Suite' },
    { partnerId: acme, day: '2025-12-18', minor: 53_808, taxMinor: 8_208, customer: 'Nilgiri', product: 'Suite' },
  ])
  await pay(
    aRule(hybrid(4_000, 100_000), { key: 'base', name: 'Fixed base and share' }),
    aRule(percent(80_000), { key: 'low', name: 'Low' }),
    aRule(percent(900_000), { key: 'other', name: 'Other product', conditions: [forProduct('Server')] }),
    aRule(fixed(9_000, 'firstConversion'), { key: 'first', name: 'First', priority: -1 }),
  )
  const why = await engine.call('commissions.explain', { id: ids[1]! * 64 })
  expect(why).toMatchObject({
    trace: {
      component: 'rate',
      baseLines: [
        { label: 'charged', minor: 53_808 },
        { label: 'tax', minor: -8_208 },
      ],
      baseMinor: 45_600,
      terms: [{ minor: 45_600, ratePpm: 100_000 }],
      earnedMinor: 4_560,
      plan: { name: 'Resellers', number: 1 },
    },
    status: 'pending',
    partnerName: 'Deccan Stack',
    customerName: 'Nilgiri',
    chargeNumber: 2,
    due: { dueOn: '2026-01-15', formula: 'month end 31 Dec + 15 days' },
    hold: null,
    statement: null,
  })
  expect(
    why.competing.map(({ key, reason, wouldEarnMinor, shortBy }) => [key, reason, wouldEarnMinor, shortBy]),
  ).toEqual([
    ['base', 'won', 4_560, null],
    ['low', 'earnsLess', 3_648, 912],
    ['other', 'otherProduct', null, null],
    ['first', 'notFirst', null, null],
  ])
  expect(why.gates.every(({ isPassed }) => isPassed)).toBe(true)
})

test('[CO10] every commission of every kind of payment explains to the minor unit', { timeout: 60_000 }, async () => {
  const acme = await partner('Acme')
  const seeds: SeedConversion[] = Array.from({ length: 40 }, (_, i) => ({
    partnerId: acme,
    day: `2025-0${1 + (i % 6)}-1${i % 9}`,
    minor: 1_000 + ((i * 7_919) % 9_000),
    taxMinor: i % 4 === 0 ? 99 : 0,
    discountMinor: i % 5 === 0 ? 150 : 0,
    customer: `Customer ${i % 11}`,
    quantity: 1 + (i % 3),
    product: i % 2 === 0 ? 'Suite' : 'Server',
  }))
  seedConversions(engine.file, [
    ...seeds,
    { partnerId: acme, day: '2025-06-20', minor: 700, refundOf: 3 },
    { partnerId: acme, day: '2025-06-21', minor: 99_999, refundOf: 4 },
  ])
  const steps = [[0, 41_300], [9_000, 62_700], [25_000, 80_000]] as const // prettier-ignore
  for (const payment of [
    percent(72_500),
    fixed(1_500),
    hybrid(500, 33_333, false),
    tiered('marginal', steps),
    tiered('whole', steps, { unit: 'amount', window: 'month' }),
    tiered('whole', [[0, 10_000], [10, 20_000]], { unit: 'count', window: 'lifetime' }), // prettier-ignore
  ] as const) {
    const planId = await pay(payment)
    for (const rounding of ['halfAwayFromZero', 'halfToEven'] satisfies Rounding[]) {
      await engine.call('programme.update', { rounding })
      const all = await rows()
      expect(all.length).toBeGreaterThan(10)
      for (const { id, cells } of all) {
        const { trace, competing } = await engine.call('commissions.explain', { id })
        expect({ id, kind: payment.kind, minor: replay(trace) }).toEqual({
          id,
          kind: payment.kind,
          minor: cells['earned'],
        })
        expect({ id, winners: competing.filter(({ isWinner }) => isWinner).length }).toEqual({ id, winners: 1 })
      }
    }
    const { assignments } = await engine.call('plans.get', { id: planId })
    await engine.call('plans.unassign', { assignmentId: assignments[0]!.id, from: '2025-01-01' })
  }
})

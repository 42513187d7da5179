import { afterEach, beforeEach, expect, test } from 'vitest'
import { evidenceSchema } from '../../../src/contract/tiers.ts'
import { aTier, atLeast, points, revenueTable, strict } from '../../support/builders/tiers.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedDeals } from '../../support/seedDeals.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { decide, publishTiers, seller } from '../../support/tiers.ts'

let engine: TestEngine
let acme: number
let beta: number
const rates = [
  { currency: 'EUR', perBasePpm: 500_000 },
  { currency: 'JPY', perBasePpm: 100_000_000 },
]
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-14', exchange: { mode: 'fixed', fixed: rates } })
  acme = await seller(engine, 'Acme', [['2025-11-10', 620_000]])
  beta = await seller(engine, 'Beta', [['2025-11-11', 620_000]])
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-11-12', minor: 5000, currency: 'JPY', customer: 'Falak' },
  ])
})
afterEach(() => engine.close())

const partner = (partnerId: number) => engine.call('tiers.partner', { partnerId, day: null })

/** Currencies behind each tier's first requirement, lowest tier first. */
const foreignOf = async (partnerId: number) =>
  (await partner(partnerId)).evaluation?.results.map(({ requirements }) => requirements[0]?.foreign ?? null)

test('[TI18] evidence names the currencies that were converted for its partner and for its requirement, and by which rates', async () => {
  await publishTiers(engine, {
    rules: strict,
    tiers: [aTier('Registered'), aTier('Silver', [atLeast('revenue', 100_000)]), aTier('Gold', [atLeast('sales', 1)])],
  })
  expect((await partner(acme)).policy).toBe('fixed')
  expect(await foreignOf(acme)).toEqual([null, ['JPY'], []])
  expect(await foreignOf(beta)).toEqual([null, [], []])
  const { proposals, policy } = await engine.call('tiers.proposals', {})
  expect(policy).toBe('fixed')
  expect(proposals.map(({ name, result }) => [name, result?.name, result?.requirements[0]?.foreign])).toEqual([
    ['Acme', 'Gold', []],
    ['Beta', 'Gold', []],
  ])
})

test('[TI18] points name the currencies of revenue and of the deals that a partner assisted', async () => {
  const [dealId = 0] = await seedDeals(engine, [
    { partner: '', openedOn: '2025-11-01', closedOn: '2025-12-01', stage: 'Won', minor: 10_000, currency: 'EUR' },
  ])
  await engine.call('deals.setRole', { dealId, partnerId: acme, role: 'assisted', note: '' })
  await publishTiers(engine, { rules: strict, tiers: [aTier('Registered'), aTier('Silver', [points()])] })
  expect(await foreignOf(acme)).toEqual([null, ['EUR', 'JPY']])
  expect(await foreignOf(beta)).toEqual([null, []])
})

test('[TI18] a decision keeps the currencies and the rates as they were, and one of before has none', async () => {
  await publishTiers(engine)
  await decide(engine, acme)
  await engine.call('programme.update', { exchange: { mode: 'eventDay', fixed: [] } })
  const { policy, decisions } = await partner(acme)
  const evidence = decisions[0]?.evidence
  expect([policy, evidence?.policy, evidence?.results.map(({ requirements }) => requirements[0]?.foreign)]).toEqual([
    'eventDay',
    'fixed',
    [['JPY']],
  ])
  const [result] = evidence?.results ?? []
  const { foreign: _, ...requirement } = result?.requirements[0] ?? { foreign: [] }
  const { policy: _policy, ...before } = { ...evidence, results: [{ ...result, requirements: [requirement] }] }
  const read = evidenceSchema.parse(before)
  expect([read.policy, read.results[0]?.requirements[0]?.foreign]).toEqual([null, []])
})

test('[TI18] a trial names the currencies of uplifts that were converted, and by which rates', async () => {
  const rule = {
    key: 'share',
    name: 'Revenue share',
    priority: 0,
    conditions: [],
    limitMonths: null,
    payment: { kind: 'percent' as const, ratePpm: 100_000 },
  }
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules: [rule] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  const trial = async () => {
    const { policy, foreign } = await engine.call('tiers.trial', {
      body: revenueTable({ calendar: 'month' }),
      months: 12,
    })
    return { policy, foreign }
  }
  // Gold from December on: what was sold in yen before has no uplift.
  expect(await trial()).toEqual({ policy: 'fixed', foreign: [] })
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-12', minor: 5000, currency: 'JPY', customer: 'Falak' },
  ])
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-02' })
  expect(await trial()).toEqual({ policy: 'fixed', foreign: ['JPY'] })
})

test('[FX8] a measure of one partner names the currencies of its own amounts', async () => {
  const read = async (partnerId: number | null) =>
    (await engine.call('measures.read', { keys: ['revenue'], partnerId, from: '2025-11-01', to: '2025-11-30' })).foreign
  expect([await read(acme), await read(beta), await read(null)]).toEqual([['JPY'], [], ['JPY']])
})

test('[FX8] what is owed, and what customers ever brought, name the currencies that were converted', async () => {
  const read = async (key: 'owed' | 'lifetimeValue' | 'newCustomers') =>
    (await engine.call('measures.read', { keys: [key], partnerId: null, from: '2025-12-01', to: '2025-12-31' })).foreign
  expect(await read('owed')).toEqual([])
  const adjustment = { partnerId: acme, currency: 'EUR', minor: 700, day: '2025-12-22', reason: 'Bonus' }
  await engine.call('commissions.adjust', adjustment)
  expect([await read('owed'), await read('lifetimeValue'), await read('newCustomers')]).toEqual([['EUR'], ['JPY'], []])
})

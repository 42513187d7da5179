import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PlanBody } from '../../../src/contract/plans.ts'
import { callReversibly } from '../../support/reversible.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const revShare = (ratePpm: number): PlanBody => ({
  rules: [
    {
      key: 'share',
      name: 'Revenue share',
      priority: 0,
      conditions: [],
      payment: { kind: 'percent', ratePpm },
      limitMonths: null,
    },
  ],
})

test('[PL10] a plan goes from draft to versions; every command on it can be undone', async () => {
  const { id } = await callReversibly(engine, 'plans.create', { name: 'Resellers', body: revShare(100_000) })
  await callReversibly(engine, 'plans.rename', { id, name: 'Asia resellers' })
  await callReversibly(engine, 'plans.saveDraft', { id, body: revShare(110_000) })
  await callReversibly(engine, 'plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await callReversibly(engine, 'plans.saveDraft', { id, body: revShare(120_000) })
  await callReversibly(engine, 'plans.discardDraft', { id })
  const everyone = { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' } as const
  const { id: assignmentId } = await callReversibly(engine, 'plans.assign', everyone)
  await callReversibly(engine, 'plans.unassign', { assignmentId, from: '2025-06-01' })
  await callReversibly(engine, 'plans.archive', { id, isArchived: true })
  const plan = await engine.call('plans.get', { id })
  expect(plan).toMatchObject({
    name: 'Asia resellers',
    draft: null,
    versions: [{ number: 1, validFrom: '2025-01-01', body: revShare(110_000), commissions: 0 }],
    assignments: [{ scope: { kind: 'everyone' }, validFrom: '2025-01-01', validTo: '2025-05-31' }],
    isArchived: true,
  })
  expect(await engine.call('plans.list', {})).toEqual({ plans: [plan] })
})

test('[PL1] a published version never changes: a raw UPDATE or DELETE meets the guard', async () => {
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: revShare(100_000) })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  const connection = new Database(engine.file)
  expect(() => connection.exec(`UPDATE plan_version SET body = '{}'`)).toThrow('guard: plan_version')
  expect(() => connection.exec(`DELETE FROM plan_version`)).toThrow('guard: plan_version')
  connection.close()
  await engine.call('plans.saveDraft', { id, body: revShare(200_000) })
  const { versions } = await engine.call('plans.get', { id })
  expect(versions.map((version) => version.body)).toEqual([revShare(100_000)])
})

test('[PL10] versions follow each other: nothing is published without a draft, nor before the newest version', async () => {
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: revShare(100_000) })
  await engine.call('plans.publish', { id, validFrom: '2025-03-01', changeMode: 'allNewEvents' })
  const publish = { id, validFrom: '2025-03-01', changeMode: 'allNewEvents' } as const
  expect((await engine.refused('plans.publish', publish)).code).toBe('plan.notADraft')
  await engine.call('plans.saveDraft', { id, body: revShare(200_000) })
  expect((await engine.refused('plans.publish', publish)).code).toBe('plan.invalid')
  await engine.call('plans.publish', { ...publish, validFrom: '2025-03-02', changeMode: 'newCustomersOnly' })
  const { versions } = await engine.call('plans.get', { id })
  expect(versions.map(({ number, changeMode }) => [number, changeMode])).toEqual([
    [2, 'newCustomersOnly'],
    [1, 'allNewEvents'],
  ])
})

test('[PL12] two rules of one plan cannot have the same key', async () => {
  const rules = [...revShare(1).rules, ...revShare(2).rules]
  expect((await engine.refused('plans.create', { name: 'Twins', body: { rules } })).code).toBe('plan.invalid')
})

test('[CO27] caps that make no sense are refused: none named, in another currency than paid, or over tiers that fall', async () => {
  const [rule] = revShare(100_000).rules
  if (!rule) throw new Error('there is a rule')
  const caps = { currency: 'USD', partner: { minor: 1_000, window: 'month' } } as const
  const counter = { unit: 'amount', window: 'month' } as const
  const falling = [
    { from: 0, ratePpm: 60_000 },
    { from: 20_000, ratePpm: 40_000 },
  ]
  const tiered = { currency: 'USD', counter, tiers: falling } as const
  const inEuros = { field: 'amount', currency: 'EUR', atLeastMinor: 1, atMostMinor: null } as const
  const attempt = (more: Partial<typeof rule>) =>
    engine.refused('plans.create', { name: 'Capped', body: { rules: [{ ...rule, caps, ...more }] } })
  const refusals = [
    await attempt({ caps: { currency: 'USD' } }),
    await attempt({ payment: { kind: 'fixed', minor: 1, currency: 'EUR', per: 'everyConversion' } }),
    await attempt({ conditions: [inEuros] }),
    await attempt({ payment: { kind: 'whole', ...tiered } }),
  ]
  expect(refusals.map(({ code }) => code)).toEqual(Array(4).fill('plan.invalid'))
  const [none, other, asked, step] = refusals.map(({ details }) => JSON.stringify(details))
  expect([none, other, asked, step]).toEqual([
    expect.stringContaining('has caps but names none'),
    expect.stringContaining('never pays'),
    expect.stringContaining('never pays'),
    expect.stringContaining('whose rate falls'),
  ])
  const body = { rules: [{ ...rule, caps, payment: { kind: 'marginal' as const, ...tiered } }] }
  await engine.call('plans.create', { name: 'Capped', body })
})

test('[PL11] an assignment needs a published version, ends the day before, and is removed when it had not begun', async () => {
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: revShare(100_000) })
  const everyone = { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-03-01' } as const
  expect((await engine.refused('plans.assign', everyone)).code).toBe('plan.notPublished')
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  const { id: assignmentId } = await engine.call('plans.assign', everyone)
  expect((await engine.refused('plans.archive', { id, isArchived: true })).code).toBe('plan.assigned')
  await callReversibly(engine, 'plans.unassign', { assignmentId, from: '2025-03-01' })
  expect((await engine.call('plans.get', { id })).assignments).toEqual([])
  await engine.call('plans.archive', { id, isArchived: true })
  expect((await engine.refused('plans.assign', everyone)).code).toBe('entity.archived')
})

test('[PL8] the worked example runs unpublished rules and names their cliffs', async () => {
  const tiers = [
    { from: 0, ratePpm: 40_000 },
    { from: 20_000, ratePpm: 60_000 },
    { from: 40_000, ratePpm: 80_000 },
  ]
  const counter = { unit: 'amount', window: 'quarter' } as const
  const [rule] = revShare(0).rules
  const body = { rules: [{ ...rule!, payment: { kind: 'whole' as const, currency: 'USD', counter, tiers } }] }
  const orders = [10_000, 9_000, 2_000].map((minor) => ({
    minor,
    currency: 'USD',
    isNewCustomer: false,
    product: '',
    country: '',
  }))
  const preview = await engine.call('plans.preview', { body, orders })
  expect(preview.orders.map((order) => order.lines.map((line) => line.earnedMinor))).toEqual([
    [400],
    [360],
    [120, 200, 180],
  ])
  expect(preview.cliffs.map((cliff) => cliff.at)).toEqual([20_000, 40_000])
})

test('[PL10] the list of plans shows state, version and use', async () => {
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: revShare(100_000) })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.create', { name: 'Affiliates', body: revShare(50_000) })
  const { rows } = await engine.call('views.open', viewSpec('plans'))
  expect(rows.map((row) => row.cells)).toEqual([
    { name: 'Affiliates', state: 'draft', version: null, validFrom: null, assignments: 0, commissions: 0 },
    { name: 'Resellers', state: 'published', version: 1, validFrom: '2025-01-01', assignments: 0, commissions: 0 },
  ])
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { toConditionValues } from '../../../src/engine/plans/conditionValues.rules.ts'
import { importRows, seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

test('[PL13] spellings that a condition takes for the same are one name, in the spelling that is met most often', () => {
  const counts = new Map([
    ['hong kong', 2],
    ['Hong Kong', 7],
    ['Hong  Kong ', 1],
    ['India', 12],
    ['', 40],
    ['  ', 3],
  ])
  expect(toConditionValues(counts)).toEqual([
    { value: 'India', count: 12 },
    { value: 'Hong Kong', count: 10 },
  ])
})

test('[PL13] of more than a thousand names those are offered that are met most often', () => {
  const counts = new Map(Array.from({ length: 1500 }, (_, n) => [`Product ${String(n).padStart(4, '0')}`, n + 1]))
  const values = toConditionValues(counts)
  expect([values.length, values[0], values.at(-1)]).toEqual([
    1000,
    { value: 'Product 1499', count: 1500 },
    { value: 'Product 0500', count: 501 },
  ])
})

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const header = ['Invoice', 'Date', 'Partner', 'Product', 'Country', 'Amount', 'Currency']
const sale = (invoice: string, product: string, country: string) => [
  invoice, '2025-12-05', 'Acme', product, country, '10.00', 'USD',
] // prettier-ignore

test('[PL13] what is offered are the names of live conversions, and a condition on an offer pays them all', async () => {
  const id = await seedPartner(engine, 'Acme')
  await seedPlan(engine)
  await importRows(engine, header, [
    sale('I-1', 'Suite', 'India'),
    sale('I-2', 'suite', 'INDIA'),
    sale('I-3', 'Suite', 'India'),
    sale('I-4', 'Navigator', 'Japan'),
    sale('I-7', '', ''),
  ])
  const reverted = await importRows(engine, header, [sale('I-5', 'Gone', 'Nowhere'), sale('I-6', 'Gone', 'Nowhere')])
  await engine.call('imports.revert', { id: reverted })
  expect(await engine.call('plans.conditionValues', {})).toEqual({
    products: [
      { value: 'Suite', count: 3 },
      { value: 'Navigator', count: 1 },
    ],
    countries: [
      { value: 'India', count: 3 },
      { value: 'Japan', count: 1 },
    ],
  })

  const rule = { key: 'suite', name: 'Suite', priority: 0, limitMonths: null }
  const body = {
    rules: [
      {
        ...rule,
        conditions: [{ field: 'product' as const, in: ['Suite'] }],
        payment: { kind: 'percent' as const, ratePpm: 200_000 },
      },
    ],
  }
  const plan = await engine.call('plans.create', { name: 'Suite only', body })
  await engine.call('plans.publish', { id: plan.id, validFrom: '2024-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', {
    planId: plan.id,
    scope: { kind: 'partner', partnerId: id },
    validFrom: '2024-01-01',
  })
  const { rows } = await engine.call('commissions.quarters', { partnerId: id })
  // Three sales of 10.00 at 20 %.
  expect(rows.map(({ count, earnedMinor }) => [count, earnedMinor])).toEqual([[3, 600]])
})

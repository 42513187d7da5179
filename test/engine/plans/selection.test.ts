import { expect, test } from 'vitest'
import type { PlanRule } from '../../../src/contract/plans.ts'
import { findMiss, specificity } from '../../../src/engine/plans/conditions.rules.ts'
import type { ConversionFacts } from '../../../src/engine/plans/conditions.rules.ts'
import { selectRule } from '../../../src/engine/plans/selection.rules.ts'
import {
  aRule,
  fixed,
  forAmount,
  forCountry,
  forCustomer,
  forProduct,
  hybrid,
  percent,
} from '../../support/builders/plans.ts'

const SALE: ConversionFacts = {
  isLead: false,
  occurredOn: '2025-12-18',
  currency: 'USD',
  baseMinor: 50_000,
  product: 'GTX Pro',
  country: 'India',
  isFirst: false,
  firstOn: '2025-09-18',
}

function select(rules: PlanRule[], changes: Partial<ConversionFacts> = {}) {
  return selectRule(
    rules,
    { ...SALE, ...changes },
    { quantity: 1, rounding: 'halfAwayFromZero', counterBefore: () => 0 },
  )
}

const named = (key: string, rule: PlanRule): PlanRule => ({ ...rule, key, name: key })

test('[PL2] each condition says why it does not hold, and by how much where a bound missed', () => {
  const misses = [
    [forProduct('MG Advanced')],
    [forCountry('Japan')],
    [forCustomer('new')],
    [forAmount(50_001)],
    [forAmount(null, 49_999)],
  ].map((conditions) => findMiss(aRule(percent(100_000), { conditions }), SALE))
  expect(misses).toEqual([
    { reason: 'otherProduct', shortBy: null },
    { reason: 'otherCountry', shortBy: null },
    { reason: 'notNewCustomer', shortBy: null },
    { reason: 'amountTooSmall', shortBy: 1 },
    { reason: 'amountTooLarge', shortBy: 1 },
  ])
})

test('[PL2] a rule pays when all its conditions hold: names in any case and spacing, bounds inclusive', () => {
  const conditions = [
    forProduct('x', ' gtx  PRO'),
    forCountry('INDIA'),
    forCustomer('recurring'),
    forAmount(50_000, 50_000),
  ]
  expect(findMiss(aRule(percent(100_000), { conditions }), SALE)).toBe(null)
})

test('[PL2] a payment in another currency, after its limit, or for first conversions only does not reach the conversion', () => {
  const misses = [
    findMiss(aRule(fixed(4000)), { ...SALE, currency: 'EUR' }),
    findMiss(aRule(percent(1), { conditions: [forAmount(1)] }), { ...SALE, currency: 'EUR' }),
    findMiss(aRule(percent(1), { limitMonths: 3 }), SALE),
    findMiss(aRule(percent(1), { limitMonths: 4 }), SALE),
    findMiss(aRule(fixed(4000, 'firstConversion')), SALE),
    findMiss(aRule(percent(1), { conditions: [forCustomer('recurring')] }), { ...SALE, isFirst: true }),
  ]
  expect(misses.map((miss) => miss?.reason ?? null)).toEqual([
    'otherCurrency',
    'otherCurrency',
    'afterLimit',
    null,
    'notFirst',
    'notRecurring',
  ])
})

test('[PL3] more kinds of condition are more specific; between equally many, product, country, customer, amount', () => {
  const ordered = [
    [forCountry('x'), forAmount(1)],
    [forProduct('x')],
    [forCountry('x')],
    [forCustomer('new')],
    [forAmount(1)],
    [],
  ].map(specificity)
  expect(ordered).toEqual(ordered.toSorted((a, b) => b - a))
  expect(new Set(ordered).size).toBe(ordered.length)
  expect(specificity([forAmount(1), forAmount(2)])).toBe(specificity([forAmount(1)]))
})

test('[PL4] golden vector 22: of flat 50.00 and 30 % on a sale of 500, the 150.00 wins', () => {
  const rules = [named('flat', aRule(fixed(5000))), named('share', aRule(percent(300_000)))]
  expect(select(rules)).toEqual({
    winner: rules[1],
    competing: [
      { key: 'share', name: 'share', isWinner: true, wouldEarnMinor: 15_000, reason: 'won', shortBy: null },
      { key: 'flat', name: 'flat', isWinner: false, wouldEarnMinor: 5000, reason: 'earnsLess', shortBy: 10_000 },
    ],
  })
})

test('[PL4] priority goes before specificity, specificity before money, money before the order in the plan', () => {
  const low = named('low', aRule(percent(900_000), { priority: -1 }))
  const plain = named('plain', aRule(percent(500_000)))
  const product = named('product', aRule(percent(100_000), { conditions: [forProduct('GTX Pro')] }))
  const best = named('best', aRule(percent(10_000), { priority: 5 }))
  const twin = named('twin', aRule(percent(100_000), { conditions: [forProduct('GTX Pro')] }))
  const reasons = (rules: PlanRule[]) => select(rules).competing.map(({ key, reason }) => `${key} ${reason}`)
  expect(reasons([low, plain, product, best])).toEqual([
    'best won',
    'product lowerPriority',
    'plain lowerPriority',
    'low lowerPriority',
  ])
  expect(reasons([low, plain, product])).toEqual(['product won', 'plain lessSpecific', 'low lowerPriority'])
  expect(reasons([product, twin])).toEqual(['product won', 'twin earnsLess'])
})

test('[PL4] a rule that cannot pay is listed with its reason after those that could', () => {
  const rules = [
    named('first', aRule(fixed(4000, 'firstConversion'))),
    named('gold', aRule(percent(120_000), { conditions: [forAmount(60_000)] })),
    named('share', aRule(percent(100_000))),
  ]
  expect(select(rules).competing).toEqual([
    { key: 'share', name: 'share', isWinner: true, wouldEarnMinor: 5000, reason: 'won', shortBy: null },
    { key: 'first', name: 'first', isWinner: false, wouldEarnMinor: null, reason: 'notFirst', shortBy: null },
    { key: 'gold', name: 'gold', isWinner: false, wouldEarnMinor: null, reason: 'amountTooSmall', shortBy: 10_000 },
  ])
})

test('[PL4] a hybrid rule competes with both of its components', () => {
  const rules = [named('hybrid', aRule(hybrid(4000, 100_000))), named('share', aRule(percent(150_000)))]
  const first = { isFirst: true, firstOn: SALE.occurredOn }
  expect([select(rules, first).winner?.key, select(rules).winner?.key]).toEqual(['hybrid', 'share'])
})

test('[PL4] without a rule that can pay nobody wins', () => {
  expect(select([aRule(fixed(4000))], { currency: 'EUR' }).winner).toBe(null)
})

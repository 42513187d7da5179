import { expect, test } from 'vitest'
import type { ProgrammeSettings } from '../../../src/contract/programme.ts'
import type { Payment } from '../../../src/contract/plans.ts'
import { computeBase } from '../../../src/engine/commissions/base.rules.ts'
import { calculate, totalEarned } from '../../../src/engine/commissions/calculate.rules.ts'
import type { Calculation } from '../../../src/engine/commissions/calculate.rules.ts'
import { marginalTerms } from '../../../src/engine/commissions/tiers.rules.ts'
import { earnings, runRules, totalOf } from '../../support/builders/commissions.ts'
import { aRule, fixed, forCustomer, hybrid, percent, tiered } from '../../support/builders/plans.ts'

/** impact.com's table: 4 %, 6 % from 200, 8 % from 400. */
const STEPS = [[0, 40_000], [20_000, 60_000], [40_000, 80_000]] as const // prettier-ignore
const COUNTED = { unit: 'count', window: 'quarter' } as const

function earn(payment: Payment, baseMinor: number, changes: Partial<Calculation> = {}): number {
  const input = {
    baseMinor,
    wholeMinor: baseMinor,
    quantity: 1,
    isFirst: false,
    isReversed: false,
    counterBefore: 0,
    ...changes,
  }
  return totalEarned(calculate(payment, input, 'halfAwayFromZero'))
}

const flags = (changes: Partial<ProgrammeSettings['base']> = {}): ProgrammeSettings['base'] => ({
  excludeTax: true,
  excludeShipping: true,
  excludeDiscount: true,
  ...changes,
})

const INVOICE = { chargedMinor: 10_000, taxMinor: 0, shippingMinor: 0, discountMinor: 2500, refundedMinor: 0 }

test('[CO2] golden vector 7: an invoice of 100 with a coupon of 25 earns 22.50 at 30 %', () => {
  const { lines, baseMinor } = computeBase(INVOICE, flags())
  expect({ lines, earned: earn(percent(300_000), baseMinor) }).toEqual({
    lines: [
      { label: 'charged', minor: 10_000 },
      { label: 'discount', minor: -2500 },
    ],
    earned: 2250,
  })
})

test('[CO2] only what the programme excludes is taken off, in a fixed order; refunds always are', () => {
  const amounts = { chargedMinor: 53_808, taxMinor: 8208, shippingMinor: 1000, discountMinor: 4400, refundedMinor: 600 }
  const bases = [flags(), flags({ excludeDiscount: false, excludeShipping: false })].map((flag) =>
    computeBase(amounts, flag),
  )
  expect(bases.map(({ baseMinor }) => baseMinor)).toEqual([39_600, 45_000])
  expect(bases[0]?.lines.map(({ label }) => label)).toEqual(['charged', 'tax', 'shipping', 'discount', 'refunded'])
})

test('[CO2] the base is never negative and its lines add up to it, whatever sign the file gave them', () => {
  const amounts = { chargedMinor: -1000, taxMinor: -200, shippingMinor: 0, discountMinor: -100, refundedMinor: 5000 }
  const { lines, baseMinor } = computeBase(amounts, flags())
  expect(baseMinor).toBe(0)
  expect(lines.reduce((sum, { minor }) => sum + minor, 0)).toBe(0)
  expect(lines.at(-1)).toEqual({ label: 'refunded', minor: -700 })
})

test('[CO3] a fixed amount is paid per unit, for the first conversion or for every one', () => {
  const first = { isFirst: true, quantity: 3 }
  expect([
    earn(fixed(4000, 'firstConversion'), 99_900, first),
    earn(fixed(4000, 'firstConversion'), 99_900),
    earn(fixed(4000), 99_900, { quantity: 2 }),
  ]).toEqual([12_000, 0, 8000])
})

test('[CO3] a hybrid pays two components on the first conversion, or the fixed one alone, and the rate on later ones', () => {
  const components = (payment: Payment, isFirst: boolean) =>
    calculate(
      payment,
      { baseMinor: 198_000, wholeMinor: 198_000, quantity: 1, isFirst, isReversed: false, counterBefore: 0 },
      'halfAwayFromZero',
    ).map(({ component, earnedMinor }) => [component, earnedMinor])
  expect([
    components(hybrid(4000, 100_000), true),
    components(hybrid(4000, 100_000, false), true),
    components(hybrid(4000, 100_000, false), false),
  ]).toEqual([
    [
      ['fixed', 4000],
      ['rate', 19_800],
    ],
    [['fixed', 4000]],
    [['rate', 19_800]],
  ])
})

test('[CO5] golden vector 1: marginal 4 %, 6 % from 200, 8 % from 400 on 199.99, 399, 400 and 500', () => {
  const earned = [19_999, 39_900, 40_000, 50_000].map((volume) => earn(tiered('marginal', STEPS), volume))
  expect(earned).toEqual([800, 1994, 2000, 2800])
})

test('[CO5] golden vector 3: marginal 5 % to 100k, 6 % to 125k, 7 % above on 150k is 5,000 + 1,500 + 1,750', () => {
  const payment = tiered('marginal', [[0, 50_000], [10_000_000, 60_000], [12_500_000, 70_000]]) // prettier-ignore
  const [component] = calculate(
    payment,
    { baseMinor: 15_000_000, wholeMinor: 15_000_000, quantity: 1, isFirst: false, isReversed: false, counterBefore: 0 },
    'halfAwayFromZero',
  )
  expect(component).toEqual({
    component: 'rate',
    terms: [
      { minor: 10_000_000, ratePpm: 50_000 },
      { minor: 2_500_000, ratePpm: 60_000 },
      { minor: 2_500_000, ratePpm: 70_000 },
    ],
    fixedMinor: 0,
    quantity: 1,
    earnedMinor: 825_000,
  })
})

test('[CO5] an amount that crosses a step is split there and rounded once', () => {
  const tiers = [
    { from: 0, ratePpm: 40_000 },
    { from: 20_000, ratePpm: 60_000 },
  ]
  expect(marginalTerms(tiers, 'amount', 19_990, 17)).toEqual([
    { minor: 10, ratePpm: 40_000 },
    { minor: 7, ratePpm: 60_000 },
  ])
  // 0.40 + 0.42 cents: rounded part by part both would vanish.
  expect(earn(tiered('marginal', STEPS), 17, { counterBefore: 19_990 })).toBe(1)
})

test('[CO5] counted in conversions, the one after the step is the first to earn its rate', () => {
  const payment = tiered('marginal', [[0, 40_000], [2, 60_000]], COUNTED) // prettier-ignore
  expect([0, 1, 2].map((counterBefore) => earn(payment, 10_000, { counterBefore }))).toEqual([400, 400, 600])
})

test('[CO13] golden vector 2: the same table on the whole volume, with a cliff at 200.00', () => {
  const earned = [19_999, 39_900, 40_000, 50_000, 20_000].map((volume) => earn(tiered('whole', STEPS), volume))
  expect(earned).toEqual([800, 2394, 3200, 4000, 1200])
})

test('[CO13] golden vector 4: crossing a step posts one true-up per earlier commission, dated at the crossing', () => {
  const commissions = runRules(
    [aRule(tiered('whole', STEPS))],
    [
      { id: 1, day: '2026-01-05', minor: 10_000 },
      { id: 2, day: '2026-01-20', minor: 9000 },
      { id: 3, day: '2026-02-10', minor: 2000 },
    ],
  )
  expect(earnings(commissions)).toEqual({ '1.0': 400, '1.2': 200, '2.0': 360, '2.2': 180, '3.0': 120 })
  expect(totalOf(commissions)).toBe(1260)
  expect(commissions.filter(({ component }) => component === 2)).toMatchObject([
    { conversion: 1, baseMinor: 10_000, counterBefore: 19_000, day: '2026-02-10', dueOn: '2026-03-15', trigger: 3 },
    { conversion: 2, baseMinor: 9000, counterBefore: 19_000, day: '2026-02-10', dueOn: '2026-03-15', trigger: 3 },
  ])
})

test('[CO13] an order that crosses two steps at once trues up once, to the tier it reached', () => {
  const commissions = runRules(
    [aRule(tiered('whole', STEPS))],
    [
      { id: 1, day: '2026-01-05', minor: 10_000 },
      { id: 2, day: '2026-01-20', minor: 30_000 },
    ],
  )
  expect(earnings(commissions)).toEqual({ '1.0': 400, '1.3': 400, '2.0': 2400 })
})

test('[CO13] counted in conversions, the one that reaches the step brings its rate to all', () => {
  const commissions = runRules(
    [aRule(tiered('whole', [[0, 40_000], [2, 60_000]], COUNTED))], // prettier-ignore
    [
      { id: 1, day: '2026-01-05', minor: 10_000 },
      { id: 2, day: '2026-01-20', minor: 10_000 },
    ],
  )
  expect(earnings(commissions)).toEqual({ '1.0': 400, '1.2': 200, '2.0': 600 })
})

test('[CO4] a counter starts anew with each month, fiscal quarter or fiscal year, and never for a lifetime', () => {
  const days = ['2025-03-31', '2025-04-01', '2025-05-01', '2025-12-31', '2026-01-01', '2026-04-01']
  const beforeIn = (window: 'month' | 'quarter' | 'year' | 'lifetime') =>
    runRules(
      [aRule(tiered('marginal', STEPS, { unit: 'count', window }))],
      days.map((day, index) => ({ id: index + 1, day, minor: 100 })),
      { fiscalYearStartMonth: 4 },
    ).map(({ counterBefore }) => counterBefore)
  expect({
    month: beforeIn('month'),
    quarter: beforeIn('quarter'),
    year: beforeIn('year'),
    lifetime: beforeIn('lifetime'),
  }).toEqual({
    month: [0, 0, 0, 0, 0, 0],
    quarter: [0, 0, 1, 0, 0, 0],
    year: [0, 0, 1, 2, 3, 0],
    lifetime: [0, 1, 2, 3, 4, 5],
  })
})

test('[CO4] a counter counts every conversion its rule could pay, whichever rule pays it, and only those', () => {
  const commissions = runRules(
    [
      aRule(tiered('marginal', STEPS), { key: 'tiers', conditions: [forCustomer('recurring')] }),
      aRule(percent(50_000), { key: 'share', priority: 1, conditions: [forCustomer('recurring')], limitMonths: 1 }),
      aRule(percent(10_000), { key: 'rest', priority: -1 }),
    ],
    [
      { id: 1, day: '2026-01-01', minor: 10_000, customer: 1 },
      { id: 2, day: '2026-01-02', minor: 15_000, customer: 1 },
      { id: 3, day: '2026-01-03', minor: 15_000, customer: 1, currency: 'EUR' },
      { id: 4, day: '2026-02-20', minor: 10_000, customer: 1 },
    ],
  )
  expect(
    commissions.map(({ ruleIndex, counterBefore, earnedMinor }) => [ruleIndex, counterBefore, earnedMinor]),
  ).toEqual([
    [2, 0, 100],
    [1, 0, 750],
    [1, 0, 750],
    [0, 15_000, 500],
  ])
})

test('[CO6] golden vector 11: a limit of 12 months from 2025-03-15 pays 2026-03-14 and stops on 2026-03-15', () => {
  const commissions = runRules(
    [aRule(percent(100_000), { limitMonths: 12 })],
    [
      { id: 1, day: '2025-03-15', minor: 1000, customer: 9 },
      { id: 2, day: '2026-03-14', minor: 1000, customer: 9 },
      { id: 3, day: '2026-03-15', minor: 1000, customer: 9 },
    ],
  )
  expect(earnings(commissions)).toEqual({ '1.0': 100, '2.0': 100 })
})

test('[CO6] a limit of 0 months pays the first conversion only, even against another on the same day', () => {
  const commissions = runRules(
    [aRule(percent(100_000), { limitMonths: 0 })],
    [
      { id: 2, day: '2025-03-15', minor: 1000, customer: 9 },
      { id: 1, day: '2025-03-15', minor: 1000, customer: 9 },
    ],
  )
  expect(earnings(commissions)).toEqual({ '1.0': 100 })
})

test('[CO6] the first conversion is the customer’s earliest by day, then id; a conversion without a customer is its own first', () => {
  const commissions = runRules(
    [aRule(fixed(4000, 'firstConversion'))],
    [
      { id: 5, day: '2025-02-01', minor: 1000, customer: 1 },
      { id: 6, day: '2025-01-01', minor: 1000, customer: 1 },
      { id: 7, day: '2025-03-01', minor: 1000 },
      { id: 8, day: '2025-03-01', minor: 1000 },
    ],
  )
  expect(Object.keys(earnings(commissions))).toEqual(['6.1', '7.1', '8.1'])
})

test('[CO11] a conversion whose own gate failed earns nothing and counts for nothing', () => {
  const commissions = runRules(
    [aRule(tiered('marginal', STEPS))],
    [
      { id: 1, day: '2026-01-01', minor: 20_000, isBlocked: true },
      { id: 2, day: '2026-01-02', minor: 10_000 },
    ],
  )
  expect(earnings(commissions)).toEqual({ '2.0': 400 })
})

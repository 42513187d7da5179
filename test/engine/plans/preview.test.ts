import { expect, test } from 'vitest'
import { findCliffs } from '../../../src/engine/plans/cliffs.rules.ts'
import { previewOrders } from '../../../src/engine/plans/preview.rules.ts'
import type { PreviewOrder } from '../../../src/engine/plans/preview.rules.ts'
import type { Caps, PlanRule } from '../../../src/contract/plans.ts'
import { aRule, fixed, forAmount, forProduct, hybrid, percent, tiered } from '../../support/builders/plans.ts'

const STEPS = [
  [0, 40_000],
  [20_000, 60_000],
] as const

function order(minor: number, changes: Partial<PreviewOrder> = {}): PreviewOrder {
  return { minor, currency: 'USD', isNewCustomer: false, product: '', country: '', ...changes }
}

const preview = (rules: PlanRule[], orders: PreviewOrder[]) => previewOrders({ rules }, orders, 'halfAwayFromZero')
const cliffs = (rules: PlanRule[]) => findCliffs({ rules }, 10_000, 'halfAwayFromZero')

test('[PL8] the worked example shows every line with its arithmetic', () => {
  expect(preview([aRule(hybrid(4000, 100_000))], [order(20_000, { isNewCustomer: true }), order(45_600)])).toEqual([
    {
      earnedMinor: 6000,
      currency: 'USD',
      lines: [
        { component: 'fixed', rule: 'Rule', baseMinor: 20_000, earnedMinor: 4000, explanation: '40.00 × 1' },
        { component: 'rate', rule: 'Rule', baseMinor: 20_000, earnedMinor: 2000, explanation: '200.00 × 10%' },
      ],
    },
    {
      earnedMinor: 4560,
      currency: 'USD',
      lines: [{ component: 'rate', rule: 'Rule', baseMinor: 45_600, earnedMinor: 4560, explanation: '456.00 × 10%' }],
    },
  ])
})

test('[PL8] orders share one counter window: a marginal order is split at the step', () => {
  const [first, second] = preview([aRule(tiered('marginal', STEPS))], [order(15_000), order(10_000)])
  expect([first?.earnedMinor, second?.earnedMinor, second?.lines[0]?.explanation]).toEqual([
    600,
    500,
    '50.00 × 4% + 50.00 × 6%',
  ])
})

test('[PL8] a true-up stands with the order that crossed the step', () => {
  const previewed = preview([aRule(tiered('whole', STEPS))], [order(10_000), order(9000), order(2000)])
  expect(previewed.map(({ earnedMinor }) => earnedMinor)).toEqual([400, 360, 500])
  expect(previewed[2]?.lines.map(({ component, explanation }) => `${component} ${explanation}`)).toEqual([
    'rate 20.00 × 6%',
    'trueUp 100.00 × (6% − 4%)',
    'trueUp 90.00 × (6% − 4%)',
  ])
})

test('[PL8] an order no rule pays earns 0 and has no lines', () => {
  expect(preview([aRule(fixed(100))], [order(1000, { currency: 'EUR' })])).toEqual([
    { earnedMinor: 0, currency: 'EUR', lines: [] },
  ])
})

test('[CO27] the worked example cuts to caps: of a new customer and those after it, and true-ups in what their order left', () => {
  const caps = (of: Omit<Caps, 'currency'>) => ({ caps: { currency: 'USD', ...of } })
  const window = 'month' as const
  const told = (rule: PlanRule, orders: PreviewOrder[]) =>
    previewOrders({ rules: [rule] }, orders, 'halfAwayFromZero').map(({ lines }) =>
      lines.map(({ earnedMinor, explanation }) => [earnedMinor, explanation]),
    )
  const perCustomer = aRule(percent(100_000), caps({ customer: { minor: 1_500, window } }))
  expect(told(perCustomer, [order(10_000), order(10_000), order(10_000, { isNewCustomer: true })])).toEqual([
    [[1_000, '100.00 × 10%']],
    [[500, '100.00 × 10%, cut to the 5.00 left of 15.00 per customer and month']],
    [[1_000, '100.00 × 10%']],
  ])
  const perOrder = aRule(tiered('whole', STEPS), caps({ event: { minor: 700 } }))
  expect(told(perOrder, [order(19_000)])).toEqual([[[700, '190.00 × 4%, cut to 7.00 per charge']]])
  expect(told(perOrder, [order(15_000), order(5_000)])).toEqual([
    [[600, '150.00 × 4%']],
    [
      [300, '50.00 × 6%'],
      [100, '150.00 × (6% − 4%), cut to the 1.00 left of 7.00 per charge'],
    ],
  ])
})

test('[PL9] a step of whole tiers is a cliff: one more cent moves the payout from 8.00 to 12.00', () => {
  expect(cliffs([aRule(tiered('whole', STEPS))])).toEqual([
    { rule: 'Rule', at: 20_000, currency: 'USD', beforeMinor: 800, afterMinor: 1200 },
  ])
})

test('[PL9] a step that moves the payout by 5 % or less is no cliff, nor is any step of marginal tiers', () => {
  const gentle = tiered('whole', [
    [0, 100_000],
    [20_000, 105_000],
  ])
  expect([cliffs([aRule(gentle)]), cliffs([aRule(tiered('marginal', STEPS))])]).toEqual([[], []])
})

test('[PL9] a better rule beside it takes the cliff away', () => {
  const rules = [aRule(tiered('whole', STEPS)), aRule(percent(60_000), { key: 'share' })]
  expect(cliffs(rules)).toEqual([])
})

test('[PL9] the bound of an amount condition is a cliff, and is tried with an order that meets the other conditions', () => {
  const conditions = [forProduct('GTX Pro'), forAmount(50_000)]
  const rules = [aRule(percent(100_000)), aRule(percent(200_000), { key: 'large', name: 'Large', conditions })]
  expect(cliffs(rules)).toEqual([{ rule: 'Large', at: 50_000, currency: 'USD', beforeMinor: 5000, afterMinor: 10_000 }])
})

test('[PL9] a step counted in conversions compares the old and the new rate on as many typical orders', () => {
  const counted = tiered(
    'whole',
    [
      [0, 40_000],
      [10, 60_000],
    ],
    { unit: 'count', window: 'month' },
  )
  expect(cliffs([aRule(counted)])).toEqual([
    { rule: 'Rule', at: 10, currency: 'USD', beforeMinor: 4000, afterMinor: 6000 },
  ])
})

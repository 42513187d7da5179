import { expect, test } from 'vitest'
import type { Caps } from '../../../src/contract/plans.ts'
import { earnedByLast } from '../../../src/engine/commissions/clawbacks.rules.ts'
import { earnings, runProgramme, runRules, type TestConversion, totalOf } from '../../support/builders/commissions.ts'
import { aRule, fixed, hybrid, percent, tiered } from '../../support/builders/plans.ts'

const capped = (payment: Parameters<typeof aRule>[0], caps: Omit<Caps, 'currency'>) =>
  aRule(payment, { caps: { currency: 'USD', ...caps } })
const aMonth = (minor: number) => ({ minor, window: 'month' as const })

const sold = (...minors: number[]): TestConversion[] =>
  minors.map((minor, i) => ({ id: i + 1, day: '2026-01-10', minor, customer: 1 }))

test('[CO27] what is refunded before it is settled leaves its room: of 100 a month and customer 70 are used, so 45 earn 30', () => {
  const rules = [capped(fixed(1), { customer: aMonth(10_000) })]
  const conversions: TestConversion[] = [
    { id: 1, day: '2026-01-05', minor: 100, quantity: 7_000, customer: 1 },
    { id: 2, day: '2026-01-06', minor: 100, quantity: 2_000, customer: 1 },
    { id: 3, day: '2026-01-07', minor: 100, refunds: 2 },
    { id: 4, day: '2026-01-08', minor: 100, quantity: 4_500, customer: 1 },
  ]
  expect(earnings(runRules(rules, conversions))).toEqual({ '1.1': 7_000, '2.1': 0, '4.1': 3_000 })
  const settled = runRules(rules, conversions.slice(0, 1))
  expect(earnings(runRules(rules, conversions, { settled }))).toEqual({ '2.1': 0, '4.1': 3_000 })
})

test('[CO27] a cap is for one event, one customer or the partner; the one that leaves least cuts, the first of equals', () => {
  const caps = { event: { minor: 500 }, customer: aMonth(800), partner: aMonth(1_000) }
  const rows: TestConversion[] = [
    { id: 1, day: '2026-01-05', minor: 9_000, customer: 1 },
    { id: 2, day: '2026-01-06', minor: 9_000, customer: 1 },
    { id: 3, day: '2026-01-07', minor: 9_000, customer: 2 },
    { id: 4, day: '2026-01-08', minor: 9_000, customer: 2 },
    { id: 5, day: '2026-02-01', minor: 4_000, customer: 2 },
    { id: 6, day: '2026-02-02', minor: 5_000, customer: 3 },
    { id: 7, day: '2026-02-03', minor: 5_000, customer: 1 },
  ]
  const told = runRules([capped(percent(100_000), caps)], rows).map(({ conversion, earnedMinor, cappedBy }) => [
    conversion,
    earnedMinor,
    cappedBy,
  ])
  expect(told).toEqual([
    [1, 500, 'event'],
    [2, 300, 'customer'],
    [3, 200, 'partner'],
    [4, 0, 'partner'],
    [5, 400, null],
    [6, 500, null],
    [7, 100, 'partner'],
  ])
})

test('[CO27] sales without a customer are each a customer of their own', () => {
  const rows = sold(9_000, 9_000).map((row) => ({ ...row, customer: 0 }))
  expect(earnings(runRules([capped(percent(100_000), { customer: aMonth(500) })], rows))).toEqual({
    '1.0': 500,
    '2.0': 500,
  })
})

test('[CO27] a cap covers all that its rule pays on an event: fixed amount, share and what the tier adds, in this order', () => {
  const uplifts = [{ fromDay: -Infinity, ppm: 100_000, tier: 'Gold' }]
  const rule = capped(hybrid(400, 100_000), { event: { minor: 1_450 } })
  expect(earnings(runRules([rule], sold(10_000), { uplifts }))).toEqual({ '1.0': 1_000, '1.1': 400, '1.30': 50 })
})

test('[CO27] a true-up counts where the sale does that it lifts', () => {
  const whole = tiered('whole', [[0, 40_000], [20_000, 60_000]], { unit: 'amount', window: 'year' }) // prettier-ignore
  const rows: TestConversion[] = [
    { id: 1, day: '2026-01-05', minor: 15_000 },
    { id: 2, day: '2026-02-05', minor: 15_000 },
  ]
  expect(earnings(runRules([capped(whole, { partner: aMonth(800) })], rows))).toEqual({
    '1.0': 600,
    '1.2': 200,
    '2.0': 800,
  })
})

test('[CO27] a rule with a cap pays conversions of its currency only', () => {
  const rows: TestConversion[] = [{ id: 1, day: '2026-01-05', minor: 9_000, currency: 'EUR' }]
  expect(runRules([capped(percent(100_000), { event: { minor: 500 } })], rows)).toEqual([])
})

test('[CO27] a new version of the plan goes on with what its rule has paid', () => {
  const rule = capped(percent(100_000), { partner: { minor: 1_000, window: 'lifetime' } })
  const rows: TestConversion[] = [
    { id: 1, day: '2026-01-05', minor: 6_000 },
    { id: 2, day: '2026-02-05', minor: 6_000 },
  ]
  const versions = [{ rules: [rule] }, { rules: [rule], validFrom: '2026-02-01' as const }]
  expect(earnings(runProgramme({ conversions: rows, versions }))).toEqual({ '1.0': 600, '2.0': 400 })
})

test('[CO28] a rejected commission leaves its room to others', () => {
  const rules = [capped(percent(100_000), { partner: aMonth(1_000) })]
  expect(earnings(runRules(rules, sold(8_000, 8_000)))).toEqual({ '1.0': 800, '2.0': 200 })
  expect(earnings(runRules(rules, sold(8_000, 8_000), { rejected: [64] }))).toEqual({ '1.0': 800, '2.0': 800 })
})

test('[CO28] what is settled keeps its room before all else, and gives it back with the clawback of a refund', () => {
  const rules = [capped(percent(100_000), { partner: aMonth(1_000) })]
  const later: TestConversion = { id: 5, day: '2026-01-20', minor: 6_000 }
  const settled = runRules(rules, [later])
  const late: TestConversion = { id: 9, day: '2026-01-02', minor: 6_000 }
  expect(earnings(runRules(rules, [late, later], { settled }))).toEqual({ '9.0': 400 })
  const refund: TestConversion = { id: 10, day: '2026-01-25', minor: 3_000, refunds: 5 }
  expect(earnings(runRules(rules, [late, later, refund], { settled }))).toEqual({ '9.0': 600, '10.32': -300 })
  // Once the clawback is settled, too, nothing moves any more.
  const both = [...settled, ...runRules(rules, [later, refund], { settled })]
  expect(earnings(runRules(rules, [late, later, refund], { settled: both }))).toEqual({ '9.0': 600 })
})

test('[CO28] the part that a cap cut off is refunded first, and a full refund takes back exactly what was paid', () => {
  const rules = [capped(percent(300_000), { event: { minor: 2_000 } })]
  const sale: TestConversion = { id: 1, day: '2026-01-05', minor: 10_000 }
  const settled = runRules(rules, [sale])
  expect(earnings(settled)).toEqual({ '1.0': 2_000 })
  const refund = (id: number, minor: number): TestConversion => ({ id, day: '2026-02-01', minor, refunds: 1 })
  expect(earnings(runRules(rules, [sale, refund(2, 3_000)], { settled }))).toEqual({})
  expect(earnings(runRules(rules, [sale, refund(2, 3_000), refund(3, 1_000)], { settled }))).toEqual({ '3.32': -200 })
  const all = runRules(rules, [sale, refund(2, 3_000), refund(3, 1_000), refund(4, 6_000)], { settled })
  expect(totalOf(all)).toBe(-2_000)
})

test('[CO28] a clawback that is rejected gives no room: the partner keeps what it would have taken', () => {
  const rules = [capped(percent(100_000), { partner: aMonth(1_000) })]
  const sale: TestConversion = { id: 1, day: '2026-01-05', minor: 10_000 }
  const settled = runRules(rules, [sale])
  const refund: TestConversion = { id: 2, day: '2026-01-06', minor: 10_000, refunds: 1 }
  const next: TestConversion = { id: 3, day: '2026-01-07', minor: 10_000 }
  expect(earnings(runRules(rules, [sale, refund, next], { settled }))).toEqual({ '2.32': -1_000, '3.0': 1_000 })
  const rejected = [2 * 64 + 32]
  expect(earnings(runRules(rules, [sale, refund, next], { settled, rejected }))).toEqual({ '2.32': -1_000, '3.0': 0 })
})

test.each(['keep', 'proRata', 'void'] as const)(
  '[CO28] a fixed amount that a cap cut (%s) stands after a refund as if the refund had come before it was settled',
  (onPartialRefund) => {
    const payment = { kind: 'fixed', minor: 4_000, currency: 'USD', per: 'everyConversion', onPartialRefund } as const
    const rules = [capped(payment, { event: { minor: 7_000 } })]
    const sale: TestConversion = { id: 1, day: '2026-01-05', minor: 10_000, quantity: 3 }
    const refund = (id: number, minor: number): TestConversion => ({ id, day: '2026-02-01', minor, refunds: 1 })
    for (const [refunds, later] of [
      [[], [refund(2, 3_000)]],
      [[], [refund(2, 3_000), refund(3, 4_000)]],
      [[refund(2, 2_000)], [refund(3, 4_000)]],
      [[refund(2, 2_000)], [refund(3, 4_000), refund(4, 4_000)]],
    ] as [TestConversion[], TestConversion[]][]) {
      const settled = runRules(rules, [sale, ...refunds])
      const all = [sale, ...refunds, ...later]
      expect(totalOf(settled) + totalOf(runRules(rules, all, { settled }))).toBe(totalOf(runRules(rules, all)))
    }
  },
)

test('[CO28] approving a part of a sale moves no room: what is open of it waits for its day like all that is open', () => {
  const uplifts = [{ fromDay: -Infinity, ppm: 100_000, tier: 'Gold' }]
  const rules = [capped(percent(100_000), { partner: aMonth(1_000) })]
  const rows: TestConversion[] = [
    { id: 1, day: '2026-01-05', minor: 4_000 },
    { id: 2, day: '2026-01-10', minor: 1_000 },
  ]
  const before = runRules(rules, rows, { uplifts })
  expect(earnings(before)).toEqual({ '1.0': 400, '1.30': 400, '2.0': 100, '2.30': 100 })
  const settled = before.filter(({ conversion, component }) => conversion === 2 && component === 0)
  expect(earnings(runRules(rules, rows, { uplifts, settled }))).toEqual({ '1.0': 400, '1.30': 400, '2.30': 100 })
  const late: TestConversion = { id: 3, day: '2026-01-02', minor: 1_000 }
  expect(earnings(runRules(rules, [...rows, late], { uplifts, settled }))).toEqual({
    '3.0': 100,
    '3.30': 100,
    '1.0': 400,
    '1.30': 300,
    '2.30': 0,
  })
})

test('[CO28] a small refund takes back a small part, also when more counts as base than when it was settled', () => {
  const line = {
    component: 1, versionId: 1, ruleIndex: 0, paidDay: null, isCapped: true, terms: [], baseMinor: 10_000, earnedMinor: 9_000,
    fixedMinor: 10_000, quantity: 1, partialRefund: 'proRata' as const,
  } // prettier-ignore
  const lastPercent = (soldMinor: number) => earnedByLast({ ...line, soldMinor }, 100, 'halfToEven')
  expect([lastPercent(10_000), lastPercent(20_000)]).toEqual([0, 90])
})

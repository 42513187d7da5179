import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyRates } from '../../../src/contract/money.ts'
import type { PartialRefund, PlanRule } from '../../../src/contract/plans.ts'
import { termsOf } from '../../../src/engine/commissions/settled.rules.ts'
import { earnings, runRules, totalOf } from '../../support/builders/commissions.ts'
import type { TestCommission, TestConversion } from '../../support/builders/commissions.ts'
import { aRule, fixed, forAmount, forProduct, hybrid, percent, tiered } from '../../support/builders/plans.ts'

const STEPS = [[0, 40_000], [20_000, 60_000], [40_000, 80_000]] as const // prettier-ignore

/** Settles what `sold` earned, then brings `later`; answers what is open after that. */
function settleThen(rules: PlanRule[], sold: TestConversion[], later: TestConversion[]): TestCommission[] {
  return runRules(rules, [...sold, ...later], { settled: runRules(rules, sold) })
}

const SALE: TestConversion = { id: 1, day: '2026-01-10', minor: 10_000, customer: 1 }
const refund = (id: number, minor: number): TestConversion => ({
  id,
  day: '2026-02-10',
  minor,
  customer: 1,
  refunds: 1,
})

test('[CO7] before it is settled a refund lowers the base; a full one leaves a reversed commission of 0', () => {
  const rules = [aRule(percent(300_000))]
  expect(earnings(runRules(rules, [SALE, refund(2, 4000)]))).toEqual({ '1.0': 1800 })
  expect(runRules(rules, [SALE, refund(2, 4000), refund(3, 9000)])).toMatchObject([
    { conversion: 1, component: 0, baseMinor: 0, earnedMinor: 0, isReversed: true },
  ])
})

test('[CO7] a fixed amount is kept on a partial refund and gone on a full one', () => {
  const rules = [aRule(hybrid(4000, 100_000))]
  expect(earnings(runRules(rules, [SALE, refund(2, 4000)]))).toEqual({ '1.0': 600, '1.1': 4000 })
  expect(earnings(runRules(rules, [SALE, refund(2, 10_000)]))).toEqual({ '1.0': 0, '1.1': 0 })
})

const cpa = (onPartialRefund?: PartialRefund): PlanRule[] => [
  aRule({
    kind: 'fixed',
    minor: 4000,
    currency: 'USD',
    per: 'everyConversion',
    ...(onPartialRefund === undefined ? {} : { onPartialRefund }),
  }),
]

test.each([
  ['keep', 4000],
  ['proRata', 2667],
  ['void', 0],
  [undefined, 4000],
] as const)('[CO22] a third refunded: with %s a fixed amount of 40.00 pays %d', (policy, left) => {
  expect(earnings(runRules(cpa(policy), [SALE, refund(2, 3333)]))).toEqual({ '1.1': left })
  expect(earnings(runRules(cpa(policy), [SALE, refund(2, 3333), refund(3, 6667)]))).toEqual({ '1.1': 0 })
})

test.each([
  ['keep', {}, { '3.33': -4000 }],
  ['proRata', { '2.33': -1333 }, { '2.33': -1333, '3.33': -2667 }],
  ['void', { '2.33': -4000 }, { '2.33': -4000 }],
] as const)(
  '[CO22] once paid, %s takes back as much of a fixed amount as it would not have paid',
  (policy, part, whole) => {
    expect(earnings(settleThen(cpa(policy), [SALE], [refund(2, 3333)]))).toEqual(part)
    expect(earnings(settleThen(cpa(policy), [SALE], [refund(2, 3333), refund(3, 6667)]))).toEqual(whole)
  },
)

test('[CO24] after the time for clawbacks a refund takes nothing back and stands as a line of 0', () => {
  const rules = [aRule(percent(300_000))]
  const settled = runRules(rules, [SALE])
  const late = { ...refund(3, 2000), day: '2026-03-03' }
  const open = (clawbackDays: number | null) =>
    runRules(rules, [SALE, refund(2, 4000), late], { settled, clawbackDays }).map(
      ({ id: _id, conversion, baseMinor, earnedMinor, isReversed }) => ({
        conversion,
        baseMinor,
        earnedMinor,
        isReversed,
      }),
    )
  // Paid on 31 January: 30 days end on 2 March.
  expect(open(30)).toEqual([
    { conversion: 2, baseMinor: -4000, earnedMinor: -1200, isReversed: false },
    { conversion: 3, baseMinor: -2000, earnedMinor: 0, isReversed: true },
  ])
  for (const days of [31, null])
    expect(open(days)).toEqual([
      { conversion: 2, baseMinor: -4000, earnedMinor: -1200, isReversed: false },
      { conversion: 3, baseMinor: -2000, earnedMinor: -600, isReversed: false },
    ])
})

test('[CO7] a fully refunded sale stays with the rule it had and leaves its counter', () => {
  const rules = [
    aRule(tiered('marginal', STEPS), { key: 'tiers', conditions: [forAmount(5000)] }),
    aRule(percent(10_000), { key: 'rest' }),
  ]
  const commissions = runRules(rules, [SALE, refund(2, 10_000), { ...SALE, id: 3, day: '2026-03-01' }])
  expect(commissions).toMatchObject([
    { conversion: 1, ruleIndex: 0, earnedMinor: 0, isReversed: true },
    { conversion: 3, ruleIndex: 0, counterBefore: 0, earnedMinor: 400, isReversed: false },
  ])
})

test('[CO7] golden vector 8: a sale of 100 settled at 30 %, then 40 refunded: a clawback of −12.00, due at once', () => {
  expect(settleThen([aRule(percent(300_000))], [SALE], [refund(2, 4000)])).toMatchObject([
    {
      conversion: 2,
      component: 32,
      baseMinor: -4000,
      earnedMinor: -1200,
      day: '2026-02-10',
      dueOn: '2026-02-10',
      trigger: 1,
    },
  ])
})

test('[CO7] golden vector 17: the refund of a settled 0.05 at 10 % takes back exactly the 0.01', () => {
  expect(earnings(settleThen([aRule(percent(100_000))], [{ ...SALE, minor: 5 }], [refund(2, 5)]))).toEqual({
    '2.32': -1,
  })
})

test('[CO7] the rate as paid counts, not the rate of the day of the refund', () => {
  const rules = [aRule(tiered('marginal', STEPS))]
  const sold = [SALE, { ...SALE, id: 5, minor: 20_000 }]
  // 250.00 to 300.00 earned 6 %, 200.00 to 250.00 too, 100.00 to 200.00 earned 4 %.
  expect(earnings(settleThen(rules, sold, [{ ...refund(6, 15_000), refunds: 5 }]))).toEqual({ '6.32': -800 })
})

test('[CO7] a refund of a settled sale takes nothing out of the counters that others were rated by', () => {
  const rules = [aRule(tiered('marginal', STEPS))]
  const later = [refund(2, 10_000), { ...SALE, id: 3, day: '2026-03-01' }]
  const open = settleThen(rules, [SALE], later)
  expect(open.map(({ id, counterBefore, earnedMinor }) => [id, counterBefore, earnedMinor])).toEqual([
    [2 * 64 + 32, 0, -400],
    [3 * 64, 10_000, 400],
  ])
})

test('[CO7] a refund known before settlement is not taken back again', () => {
  const rules = [aRule(percent(300_000))]
  const open = settleThen(rules, [SALE, refund(2, 4000)], [refund(3, 1000)])
  expect(earnings(open)).toEqual({ '3.32': -300 })
})

test('[CO7] settled clawbacks are counted, so that nothing is taken back twice or beyond what was paid', () => {
  const rules = [aRule(hybrid(4000, 100_000))]
  const sold = runRules(rules, [SALE])
  const first = runRules(rules, [SALE, refund(2, 4000)], { settled: sold })
  const all = [SALE, refund(2, 4000), refund(3, 9000)]
  const second = runRules(rules, all, { settled: [...sold, ...first] })
  expect([earnings(first), earnings(second)]).toEqual([{ '2.32': -400 }, { '3.32': -600, '3.33': -4000 }])
  expect(runRules(rules, all, { settled: [...sold, ...first, ...second] })).toEqual([])
})

test('[CO7] the refund of a sale that is not known takes nothing back', () => {
  expect(runRules([aRule(percent(100_000))], [{ ...refund(2, 1000), refunds: 99 }])).toEqual([])
})

test('[CO12] a late arrival is counted after what is settled, and settled commissions are not computed again', () => {
  const rules = [aRule(tiered('marginal', STEPS))]
  const late: TestConversion = { id: 9, day: '2026-01-01', minor: 20_000 }
  const open = settleThen(rules, [SALE], [late])
  expect(open).toMatchObject([{ conversion: 9, counterBefore: 10_000, earnedMinor: 1000 }])
})

test('[CO12] a late arrival that crosses a step trues up settled commissions', () => {
  const rules = [aRule(tiered('whole', STEPS))]
  const open = settleThen(rules, [SALE], [{ id: 9, day: '2026-01-01', minor: 10_000 }])
  expect(earnings(open)).toEqual({ '1.2': 200, '9.0': 600 })
})

test('[CO12] a sale that was settled under another version is not lifted to the tiers of the new one', () => {
  const whole = aRule(tiered('whole', STEPS))
  const settled = runRules([aRule(percent(100_000))], [SALE])
  const open = runRules([whole], [SALE, { id: 9, day: '2026-01-20', minor: 10_000 }], {
    versions: [
      { rules: [aRule(percent(100_000))], validFrom: '2025-01-01' },
      { rules: [whole], validFrom: '2026-01-01' },
    ],
    settled,
  })
  expect(earnings(open)).toEqual({ '9.0': 600 })
})

test('[CO12] a settled conversion stays with the rule that paid it, whatever would win today', () => {
  const rules = [
    aRule(tiered('marginal', STEPS), { key: 'tiers', conditions: [forProduct('Basic', 'Pro')] }),
    aRule(percent(50_000), { key: 'share', conditions: [forProduct('Pro')] }),
  ]
  const held: TestConversion = { id: 1, day: '2026-01-01', minor: 20_000, product: 'Basic' }
  const sold = [held, { id: 2, day: '2026-01-02', minor: 10_000, product: 'Pro' }]
  const settled = runRules(rules, sold).filter(({ conversion }) => conversion === 2)
  expect(settled.map(({ ruleIndex, earnedMinor }) => [ruleIndex, earnedMinor])).toEqual([[0, 600]])
  expect(earnings(runRules(rules, sold, { settled }))).toEqual({ '1.0': 800 })
})

test('[CO12] a refund after settlement does not take a conversion out of a counter by falling below a condition', () => {
  const rules = [aRule(tiered('marginal', STEPS), { conditions: [forAmount(5000)] })]
  const later = [refund(2, 6000), { ...SALE, id: 3, day: '2026-03-01' }]
  expect(settleThen(rules, [SALE], later)).toMatchObject([{ conversion: 2 }, { conversion: 3, counterBefore: 10_000 }])
})

/** Amounts and rates whose products are whole cents, so that sums can be compared exactly. */
const amount = fc.integer({ min: 1, max: 300 }).map((hundreds) => hundreds * 100)
const dayInQuarter = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`)
const batch = fc.array(fc.record({ day: dayInQuarter, minor: amount }), { maxLength: 8 })
const story = fc.record({
  batches: fc.array(batch, { minLength: 1, maxLength: 4 }),
  seeds: fc.infiniteStream(fc.boolean()),
})

/** Lets batches arrive one after the other and settles a random part of what is open in between. */
function tell(
  rules: PlanRule[],
  { batches, seeds }: { batches: { day: string; minor: number }[][]; seeds: Iterator<boolean> },
  isSettleable: (commission: TestCommission, settled: TestCommission[]) => boolean = () => true,
) {
  let settled: TestCommission[] = []
  let open: TestCommission[] = []
  const conversions: TestConversion[] = []
  const [rule] = rules
  const isExplained = ({ component, baseMinor, counterBefore, earnedMinor }: TestCommission): boolean =>
    rule !== undefined &&
    applyRates(termsOf(rule.payment, component, baseMinor, counterBefore), 'halfAwayFromZero') === earnedMinor
  for (const arrivals of batches) {
    for (const arrival of arrivals) conversions.push({ ...arrival, id: conversions.length + 1 })
    open = runRules(rules, conversions, { settled })
    expect(open.filter((commission) => !isExplained(commission))).toEqual([])
    const chosen = open.filter((commission) => seeds.next().value && isSettleable(commission, settled))
    settled = [...settled, ...chosen]
    const ids = new Set(settled.map(({ id }) => id))
    open = open.filter(({ id }) => !ids.has(id))
  }
  return { all: [...settled, ...open], volume: conversions.reduce((sum, { minor }) => sum + minor, 0) }
}

test('[CO12] marginal tiers pay the same total whatever arrives late and whatever is settled in between', () => {
  const oneStep = aRule(tiered('marginal', STEPS.slice(0, 2)))
  fc.assert(
    fc.property(story, (told) => {
      const { all, volume } = tell([oneStep], told)
      expect(totalOf(all)).toBe(Math.round(0.04 * Math.min(volume, 20_000) + 0.06 * Math.max(0, volume - 20_000)))
    }),
    { numRuns: 500 },
  )
})

test('[CO12] a conversion released from a hold fills the stretch of the counter that was kept free for it', () => {
  const rules = [aRule(tiered('marginal', STEPS))]
  const held: TestConversion = { ...SALE, id: 2, day: '2026-01-11' }
  const sold = [SALE, held, { ...SALE, id: 3, day: '2026-01-12', minor: 30_000 }]
  const settled = runRules(rules, sold).filter(({ conversion }) => conversion !== 2)
  const open = runRules(rules, [...sold, { ...SALE, id: 4, day: '2026-01-13' }], { settled })
  expect(open.map(({ conversion, counterBefore, earnedMinor }) => [conversion, counterBefore, earnedMinor])).toEqual([
    [2, 10_000, 400],
    [4, 50_000, 800],
  ])
})

test('[CO12] [CO13] whole tiers end at the rate of the tier reached on the whole volume, whatever arrives late and is settled', () => {
  fc.assert(
    fc.property(story, (told) => {
      // A true-up is settled with or after the rate it lifts; the engine settles a conversion's lines in that order.
      const isAfterRate = (commission: TestCommission, settled: TestCommission[]): boolean =>
        commission.component === 0 || settled.some(({ id }) => id === commission.conversion * 64)
      const { all, volume } = tell([aRule(tiered('whole', STEPS))], told, isAfterRate)
      const rate = volume >= 40_000 ? 0.08 : volume >= 20_000 ? 0.06 : 0.04
      expect(totalOf(all)).toBe(Math.round(volume * rate))
    }),
    { numRuns: 500 },
  )
})

test('[CO7] after any refunds and settlements, what was earned less what was taken back is the rate on what stayed', () => {
  const sales = fc.array(
    fc.record({ minor: amount, refunds: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  fc.assert(
    fc.property(sales, fc.infiniteStream(fc.boolean()), (sold, seeds) => {
      const rules = [aRule(percent(100_000))]
      const conversions: TestConversion[] = sold.map(({ minor }, index) => ({
        id: index + 1,
        day: '2026-01-01',
        minor,
      }))
      let settled = runRules(rules, conversions).filter(() => seeds.next().value)
      let open: TestCommission[] = []
      let stayed = sold.map(({ minor }) => minor)
      for (const [index, { refunds }] of sold.entries()) {
        for (const percentOfSale of refunds) {
          const minor = Math.round(((sold[index]?.minor ?? 0) * percentOfSale) / 1000) * 10
          conversions.push({ id: conversions.length + 1, day: '2026-01-02', minor, refunds: index + 1 })
          stayed = stayed.map((left, place) => (place === index ? Math.max(0, left - minor) : left))
          open = runRules(rules, conversions, { settled })
          settled = [...settled, ...open.filter(() => seeds.next().value)]
        }
      }
      open = runRules(rules, conversions, { settled })
      expect(totalOf([...settled, ...open])).toBe(stayed.reduce((sum, left) => sum + left / 10, 0))
    }),
  )
})

test('[CO7] a fixed amount that is paid without any base is not taken back', () => {
  const free: TestConversion = { ...SALE, minor: 0 }
  expect(settleThen([aRule(fixed(4000))], [free], [refund(2, 100)])).toEqual([])
})

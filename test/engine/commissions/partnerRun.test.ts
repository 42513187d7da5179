import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../src/contract/dates.ts'
import type { Rounding } from '../../../src/contract/money.ts'
import { planRuleSchema } from '../../../src/contract/plans.ts'
import type { Caps, Condition, Payment, PlanRule } from '../../../src/contract/plans.ts'
import { CommissionColumns } from '../../../src/engine/commissions/commissionColumns.rules.ts'
import { compileDue } from '../../../src/engine/commissions/due.rules.ts'
import {
  componentKind,
  componentOf,
  conversionIdOf,
  toCommissionId,
} from '../../../src/engine/commissions/ids.rules.ts'
import { runPartner } from '../../../src/engine/commissions/partnerRun.rules.ts'
import { buildClawbackTrace, buildTrace, replay } from '../../../src/engine/commissions/trace.rules.ts'
import type { TraceSource } from '../../../src/engine/commissions/trace.rules.ts'
import { counterStep } from '../../../src/engine/commissions/tiers.rules.ts'
import { asPaid } from '../../../src/engine/commissions/settled.rules.ts'
import { runRules } from '../../support/builders/commissions.ts'
import type { TestCommission, TestConversion } from '../../support/builders/commissions.ts'
import { runNaively } from '../../support/builders/naiveRun.ts'
import { aRule, percent } from '../../support/builders/plans.ts'

const ratePpm = fc.integer({ min: 0, max: 400_000 })
const currency = fc.constantFrom('USD', 'JPY')
const counter = fc.record({
  unit: fc.constantFrom('amount' as const, 'count' as const),
  window: fc.constantFrom('month' as const, 'quarter' as const, 'year' as const, 'lifetime' as const),
})

/** Steps small enough that a dozen conversions cross several of them. */
const tiers = (unit: 'amount' | 'count') =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: unit === 'count' ? 8 : 3000 }), { maxLength: 4 })
    .chain((steps) =>
      fc
        .tuple(...[0, ...steps.toSorted((a, b) => a - b)].map(() => ratePpm))
        .map((rates) => [0, ...steps.toSorted((a, b) => a - b)].map((from, i) => ({ from, ratePpm: rates[i] ?? 0 }))),
    )

const tierPayment = (kind: 'marginal' | 'whole') =>
  fc
    .tuple(currency, counter)
    .chain(([code, count]) =>
      tiers(count.unit).map((table): Payment => ({ kind, currency: code, counter: count, tiers: table })),
    )

const onPartialRefund = fc.constantFrom('keep' as const, 'proRata' as const, 'void' as const)
const minorAmount = fc.integer({ min: 0, max: 1000 })
const payment: fc.Arbitrary<Payment> = fc.oneof(
  fc.record({
    kind: fc.constant('fixed' as const),
    minor: minorAmount,
    currency,
    per: fc.constantFrom('firstConversion' as const, 'everyConversion' as const),
    onPartialRefund,
  }),
  ratePpm.map((rate): Payment => ({ kind: 'percent', ratePpm: rate })),
  fc.record({
    kind: fc.constant('hybrid' as const),
    fixedMinor: minorAmount,
    currency,
    ratePpm,
    firstEarnsBoth: fc.boolean(),
    onPartialRefund,
  }),
  tierPayment('marginal'),
  tierPayment('whole'),
)

const product = fc.constantFrom('Basic', 'Pro')
const country = fc.constantFrom('India', 'Japan')
const bound = fc.option(minorAmount)
const condition: fc.Arbitrary<Condition> = fc.oneof(
  product.map((name): Condition => ({ field: 'product', in: [name] })),
  country.map((name): Condition => ({ field: 'country', in: [name] })),
  fc.constantFrom('new' as const, 'recurring' as const).map((is): Condition => ({ field: 'customer', is })),
  fc.record({ field: fc.constant('amount' as const), currency, atLeastMinor: bound, atMostMinor: bound }),
  fc.constant<Condition>({ field: 'kind', is: 'lead' }),
)

const windowedCap = fc.record({ minor: minorAmount, window: fc.constantFrom('month' as const, 'lifetime' as const) })
const caps: fc.Arbitrary<Caps | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record(
    { currency, event: fc.record({ minor: minorAmount }), customer: windowedCap, partner: windowedCap },
    { requiredKeys: ['currency'] },
  ),
)

const rules: fc.Arbitrary<PlanRule[]> = fc
  .array(
    fc.record({
      caps,
      priority: fc.integer({ min: 0, max: 1 }),
      conditions: fc.array(condition, { maxLength: 2 }),
      payment,
      limitMonths: fc.option(fc.integer({ min: 0, max: 4 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ caps: most, ...rule }, index) => ({
      ...rule,
      ...(most === undefined ? {} : { caps: most }),
      key: `k${index}`,
      name: `Rule ${index}`,
    })),
  )

const sale = fc.record({
  day: fc.nat(240).map((days) => addDays('2025-11-20', days)),
  minor: fc.nat(1500),
  currency,
  quantity: fc.integer({ min: 1, max: 3 }),
  customer: fc.nat(3),
  product,
  country,
})
const refund = fc.record({
  day: fc.nat(240).map((days) => addDays('2025-11-20', days)),
  minor: fc.nat(1500),
  sale: fc.nat(13),
})

const conversions: fc.Arbitrary<TestConversion[]> = fc
  .tuple(
    fc.array(sale, { minLength: 1, maxLength: 14 }),
    fc.array(refund, { maxLength: 4 }),
    fc.array(sale, { maxLength: 4 }),
  )
  .map(([sales, refunds, leads]) => [
    ...sales.map((one, index) => ({ ...one, id: index + 1 })),
    ...leads.map((one, index) => ({ ...one, id: 200 + index, minor: 0, isLead: true })),
    ...refunds.map(({ day, minor, sale: of }, index) => {
      const refunds = (of % sales.length) + 1
      return { id: 100 + index, day, minor, refunds, currency: sales[refunds - 1]?.currency ?? 'USD' }
    }),
  ])

const rounding = fc.constantFrom<Rounding>('halfAwayFromZero', 'halfToEven')
const startMonth = fc.integer({ min: 1, max: 12 })

test('[CO1] [CO27] the evaluator earns, for any plan and any order of conversions, what the rules say one conversion at a time', () => {
  fc.assert(
    fc.property(rules, conversions, rounding, startMonth, (plan, sold, how, start) => {
      for (const rule of plan) planRuleSchema.parse(rule)
      const commissions = runRules(plan, sold, { rounding: how, fiscalYearStartMonth: start })
      const earned = commissions.map(({ conversion, component, ruleIndex, earnedMinor }) => [
        `${conversion}.${component}`,
        { ruleIndex, earnedMinor },
      ])
      expect(Object.fromEntries(earned)).toEqual(runNaively(plan, sold, how, start))
    }),
    { numRuns: 1500 },
  )
})

test('[CO10] [CO27] the trace rebuilt from what is stored replays to the stored amount, for any plan and any conversions', () => {
  fc.assert(
    fc.property(rules, conversions, rounding, (plan, sold, how) => {
      for (const commission of runRules(plan, sold, { rounding: how })) {
        const trace = buildTrace(sourceOf(plan, sold, commission, how))
        expect([replay(trace), trace.earnedMinor]).toEqual([commission.earnedMinor, commission.earnedMinor])
        expect(trace.baseLines.reduce((sum, { minor }) => sum + minor, 0)).toBe(trace.baseMinor)
        if (trace.component !== 'fixed')
          expect(trace.terms.reduce((sum, { minor }) => sum + minor, 0)).toBe(trace.baseMinor)
      }
    }),
    { numRuns: 500 },
  )
})

test('[CO10] the traces of clawbacks replay to their amounts, one refund after the other', () => {
  fc.assert(
    fc.property(rules, conversions, rounding, (plan, sold, how) => {
      const settled = runRules(
        plan,
        sold.filter(({ refunds }) => refunds === undefined),
        { rounding: how },
      )
      const taken = new Map<number, { baseMinor: number; earnedMinor: number }>()
      const clawbacks = runRules(plan, sold, { rounding: how, settled }).filter(({ component }) => component >= 32)
      const inOrder = clawbacks.toSorted((a, b) => a.counterBefore - b.counterBefore)
      for (const clawback of inOrder) {
        const paidId = toCommissionId(clawback.trigger, clawback.component - 32)
        const paid = settled.find(({ id }) => id === paidId)
        const rule = plan[clawback.ruleIndex]
        if (!paid || !rule) throw new Error(`nothing was paid that ${clawback.id} could take back`)
        const line = asPaid(rule.payment, paid.component, paid.baseMinor, paid.counterBefore)
        const sale = sold.find(({ id }) => id === paid.conversion)
        const amounts = { quantity: sale?.quantity ?? 1, soldMinor: sale?.minor ?? 0 }
        const before = { baseMinor: clawback.counterBefore, earnedMinor: taken.get(paidId)?.earnedMinor ?? 0 }
        const trace = buildClawbackTrace(
          sourceOf(plan, sold, clawback, how),
          { ...paid, ...line, ...amounts, paidDay: null, isCapped: paid.cappedBy !== null },
          before,
        )
        taken.set(paidId, { baseMinor: 0, earnedMinor: before.earnedMinor - clawback.earnedMinor })
        expect(replay(trace)).toBe(clawback.earnedMinor)
      }
    }),
    { numRuns: 500 },
  )
})

/** What the engine reads beside a stored commission to explain it. */
function sourceOf(
  plan: readonly PlanRule[],
  sold: readonly TestConversion[],
  commission: TestCommission,
  how: Rounding,
): TraceSource {
  const find = (id: number) => sold.find((one) => one.id === id)
  const conversion = find(commission.conversion)
  const rule = plan[commission.ruleIndex]
  if (!conversion || !rule) throw new Error(`commission ${commission.id} hangs on nothing`)
  const leftOf = (one: TestConversion): number =>
    sold.reduce((left, { refunds, minor }) => (refunds === one.id ? Math.max(0, left - minor) : left), one.minor)
  const counted = find(commission.trigger) ?? conversion
  const { payment } = rule
  const unit = payment.kind === 'marginal' || payment.kind === 'whole' ? payment.counter.unit : 'amount'
  return {
    commissionId: commission.id,
    currency: commission.currency,
    occurredOn: commission.day,
    plan: { versionId: 1, name: 'Plan', number: 1 },
    rule,
    amounts: {
      chargedMinor: conversion.minor,
      taxMinor: 0,
      shippingMinor: 0,
      discountMinor: 0,
      refundedMinor: conversion.minor - leftOf(conversion),
    },
    quantity: conversion.quantity ?? 1,
    baseMinor: commission.baseMinor,
    counterBefore: commission.counterBefore,
    counterStep: counterStep(unit, leftOf(counted), leftOf(counted) === 0 && counted.minor > 0),
    capped:
      commission.cappedBy === null
        ? null
        : { kind: commission.cappedBy, earnedMinor: commission.earnedMinor, soldOn: conversion.day },
    settings: {
      rounding: how,
      fiscalYearStartMonth: 1,
      base: { excludeTax: true, excludeShipping: true, excludeDiscount: true },
    },
  }
}

test('[CO10] a trace shows the counter before and after, and the key of its window', () => {
  const plan = [
    aRule({
      kind: 'marginal',
      currency: 'USD',
      counter: { unit: 'amount', window: 'quarter' },
      tiers: [
        { from: 0, ratePpm: 40_000 },
        { from: 20_000, ratePpm: 60_000 },
      ],
    }),
  ]
  const sold = [
    { id: 1, day: '2026-01-05', minor: 15_000 },
    { id: 2, day: '2026-03-31', minor: 10_000 },
  ]
  const second = runRules(plan, sold)[1]
  if (!second) throw new Error('two conversions earn two commissions')
  expect(buildTrace(sourceOf(plan, sold, second, 'halfAwayFromZero'))).toMatchObject({
    component: 'rate',
    baseLines: [{ label: 'charged', minor: 10_000 }],
    counter: { unit: 'amount', window: 'quarter', key: 'FY2026-Q1', before: 15_000, after: 25_000 },
    terms: [
      { minor: 5000, ratePpm: 40_000 },
      { minor: 5000, ratePpm: 60_000 },
    ],
    earnedMinor: 500,
  })
})

test('[CO1] a commission’s id names its conversion and its component', () => {
  const id = toCommissionId(1_000_000, 3)
  expect([conversionIdOf(id), componentOf(id)]).toEqual([1_000_000, 3])
  expect([0, 1, 2, 29, 30, 32, 63].map(componentKind)).toEqual([
    'rate',
    'fixed',
    'trueUp',
    'trueUp',
    'uplift',
    'clawback',
    'clawback',
  ])
})

test('[CO1] the commissions of several partners share columns that grow as needed', () => {
  const output = new CommissionColumns(1)
  const conversionsOf = (id: number) => ({
    count: 1,
    id: [id],
    day: [20_000],
    currency: [0],
    baseMinor: [1000],
    quantity: null,
    customer: null,
    product: null,
    country: null,
    sourceDay: null,
    refundOf: null,
    lead: null,
    blocked: null,
  })
  const timeline = { segments: [{ fromDay: -Infinity, candidates: [] }], needsFirst: false }
  const settings = {
    rounding: 'halfAwayFromZero' as const,
    fiscalYearStartMonth: 1,
    clawbackDays: null,
    reratesAfterRefunds: false,
  }
  const dueDayOf = compileDue({
    anchor: 'eventDay',
    refundWindowDays: 30,
    months: 0,
    days: 0,
    toMonthEnd: false,
    payDay: null,
  })
  const run = {
    timeline,
    settings,
    dueDayOf,
    uplifts: [],
    settled: null,
    onTime: null,
    exchanged: null,
    movedAway: null,
    turns: new Map(),
    caps: null,
  }
  runPartner({ conversions: conversionsOf(1), ...run }, output)
  expect(output.count).toBe(0)
  const all = runRules(
    [aRule(percent(100_000))],
    Array.from({ length: 5 }, (_, i) => ({ id: i + 1, day: '2026-01-01', minor: 100 })),
  )
  expect(all.map(({ id, earnedMinor }) => [id, earnedMinor])).toEqual([1, 2, 3, 4, 5].map((id) => [id * 64, 10]))
})

test('[CO1] conversions that are not in order of day and id are refused', () => {
  const columns = { count: 2, id: [2, 1], day: [20_000, 20_000], currency: [0, 0], baseMinor: [1, 1] }
  const none = {
    quantity: null,
    customer: null,
    product: null,
    country: null,
    sourceDay: null,
    refundOf: null,
    lead: null,
    blocked: null,
  }
  const run = {
    conversions: { ...columns, ...none },
    timeline: { segments: [], needsFirst: false },
    settings: {
      rounding: 'halfAwayFromZero' as const,
      fiscalYearStartMonth: 1,
      clawbackDays: null,
      reratesAfterRefunds: false,
    },
    dueDayOf: (day: number) => day,
    uplifts: [],
    settled: null,
    onTime: null,
    exchanged: null,
    movedAway: null,
    turns: new Map(),
    caps: null,
  }
  expect(() => runPartner(run, new CommissionColumns())).toThrow('conversions are not in order at 1')
})

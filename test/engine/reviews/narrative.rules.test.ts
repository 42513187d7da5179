import { describe, expect, test } from 'vitest'
import {
  type InputKey,
  type MeasureKey,
  measureDefinitions,
  type MeasureValue,
} from '../../../src/contract/measures.ts'
import { pointRules, type PointRule } from '../../../src/contract/reviewFigures.ts'
import { computeMeasure } from '../../../src/engine/metrics/measures.rules.ts'
import { type NarrativeInput, narrativeMeasures, proposePoints } from '../../../src/engine/reviews/narrative.rules.ts'

type Sums = Partial<Record<InputKey, number>>

/** Measures of these sums, as the engine computes them. */
function measured(sums: Sums, unknown: readonly MeasureKey[] = []): ReadonlyMap<MeasureKey, MeasureValue> {
  return new Map(
    narrativeMeasures.map((key) => {
      const isUnknown = unknown.includes(key)
      const value = isUnknown ? null : computeMeasure(key, sums)
      const inputs = measureDefinitions[key].inputs.map((input) => ({ key: input, value: sums[input] ?? 0 }))
      return [key, { key, value, problem: isUnknown ? 'rateMissing' : value === null ? 'nothing' : null, inputs }]
    }),
  )
}

function input(now: Sums, before: Sums, more: Partial<NarrativeInput> = {}): NarrativeInput {
  return {
    currency: 'USD',
    now: measured(now),
    before: measured(before),
    largestCustomer: null,
    largestBeforePpm: null,
    lastDeal: null,
    ...more,
  }
}

const point = (given: NarrativeInput, key: PointRule) => proposePoints(given).find((one) => one.key === key)
const sales = (saleCount: number, salesMinor: number, refundsMinor = 0): Sums => ({
  saleCount,
  salesMinor,
  refundsMinor,
  revenueMinor: salesMinor - refundsMinor,
})

describe('[QB5] revenue', () => {
  test('[QB5] names by how much it changed and what moved it most: more sales, larger sales, fewer refunds', () => {
    expect(point(input(sales(32, 12_400_000), sales(25, 10_000_000)), 'revenue')).toEqual({
      key: 'revenue',
      text: 'Partner revenue rose by 24.0% to USD 124,000.00, from USD 100,000.00, mostly because there were more sales (32 after 25).',
      tone: 'good',
      figures: [
        { key: 'revenue', value: 12_400_000, before: 10_000_000 },
        { key: 'sales', value: 32, before: 25 },
      ],
    })
    expect(point(input(sales(24, 8_000_000), sales(25, 10_000_000)), 'revenue')?.text).toBe(
      'Partner revenue fell by 20.0% to USD 80,000.00, from USD 100,000.00, mostly because the average sale was smaller (3,333.33 after 4,000.00).',
    )
    expect(point(input(sales(25, 10_000_000), sales(25, 10_000_000, 2_000_000)), 'revenue')).toMatchObject({
      text: 'Partner revenue rose by 25.0% to USD 100,000.00, from USD 80,000.00, mostly because less was refunded (0.0% of sales after 20.0%).',
      figures: [{ key: 'revenue' }, { key: 'refundRate', value: 0, before: 200_000 }],
    })
  })

  test('[QB5] says nothing of a change below 5 %, and of nothing at all', () => {
    expect(point(input(sales(25, 10_499_999), sales(25, 10_000_000)), 'revenue')).toBeUndefined()
    expect(point(input(sales(25, 10_500_000), sales(25, 10_000_000)), 'revenue')).toBeDefined()
    expect(point(input({}, {}), 'revenue')).toBeUndefined()
  })

  test('[QB5] tells the first revenue and the end of it', () => {
    expect(point(input(sales(1, 500_000), {}), 'revenue')?.text).toBe(
      'Partner revenue is USD 5,000.00; there was none in the period before.',
    )
    expect(point(input({}, sales(1, 500_000)), 'revenue')).toMatchObject({
      text: 'There was no partner revenue, after USD 5,000.00 in the period before.',
      tone: 'bad',
    })
  })
})

const deals = (dealsWon: number, dealsLost: number): Sums => ({ dealsWon, dealsLost })
const cycle = (cycleDays: number, cycleCount: number): Sums => ({ cycleDays, cycleCount })
const pipeline = (openMinor: number, dealsOpen: number): Sums => ({ openMinor, dealsOpen })
const retention = (customersKept: number, customersBefore: number): Sums => ({ customersKept, customersBefore })
const answers = (promoters: number, detractors: number, all: number): Sums => ({ promoters, detractors, answers: all })
const largest = (sharePpm: number, customers: number) => ({ name: 'Anvika Retail', sharePpm, customers })

// What each rule says when it has something to say, and the nearest numbers at which it keeps silent.
const cases: readonly [rule: PointRule, fires: NarrativeInput, text: string, silent: readonly NarrativeInput[]][] = [
  [
    'newCustomers',
    input({ newCustomers: 6 }, { newCustomers: 3 }),
    '6 new customers, after 3 in the period before.',
    [input({ newCustomers: 5 }, { newCustomers: 3 }), input({ newCustomers: 12 }, { newCustomers: 9 })],
  ],
  [
    'retention',
    input(retention(9, 10), retention(8, 10)),
    'Retention rose to 90.0% of earlier customers, from 80.0%.',
    [input(retention(90, 100), retention(81, 100)), input(retention(9, 10), {})],
  ],
  [
    'concentration',
    input({}, {}, { largestCustomer: largest(400_000, 8), largestBeforePpm: 300_000 }),
    'Anvika Retail alone brought 40.0% of the revenue of 8 customers.',
    [
      input({}, {}, { largestCustomer: largest(399_999, 8) }),
      input({}, {}, { largestCustomer: largest(1_000_000, 1) }),
      input({}, {}),
    ],
  ],
  [
    'refundRate',
    input(sales(50, 10_000_000, 500_000), sales(50, 10_000_000, 300_000)),
    'The refund rate rose to 5.0% of sales, from 3.0%.',
    [input(sales(50, 10_000_000, 490_000), sales(50, 10_000_000, 300_000)), input(sales(50, 10_000_000, 990_000), {})],
  ],
  [
    'pipeline',
    input(pipeline(12_500_000, 6), pipeline(10_000_000, 4)),
    'The open pipeline grew by 25.0% to USD 125,000.00 in 6 deals.',
    [input(pipeline(12_499_999, 6), pipeline(10_000_000, 4)), input({}, {})],
  ],
  [
    'winRate',
    input(deals(6, 4), deals(5, 5)),
    'The win rate rose to 60.0%, from 50.0%: 6 of 10 closed deals were won.',
    [input(deals(59, 41), deals(5, 5)), input(deals(2, 0), deals(5, 5)), input(deals(6, 4), deals(1, 1)), input(deals(6, 4), {})],
  ],
  [
    'salesCycle',
    input(cycle(80, 2), cycle(60, 2)),
    'Deals took longer to win: 40.0 days, against 30.0 days in the period before.',
    [input(cycle(74, 2), cycle(60, 2)), input(cycle(40, 1), cycle(60, 2)), input(cycle(18, 2), cycle(12, 2))],
  ],
  [
    'noDeal',
    input({}, {}, { lastDeal: { on: '2025-11-02', days: 60 } }),
    'No new deal for 60 days, since 02 Nov 2025.',
    [input({}, {}, { lastDeal: { on: '2025-11-03', days: 59 } }), input({}, {})],
  ],
  [
    'feedback',
    input(answers(0, 1, 3), {}),
    'The partner’s NPS is −33.3 from 3 answers.',
    [input(answers(1, 1, 3), {}), input(answers(2, 0, 10), answers(3, 0, 10)), input({}, answers(1, 0, 1))],
  ],
] // prettier-ignore

test.each(cases)('[QB5] %s says what the numbers say, and nothing below its threshold', (rule, fires, text, silent) => {
  expect(point(fires, rule)?.text).toBe(text)
  for (const quiet of silent) expect(point(quiet, rule)).toBeUndefined()
})

test('[QB5] the other direction is told too: gone pipeline, longer silence of refunds, high refunds without a past, better feedback', () => {
  expect(point(input({}, pipeline(10_000_000, 4)), 'pipeline')?.text).toBe(
    'No deal is open, after USD 100,000.00 in open deals before.',
  )
  expect(point(input(pipeline(10_000_000, 1), {}), 'pipeline')?.text).toBe(
    'The open pipeline is USD 100,000.00 in 1 deal; it was empty before.',
  )
  expect(point(input(sales(50, 10_000_000), sales(50, 10_000_000, 300_000)), 'refundRate')?.tone).toBe('good')
  expect(point(input(sales(50, 10_000_000, 1_000_000), {}), 'refundRate')?.text).toBe('10.0% of sales were refunded.')
  expect(point(input(answers(5, 0, 10), answers(3, 0, 10)), 'feedback')?.tone).toBe('good')
  expect(point(input(cycle(60, 2), cycle(80, 2)), 'salesCycle')?.tone).toBe('good')
})

test('[QB5] a figure that cannot be told supports no point: amounts that wait for a rate are silent in both directions', () => {
  const rich: Sums = { ...sales(32, 12_400_000), ...pipeline(9_000_000, 3), ...deals(6, 4) }
  const poor: Sums = { ...sales(25, 10_000_000, 900_000), ...pipeline(3_000_000, 2), ...deals(2, 8) }
  const all = input(rich, poor)
  expect(proposePoints(all).map(({ key }) => key)).toEqual(['revenue', 'refundRate', 'pipeline', 'winRate'])
  const unknown: MeasureKey[] = ['revenue', 'averageSale', 'refundRate', 'openPipeline']
  expect(proposePoints({ ...all, now: measured(rich, unknown) }).map(({ key }) => key)).toEqual(['winRate'])
  expect(proposePoints({ ...all, before: measured(poor, unknown) }).map(({ key }) => key)).toEqual(['winRate'])
})

test('[QB5] every point stands on a figure with a value, in the order of the rules', () => {
  const everything = input(
    { ...sales(32, 12_400_000, 900_000), newCustomers: 9, ...retention(9, 10), ...pipeline(9_000_000, 3), ...deals(6, 4), ...cycle(80, 2), ...answers(0, 3, 3) },
    { ...sales(25, 10_000_000), newCustomers: 2, ...retention(5, 10), ...pipeline(3_000_000, 2), ...deals(2, 8), ...cycle(60, 2) },
    { largestCustomer: largest(500_000, 4), lastDeal: { on: '2025-10-01', days: 92 } },
  ) // prettier-ignore
  const points = proposePoints(everything)
  expect(points.map(({ key }) => key)).toEqual(pointRules)
  for (const { figures } of points) expect(figures.length).toBeGreaterThan(0)
})

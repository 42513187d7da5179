import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { TemplateBody } from '../../../src/contract/scorecards.ts'
import { scorecardStarts, startBody, usualBands } from '../../../src/contract/scorecardStarts.ts'
import { median, rankScores } from '../../../src/engine/scorecards/peers.rules.ts'
import {
  bandOf,
  clampReach,
  composeScore,
  lastQuarters,
  reachOf,
  type ScorePart,
  targetOf,
} from '../../../src/engine/scorecards/score.rules.ts'
import { templateProblem } from '../../../src/engine/scorecards/template.rules.ts'
import { aBody, aMetric, PERCENT } from '../../support/scorecards.ts'

const part = (weight: number, attainmentPpm: number | null): ScorePart => ({
  weightPpm: weight * PERCENT,
  attainmentPpm,
})

test('[SC3] what a metric reached is actual ÷ target, and mirrored at the target where less is better', () => {
  // 115,640 of 140,000; 2 of 3; 1.9 % against 3 %: 2 − 0.6333; twice the target: 2 − 2; a tenth too much costs a tenth.
  const cases: [actual: number, target: number, better: 'higher' | 'lower', reached: number][] = [
    [11_564_000, 14_000_000, 'higher', 826_000],
    [2, 3, 'higher', 666_667],
    [0, 3, 'higher', 0],
    [-1, 4, 'higher', -250_000],
    [19_000, 30_000, 'lower', 1_366_667],
    [60_000, 30_000, 'lower', 0],
    [33_000, 30_000, 'lower', 900_000],
    [0, 30_000, 'lower', 2_000_000],
    [Number.MAX_SAFE_INTEGER, 1, 'higher', 1_000_000_000],
    [Number.MAX_SAFE_INTEGER, 1, 'lower', -1_000_000_000],
  ]
  expect(cases.map(([actual, target, better]) => [actual, target, better, reachOf(actual, target, better)])).toEqual(
    cases,
  )
  expect([clampReach(1_366_667, 0, 1_000_000), clampReach(-250_000, 100_000, 1_000_000), clampReach(5, 0, 9)]).toEqual([
    1_000_000, 100_000, 5,
  ])
})

test('[SC4] a score worked out by hand: weights 25, 15, 15, 10, 10, 10, 10, 5', () => {
  // 20.65 + 12.796875 + 10.000005 + 7.8 + 10 + 10 + 8 + 4.5 = 83.74688, one tenth short of the sum of rounded parts.
  const score = composeScore([
    part(25, 826_000), part(15, 853_125), part(15, 666_667), part(10, 780_000), part(10, 1_000_000), part(10, 1_000_000),
    part(10, 800_000), part(5, 900_000),
  ]) // prettier-ignore
  expect(score.scorePpm).toBe(837_000)
  expect(score.pointsPpm).toEqual([206_000, 128_000, 100_000, 78_000, 100_000, 100_000, 80_000, 45_000])
  expect(score.countedPpm).toEqual([250_000, 150_000, 150_000, 100_000, 100_000, 100_000, 100_000, 50_000])
})

test('[SC4] weights 30, 30 and 40 with 8 of 10, 5 of 5 and 40 of 100 are 24 + 30 + 16 points', () => {
  const reached = [reachOf(8, 10, 'higher'), reachOf(5, 5, 'higher'), reachOf(40, 100, 'higher')]
  const { scorePpm, pointsPpm } = composeScore([30, 30, 40].map((weight, i) => part(weight, reached[i] ?? 0)))
  expect({ scorePpm, pointsPpm }).toEqual({ scorePpm: 700_000, pointsPpm: [240_000, 300_000, 160_000] })
})

test('[SC4] what is left out gives its weight to the others, what counts zero keeps it', () => {
  // (50 × 0.8 + 20 × 0.5) ÷ 70 = 50 ÷ 70 = 0.714286; with the zero 50 ÷ 100.
  expect(composeScore([part(50, 800_000), part(30, null), part(20, 500_000)])).toEqual({
    scorePpm: 714_000,
    pointsPpm: [571_000, 0, 143_000],
    countedPpm: [714_286, 0, 285_714],
  })
  expect(composeScore([part(50, 800_000), part(30, 0), part(20, 500_000)]).scorePpm).toBe(500_000)
  expect(composeScore([part(50, null), part(50, null)]).scorePpm).toBeNull()
  expect(composeScore([part(50, 0), part(50, null)])).toEqual({
    scorePpm: 0,
    pointsPpm: [0, 0],
    countedPpm: [1_000_000, 0],
  })
})

test('[SC4] the band is the one whose lower bound the rounded score reaches', () => {
  const scores = [1_040_000, 900_000, 899_000, 750_000, 749_000, 600_000, 400_000, 399_000, 0]
  expect(scores.map((score) => bandOf(usualBands, score))).toEqual([
    'Excellent', 'Excellent', 'Good', 'Good', 'Fair', 'Fair', 'Weak', 'Poor', 'Poor',
  ]) // prettier-ignore
  // 89.96 is shown as 90.0, so it is treated as 90.0.
  const { scorePpm } = composeScore([part(100, 899_600)])
  expect([scorePpm, bandOf(usualBands, scorePpm ?? 0)]).toEqual([900_000, 'Excellent'])
})

const parts = fc.array(
  fc.record({
    weightPpm: fc.integer({ min: 1, max: 1_000_000 }),
    attainmentPpm: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { freq: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
)

test('[SC4] the order of metrics changes no score, and points add up to it to the last tenth', () => {
  fc.assert(
    fc.property(
      parts.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
      ([some, shuffled]) => {
        const score = composeScore(some)
        expect(composeScore(shuffled).scorePpm).toBe(score.scorePpm)
        const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
        expect(sum(score.pointsPpm)).toBe(score.scorePpm ?? 0)
        expect(sum(score.countedPpm)).toBe(score.scorePpm === null ? 0 : 1_000_000)
        expect(score.pointsPpm.filter((points) => points % 1000 !== 0)).toEqual([])
      },
    ),
  )
})

test('[SC4] a score lies between the least and the most that any of its metrics counts', () => {
  fc.assert(
    fc.property(parts, (some) => {
      const counted = some.flatMap(({ attainmentPpm }) => attainmentPpm ?? [])
      const { scorePpm } = composeScore(some)
      if (scorePpm === null) expect(counted).toEqual([])
      else {
        // Half a tenth of a point is what rounding may add or take.
        expect(scorePpm).toBeGreaterThanOrEqual(Math.min(...counted) - 500)
        expect(scorePpm).toBeLessThanOrEqual(Math.max(...counted) + 500)
      }
    }),
  )
})

test('[SC3] [SC4] a better figure never lowers a score, in either direction and with any floor and cap', () => {
  const bounds = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 2_000_000 }))
  fc.assert(
    fc.property(
      parts,
      bounds.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      fc.tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 1e12 })),
      fc.integer({ min: 1, max: 1e12 }),
      fc.constantFrom('higher' as const, 'lower' as const),
      (others, [floor, cap], [actual, gain], target, better) => {
        const scoreOf = (value: number): number =>
          composeScore([...others, part(20, clampReach(reachOf(value, target, better), floor, cap))]).scorePpm ?? 0
        const improved = better === 'higher' ? actual + gain : actual - gain
        expect(scoreOf(improved)).toBeGreaterThanOrEqual(scoreOf(actual))
      },
    ),
  )
})

test('[SC2] a target that grows with time is in proportion to the period, a level stays', () => {
  const flow = (from: string, to: string, basis: 'month' | 'quarter' | 'year' = 'quarter'): number =>
    targetOf(30_000, 'flow', basis, { from, to })
  expect({
    quarter: flow('2025-10-01', '2025-12-31'),
    year: flow('2025-01-01', '2025-12-31'),
    month: flow('2025-02-01', '2025-02-28'),
    fiscalYear: flow('2025-04-01', '2026-03-31', 'year'),
    perMonth: flow('2025-10-01', '2025-12-31', 'month'),
    // 73 days are 73 × 12 ÷ 365 = 2.4 months, of 3: 24,000.
    days: flow('2025-10-02', '2025-12-13'),
    least: targetOf(1, 'flow', 'year', { from: '2025-10-01', to: '2025-10-31' }),
    level: targetOf(320_000, 'level', 'quarter', { from: '2025-01-01', to: '2025-12-31' }),
  }).toEqual({
    quarter: 30_000,
    year: 120_000,
    month: 10_000,
    fiscalYear: 30_000,
    perMonth: 90_000,
    days: 24_000,
    least: 1,
    level: 320_000,
  })
})

test('[SC6] the last four quarters are whole, fiscal, and end on or before the day', () => {
  const starts = (day: string, month: number): string[] =>
    lastQuarters(day, month).map(({ from, to }) => `${from} ${to}`)
  expect(starts('2025-12-31', 1)).toEqual([
    '2025-01-01 2025-03-31', '2025-04-01 2025-06-30', '2025-07-01 2025-09-30', '2025-10-01 2025-12-31',
  ]) // prettier-ignore
  expect(starts('2025-12-30', 1).at(-1)).toBe('2025-07-01 2025-09-30')
  expect(starts('2026-01-31', 2).at(-1)).toBe('2025-11-01 2026-01-31')
  expect(starts('2026-02-01', 2)[0]).toBe('2025-02-01 2025-04-30')
})

const compare = (own: number | null, others: readonly (number | null)[]) => rankScores([...others, own])(own)

// Made with Python: scipy 1.17.1, scipy.stats.percentileofscore(others, score, kind='mean'), printed by repr().
test('[SC5] the percentile is the share of the others below, equal ones half, as scipy computes it', () => {
  const others = [62.4, 71, 71, 83.8, 83.8, 83.8, 90.1, 55.5, 40, 99.9, 71].map((score) => Math.round(score * 10_000))
  const byScipy: [score: number, percentile: number][] = [
    [83.8, 68.18181818181819],
    [71, 40.909090909090914],
    [40, 4.545454545454546],
    [39.9, 0],
    [99.9, 95.45454545454547],
    [100, 100.00000000000001],
    [72, 54.54545454545455],
    [62.4, 22.72727272727273],
  ]
  const own = byScipy.map(([score]) => compare(Math.round(score * 10_000), others).percentilePpm)
  expect(own).toEqual(byScipy.map(([, percentile]) => Math.round(percentile * 10_000)))
})

test('[SC5] fewer than five others are too few, and the place counts who is higher', () => {
  expect(compare(500_000, [1, 2, 3, 4])).toEqual({ count: 4, percentilePpm: null, rank: null })
  expect(compare(null, [1, 2, 3, 4, 5])).toEqual({ count: 5, percentilePpm: null, rank: null })
  expect(compare(1, [null, 1, 2, 3, 4, 5, null]).count).toBe(5)
  expect(compare(5, [5, 5, 5, 5, 5])).toEqual({ count: 5, percentilePpm: 500_000, rank: 1 })
  expect(compare(3, [1, 2, 3, 4, 5, 6])).toEqual({ count: 6, percentilePpm: 416_667, rank: 4 })
  expect([median([]), median([7]), median([1, 2]), median([-1, -2]), median([9, 1, 5])]).toEqual([null, 7, 2, -2, 5])
})

const problemOf = (body: TemplateBody): unknown => {
  const problem = templateProblem(body)
  return problem instanceof AppError ? [problem.code, problem.details] : problem
}

test('[SC1] weights that do not add up to exactly 100 % are refused with their sum', () => {
  expect(problemOf(aBody([aMetric('revenue', 60, 1), aMetric('sales', 40, 1)]))).toBeNull()
  expect(problemOf(aBody([aMetric('revenue', 60, 1), aMetric('sales', 35, 1)]))).toEqual([
    'scorecard.weights',
    { sum: '95%', rest: '5%' },
  ])
  const hair = [aMetric('revenue', 60, 1), aMetric('sales', 40, 1, { weightPpm: 400_001 })]
  expect(problemOf(aBody(hair))).toEqual(['scorecard.weights', { sum: '100.0001%', rest: '0.0001%' }])
})

test('[SC1] a measure twice, one of the programme only, a floor above its cap and bands that do not fall to 0 are named', () => {
  const bands = [
    { name: 'High', fromPpm: 500_000 },
    { name: 'High', fromPpm: 600_000 },
  ]
  const metrics = [
    aMetric('revenue', 50, 1),
    aMetric('revenue', 25, 1, { floorPpm: 600_000, capPpm: 500_000 }),
    aMetric('activePartners', 25, 1),
  ]
  expect(problemOf(aBody(metrics, { bands }))).toEqual([
    'scorecard.invalid',
    {
      problems: [
        '“Partner revenue” stands there twice',
        'the floor of “Partner revenue” is above its cap',
        '“Active partners” is a figure of the whole programme',
        'each band must begin below the one before it',
        'the last band must begin at 0',
        'two bands have the same name',
      ],
    },
  ])
})

test('[SC1] the templates to start from can be stored as they are, in currencies with any number of decimals', () => {
  for (const start of scorecardStarts)
    for (const currency of ['USD', 'JPY', 'KWD'])
      expect({ start, currency, problem: problemOf(startBody(start, currency)) }).toEqual({
        start,
        currency,
        problem: null,
      })
  const shares = (start: 'salesLed' | 'competencyLed'): Record<string, number> => {
    const sums: Record<string, number> = {}
    for (const { category, weightPpm } of startBody(start, 'USD').metrics)
      sums[category] = (sums[category] ?? 0) + weightPpm / PERCENT
    return sums
  }
  expect(shares('salesLed')).toEqual({ Sales: 50, Engagement: 20, Enablement: 20, Marketing: 10 })
  expect(shares('competencyLed')).toEqual({ Revenue: 40, Competency: 25, Engagement: 20, 'Customer success': 15 })
})

import { expect, test } from 'vitest'
import { computeHealth, type HealthFacts } from '../../../src/engine/scorecards/health.rules.ts'

/** Sold last week, a fifth less than the quarter before, half a quarter's revenue open, 4 % refunded. */
const facts: HealthFacts = {
  daysSinceLast: 12,
  daysSinceStart: 400,
  revenueMinor: 80_000,
  revenueBeforeMinor: 100_000,
  openMinor: 40_000,
  hasDeals: true,
  salesMinor: 400_000,
  refundsMinor: 16_000,
  isUnrated: false,
  intervention: null,
}

const scoreOf = (change: Partial<HealthFacts>): unknown => {
  const { scorePpm, word } = computeHealth({ ...facts, ...change })
  return [scorePpm, word]
}

test('[SC7] health worked out by hand', () => {
  // 30 × 0.85 + 30 × 0.8 + 20 × 0.5 + 20 × (1 − 0.4) = 25.5 + 24 + 10 + 12 = 71.5: to be watched.
  const { scorePpm, word, parts } = computeHealth(facts)
  expect({ scorePpm, word, points: parts.map(({ key, pointsPpm }) => [key, pointsPpm]) }).toEqual({
    scorePpm: 715_000,
    word: 'watch',
    points: [
      ['recency', 255_000],
      ['revenueTrend', 240_000],
      ['pipeline', 100_000],
      ['refunds', 120_000],
    ],
  })
})

test('[SC7] recency is stepped and never 50', () => {
  const points = [0, 7, 8, 30, 31, 90, 91, 180, 181, 5000].map(
    (daysSinceLast) => computeHealth({ ...facts, daysSinceLast }).parts[0]?.attainmentPpm,
  )
  expect(points).toEqual([1_000_000, 1_000_000, 850_000, 850_000, 700_000, 700_000, 550_000, 550_000, 400_000, 400_000])
})

test('[SC7] what cannot be told gives its weight away; silence counts once 90 days have passed', () => {
  // Without deals (25.5 + 24 + 12) ÷ 80 = 76.875.
  expect(scoreOf({ hasDeals: false })).toEqual([769_000, 'healthy'])
  const silent = {
    daysSinceLast: null,
    revenueMinor: 0,
    revenueBeforeMinor: 0,
    openMinor: 0,
    salesMinor: 0,
    refundsMinor: 0,
  }
  expect(scoreOf({ ...silent, daysSinceStart: 90 })).toEqual([null, null])
  expect(scoreOf({ ...silent, daysSinceStart: 91 })).toEqual([0, 'atRisk'])
  // A new partner with an open deal and no sale yet: all the weight lies on the pipeline.
  expect(scoreOf({ ...silent, daysSinceStart: 30, openMinor: 5 })).toEqual([1_000_000, 'healthy'])
  expect(scoreOf({ isUnrated: true })).toEqual([null, null])
})

test('[SC7] an open warning allows no better word than watch, a proposed termination none but at risk', () => {
  const best = { daysSinceLast: 1, revenueMinor: 100_000, openMinor: 100_000, refundsMinor: 0 }
  expect(scoreOf(best)).toEqual([1_000_000, 'healthy'])
  expect(scoreOf({ ...best, intervention: 'warning' })).toEqual([1_000_000, 'watch'])
  expect(scoreOf({ ...best, intervention: 'termination' })).toEqual([1_000_000, 'atRisk'])
})

test('[SC7] growth, a full pipeline and negative revenue count within their bounds', () => {
  const parts = (change: Partial<HealthFacts>) =>
    computeHealth({ ...facts, ...change }).parts.map(({ attainmentPpm }) => attainmentPpm)
  expect(parts({ revenueMinor: 300_000, openMinor: 900_000 })).toEqual([850_000, 1_000_000, 1_000_000, 600_000])
  expect(parts({ revenueMinor: -5, openMinor: 0, refundsMinor: 400_000 })).toEqual([850_000, 0, null, 0])
  expect(parts({ revenueMinor: 5, revenueBeforeMinor: -5 })).toEqual([850_000, 1_000_000, 1_000_000, 600_000])
})

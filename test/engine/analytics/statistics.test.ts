import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UnderperformerLimits } from '../../../src/contract/analytics.ts'
import { defaultLimits } from '../../../src/contract/analytics.ts'
import { describeSurvival, groupByStart } from '../../../src/engine/analytics/activation.rules.ts'
import { joinCohorts, toCohorts } from '../../../src/engine/analytics/cohorts.rules.ts'
import { ageOf } from '../../../src/engine/analytics/liability.rules.ts'
import { scoreRobustly } from '../../../src/engine/analytics/outliers.rules.ts'
import { ageRefunds, maturityOf } from '../../../src/engine/analytics/refunds.rules.ts'
import {
  findUnderperformers,
  type PartnerFigures,
  suggest,
} from '../../../src/engine/analytics/underperformers.rules.ts'
import { estimateSurvival, medianOf } from '../../../src/engine/metrics/survival.rules.ts'
import { addDays } from '../../../src/contract/dates.ts'
import { reference } from '../../support/reference.ts'

/** Weeks in remission on 6-mercaptopurine, + still in remission (Freireich et al., Blood 21, 1963, page 699). */
const remission = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map((text) => ({ days: Number.parseInt(text, 10), hasHappened: !text.endsWith('+') }))

test('[AN4] the curve of Freireich’s patients is the published one, and SciPy’s', () => {
  const steps = estimateSurvival(remission)
  // Kleinbaum and Klein, "Survival Analysis", table of the Kaplan–Meier estimates of group 1.
  expect(steps.map(({ days, atRisk, happened, waitingPpm }) => [days, atRisk, happened, (waitingPpm / 1e6).toFixed(4)])).toEqual([
    [6, 21, 3, '0.8571'],
    [7, 17, 1, '0.8067'],
    [10, 15, 1, '0.7529'],
    [13, 12, 1, '0.6902'],
    [16, 11, 1, '0.6275'],
    [22, 7, 1, '0.5378'],
    [23, 6, 1, '0.4482'],
  ]) // prettier-ignore
  expect(steps.map(({ days, waitingPpm }) => ({ days, share: waitingPpm / 1e6 }))).toEqual(reference.survival)
  expect(medianOf(steps)).toBe(23)
})

test('[AN4] who has not sold yet is watched to the day and counts among those at risk, not as one who sold', () => {
  const until = '2026-01-14'
  const start = (startedOn: string, days: number | null) => ({
    startedOn,
    firstOn: days === null ? null : addDays(startedOn, days),
  })
  const starts = [
    start('2025-12-01', 10),
    start('2025-12-01', 40),
    start('2026-01-04', null),
    start('2026-01-09', null),
  ]
  expect(describeSurvival(starts, until)).toEqual({
    started: 4,
    waiting: 2,
    medianDays: 40,
    // After 5 and 10 days those that began in January are lost from sight.
    steps: [
      { days: 10, atRisk: 3, happened: 1, waitingPpm: 666_667 },
      { days: 40, atRisk: 1, happened: 1, waitingPpm: 0 },
    ],
    atRisk: [0, 10, 20, 30, 40].map((days) => ({ days, count: { 0: 4, 10: 3, 20: 1, 30: 1, 40: 1 }[days] })),
    longestDays: 40,
  })
})

test('[AN5] of partners by quarter of start the activated are counted, and those that had the days to be', () => {
  const until = '2026-01-14'
  const starts = [
    { startedOn: '2025-08-01', firstOn: '2025-08-31' },
    { startedOn: '2025-08-02', firstOn: '2025-12-31' },
    { startedOn: '2025-11-01', firstOn: null },
    { startedOn: '2025-10-01', firstOn: '2025-12-30' },
  ]
  expect(groupByStart(starts, until, 90, 1)).toEqual([
    { quarter: 'FY2025-Q3', started: 2, activated: 1, matured: 2, ratePpm: 500_000, medianDays: 30 },
    { quarter: 'FY2025-Q4', started: 2, activated: 1, matured: 1, ratePpm: 500_000, medianDays: 90 },
  ])
})

test('[AN6] a month without a purchase is a zero, one that has not come is not there, and one that runs is marked', () => {
  const cohorts = toCohorts(
    [
      { firstMonth: '2025-11', month: '2025-11', customers: 4, minor: 400 },
      { firstMonth: '2025-11', month: '2026-01', customers: 1, minor: 90 },
      { firstMonth: '2025-12', month: '2025-12', customers: 6, minor: 600 },
      { firstMonth: '2025-12', month: '2026-01', customers: 3, minor: -20 },
    ],
    '2026-01',
  )
  const month = (offset: number, customers: number, keptPpm: number, minor: number, isRunning = false) => ({
    offset,
    customers,
    keptPpm,
    minor,
    isRunning,
  })
  expect(cohorts).toEqual([
    {
      month: '2025-11',
      customers: 4,
      months: [month(0, 4, 1_000_000, 400), month(1, 0, 0, 0), month(2, 1, 250_000, 90, true)],
    },
    { month: '2025-12', customers: 6, months: [month(0, 6, 1_000_000, 600), month(1, 3, 500_000, -20, true)] },
  ])
  // Only whole months: the second of the younger cohort still runs.
  expect(joinCohorts(cohorts)).toEqual([
    { offset: 0, keptPpm: 1_000_000, minor: 1000 },
    { offset: 1, keptPpm: 0, minor: 0 },
  ])
})

test('[AN8] a refund belongs to the month of its sale, and a month is mature by the days that have passed', () => {
  expect(maturityOf('2025-11', 30, '2026-01-14')).toBe(1_000_000)
  // 1 to 15 December lie 30 days back on 14 January.
  expect(maturityOf('2025-12', 30, '2026-01-14')).toBe(483_871) // 15 of 31
  expect(maturityOf('2025-12', 60, '2026-01-14')).toBe(0)
  const [november, december] = ageRefunds(
    [
      { month: '2025-11', minor: 10_000 },
      { month: '2025-12', minor: 0 },
    ],
    [
      { soldOn: '2025-11-01', refundedOn: '2025-12-01', minor: 500 },
      { soldOn: '2025-11-30', refundedOn: '2025-12-31', minor: 700 },
      { soldOn: '2025-11-02', refundedOn: '2026-01-10', minor: 300 },
    ],
    '2026-01-14',
  )
  expect(november).toMatchObject({ refundedMinor: 1_500, ratePpm: 150_000 })
  expect(november?.within.map(({ days, refundedMinor, maturePpm }) => [days, refundedMinor, maturePpm])).toEqual([
    [30, 500, 1_000_000],
    [60, 1_200, 500_000], // 1 to 15 November
    [90, 1_500, 0],
  ])
  expect(december).toMatchObject({ refundedMinor: 0, ratePpm: null })
})

test('[AN9] what is due is told by the days since or until then', () => {
  const days = ['2025-10-01', '2025-11-01', '2025-12-01', '2026-01-14', '2026-01-15', '2026-02-13', '2026-02-14']
  expect(days.map((day) => ageOf(day, '2026-01-14'))).toEqual(
    ['lateMore', 'late90', 'late60', 'late30', 'within30', 'within30', 'later'],
  ) // prettier-ignore
})

test('[AN11] robust scores are those that NumPy and SciPy give, and none where there is no middle', () => {
  const { values, median, deviation, scores } = reference.robust
  const found = scoreRobustly(values)
  expect(found).toMatchObject({ median, deviation })
  expect(found?.scoresMilli.every((score, at) => Math.abs(score - (scores[at] ?? 0) * 1000) <= 1)).toBe(true)
  // 0.6745 × (12 − 41) ÷ 2 = −9.78025
  expect(found?.scoresMilli.at(-1)).toBe(-9780)
  expect(scoreRobustly([1, 2, 3, 4])).toBeNull()
  expect(scoreRobustly([5, 5, 5, 5, 9])).toBeNull()
})

test('[AN11] moving and stretching all values moves no score', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 30 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: -1000, max: 1000 }),
      (values, factor, shift) => {
        expect(scoreRobustly(values.map((value) => value * factor + shift))?.scoresMilli).toEqual(
          scoreRobustly(values)?.scoresMilli,
        )
      },
    ),
  )
})

/** A partner about which there is nothing to say. */
function figures(partnerId: number, changes: Partial<PartnerFigures> = {}): PartnerFigures {
  return {
    partnerId,
    name: `Partner ${partnerId}`,
    idleDays: 5,
    revenueMinor: 100_000,
    revenueBeforeMinor: 100_000,
    sales: 20,
    salesBefore: 20,
    salesMinor: 104_000,
    refundsMinor: 4_000,
    won: 6,
    lost: 4,
    before: null,
    ...changes,
  }
}

const find = (partners: readonly PartnerFigures[], limits: Partial<UnderperformerLimits> = {}) =>
  findUnderperformers(partners, { ...defaultLimits, ...limits }).map(({ partnerId, findings }) => [
    partnerId,
    findings.map(({ rule }) => rule),
  ])

test('[AN10] a partner is named for silence, falling revenue, lost deals and refunds beyond the limits, and not at them', () => {
  const at = figures(1, {
    idleDays: 60,
    revenueMinor: 70_001,
    won: 2,
    lost: 8,
    salesMinor: 100_000,
    refundsMinor: 10_000,
  })
  const beyond = figures(2, {
    idleDays: 61,
    revenueMinor: 70_000,
    won: 1,
    lost: 9,
    salesMinor: 100_000,
    refundsMinor: 10_001,
  })
  expect(find([at, beyond])).toEqual([[2, ['idle', 'revenueDown', 'winRateLow', 'refundsHigh']]])
})

test('[AN10] few sales and deals, a missing rate and a missing comparison say nothing', () => {
  expect(
    find([
      figures(1, { won: 0, lost: 4, sales: 4, refundsMinor: 104_000, salesBefore: 4, revenueMinor: 0 }),
      figures(2, { revenueMinor: null, salesMinor: null }),
      figures(3, { revenueMinor: 0, revenueBeforeMinor: null }),
      figures(4, { revenueMinor: 0, revenueBeforeMinor: 0 }),
    ]),
  ).toEqual([])
})

test('[AN11] a partner far from the others is named with its score, on the bad side only', () => {
  // Win rates of the reference in hundredths; no rule fires at a limit of zero.
  const partners = reference.robust.values.map((won, index) => figures(index, { won, lost: 100 - won }))
  const limits = { ...defaultLimits, winRatePpm: 0 }
  expect(findUnderperformers(partners, limits)).toMatchObject([
    {
      partnerId: 8,
      findings: [{ rule: 'winRateOutlier', value: 120_000, against: 410_000, scoreMilli: -9780 }],
      suggestion: { kind: 'coaching', measure: 'winRate' },
    },
  ])
  const best = reference.robust.values.map((won, index) => figures(index, { won: 100 - won, lost: won }))
  expect(findUnderperformers(best, limits)).toEqual([])
})

test('[AN18] an outlier has its rate of the period before where there were enough deals, and a change of revenue has none', () => {
  const before = { sales: 20, salesMinor: 100_000, refundsMinor: 2_000, won: 3, lost: 1 }
  const others = [40, 42, 44, 46, 48].map((won, at) => figures(at + 2, { won, lost: 100 - won }))
  const outlier = figures(1, {
    won: 21,
    lost: 79,
    revenueMinor: 75_000,
    refundsMinor: 9_000,
    before: { ...before, won: 3, lost: 2 },
  })
  const found = (partners: readonly PartnerFigures[]) =>
    findUnderperformers(partners, { ...defaultLimits, dropPpm: 1_000_000 }).flatMap(({ findings }) =>
      findings.map((finding) => [finding.rule, finding.before]),
    )
  // The revenue, and so the refunds, of the others do not differ: there is no middle to be far from.
  expect(found([outlier, ...others])).toEqual([['winRateOutlier', 600_000]])
  expect(found([{ ...outlier, before }, ...others])).toEqual([['winRateOutlier', null]])
  const spread = others.map((partner, at) => ({ ...partner, won: 50, lost: 50, revenueMinor: 98_000 + at * 1000 }))
  expect(found([{ ...outlier, won: 50, lost: 50 }, ...spread])).toEqual([['revenueOutlier', null]])
})

test('[AN12] the most serious reason decides what is suggested', () => {
  const finding = (rule: Parameters<typeof suggest>[0][number]['rule'], value = 61, against = 60) => ({
    rule,
    value,
    against,
    scoreMilli: null,
    before: null,
  })
  expect(suggest([finding('idle', 181), finding('refundsHigh')])).toEqual({ kind: 'termination', measure: 'sales' })
  expect(suggest([finding('idle', 180), finding('refundOutlier')])).toEqual({ kind: 'warning', measure: 'refundRate' })
  expect(suggest([finding('revenueDown'), finding('winRateLow')])).toEqual({ kind: 'coaching', measure: 'winRate' })
  expect(suggest([finding('idle')])).toEqual({ kind: 'coaching', measure: 'sales' })
  expect(suggest([finding('revenueOutlier')])).toEqual({ kind: 'incentive', measure: 'revenue' })
})

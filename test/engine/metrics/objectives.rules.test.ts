import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, fromEpochDays, toEpochDays } from '../../../src/contract/dates.ts'
import { measureKeys } from '../../../src/contract/measures.ts'
import { chooseTiles, judgeObjective, type ObjectiveFacts } from '../../../src/engine/metrics/objectives.rules.ts'

const told = (value: number | null): ObjectiveFacts['measured'] => ({ value, problem: null })

/** 900.00 of revenue in the 90 days of the first quarter of 2026, ten days of which have passed. */
function facts(changes: Partial<ObjectiveFacts> = {}): ObjectiveFacts {
  return {
    measure: 'revenue',
    measured: told(10_000),
    target: 90_000,
    warningPpm: 100_000,
    from: '2026-01-01',
    to: '2026-03-31',
    today: '2026-01-10',
    isOtherCurrency: false,
    ...changes,
  }
}

test('[OB1] a measure that grows is compared with the share of its target that the passed days make, today included', () => {
  expect(judgeObjective(facts())).toEqual({
    verdict: 'onTrack',
    phase: 'running',
    reason: null,
    clock: 'days',
    elapsed: 10,
    total: 90,
    expected: 10_000,
    limit: 9_000,
    attainmentPpm: 1_000_000,
  })
  const verdictAt = (value: number): string => judgeObjective(facts({ measured: told(value) })).verdict
  expect([9_999, 9_000, 8_999].map(verdictAt)).toEqual(['drifting', 'drifting', 'off'])
  expect(judgeObjective(facts({ today: '2026-04-20', measured: told(81_000) }))).toMatchObject({
    verdict: 'drifting',
    phase: 'over',
    elapsed: 90,
    expected: 90_000,
  })
})

test('[OB1] costs come by the month, so their share of the target does too', () => {
  expect(judgeObjective(facts({ measure: 'programmeCost', measured: told(30_000) }))).toMatchObject({
    verdict: 'onTrack',
    clock: 'months',
    elapsed: 1,
    total: 3,
    expected: 30_000,
  })
})

test('[OB2] a measure that stands as it is has to be at its target on any day', () => {
  const winRate = (value: number): unknown =>
    judgeObjective(facts({ measure: 'winRate', target: 400_000, measured: told(value) }))
  expect(winRate(400_000)).toMatchObject({ verdict: 'onTrack', expected: 400_000, limit: 360_000 })
  expect(winRate(360_000)).toMatchObject({ verdict: 'drifting', attainmentPpm: 900_000 })
  expect(winRate(359_999)).toMatchObject({ verdict: 'off' })
})

test('[OB3] where lower is better the band lies above what is expected', () => {
  const refunds = (value: number): string =>
    judgeObjective(facts({ measure: 'refundRate', target: 50_000, measured: told(value) })).verdict
  expect([0, 50_000, 50_001, 55_000, 55_001].map(refunds)).toEqual([
    'onTrack',
    'onTrack',
    'drifting',
    'drifting',
    'off',
  ])
  // Commissions are lower-is-better and grow: ten days may cost ten ninetieths.
  expect(judgeObjective(facts({ measure: 'commissions', measured: told(10_001) }))).toMatchObject({
    verdict: 'drifting',
    expected: 10_000,
    limit: 11_000,
  })
})

test('[OB3] the band of a negative target lies on the side of what is worse', () => {
  const score = (value: number): string =>
    judgeObjective(facts({ measure: 'promoterScore', target: -10_000_000, measured: told(value) })).verdict
  expect([-10_000_000, -11_000_000, -11_000_001].map(score)).toEqual(['onTrack', 'drifting', 'off'])
})

test('[OB4] what has not begun, cannot be measured or is in another currency cannot be told, and says why', () => {
  const untold = { verdict: 'cannotTell', limit: null, attainmentPpm: null }
  expect(judgeObjective(facts({ today: '2025-12-31' }))).toMatchObject({
    ...untold,
    phase: 'ahead',
    reason: 'notBegun',
    elapsed: 0,
  })
  expect(judgeObjective(facts({ measured: { value: null, problem: 'rateMissing' } }))).toMatchObject({
    ...untold,
    reason: 'rateMissing',
    expected: 10_000,
  })
  expect(judgeObjective(facts({ isOtherCurrency: true }))).toMatchObject({ ...untold, reason: 'otherCurrency' })
})

test('[OB1] [OB3] a better value never makes a worse verdict', () => {
  const order = ['off', 'drifting', 'onTrack']
  const lowerIsBetter = new Set(['refundRate', 'commissions', 'salesCycle', 'programmeCost'])
  fc.assert(
    fc.property(
      fc.constantFrom(...measureKeys.filter((key) => ['revenue', 'winRate', ...lowerIsBetter].includes(key))),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 0, max: 500_000 }),
      fc.integer({ min: 0, max: 400 }),
      fc.tuple(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.integer({ min: 0, max: 2_000_000 })),
      (measure, target, warningPpm, days, [value, more]) => {
        const at = (measured: number): number =>
          order.indexOf(
            judgeObjective(
              facts({ measure, target, warningPpm, measured: told(measured), today: addDays('2026-01-01', days) }),
            ).verdict,
          )
        const better = lowerIsBetter.has(measure) ? value - more : value + more
        expect(at(better)).toBeGreaterThanOrEqual(at(value))
      },
    ),
  )
})

test('[OB6] a tile shows the objective of the same period, else the shortest that holds it, else the longest inside it', () => {
  const day = (days: number): string => fromEpochDays(toEpochDays('2026-01-01') + days)
  const made = (measure: 'revenue' | 'winRate', from: string, to: string, isNorthStar = false) => ({
    measure,
    from,
    to,
    isNorthStar,
  })
  const year = made('revenue', '2026-01-01', '2026-12-31')
  const twoYears = made('revenue', '2025-01-01', '2026-12-31')
  const quarter = made('revenue', '2026-01-01', '2026-03-31')
  const month = made('revenue', '2026-01-01', '2026-01-31')
  const later = made('revenue', '2026-04-01', '2026-06-30')
  const star = made('winRate', '2026-01-01', '2026-12-31', true)
  const period = { from: '2026-01-01', to: day(89) }
  expect(chooseTiles([twoYears, year, month, quarter, later, star], period)).toEqual([star, quarter])
  expect(chooseTiles([twoYears, month, year, later], period)).toEqual([year])
  expect(chooseTiles([made('revenue', '2026-01-01', '2026-01-15'), month, later], period)).toEqual([month])
  expect(chooseTiles([later], period)).toEqual([])
})

import { expect, test } from 'vitest'
import { coveredPeriod, type Cadence } from '../../../src/contract/reviews.ts'
import { cadenceOf, proposeDay } from '../../../src/engine/reviews/cadence.rules.ts'
import { periodBefore, quartersUntil, yearUntil } from '../../../src/engine/reviews/period.rules.ts'

const cadences: Cadence[] = [
  { scope: 'top', count: 5, months: 3 },
  { scope: 'group', group: 'Strategic', months: 6 },
  { scope: 'tier', tier: 'gold', months: 1 },
]

test('[QB1] of the rules that fit a partner the one that asks most often counts; the sixth largest gets none', () => {
  const of = (rank: number | null, group = '', tier = '') => cadenceOf({ rank, group, tier }, cadences)?.months
  expect([of(5), of(6), of(null)]).toEqual([3, undefined, undefined])
  expect([of(6, 'strategic'), of(1, 'Strategic'), of(9, 'Strategic', 'gold'), of(9, '', 'silver')]).toEqual([
    6,
    3,
    1,
    undefined,
  ])
})

test('[QB1] the day proposed is a cadence after the last one, with a week of notice and never on a weekend', () => {
  expect(proposeDay('2025-11-04', 3, '2026-01-14')).toBe('2026-02-04')
  expect(proposeDay('2025-10-18', 3, '2026-01-14')).toBe('2026-01-21')
  expect(proposeDay('2024-01-09', 3, '2026-01-14')).toBe('2026-01-21')
  expect(proposeDay(null, 3, '2026-01-14')).toBe('2026-01-21')
  // 28 February 2026 is a Saturday, 1 March a Sunday.
  expect(proposeDay('2025-11-28', 3, '2026-01-14')).toBe('2026-03-02')
  expect(proposeDay('2025-12-01', 3, '2026-01-14')).toBe('2026-03-02')
})

test('[QB1] a review looks back on the months that have ended: quarters on fiscal ones, a month on the last', () => {
  expect(coveredPeriod('2026-01-20', 3, 1)).toEqual({ from: '2025-10-01', to: '2025-12-31' })
  expect(coveredPeriod('2026-01-20', 1, 1)).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(coveredPeriod('2026-03-31', 6, 1)).toEqual({ from: '2025-07-01', to: '2025-12-31' })
  // Fiscal years that begin in February: the quarter before 20 January is August to October.
  expect(coveredPeriod('2026-01-20', 3, 2)).toEqual({ from: '2025-08-01', to: '2025-10-31' })
  expect(coveredPeriod('2026-01-20', 2, 2)).toEqual({ from: '2025-11-01', to: '2025-12-31' })
})

test('[QB7] a period is compared with the one of the same length right before, whole months with whole months', () => {
  expect(periodBefore({ from: '2025-10-01', to: '2025-12-31' })).toEqual({ from: '2025-07-01', to: '2025-09-30' })
  expect(periodBefore({ from: '2025-03-01', to: '2025-03-31' })).toEqual({ from: '2025-02-01', to: '2025-02-28' })
  expect(periodBefore({ from: '2025-10-10', to: '2025-10-19' })).toEqual({ from: '2025-09-30', to: '2025-10-09' })
  expect(yearUntil('2024-02-29')).toEqual({ from: '2023-03-01', to: '2024-02-29' })
})

test('[QB7] the trend is the last quarters of the fiscal calendar, the last one cut at the end of the period', () => {
  const quarters = quartersUntil('2025-11-30', 3, 1)
  expect(quarters).toEqual([
    { quarter: 'FY2025-Q2', from: '2025-04-01', to: '2025-06-30' },
    { quarter: 'FY2025-Q3', from: '2025-07-01', to: '2025-09-30' },
    { quarter: 'FY2025-Q4', from: '2025-10-01', to: '2025-11-30' },
  ])
})

import { expect, test } from 'vitest'
import { homeQuestions, monthsOf, quartersOf } from '../../src/contract/homeQuestions.ts'
import { aPeriod } from '../support/builders/period.ts'

test('[ME13] a span is cut at the ends of months without gap or overlap', () => {
  expect(monthsOf({ from: '2024-01-31', to: '2025-01-15' }, '2024-04-02')).toEqual([
    { from: '2024-01-31', to: '2024-01-31' },
    { from: '2024-02-01', to: '2024-02-29' },
    { from: '2024-03-01', to: '2024-03-31' },
    { from: '2024-04-01', to: '2024-04-30' },
  ])
  expect(monthsOf({ from: '2024-11-20', to: '2026-01-15' }, '2026-03-02').at(-1)).toEqual({
    from: '2026-01-01',
    to: '2026-01-15',
  })
  expect(monthsOf({ from: '2025-02-01', to: '2025-02-28' }, '2024-01-01')).toEqual([])
})

test('[ME13] trends show the months and quarters of the period, or of the year that ends with a shorter one, up to today', () => {
  const december = { from: '2025-12-01', to: '2025-12-31' }
  expect(quartersOf(december, '2026-01-14', 1).map(({ from }) => from)).toEqual([
    '2025-01-01',
    '2025-04-01',
    '2025-07-01',
    '2025-10-01',
  ])
  expect(monthsOf(december, '2026-01-14')).toHaveLength(12)
  expect(monthsOf({ from: '2026-01-01', to: '2026-12-31' }, '2026-01-14')).toEqual([
    { from: '2026-01-01', to: '2026-01-31' },
  ])
  expect(quartersOf({ from: '2024-01-01', to: '2025-12-31' }, '2026-01-14', 1)).toHaveLength(8)
  expect(quartersOf({ from: '2024-01-01', to: '2025-12-31' }, '2025-06-30', 1)).toHaveLength(6)
})

test.each([
  // A month amid its quarter, in calendar and fiscal years, and days.
  [
    { from: '2025-11-01', to: '2025-11-30' },
    1,
    ['2025-01-01 2025-03-31', '2025-04-01 2025-06-30', '2025-07-01 2025-09-30', '2025-10-01 2025-11-30'],
  ],
  [
    { from: '2025-11-01', to: '2025-11-30' },
    2,
    ['2025-02-01 2025-04-30', '2025-05-01 2025-07-31', '2025-08-01 2025-10-31', '2025-11-01 2025-11-30'],
  ],
  [
    { from: '2025-02-10', to: '2025-03-05' },
    1,
    ['2024-04-01 2024-06-30', '2024-07-01 2024-09-30', '2024-10-01 2024-12-31', '2025-01-01 2025-03-05'],
  ],
  // More than a year begins within a quarter.
  [
    { from: '2024-11-15', to: '2025-11-30' },
    1,
    [
      '2024-11-15 2024-12-31',
      '2025-01-01 2025-03-31',
      '2025-04-01 2025-06-30',
      '2025-07-01 2025-09-30',
      '2025-10-01 2025-11-30',
    ],
  ],
])(
  '[ME13] quarters are those of the fiscal year, whatever the period (%o, year from %s)',
  (period, startMonth, quarters) => {
    expect(quartersOf(period, '2026-01-14', startMonth).map(({ from, to }) => `${from} ${to}`)).toEqual(quarters)
  },
)

test('[ME15] what is owed is compared with the end of the period before, as known today', () => {
  const calendar = { today: '2026-01-14', fiscalYearStartMonth: 1 }
  const { now, before } = homeQuestions(aPeriod('yearBefore'), calendar)
  expect(now).not.toHaveProperty('owedAtEnd')
  expect(before).toMatchObject({ to: '2024-12-31', owedAtEnd: true })
  expect(homeQuestions(aPeriod('none'), calendar).before).toBeNull()
})

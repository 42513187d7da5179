import { expect, test } from 'vitest'
import { monthOfPart, weeksOf } from '../../../src/renderer/reviews/calendar.ts'

test('[QB17] the weeks of a month run from Monday to Sunday and leave no day out', () => {
  // 1 January 2026 is a Thursday, 1 June a Monday; February 2027 has four whole weeks.
  expect(weeksOf('2026-01').map((week) => [week[0], week.at(-1)])).toEqual([
    ['2025-12-29', '2026-01-04'],
    ['2026-01-05', '2026-01-11'],
    ['2026-01-12', '2026-01-18'],
    ['2026-01-19', '2026-01-25'],
    ['2026-01-26', '2026-02-01'],
  ])
  expect(weeksOf('2026-06')[0]?.[0]).toBe('2026-06-01')
  expect(weeksOf('2027-02')).toHaveLength(4)
  for (let month = 1; month <= 12; month += 1) {
    const days = weeksOf(`2026-${String(month).padStart(2, '0')}`).flat()
    expect(days.every((day, index) => new Date(`${day}T00:00:00Z`).getUTCDay() === (index + 1) % 7)).toBe(true)
    expect(new Set(days).size).toBe(days.length)
  }
})

test('[QB17] an address without a month shows the one of today', () => {
  expect(['2025-12', undefined, '2025-13', '2025-1', 'next'].map((part) => monthOfPart(part, '2026-01'))).toEqual([
    '2025-12', '2026-01', '2026-01', '2026-01', '2026-01',
  ]) // prettier-ignore
})

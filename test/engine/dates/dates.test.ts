import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  type Day,
  dayInZone,
  daysInMonth,
  endOfDayMs,
  endOfMonth,
  formatDay,
  fromEpochDays,
  isDay,
  monthsBetween,
  periodRange,
  quarterOf,
  toEpochDays,
} from '../../../src/contract/dates.ts'

/** 1600-01-01 to 2399-12-31. */
const epochDays = fc.integer({ min: -135_140, max: 157_053 })
const day = epochDays.map(fromEpochDays)
const startMonth = fc.integer({ min: 1, max: 12 })

test('[DA1] a day is a day of the Gregorian calendar: centuries are leap years only every four hundred years', () => {
  const leapDays = ['2000-02-29', '2024-02-29', '1900-02-29', '2023-02-29', '2100-02-29']
  expect(leapDays.map(isDay)).toEqual([true, true, false, false, false])
  const others = ['2026-04-31', '2026-13-01', '2026-00-10', '2026-1-01', '0999-01-01', '2026-01-01T00:00', '']
  expect(others.filter(isDay)).toEqual([])
})

test('[DA1] days and day numbers are the same calendar as the runtime’s, one to one', () => {
  fc.assert(
    fc.property(epochDays, (number) => {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10)
      expect([fromEpochDays(number), toEpochDays(text)]).toEqual([text, number])
    }),
    { numRuns: 2000 },
  )
})

test('[DA2] months later is the same day of the month, or the last day of a shorter month', () => {
  const later = [
    addMonths('2024-01-31', 1),
    addMonths('2023-01-31', 1),
    addMonths('2026-03-31', 1),
    addMonths('2026-03-31', -1),
    addMonths('2025-11-15', 14),
    addMonths('2024-02-29', 12),
  ]
  expect(later).toEqual(['2024-02-29', '2023-02-28', '2026-04-30', '2026-02-28', '2027-01-15', '2025-02-28'])
})

test('[DA3] golden vector 11: eleven whole months lie before the twelfth return of the day, twelve on it', () => {
  const first = '2025-03-15'
  expect([monthsBetween(first, '2026-03-14'), monthsBetween(first, '2026-03-15')]).toEqual([11, 12])
})

test('[DA3] the whole months between two days are the most that can be added without passing the later one', () => {
  fc.assert(
    fc.property(day, fc.nat(40_000), (from, days) => {
      const to = addDays(from, days)
      const months = monthsBetween(from, to)
      expect(addMonths(from, months) <= to && addMonths(from, months + 1) > to).toBe(true)
    }),
  )
})

test('[DA4] a fiscal quarter is named after the calendar year its fiscal year ends in', () => {
  const quarters = [
    quarterOf('2026-01-01', 1),
    quarterOf('2026-12-31', 1),
    quarterOf('2026-03-31', 4),
    quarterOf('2026-04-01', 4),
    quarterOf('2026-07-01', 7),
    quarterOf('2026-12-01', 12),
  ]
  expect(quarters).toEqual(['FY2026-Q1', 'FY2026-Q4', 'FY2026-Q4', 'FY2027-Q1', 'FY2027-Q1', 'FY2027-Q1'])
})

test('[DA4] every day lies in the range of its quarter, year and month, for every start of the fiscal year', () => {
  fc.assert(
    fc.property(day, startMonth, (some, start) => {
      const quarter = quarterOf(some, start)
      for (const period of [quarter, quarter.slice(0, 6), some.slice(0, 7)]) {
        const { from, to } = periodRange(period, start)
        expect(from <= some && some <= to).toBe(true)
      }
    }),
  )
})

test('[DA4] the ranges of the four quarters are the fiscal year without gap or overlap', () => {
  const ranges = [1, 2, 3, 4].map((number) => periodRange(`FY2024-Q${number}`, 4))
  expect(ranges).toEqual([
    { from: '2023-04-01', to: '2023-06-30' },
    { from: '2023-07-01', to: '2023-09-30' },
    { from: '2023-10-01', to: '2023-12-31' },
    { from: '2024-01-01', to: '2024-03-31' },
  ])
  expect(periodRange('FY2024', 4)).toEqual({ from: '2023-04-01', to: '2024-03-31' })
})

test('[DA4] a period of another form is refused', () => {
  for (const period of ['2026', 'FY2026-Q5', '2026-Q1', ''])
    expect(() => periodRange(period, 1)).toThrow('date.invalid')
})

test('[DA5] a month ends on its last day, in leap years too', () => {
  const ends = ['2024-02-01', '2023-02-01', '2100-02-10', '2026-04-30', '2026-12-05'].map(endOfMonth)
  expect(ends).toEqual(['2024-02-29', '2023-02-28', '2100-02-28', '2026-04-30', '2026-12-31'])
  expect(daysInMonth(2000, 2)).toBe(29)
})

test('[DA6] the business day of a moment is the day in the programme’s time zone, on both sides of its midnight', () => {
  const before = '2026-03-31T15:59:59.999Z'
  const after = '2026-03-31T16:00:00.000Z'
  const days = [dayInZone(before, 'Asia/Singapore'), dayInZone(after, 'Asia/Singapore'), dayInZone(after, 'UTC')]
  expect(days).toEqual(['2026-03-31', '2026-04-01', '2026-03-31'])
})

test('[DA7] a day ends with its last moment in its zone, however long it is', () => {
  const end = (some: Day, zone: string): string => new Date(endOfDayMs(some, zone)).toISOString()
  expect([
    end('2026-03-31', 'UTC'),
    end('2026-03-31', 'Asia/Singapore'),
    // 23 and 25 hours.
    end('2026-03-29', 'Europe/Berlin'),
    end('2026-10-25', 'Europe/Berlin'),
    // Samoa left this day out.
    end('2011-12-30', 'Pacific/Apia'),
  ]).toEqual([
    '2026-04-01T00:00:00.000Z',
    '2026-03-31T16:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
    '2011-12-30T10:00:00.000Z',
  ])
  fc.assert(
    fc.property(
      day,
      fc.constantFrom('UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Australia/Lord_Howe'),
      (some, zone) => {
        const ms = endOfDayMs(some, zone)
        const dayOf = (moment: number): Day => dayInZone(new Date(moment).toISOString(), zone)
        expect(dayOf(ms - 1) <= some && dayOf(ms) > some).toBe(true)
      },
    ),
  )
})

test('[DA6] a day is written out for people without the machine’s locale', () => {
  expect(formatDay('2025-12-08')).toBe('08 Dec 2025')
})

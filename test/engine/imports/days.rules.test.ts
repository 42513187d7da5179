import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayInZone, fromEpochDays } from '../../../src/contract/dates.ts'
import type { DateOrder } from '../../../src/engine/imports/days.rules.ts'
import { compileDayReader } from '../../../src/engine/imports/days.rules.ts'

function read(text: string, order: DateOrder = 'ymd', fileZone = 'UTC', programmeZone = 'UTC'): string {
  return compileDayReader(order, fileZone, programmeZone)(text)
}

describe('days', () => {
  it('[IV5] golden vector 27: the serial number 45631 is 2024-12-05', () => {
    expect(read('45631', 'excelSerial')).toBe('2024-12-05')
  })

  it.each<[string, DateOrder, string]>([
    ['2026-03-31', 'ymd', '2026-03-31'],
    ['2026-03-31', 'mdy', '2026-03-31'],
    ['2026/3/1', 'dmy', '2026-03-01'],
    ['2026-03-31T23:59:59.123Z', 'ymd', '2026-03-31'],
    ['2026-03-31 23:59', 'ymd', '2026-03-31'],
    ['20260331', 'ymd', '2026-03-31'],
    ['31.03.2026', 'dmy', '2026-03-31'],
    ['31.3.26', 'dmy', '2026-03-31'],
    ['31.03.2026 10:30:00', 'dmy', '2026-03-31'],
    ['31-03-2026', 'dmy', '2026-03-31'],
    ['05/06/2026', 'dmy', '2026-06-05'],
    ['05/06/2026', 'mdy', '2026-05-06'],
    ['11/18/2026 9:41 AM', 'mdy', '2026-11-18'],
    ['31 Mar 2026', 'ymd', '2026-03-31'],
    ['31-Mar-26', 'ymd', '2026-03-31'],
    ['Mar 31, 2026', 'ymd', '2026-03-31'],
    ['31. März 2026', 'dmy', '2026-03-31'],
    ['1er', 'dmy', 'dateNotADate'],
    ['3 août 2026', 'dmy', '2026-08-03'],
    ['3 de mayo de 2026', 'dmy', '2026-05-03'],
    ['3 fev 2026', 'dmy', '2026-02-03'],
    ['3 mrt 2026', 'dmy', '2026-03-03'],
    ['3 gennaio 2026', 'dmy', '2026-01-03'],
    ['1774958400', 'epochSeconds', '2026-03-31'],
    ['1774958400000', 'epochMilliseconds', '2026-03-31'],
    ['46112.75', 'excelSerial', '2026-03-31'],
    ['61', 'excelSerial', '1900-03-01'],
    ["'2026-03-31", 'ymd', '2026-03-31'],
  ])('[IV5] reads %s written %s as %s', (text, order, expected) => {
    expect(read(text, order)).toBe(expected)
  })

  it('[IV5] tells blank, impossible and unreadable days apart', () => {
    const texts = [
      '',
      'n/a',
      '31-02-2017',
      '2026-13-01',
      '32/01/2026',
      '29.02.2025',
      'soon',
      '2026',
      '12-2026',
      '2026-03-31 25:00',
      '45631',
      '3/3/3/3',
    ]
    expect(texts.map((text) => read(text, 'dmy'))).toEqual([
      'dateEmpty',
      'dateEmpty',
      'dateImpossible',
      'dateImpossible',
      'dateImpossible',
      'dateImpossible',
      ...Array.from({ length: 6 }, () => 'dateNotADate'),
    ])
  })

  it('[IV6] gives the programme’s day of a time in another zone', () => {
    expect([
      read('2026-03-31 23:30', 'ymd', 'UTC', 'Europe/Berlin'),
      read('2026-03-31 23:30', 'ymd', 'Europe/Berlin', 'UTC'),
      read('2026-03-31T23:30:00-05:00', 'ymd', 'UTC', 'Europe/Berlin'),
      read('2026-03-31', 'ymd', 'UTC', 'Asia/Tokyo'),
      read('1774998000', 'epochSeconds', 'UTC', 'Asia/Tokyo'),
      read('2026-03-31T23:30:00Z', 'ymd', 'Asia/Tokyo', 'Asia/Tokyo'),
    ]).toEqual(['2026-04-01', '2026-03-31', '2026-04-01', '2026-03-31', '2026-04-01', '2026-04-01'])
  })

  it('[IV6] agrees with the calendar of every zone at every moment', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/London',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    )
    const seconds = fc.integer({ min: 1_000_000_001, max: 1_900_000_000 })
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        const moment = new Date(second * 1000).toISOString()
        const reader = compileDayReader('ymd', 'UTC', zone)
        expect([reader(moment), read(String(second), 'epochSeconds', 'UTC', zone)]).toEqual([
          dayInZone(moment, zone),
          dayInZone(moment, zone),
        ])
      }),
      { numRuns: 400 },
    )
  })

  it('[IV5] reads back every day in every order it is written in', () => {
    const days = fc.integer({ min: -20_000, max: 30_000 }).map(fromEpochDays)
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = day.split('-')
        expect([
          read(day),
          read(`${date}.${month}.${year}`, 'dmy'),
          read(`${date}-${month}-${year} 00:00`, 'dmy'),
          read(`${month}/${date}/${year}`, 'mdy'),
          read(`${day}T12:00:00Z`),
        ]).toEqual([day, day, day, day, day])
      }),
    )
  })
})

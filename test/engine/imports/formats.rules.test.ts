import { describe, expect, it } from 'vitest'
import { detectDateOrder, detectDecimal, detectUnit, detectZone } from '../../../src/engine/imports/formats.rules.ts'

describe('formats', () => {
  it('[IV9] tells the decimal sign from the values that leave no choice', () => {
    expect([
      detectDecimal(['1,234', '99.50'], true),
      detectDecimal(['1.234', '99,50'], true),
      detectDecimal(['1.234.567'], true),
      detectDecimal(['1,234,567'], true),
      detectDecimal(['1234', '20'], true),
      detectDecimal(['10,5', '10,5', '3.50'], true),
    ]).toEqual([
      { value: 'point', doubt: null },
      { value: 'comma', doubt: null },
      { value: 'comma', doubt: null },
      { value: 'point', doubt: null },
      { value: 'point', doubt: null },
      { value: 'comma', doubt: null },
    ])
  })

  it('[IV9] asks about 1,234 only when a currency of the file has three decimals', () => {
    expect([
      detectDecimal(['1,234'], false),
      detectDecimal(['1.234'], false),
      detectDecimal(['1,234', '500'], true),
    ]).toEqual([
      { value: 'point', doubt: null },
      { value: 'comma', doubt: null },
      { value: 'point', doubt: '1,234' },
    ])
  })

  it('[IV10] tells day from month by a day above twelve, a year in front, points, or a decimal comma', () => {
    expect([
      detectDateOrder(['05/06/2026', '25/06/2026'], false),
      detectDateOrder(['05/06/2026', '06/25/2026'], false),
      detectDateOrder(['2026-05-06'], false),
      detectDateOrder(['05.06.2026'], false),
      detectDateOrder(['05/06/2026'], true),
      detectDateOrder(['1774958400', '1774958500'], false),
      detectDateOrder(['1774958400000'], false),
      detectDateOrder(['46112', '46113.5'], false),
    ]).toEqual(
      ['dmy', 'mdy', 'ymd', 'dmy', 'dmy', 'epochSeconds', 'epochMilliseconds', 'excelSerial'].map((value) => ({
        value,
        doubt: null,
      })),
    )
  })

  it('[IV10] asks when every date can be read both ways, and when a column has both orders', () => {
    expect([
      detectDateOrder(['05/06/2026', '01/02/2026'], false),
      detectDateOrder(['05/06/2026', '25/06/2026', '06/25/2026'], true),
    ]).toEqual([
      { value: 'mdy', doubt: '05/06/2026' },
      { value: 'dmy', doubt: '05/06/2026' },
    ])
  })

  it('[IV10] does not ask about days that are the same both ways', () => {
    expect(detectDateOrder(['05/05/2026', '2026-01-02'], false)).toEqual({ value: 'ymd', doubt: null })
  })

  it('[IV11] takes whole numbers for whole units unless they all end like prices in cents', () => {
    expect([
      detectUnit(['1054', '4514', '50'], false),
      detectUnit(['49.00', '99.00'], false),
      detectUnit(['4900', '1999', '29900'], false),
      detectUnit(['500', '1200', '300'], false),
      detectUnit(['7435'], true),
      detectUnit([], false),
    ]).toEqual([
      { value: 'major', doubt: null },
      { value: 'major', doubt: null },
      { value: 'minor', doubt: '4900' },
      { value: 'major', doubt: '500' },
      { value: 'minor', doubt: null },
      { value: 'major', doubt: null },
    ])
  })

  it('[IV6] reads times as UTC when a header says so', () => {
    expect(
      ['Created (UTC)', 'created_utc', 'Created', 'Executed'].map((header) => detectZone([header], 'Asia/Tokyo')),
    ).toEqual(['UTC', 'UTC', 'Asia/Tokyo', 'Asia/Tokyo'])
  })
})

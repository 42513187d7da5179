import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toEpochDays } from '../../../src/contract/dates.ts'
import type { ExchangePolicy } from '../../../src/contract/rates.ts'
import { createExchange, type RateSeries, type RateTables } from '../../../src/engine/rates/exchange.rules.ts'

const NONE: RateSeries = { days: [], ratesPpm: [] }

function seriesOf(rates: Readonly<Record<string, number>>): RateSeries {
  const entries = Object.entries(rates).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    days: entries.map(([day]) => toEpochDays(day)),
    ratesPpm: entries.map(([, rate]) => Math.round(rate * 1_000_000)),
  }
}

function tablesOf(pairs: Readonly<Record<string, Readonly<Record<string, number>>>>): RateTables {
  return {
    bases: [...new Set(Object.keys(pairs).map((pair) => pair.slice(0, 3)))].toSorted(),
    series: (base, quote) => {
      const rates = pairs[`${base}${quote}`]
      return rates === undefined ? NONE : seriesOf(rates)
    },
  }
}

/** Reference rates of the European Central Bank around Christmas 2025: none on 25, 26 (holidays), 27, 28 December. */
const central = tablesOf({
  EURUSD: { '2025-12-23': 1.1786, '2025-12-24': 1.1787, '2025-12-29': 1.1766 },
  EURJPY: { '2025-12-23': 183.89, '2025-12-24': 183.83, '2025-12-29': 183.97 },
  EURIDR: { '2025-12-24': 19_740.28 },
})

const eventDay: ExchangePolicy = { mode: 'eventDay', fixed: [] }
const into = (currency: string, policy: ExchangePolicy = eventDay, tables = central) =>
  createExchange(policy, currency, tables, 'halfAwayFromZero')

// Expected values by Python's decimal module from the bank's file: 1234567 × 1.1787 ÷ 183.83 = 7915.9229…
test('[FX1] a cross rate goes over the currency both are quoted against and is rounded once', () => {
  expect(into('USD').convert(1_234_567, 'JPY', toEpochDays('2025-12-24'))).toBe(791_592)
})

test('[FX1] a pair is found directly, the other way round, and in currencies of other decimals', () => {
  const day = toEpochDays('2025-12-24')
  expect([
    into('USD').convert(10_000, 'EUR', day), // 100.00 × 1.1787
    into('EUR').convert(11_787, 'USD', day), // 117.87 ÷ 1.1787
    into('IDR').convert(100, 'EUR', day), // 1.00 × 19740.28
    into('JPY').convert(10_000, 'USD', day), // 100.00 × 183.83 ÷ 1.1787 = 15595.99…
    into('USD').convert(-1_234_567, 'JPY', day),
    into('USD').convert(5, 'USD', day),
  ]).toEqual([11_787, 10_000, 1_974_028, 15_596, -791_592, 5])
})

test('[FX2] on a day without a rate that of the last business day holds, for a week and not longer', () => {
  const rate = (day: string) => into('USD').convert(10_000, 'EUR', toEpochDays(day))
  expect({
    holiday: rate('2025-12-26'),
    sunday: rate('2025-12-28'),
    monday: rate('2025-12-29'),
    weekLater: rate('2026-01-05'),
    later: rate('2026-01-06'),
    before: rate('2025-12-22'),
  }).toEqual({ holiday: 11_787, sunday: 11_787, monday: 11_766, weekLater: 11_766, later: null, before: null })
})

test('[FX3] the average of a month takes the days with a rate, a fixed table takes no market at all', () => {
  const average = into('USD', { mode: 'monthAverage', fixed: [] })
  const fixed = into('USD', { mode: 'fixed', fixed: [{ currency: 'JPY', perBasePpm: 150_000_000 }] })
  const day = toEpochDays('2025-12-03')
  expect({
    // (1.1786 + 1.1787 + 1.1766) ÷ 3 = 1.17796…
    average: average.convert(10_000, 'EUR', day),
    sameForSums: average.convertMonth(10_000, 'EUR', '2025-12'),
    noMonth: average.convert(10_000, 'EUR', toEpochDays('2025-11-03')),
    fixed: fixed.convert(150, 'JPY', day),
    fixedSums: fixed.convertMonth(15_000, 'JPY', '2031-01'),
    notInTable: fixed.convert(10_000, 'EUR', day),
    // Events have a rate each; sums of a month take its average.
    eventSums: into('USD').convertMonth(10_000, 'EUR', '2025-12'),
  }).toEqual({
    average: 11_780,
    sameForSums: 11_780,
    noMonth: null,
    fixed: 100,
    fixedSums: 10_000,
    notInTable: null,
    eventSums: 11_780,
  })
})

test('[FX1] every conversion equals the exact fraction rounded once', () => {
  const rate = fc.integer({ min: 1, max: 40_000_000_000 })
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), rate, rate, (minor, own, target) => {
      const day = { '2025-12-24': 0 }
      const tables: RateTables = {
        bases: ['EUR'],
        series: (base, quote) =>
          base === 'EUR'
            ? { days: Object.keys(day).map(toEpochDays), ratesPpm: [quote === 'USD' ? target : own] }
            : NONE,
      }
      const exact = BigInt(minor) * BigInt(target) * 100n
      const magnitude = exact < 0n ? -exact : exact
      const expected = (magnitude * 2n + BigInt(own)) / (BigInt(own) * 2n)
      fc.pre(expected < BigInt(Number.MAX_SAFE_INTEGER))
      const converted = into('USD', eventDay, tables).convert(minor, 'JPY', toEpochDays('2025-12-24'))
      expect(BigInt(converted ?? 0)).toBe(exact < 0n ? -expected : expected)
    }),
  )
})

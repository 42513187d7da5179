import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addMinor,
  allocate,
  applyRate,
  applyRates,
  currencyCodes,
  currencyExponent,
  formatMinor,
  formatRate,
  parseDecimal,
  scale,
  toDecimal,
} from '../../../src/contract/money.ts'
import type { Rounding } from '../../../src/contract/money.ts'

const minor = fc.maxSafeInteger()
const ppm = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const rounding = fc.constantFrom<Rounding>('halfAwayFromZero', 'halfToEven')

/** The exact quotient rounded by the definition: the nearest integer, a half by its rule. */
function divided(product: bigint, divisor: bigint, how: Rounding): bigint {
  const magnitude = product < 0n ? -product : product
  const below = magnitude / divisor
  const above = below + 1n
  const toBelow = magnitude - below * divisor
  const toAbove = above * divisor - magnitude
  const isUp = toAbove < toBelow || (toAbove === toBelow && (how === 'halfAwayFromZero' || below % 2n === 1n))
  const rounded = isUp ? above : below
  return product < 0n ? -rounded : rounded
}

const isSafe = (value: bigint): boolean => Number.isSafeInteger(Number(value))

test('[MO1] a currency has the decimals ISO 4217 gives it: 0, 2, 3 or 4', () => {
  const decimals = ['JPY', 'USD', 'KWD', 'CLF'].map((code) => [code, currencyExponent(code), toDecimal(-1234, code)])
  expect(decimals).toEqual([
    ['JPY', 0, '-1234'],
    ['USD', 2, '-12.34'],
    ['KWD', 3, '-1.234'],
    ['CLF', 4, '-0.1234'],
  ])
})

test('[MO1] a currency nobody knows is refused, never taken for one with two decimals', () => {
  expect(() => currencyExponent('XYZ')).toThrow('money.unknownCurrency')
})

test('[MO2] a half is rounded away from zero or to the even neighbour, and mirrors at zero', () => {
  const halves = [5, 15, 25, -5, -15, -25]
  expect(halves.map((amount) => applyRate(amount, 100_000, 'halfAwayFromZero'))).toEqual([1, 2, 3, -1, -2, -3])
  expect(halves.map((amount) => applyRate(amount, 100_000, 'halfToEven'))).toEqual([0, 2, 2, 0, -2, -2])
})

test('[MO2] the negative of an amount earns the negative of what the amount earns', () => {
  fc.assert(
    fc.property(fc.integer(), ppm, rounding, (amount, rate, how) => {
      expect(applyRate(-amount, rate, how) + applyRate(amount, rate, how)).toBe(0)
    }),
  )
})

test('[MO2] golden vector 17: 10 % of 0.05 is 0.01, of its refund −0.01', () => {
  expect([applyRate(5, 100_000, 'halfAwayFromZero'), applyRate(-5, 100_000, 'halfAwayFromZero')]).toEqual([1, -1])
})

test('[MO3] amount × rate is exact for every safe integer and every ppm', () => {
  fc.assert(
    fc.property(minor, ppm, rounding, (amount, rate, how) => {
      const exact = divided(BigInt(amount) * BigInt(rate), 1_000_000n, how)
      if (isSafe(exact)) expect(applyRate(amount, rate, how)).toBe(Number(exact))
      else expect(() => applyRate(amount, rate, how)).toThrow('money.tooLarge')
    }),
    { numRuns: 20_000 },
  )
})

test('[MO3] 2,911,483,949.82 IDR × 28.6389 % is exact although the product is beyond 2^53', () => {
  // 291,148,394,982 × 286,389 = 83,381,697,690,499,998 millionths
  expect(applyRate(291_148_394_982, 286_389, 'halfAwayFromZero')).toBe(83_381_697_690)
})

test('[MO3] amount × numerator ÷ denominator is exact for every safe integer', () => {
  const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
  fc.assert(
    fc.property(minor, minor, positive, rounding, (amount, numerator, denominator, how) => {
      const exact = divided(BigInt(amount) * BigInt(numerator), BigInt(denominator), how)
      if (isSafe(exact)) expect(scale(amount, numerator, denominator, how)).toBe(Number(exact))
      else expect(() => scale(amount, numerator, denominator, how)).toThrow('money.tooLarge')
    }),
    { numRuns: 5000 },
  )
})

test('[MO3] several rates of one amount are rounded once, together', () => {
  const half = { minor: 5, ratePpm: 100_000 }
  expect(applyRates([half, half], 'halfAwayFromZero')).toBe(1)
})

test('[MO3] golden vector 16: 10 % of 1,000 JPY is 100 JPY, of 1.234 KWD 0.123 KWD', () => {
  const jpy = applyRate(parseDecimal('1000', 'JPY'), 100_000, 'halfAwayFromZero')
  const kwd = applyRate(parseDecimal('1.234', 'KWD'), 100_000, 'halfAwayFromZero')
  expect([toDecimal(jpy, 'JPY'), toDecimal(kwd, 'KWD')]).toEqual(['100', '0.123'])
})

test('[MO3] a sum that is no safe integer is refused', () => {
  expect(() => addMinor(Number.MAX_SAFE_INTEGER, 1)).toThrow('money.tooLarge')
})

test('[MO4] the parts of an allocation add up to the total, and each is within one minor unit of its share', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }).filter((all) => all.some((w) => w > 0))
  fc.assert(
    fc.property(minor, weights, (total, shares) => {
      const parts = allocate(total, shares)
      const weight = shares.reduce((sum, share) => sum + BigInt(share), 0n)
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total))
      for (const [index, part] of parts.entries()) {
        const distance = BigInt(part) * weight - BigInt(total) * BigInt(shares[index] ?? 0)
        expect(distance < weight && distance > -weight).toBe(true)
      }
    }),
  )
})

test('[MO4] leftover minor units go to the largest fractions, ties to the earlier part, and a negative total mirrors', () => {
  expect([allocate(100, [1, 1, 1]), allocate(-100, [1, 1, 1]), allocate(9999, [3, 5])]).toEqual([
    [34, 33, 33],
    [-34, -33, -33],
    [3750, 6249],
  ])
})

test('[MO4] weights that are all 0 are refused', () => {
  expect(() => allocate(100, [0, 0])).toThrow('money.noWeights')
})

test('[MO5] every amount survives being written as a decimal and read again', () => {
  fc.assert(
    fc.property(minor, fc.constantFrom(...currencyCodes), (amount, currency) => {
      expect(parseDecimal(toDecimal(amount, currency), currency)).toBe(amount === 0 ? 0 : amount)
    }),
  )
})

test('[MO5] more decimals than the currency has are refused unless they are zeros', () => {
  expect(parseDecimal('12.3400', 'USD')).toBe(1234)
  expect(() => parseDecimal('12.345', 'USD')).toThrow('money.tooManyDecimals')
  expect(() => parseDecimal('1.5', 'JPY')).toThrow('money.tooManyDecimals')
})

test('[MO5] golden vector 27: the plain decimals of its cells become minor units, the cells as written are refused', () => {
  const read = ['-20.00', '1234.56', '-20.00', '1234567'].map((text) => parseDecimal(text, 'USD'))
  expect(read).toEqual([-2000, 123_456, -2000, 123_456_700])
  for (const cell of ["'-$20.00", '1.234,56', '(20.00)', '$1,234,567', '1e308', ''])
    expect(() => parseDecimal(cell, 'USD')).toThrow('money.notANumber')
})

test('[MO6] for people an amount is grouped, has its currency’s digits and a true minus; a rate has no idle zeros', () => {
  const amounts = [formatMinor(-123_456_789, 'USD'), formatMinor(1_234_567, 'JPY'), formatMinor(5, 'KWD')]
  expect([...amounts, formatRate(100_000), formatRate(72_500), formatRate(-1)]).toEqual([
    '−1,234,567.89',
    '1,234,567',
    '0.005',
    '10%',
    '7.25%',
    '−0.0001%',
  ])
})

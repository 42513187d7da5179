import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyExponent, toDecimal } from '../../../src/contract/money.ts'
import { readPlainAmount, scanAmount, toMinor } from '../../../src/engine/imports/amounts.rules.ts'
import { compileCells } from '../../../src/engine/imports/cells.rules.ts'
import { mappingOf } from './support.ts'

/** Minor units and currency of a cell, or why it has none. */
function read(
  text: string,
  { decimal = 'point', unit = 'major', currency = '', fallback = 'USD' as string | null } = {} as {
    decimal?: 'point' | 'comma'
    unit?: 'major' | 'minor'
    currency?: string
    fallback?: string | null
  },
): string {
  const mapping = mappingOf([], { defaultCurrency: fallback, format: { decimal, amountUnit: unit } })
  const money = { minor: 0, currency: '' }
  return compileCells(mapping, 'UTC').readMoney(text, currency, money) ?? `${money.minor} ${money.currency}`
}

describe('amounts', () => {
  it("[IV1] golden vector 27: '-$20.00, 1.234,56, (20.00) and $1,234,567 are read as people mean them", () => {
    expect(["'-$20.00", '1.234,56', '(20.00)', '$1,234,567'].map((text) => read(text))).toEqual([
      '-2000 USD',
      '123456 USD',
      '-2000 USD',
      '123456700 USD',
    ])
  })

  it.each([
    ['1,234.56', '123456 USD'],
    ['1234.56', '123456 USD'],
    ['1 234,56', '123456 USD'],
    ['1\u00a0234,56', '123456 USD'],
    ['1\u202f234,56', '123456 USD'],
    ["1'234.50", '123450 USD'],
    ['1’234.50', '123450 USD'],
    ['12,34,567.89', '123456789 USD'],
    ['−20.00', '-2000 USD'],
    ['20.00-', '-2000 USD'],
    ['-$20.00', '-2000 USD'],
    ['$-20.00', '-2000 USD'],
    ['($20.00)', '-2000 USD'],
    ['+20', '2000 USD'],
    ['.5', '50 USD'],
    ['-.5', '-50 USD'],
    ['20.', '2000 USD'],
    ['0.00', '0 USD'],
    ['-0.00', '0 USD'],
    ['="12.50"', '1250 USD'],
    ['20.000000', '2000 USD'],
  ])('[IV1] reads %s as %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('[IV1] takes one separator before three digits for what the file writes, any other for what it must be', () => {
    const texts = ['1,234', '1.234', '12,5', '12.5', '0,123', '1234,567']
    expect(texts.map((text) => read(text, { decimal: 'point' }))).toEqual([
      '123400 USD',
      'amountTooManyDecimals',
      '1250 USD',
      '1250 USD',
      'amountTooManyDecimals',
      'amountTooManyDecimals',
    ])
    expect(texts.slice(0, 2).map((text) => read(text, { decimal: 'comma' }))).toEqual([
      'amountTooManyDecimals',
      '123400 USD',
    ])
  })

  it('[IV2] refuses more decimals than the currency has and never rounds', () => {
    expect([
      read('19.999'),
      read('1.5', { currency: 'JPY' }),
      read('1.234', { currency: 'KWD' }),
      read('1.2345', { currency: 'KWD' }),
      read('1000.00', { currency: 'JPY' }),
    ]).toEqual(['amountTooManyDecimals', 'amountTooManyDecimals', '1234 KWD', 'amountTooManyDecimals', '1000 JPY'])
  })

  it('[IV2] counts cents as they stand and refuses parts of a cent', () => {
    expect(['4900', '-250', '4900.00', '49.50', '1,234'].map((text) => read(text, { unit: 'minor' }))).toEqual([
      '4900 USD',
      '-250 USD',
      '4900 USD',
      'amountTooManyDecimals',
      '1234 USD',
    ])
  })

  it('[IV3] refuses what is no number or too large to be exact', () => {
    const texts = [
      '1e308',
      'NaN',
      'Infinity',
      '1e5',
      '0x1F',
      '12 34',
      '1,23,4',
      '1..2',
      '12%',
      '--5',
      '(-5)',
      'five',
      '1.2.3,4,5',
      '=1+1',
      '99999999999999999',
      '𝟙𝟚',
    ]
    expect(texts.map((text) => read(text))).toEqual([
      ...texts.slice(0, 14).map(() => 'amountNotANumber'),
      'amountTooLarge',
      'amountNotANumber',
    ])
  })

  it('[IV3] tells a blank amount from a wrong one', () => {
    expect(['', '  ', '-', '—', 'n/a', 'NULL', '0'].map((text) => read(text))).toEqual([
      ...Array.from({ length: 6 }, () => 'amountEmpty'),
      '0 USD',
    ])
  })

  it('[IV8] lets the currency cell decide, then the sign in the amount, then the default', () => {
    expect([
      read('12.00', { currency: 'EUR' }),
      read('€12.00'),
      read('12,00 EUR', { fallback: null }),
      read('R$ 12,00', { fallback: null }),
      read('CHF 12.00', { fallback: null }),
      read('12.00', { fallback: null }),
      read('$12.00', { fallback: null }),
      read('€12.00', { currency: 'USD' }),
      read('12.00 XYZ'),
    ]).toEqual([
      '1200 EUR',
      '1200 EUR',
      '1200 EUR',
      '1200 BRL',
      '1200 CHF',
      'currencyMissing',
      'currencyMissing',
      'currencyUnknown',
      'amountNotANumber',
    ])
  })

  const written = fc.record({
    minor: fc.integer({ min: -9_007_199_254_740_991, max: 9_007_199_254_740_991 }),
    currency: fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'EUR'),
    style: fc.constantFrom(
      { group: ',', decimal: '.' },
      { group: '.', decimal: ',' },
      { group: '\u00a0', decimal: ',' },
      { group: "'", decimal: '.' },
      { group: '', decimal: '.' },
      { group: '', decimal: ',' },
    ),
    sign: fc.constantFrom('minus', 'parentheses', 'trailing', 'unicode'),
    code: fc.constantFrom('none', 'before', 'after'),
  })

  it('[IV1] reads back every amount of every currency in every style it is written in', () => {
    fc.assert(
      fc.property(written, ({ minor, currency, style, sign, code }) => {
        const [whole = '', decimals] = toDecimal(Math.abs(minor), currency).split('.')
        const grouped = style.group === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, style.group)
        let text = decimals === undefined ? grouped : grouped + style.decimal + decimals
        if (code === 'before') text = `${currency} ${text}`
        if (code === 'after') text = `${text} ${currency}`
        if (minor < 0) {
          text = { minus: `-${text}`, parentheses: `(${text})`, trailing: `${text}-`, unicode: `−${text}` }[sign]
        }
        const decimal = style.decimal === ',' ? 'comma' : 'point'
        expect(read(text, { decimal, currency })).toBe(`${minor} ${currency}`)
      }),
      { numRuns: 3000 },
    )
  })

  it('[IV1] reads plain numbers without a scan exactly as the scan does', () => {
    const plain = fc.stringMatching(/^-?\d{1,13}(\.\d{0,3})?$/)
    fc.assert(
      fc.property(plain, fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'), (text, currency) => {
        const exponent = currencyExponent(currency)
        const fast = readPlainAmount(text, exponent)
        const scanned = scanAmount(text, 'point')
        const slow = typeof scanned === 'string' ? scanned : toMinor(scanned, 'major', exponent)
        if (fast !== undefined) expect(fast).toBe(slow)
      }),
      { numRuns: 2000 },
    )
  })
})

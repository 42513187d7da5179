import { describe, expect, it } from 'vitest'
import {
  cleanText,
  normaliseDomain,
  normaliseEmail,
  readCurrency,
  readFlag,
} from '../../../src/engine/imports/texts.rules.ts'

describe('texts', () => {
  it('[IV7] compares e-mail addresses in lower case, without tag, for Gmail without dots', () => {
    expect(
      [
        'Ann.Lee+x@Gmail.com',
        'Ann.Lee+x@acme.com',
        ' a@b.example ',
        'a.b@googlemail.com',
        'a.b@gmail.co',
        '+x@acme.com',
      ].map(normaliseEmail),
    ).toEqual([
      'annlee@gmail.com',
      'ann.lee@acme.com',
      'a@b.example',
      'ab@googlemail.com',
      'a.b@gmail.co',
      '+x@acme.com',
    ])
  })

  it('[IV7] takes nothing for an address that is none', () => {
    const texts = [
      '',
      'ann',
      'ann@',
      '@acme.com',
      'ann@acme',
      'a b@acme.com',
      'a@b@acme.com',
      'ann@acme..com',
      'ann@acme.com.',
    ]
    expect(texts.map(normaliseEmail)).toEqual(texts.map(() => ''))
  })

  it('[IV7] finds the host in a domain, an address and a URL', () => {
    expect(
      [
        'https://www.Acme.com:8080/path?x=1',
        'acme.com.',
        'WWW.ACME.COM',
        'ann@acme.com',
        'acme',
        '',
        'http://',
        'a b.com',
      ].map(normaliseDomain),
    ).toEqual(['acme.com', 'acme.com', 'acme.com', 'acme.com', '', '', '', ''])
  })

  it('[IV4] takes the guards of spreadsheets and NULs off a text and leaves other apostrophes', () => {
    expect(
      ["'=SUM(A1)", "'＝1", '="00123"', "'+49 30", "'s-Hertogenbosch", ' padded ', 'a\0b', '=A1', "O'Neil"].map(
        cleanText,
      ),
    ).toEqual(['=SUM(A1)', '＝1', '00123', '+49 30', "'s-Hertogenbosch", 'padded', 'ab', '=A1', "O'Neil"])
  })

  it('[IV8] knows currencies by code and by signs that belong to one', () => {
    expect(['usd', 'EUR ', '€', 'R$', 'zł', '', '$', 'dollars', 'XXY'].map(readCurrency)).toEqual([
      'USD',
      'EUR',
      'EUR',
      'BRL',
      'PLN',
      '',
      undefined,
      undefined,
      undefined,
    ])
  })

  it('[IV12] reads yes and no in seven languages', () => {
    expect(['TRUE', 'ja', 'Sì', 'sim', '1', 'false', 'Nein', 'nee', '0', 'maybe', ''].map(readFlag)).toEqual([
      true, true, true, true, true, false, false, false, false, undefined, undefined,
    ]) // prettier-ignore
  })
})

import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { sniffEncoding, sniffText } from '../../../src/engine/imports/sniff.rules.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function utf16(text: string, isLittle: boolean, hasMark: boolean): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\ufeff${text}` : text, 'utf16le')
  return isLittle ? bytes : bytes.swap16()
}

function codeOf(run: () => unknown): string {
  try {
    run()
    return 'nothing thrown'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

describe('how a file is cut', () => {
  it('[IM36] tells the encoding by mark, zeros, validity and letters', () => {
    const rows = 'name,amount\nJos\u00e9,12\nZo\u00eb,13\n'
    expect([
      sniffEncoding(utf8(`\ufeff${rows}`)),
      sniffEncoding(utf8(rows)),
      sniffEncoding(utf16(rows, true, true)),
      sniffEncoding(utf16(rows, false, true)),
      sniffEncoding(utf16(rows, true, false)),
      sniffEncoding(utf16(rows, false, false)),
      sniffEncoding(Buffer.from(rows, 'latin1')),
      // "Łódź,Wałęsa" in Windows-1250
      sniffEncoding(Uint8Array.from([0xa3, 0xf3, 0x64, 0x9f, 0x2c, 0x57, 0x61, 0xb3, 0xea, 0x73, 0x61])),
    ]).toEqual(['utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250'])
  })

  it('[IM36] is not misled by a letter cut in two where the head ends', () => {
    const bytes = utf8('name\nJosé')
    expect(sniffEncoding(bytes.subarray(0, bytes.length - 1))).toBe('utf-8')
  })

  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n'],
    ['\t', 'a\tb\tc\n1, one\t2, two\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [',', 'a,b\n"x;y;z;w","1;2;3;4"\n"x;y;z;w","1;2;3;4"\n'],
    [';', 'sep=;\na;b\n1,2,3;4\n'],
  ])('[IM36] finds the delimiter %j', (delimiter, text) => {
    expect(sniffText(utf8(text), true).delimiter).toBe(delimiter)
  })

  it('[IM37] finds the header below a title, blank lines and a sep line', () => {
    expect(
      [
        'id,date,amount\n1,2026-01-02,5\n',
        'Sales report\nmade 2026-01-03\n\nid,date,amount\n1,2026-01-02,5\n2,2026-01-02,6\n3,2026-01-02,6\n',
        'Sales report,,\n,,\nid,date,amount\n1,2026-01-02,5\n',
        'sep=,\nid,date,amount\n1,2026-01-02,5\n',
        '"two\nlines",,\nid,date,amount\n1,2026-01-02,5\n',
        'id,date,amount,\n1,2026-01-02,5,\n',
      ].map((text) => sniffText(utf8(text), true).headerLine),
    ).toEqual([1, 4, 3, 2, 3, 1])
  })

  it('[IM36] refuses what is empty or no text', () => {
    expect([
      codeOf(() => sniffText(utf8(''), true)),
      codeOf(() => sniffText(utf8(' \n\n '), true)),
      codeOf(() => sniffText(utf8('%PDF-1.7 …'), true)),
      codeOf(() => sniffText(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), true)),
      codeOf(() =>
        sniffText(
          Uint8Array.from({ length: 500 }, (_, index) => (index * 7) % 32),
          true,
        ),
      ),
    ]).toEqual(['import.empty', 'import.empty', 'import.notATable', 'import.notATable', 'import.notATable'])
  })
})

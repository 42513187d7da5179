import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { MAX_RECORD_LENGTH, readTextRows } from '../../../src/engine/imports/rows.ts'
import { readAll } from './support.ts'

function failure(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof AppError ? { code: error.code, line: error.details['line'] } : error
  }
}

describe('rows', () => {
  it('[IM30] keeps hostile, doubled and empty headers as plain columns', () => {
    const { headers, rows } = readAll('__proto__,constructor,id,id,,toString\na,b,c,d,e,f\n')
    expect({ headers, cells: rows[0]?.cells, polluted: Reflect.get({}, 'a') }).toEqual({
      headers: ['__proto__', 'constructor', 'id', 'id', '', 'toString'],
      cells: ['a', 'b', 'c', 'd', 'e', 'f'],
      polluted: undefined,
    })
  })

  it('[IM31] names the line of each row with mixed line ends, blank lines and breaks inside quotes', () => {
    const { rows } = readAll('h,i\r\na,1\rb,2\n\nc,"x\r\ny ""z"""\r\n\r\nd,4')
    expect(rows).toEqual([
      { cells: ['a', '1'], line: 2 },
      { cells: ['b', '2'], line: 3 },
      { cells: ['c', 'x\ny "z"'], line: 5 },
      { cells: ['d', '4'], line: 8 },
    ])
  })

  it('[IM31] reads the same rows however the file is cut into chunks', () => {
    const text = 'h,i,j\r\nä,"1,\r\n2",x\r\n"q""q",ü,\r\n\r\n€,"",z'
    const whole = readAll(text)
    expect([1, 2, 3, 5, 7].map((size) => readAll(text, {}, size))).toEqual(Array.from({ length: 5 }, () => whole))
  })

  it('[IM31] reads back every table it is given, quoted or not', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', ' ', "'", '=', '1'), maxLength: 8 })
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), (cells, size) => {
        const kept = cells.filter((row) => row.some((value) => value.trim() !== ''))
        const text = cells.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        const { rows, summary } = readAll(`one,two,three\r\n${text}\r\n`, {}, size)
        const footer = kept.slice(kept.length - summary.footerLines)
        expect([...rows.map((row) => row.cells), ...footer]).toEqual(kept)
      }),
      { numRuns: 500 },
    )
  })

  it('[IM31] names the line on which an unclosed quote opens', () => {
    expect([
      failure(() => readAll('a,b\n1,2\n3,"open\n4,5\n6,7\n')),
      failure(() => readAll('a,b\n1,2\n"Acme" Ltd,3\n4,5\n"6",7\n8,9\n')),
      failure(() => readAll('"a,b\n1,2\n')),
    ]).toEqual([
      { code: 'import.unclosedQuote', line: 3 },
      { code: 'import.unclosedQuote', line: 3 },
      { code: 'import.unclosedQuote', line: 1 },
    ])
  })

  it('[IM31] leaves a quote inside a cell as it stands', () => {
    expect(readAll('a,b\n5" pipe,1\n"5"" pipe",2\n').rows.map((row) => row.cells)).toEqual([
      ['5" pipe', '1'],
      ['5" pipe', '2'],
    ])
  })

  it('[IM31] refuses a record over 8 MB without holding more of the file than that', () => {
    const chunk = new Uint8Array(1024 * 1024).fill(97)
    let given = 0
    function* endless(): Generator<Uint8Array> {
      yield new TextEncoder().encode('a,b\n1,2\n')
      for (; given < 2000; given += 1) yield chunk
    }
    const shape = { encoding: 'utf-8', delimiter: ',', headerLine: 1 } as const
    const thrown = failure(() => readTextRows(endless(), shape, { header: () => {}, row: () => {} }))
    expect({ thrown, chunks: given <= MAX_RECORD_LENGTH / chunk.length }).toEqual({
      thrown: { code: 'import.recordTooLong', line: 3 },
      chunks: true,
    })
  })

  it('[IM32] goes on as Windows-1252 when a file that began as plain ASCII turns out not to be UTF-8', () => {
    const bytes = Buffer.from('name\nAnn\nJos\u00e9\nZo\u00eb\n', 'latin1')
    expect(readAll(bytes, {}, 6).rows.map((row) => row.cells[0])).toEqual(['Ann', 'José', 'Zoë'])
  })

  it('[IM32] reads UTF-16 and Windows-1250', () => {
    const utf16 = Buffer.from('\ufeffn,m\ně,ж\n', 'utf16le')
    const polish = Uint8Array.from([0x6e, 0x0a, 0xa3, 0xf3, 0x64, 0x9f])
    expect([
      readAll(utf16, { encoding: 'utf-16le' }, 3).rows[0]?.cells,
      readAll(polish, { encoding: 'windows-1250' }).rows[0]?.cells,
    ]).toEqual([['ě', 'ж'], ['Łódź']])
  })

  it('[IM33] takes totals and notices after the last row for a footer, the same lines between rows for rows', () => {
    const rows = 'id,partner,amount\n1,Ann,5\n2,Bob,6\n'
    expect([
      readAll(`${rows}\nConfidential Information - Do Not Distribute\nCopyright (c) 2026\n`).summary,
      readAll(`${rows}Total,,11\n`).summary,
      readAll(`${rows}Grand Total (2 records)\n`).summary,
      readAll(`${rows}Total,,11\n3,Cy,7\n`).summary,
      readAll(`${rows}ord_3`).summary,
      readAll(`Report\n\n${rows}`, { headerLine: 3 }).summary,
    ]).toEqual([
      { rows: 2, footerLines: 2, preambleLines: 0 },
      { rows: 2, footerLines: 1, preambleLines: 0 },
      { rows: 2, footerLines: 1, preambleLines: 0 },
      { rows: 4, footerLines: 0, preambleLines: 0 },
      { rows: 3, footerLines: 0, preambleLines: 0 },
      { rows: 2, footerLines: 0, preambleLines: 2 },
    ])
  })

  it('[IM33] keeps a last partner of which only the name is known', () => {
    expect(readAll('name,email,code\nNorthgate Resale,a@b.example,N\nHarbor Point Media,,\n').summary.rows).toBe(2)
  })
})

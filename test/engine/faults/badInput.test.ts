import { execFile } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, truncateSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csvFile, importFile, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'
import { workbookFile, zipFile } from '../../support/workbookFile.ts'
import { fileOf, refusalOf, SALES_HEADER, take } from './support.ts'

const MB = 1024 * 1024
/** Sales of one partner that nothing is wrong with, told apart by `name`. */
const good = (name: string, count = 3): string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i},2025-04-0${i + 1},10.00,USD,Acme,ann@one.com`)

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
  await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })
  await importFile(engine, salesFile(engine, good('before')))
})
afterAll(() => engine.close())

describe('a file that is no table is refused and nothing changes', () => {
  const notWhole = zipFile({ 'xl/workbook.xml': '<workbook/>' })
  const files: Record<string, { content: string | Uint8Array; name?: string; refusal: object }> = {
    'an empty file': { content: '', refusal: { code: 'import.empty' } },
    'a file of blank lines': { content: '\r\n \r\n\t\r\n', refusal: { code: 'import.empty' } },
    'a header without rows': { content: `${SALES_HEADER}\r\n`, refusal: { code: 'import.headerOnly' } },
    'a picture named .csv': {
      content: Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'),
      refusal: { code: 'import.notATable' },
    },
    'a workbook that is none': {
      content: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)]),
      name: 'file.xlsx',
      refusal: { code: 'import.notATable' },
    },
    'an archive that is no workbook': {
      content: zipFile({ 'readme.txt': 'hello' }),
      name: 'file.xlsx',
      refusal: { code: 'import.notATable' },
    },
    'an encrypted archive': {
      content: zipFile({ 'xl/workbook.xml': 'secret' }, true),
      name: 'file.xlsx',
      refusal: { code: 'import.notATable' },
    },
    'an encrypted workbook, which Office wraps into another container': {
      content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]),
      name: 'file.xlsx',
      refusal: { code: 'import.notATable' },
    },
    'half a workbook': {
      content: notWhole.subarray(0, notWhole.length / 2),
      name: 'file.xlsx',
      refusal: { code: 'import.notATable' },
    },
    'a table of 1,001 columns': {
      content: `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(1000)}1\n`,
      refusal: { code: 'import.tooManyColumns', details: { columns: 1001 } },
    },
  }
  test.each(Object.keys(files))('[FA10] %s', async (name) => {
    const file = files[name]
    expect(await refusalOf(engine, fileOf(engine, file?.content ?? '', file?.name))).toMatchObject(file?.refusal ?? {})
  })

  test('[FA10] one column that says nothing can be imported as nothing', async () => {
    const path = fileOf(engine, 'note\nhello\nworld\n')
    expect(await refusalOf(engine, path)).toEqual({ code: 'import.badMapping', details: { kinds: [], missing: [] } })
  })

  test('[FA10] one column of partners is a list of partners', async () => {
    const { rows } = await take(engine, fileOf(engine, 'Partner\r\nOnly One\r\nOnly Two\r\n'))
    expect(rows).toEqual({ new: 2, same: 0, changed: 0, suspect: 0, rejected: 0, total: 2 })
  })
})

describe('a file that cannot be read is refused and nothing changes', () => {
  const shown = (path: string): string => join(engine.folder, path)

  test('[FA11] a folder', async () => {
    mkdirSync(shown('folder.csv'))
    expect(await refusalOf(engine, shown('folder.csv'))).toEqual({
      code: 'file.unreadable',
      details: { reason: 'EISDIR' },
    })
  })

  test('[FA11] a file that is not there', async () => {
    expect(await refusalOf(engine, shown('missing.csv'))).toEqual({
      code: 'file.unreadable',
      details: { reason: 'ENOENT' },
    })
  })

  test('[FA11] a file that vanishes between looking at it and importing it', async () => {
    const path = salesFile(engine, good('vanishing'))
    const edit = <T>(mapping: T): T => {
      rmSync(path)
      return mapping
    }
    expect((await refusalOf(engine, path, { edit })).code).toBe('file.unreadable')
  })

  test('[FA11] a file that became shorter than its header between looking at it and importing it', async () => {
    const path = salesFile(engine, good('shrinking'))
    const edit = <T>(mapping: T): T => {
      truncateSync(path, 20)
      return mapping
    }
    expect((await refusalOf(engine, path, { edit })).code).toBe('import.headerOnly')
  })
})

describe('records without an end', () => {
  const measure = async (path: string): Promise<{ code: string; details: unknown; grownMb: number }> => {
    const script = resolve(import.meta.dirname, 'measureMemory.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, path])
    return JSON.parse(stdout) as Awaited<ReturnType<typeof measure>>
  }

  test('[FA12] a line of 64 MB after the first rows is refused with its line, in memory that does not grow with it', async () => {
    const path = fileOf(engine, `${[SALES_HEADER, ...good('long')].join('\n')}\n`)
    const file = openSync(path, 'r+')
    ftruncateSync(file, 64 * MB) // a hole: NULs to the end
    closeSync(file)
    const { code, details, grownMb } = await measure(path)
    expect({ code, details }).toEqual({ code: 'import.recordTooLong', details: { line: 5, limit: 8 * MB } })
    expect(grownMb).toBeLessThan(150)
  })

  test('[FA12] a quote that is opened and never closed over 16 MB of lines is refused with its line, in flat memory', async () => {
    const rows = Array.from(
      { length: 150_000 },
      (_, i) => `Q${i},2025-03-01,1.00,USD,Acme,customer-${i}@example.test,${'x'.repeat(60)}`,
    )
    rows[2] = '"never closed'
    const { code, details, grownMb } = await measure(csvFile(engine, [`${SALES_HEADER},note`, ...rows]))
    expect({ code, details }).toEqual({ code: 'import.recordTooLong', details: { line: 4, limit: 8 * MB } })
    expect(grownMb).toBeLessThan(150)
  })

  test('[FA12] a record of over 8 MB at the very beginning is refused before anything is proposed', async () => {
    const path = fileOf(engine, `${SALES_HEADER}\n"${'a'.repeat(9 * MB)}",2025-03-01,1.00,USD,Acme,a@b.com\n`)
    expect(await refusalOf(engine, path)).toEqual({ code: 'import.recordTooLong', details: { line: 2 } })
  })

  test('[FA12] a record of 5 MB over many lines is read whole, and so are the rows around it', async () => {
    const note = `"${'one more line\n'.repeat(370_000)}"`
    const rows = [...good('tall', 2).map((row) => `${row},x`), `tall-9,2025-04-09,10.00,USD,Acme,ann@one.com,${note}`]
    const after = good('taller', 9).map((row) => `${row},${'y'.repeat(MB / 2)}`)
    const { rows: verdicts } = await take(engine, csvFile(engine, [`${SALES_HEADER},note`, ...rows, ...after]))
    expect(verdicts).toMatchObject({ new: 12, rejected: 0, total: 12 })
  })

  test('[FA12] an unclosed quote in a small file is named with the line it opens on', async () => {
    const rows = [...good('open'), 'open-9,2025-03-09,"10.00,USD,Acme,ann@one.com', ...good('after')]
    expect(await refusalOf(engine, csvFile(engine, [SALES_HEADER, ...rows]))).toEqual({
      code: 'import.unclosedQuote',
      details: { line: 5 },
    })
  })
})

describe('encodings and line ends', () => {
  const rows = (name: string): string[] => [
    SALES_HEADER,
    ...good(name),
    `${name}-é,2025-03-09,5.50,EUR,Café Zoë,zoë@one.com`,
  ]
  const expected = {
    rows: { new: 4, same: 0, changed: 0, suspect: 0, rejected: 0, total: 4 },
    money: ['sale EUR 550', 'sale USD 3000'],
    rejected: [],
  }
  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
  const encoded: Record<string, (lines: string[]) => Uint8Array> = {
    'UTF-8 with mark': (lines) => Buffer.from(`\ufeff${lines.join('\n')}\n`),
    'UTF-16 little-endian with mark': (lines) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le'),
    'UTF-16 little-endian without mark': (lines) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf16le'),
    'UTF-16 big-endian with mark': (lines) => swapped(`\ufeff${lines.join('\n')}\n`),
    'UTF-16 big-endian without mark': (lines) => swapped(`${lines.join('\n')}\n`),
    'Windows-1252': (lines) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'),
    'mixed line ends': (lines) =>
      Buffer.from(lines.map((line, i) => line + ['\n', '\r\n', '\r', '\n\n', '\r\n\r\n'][i % 5]).join('')),
    'no line end after the last row': (lines) => Buffer.from(lines.join('\n')),
    'NULs within and between cells': (lines) =>
      Buffer.from(lines.map((line) => line.replaceAll(',', '\0,\0')).join('\n')),
  }
  test.each(Object.keys(encoded))('[FA13] %s: the same rows, sums and letters', async (name) => {
    const path = fileOf(engine, encoded[name]?.(rows(name)) ?? '', `${name}.csv`)
    const { report, ...taken } = await take(engine, path)
    expect(taken).toEqual(expected)
    const { rows: found } = await engine.call(
      'views.open',
      viewSpec('conversions', {
        filters: [{ column: 'externalId', operator: 'is', value: `${name}-é` }],
      }),
    )
    expect(found.map(({ cells }) => [cells['partnerText'] ?? null, cells['customer']])).toEqual([
      ['Café Zoë', 'zoë@one.com'],
    ])
    expect(report.source).toBe('file')
  })
})

describe('headers', () => {
  test('[FA14] __proto__, constructor and prototype are columns like any other, and pollute nothing', async () => {
    const path = csvFile(engine, [
      `${SALES_HEADER},__proto__,constructor,prototype,toString`,
      'hostile-1,2025-03-01,1.00,USD,Acme,ann@one.com,polluted,yes,yes,yes',
    ])
    const { mapping } = await engine.call('imports.inspect', { file: path, as: null, sheet: null })
    expect(mapping.columns.slice(6)).toEqual(
      ['__proto__', 'constructor', 'prototype', 'toString'].map((header, i) => ({ index: 6 + i, header, role: null })),
    )
    const { rows, report } = await take(engine, path)
    expect({ new: rows.new, rejected: rows.rejected }).toEqual({ new: 1, rejected: 0 })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    const again = await engine.call('imports.get', { id: report.attemptId ?? 0 })
    expect(again.mapping.columns[6]?.header).toBe('__proto__')
  })

  test('[FA14] a doubled header is read once, from the column that says more, and told', async () => {
    const { rows, money, report } = await take(
      engine,
      csvFile(engine, [
        'order_id,order_date,amount,amount,currency,partner,Partner',
        'twice-1,2025-03-01,1.00,,USD,Acme,',
        'twice-2,2025-03-02,2.00,9.00,USD,Acme,',
      ]),
    )
    expect({ new: rows.new, money, warnings: report.warnings }).toEqual({
      new: 2,
      money: ['sale USD 300'],
      warnings: ['duplicateHeaders'],
    })
  })

  test('[FA14] 200 columns are read, and the 300 characters of a header', async () => {
    const more = Array.from({ length: 194 }, (_, i) => (i === 0 ? 'h'.repeat(300) : `Extra ${i}`))
    const { rows } = await take(
      engine,
      csvFile(engine, [`${SALES_HEADER},${more.join(',')}`, ...good('wide').map((row) => row + ',x'.repeat(194))]),
    )
    expect(rows).toMatchObject({ new: 3, rejected: 0, total: 3 })
  })

  test('[FA14] a workbook of 1,000 columns is read like a text, and its refused rows come back in their own columns', async () => {
    const more = Array.from({ length: 994 }, (_, i) => `Extra ${i}`)
    const cells = [...good('sheet'), 'sheet-9,2025-02-30,10.00,USD,Acme,ann@one.com'].map((row) => [
      ...row.split(','),
      ...more.map((_, i) => `=${i}`),
    ])
    const path = fileOf(engine, workbookFile([[...SALES_HEADER.split(','), ...more], ...cells]), 'wide.xlsx')
    const { rows, money, rejected, report } = await take(engine, path)
    expect({ rows, money, rejected }).toEqual({
      rows: { new: 3, same: 0, changed: 0, suspect: 0, rejected: 1, total: 4 },
      money: ['sale USD 3000'],
      rejected: ['5 dateImpossible order_date: 2025-02-30'],
    })
    const { text } = await engine.call('imports.rejectedRows', { id: report.attemptId ?? 0 })
    expect(text.split('\r\n')[1]?.split(',').slice(0, 7)).toEqual([
      '"sheet-9"', '"2025-02-30"', '"10.00"', '"USD"', '"Acme"', '"ann@one.com"', `"'=0"`,
    ]) // prettier-ignore
  })
})

describe('cells', () => {
  /** Rows beside sales that nothing is wrong with; answers what became of each. */
  async function taken(name: string, rows: readonly string[], choices: Parameters<typeof take>[2] = {}) {
    const path = csvFile(engine, [SALES_HEADER, ...good(name, 9), ...rows], `${name}.csv`)
    const { rows: verdicts, money, rejected } = await take(engine, path, choices)
    return { new: verdicts.new - 9, rejected, money }
  }

  test('[FA15] formulas are texts: kept as they are, written with an apostrophe, which reading takes off again', async () => {
    const formulas = ['=1+1', '@SUM(A1)', '+441234', '-1+2', '=HYPERLINK("http://x.test";"y")', '＝1+1', '\t=1']
    const quoted = formulas.map((text, i) => `formula-${i},2025-03-01,1.00,USD,Acme,"${text.replaceAll('"', '""')}"`)
    const header = 'order_id,order_date,amount,currency,partner,customer'
    await importFile(engine, csvFile(engine, [header, ...quoted]))
    const names = async (): Promise<string[]> => {
      const filters = [{ column: 'externalId', operator: 'contains', value: 'formula-' } as const]
      const sort = [{ column: 'externalId', direction: 'ascending' } as const]
      const { rows } = await engine.call('views.open', viewSpec('conversions', { filters, sort }))
      return rows.map(({ cells }) => String(cells['customer']))
    }
    const kept = formulas.map((text) => text.trim())
    expect(await names()).toEqual(kept)

    const { view } = await engine.call(
      'views.open',
      viewSpec('conversions', {
        filters: [{ column: 'externalId', operator: 'contains', value: 'formula-' }],
        sort: [{ column: 'externalId', direction: 'ascending' }],
      }),
    )
    const columns = ['externalId', 'occurredOn', 'amount', 'currency', 'partner', 'customer']
    const exported = await engine.call('views.text', {
      view,
      columns: columns.map((key, i) => ({ key, label: header.split(',')[i] ?? key })),
      format: 'csv',
      offset: 0,
      limit: 100,
    })
    const lines = exported.text.trim().split('\r\n').slice(1)
    expect(lines.map((line) => /,"'[^']*"$/.test(line))).toEqual(formulas.map(() => true))
    const { rows } = await take(engine, fileOf(engine, exported.text, 'again.csv'))
    expect(rows).toMatchObject({ new: 0, same: 7, changed: 0, rejected: 0 })
    expect(await names()).toEqual(kept)
  })

  test('[FA16] dates that mean two days are asked about, and the answer is what counts', async () => {
    // Headers of their own: for the others it is remembered how their dates are read.
    const header = 'sale_id,sold_on,total,currency,partner'
    const lines = (name: string) => [header, `${name},05/06/2025,1.00,USD,Acme`]
    const inspected = await engine.call('imports.inspect', {
      file: csvFile(engine, lines('dmy')),
      as: null,
      sheet: null,
    })
    expect(inspected.questions.map(({ id, isBlocking }) => [id, isBlocking])).toEqual([['dateOrder', true]])
    const days: unknown[] = []
    for (const order of ['dmy', 'mdy']) {
      const { report } = await take(engine, csvFile(engine, lines(order)), { answers: { dateOrder: order } })
      days.push(report.earliestOn)
    }
    expect(days).toEqual(['2025-06-05', '2025-05-06'])
  })

  test('[FA16] a file with remembered headers and days in another order is not read in the remembered order', async () => {
    const header = 'ticket_id,paid_on,sum,currency,partner'
    const read = async (day: string) => {
      const lines = [header, `remembered ${day},${day},1.00,USD,Acme`]
      const { mapping, questions } = await engine.call('imports.inspect', {
        file: csvFile(engine, lines), as: null, sheet: null,
      }) // prettier-ignore
      return [mapping.format.dateOrder, questions.map(({ id }) => id)]
    }
    const whole = await take(engine, csvFile(engine, [header, 'T1,2025-03-04,1.00,USD,Acme']))
    const remembered = [await read('2025-03-05'), await read('05/06/2025'), await read('13/06/2025')]
    await take(engine, csvFile(engine, [header, 'T2,13/06/2025,1.00,USD,Acme']))
    expect([whole.rows.new, ...remembered, await read('05/06/2025'), await read('06/13/2025')]).toEqual([
      1,
      ['ymd', []],
      ['ymd', ['dateOrder']],
      ['dmy', []],
      ['dmy', []],
      ['mdy', []],
    ])
  })

  test('[FA16] days that no calendar has are refused with line, column and text', async () => {
    expect(
      await taken('days', [
        'day-1,2025-02-30,1.00,USD,Acme,ann@one.com',
        'day-2,2025-13-01,1.00,USD,Acme,ann@one.com',
        'day-3,someday,1.00,USD,Acme,ann@one.com',
        'day-4,,1.00,USD,Acme,ann@one.com',
        'day-5,2999-01-01,1.00,USD,Acme,ann@one.com',
        'day-6,2024-02-29,1.00,USD,Acme,ann@one.com',
      ]),
    ).toEqual({
      new: 1,
      rejected: [
        '11 dateImpossible order_date: 2025-02-30',
        '12 dateImpossible order_date: 2025-13-01',
        '13 dateNotADate order_date: someday',
        '14 dateEmpty order_date: ',
        '15 dateInFuture order_date: 2999-01-01',
      ],
      money: ['sale USD 9100'],
    })
  })

  test('[FA17] amounts are read to the cent or refused with line, column and text', async () => {
    expect(
      await taken('amounts', [
        'sum-1,2025-03-01,"1,234.50",USD,Acme,ann@one.com',
        'sum-2,2025-03-01,"1.234,50",USD,Acme,ann@one.com',
        'sum-3,2025-03-01,-20.00,USD,Acme,ann@one.com',
        'sum-4,2025-03-01,(5.00),USD,Acme,ann@one.com',
        'sum-5,2025-03-01,0.00,USD,Acme,ann@one.com',
        'sum-6,2025-03-01,1e308,USD,Acme,ann@one.com',
        'sum-7,2025-03-01,10.005,USD,Acme,ann@one.com',
        'sum-8,2025-03-01,10.00,XYZ,Acme,ann@one.com',
        'sum-9,2025-03-01,99999999999999999999,USD,Acme,ann@one.com',
        'sum-10,2025-03-01,ten,USD,Acme,ann@one.com',
        'sum-11,2025-03-01,,USD,Acme,ann@one.com',
        'sum-12,2025-03-01,NaN,USD,Acme,ann@one.com',
        'sum-13,2025-03-01,500,JPY,Acme,ann@one.com',
        'sum-14,2025-03-01,0.5,JPY,Acme,ann@one.com',
        'sum-15,2025-03-01,1.2345,CLF,Acme,ann@one.com',
      ]),
    ).toEqual({
      new: 6,
      rejected: [
        '15 amountZero amount: 0.00',
        '16 amountNotANumber amount: 1e308',
        '17 amountTooManyDecimals amount: 10.005',
        '18 currencyUnknown currency: XYZ',
        '19 amountTooLarge amount: 99999999999999999999',
        '20 amountNotANumber amount: ten',
        '21 amountEmpty amount: ',
        '22 amountNotANumber amount: NaN',
        '24 amountTooManyDecimals amount: 0.5',
      ],
      money: ['refund USD -2500', 'sale CLF 12345', 'sale JPY 500', `sale USD ${9000 + 2 * 123_450}`],
    })
  })

  test('[FA17] sums too large to be exact are refused as a whole, not rounded', async () => {
    const huge = ['huge-1', 'huge-2'].map((id) => `${id},2025-03-01,90071992547409.91,USD,Acme,ann@one.com`)
    expect(await refusalOf(engine, csvFile(engine, [SALES_HEADER, ...huge]))).toEqual({
      code: 'money.tooLarge',
      details: { currency: 'USD' },
    })
  })

  test('[FA18] a cell of 2 MB is kept whole where it is a text, and refused as an amount with its first letters', async () => {
    const long = 'z'.repeat(2 * MB)
    const { rejected, ...rest } = await taken('cells', [
      `cell-1,2025-03-01,1.00,USD,Acme,${long}@one.com`,
      `cell-2,2025-03-01,${long},USD,Acme,ann@one.com`,
      `${long},2025-03-01,1.00,USD,Acme,ann@one.com`,
    ])
    expect({ ...rest, rejected }).toEqual({
      new: 2,
      money: ['sale USD 9200'],
      rejected: [`12 amountNotANumber amount: ${'z'.repeat(200)}`],
    })
  })

  test('[FA18] a partner of 2 MB is a question with a text that can be shown', async () => {
    const path = csvFile(engine, [SALES_HEADER, ...good('named'), `name-1,2025-03-01,1.00,USD,${'P'.repeat(2 * MB)},`])
    const { questions } = (await take(engine, path)).report
    expect(questions.map(({ kind, subject }) => [kind, subject.length <= 400])).toEqual([['partner', true]])
  })

  test('[FA18] rows with too few or too many cells are refused, the others taken', async () => {
    expect(await taken('ragged', ['few-1,2025-03-01', 'many-1,2025-03-01,1.00,USD,Acme,ann@one.com,and,more'])).toEqual(
      {
        new: 0,
        rejected: ['11 tooFewCells 2', '12 tooManyCells 8'],
        money: ['sale USD 9000'],
      },
    )
  })
})

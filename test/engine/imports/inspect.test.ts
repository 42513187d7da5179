import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { importMethods } from '../../../src/contract/imports.ts'
import type { ImportMapping } from '../../../src/contract/imports.ts'
import type { InspectOptions } from '../../../src/engine/imports/inspect.ts'
import { headerFingerprint, inspectFile, previewFile } from '../../../src/engine/imports/inspect.ts'
import { options } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'tandem-inspect-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(content: string | Uint8Array, name = 'file.csv'): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const plain: InspectOptions = { as: null, sheet: null, timeZone: 'UTC', baseCurrency: 'EUR', recall: () => null }

async function inspect(content: string | Uint8Array, changes: Partial<InspectOptions> = {}) {
  return inspectFile(file(content), 'file.csv', { ...plain, ...changes })
}

async function codeOf(content: string | Uint8Array): Promise<string> {
  try {
    await inspect(content)
    return 'inspected'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

const ORDERS = 'order id,order date,partner,amount,currency\n'

describe('inspection', () => {
  it('[IM39] is what the contract promises', async () => {
    const seen = await inspect(`${ORDERS}1,2026-02-03,Ann,5.00,EUR\n`)
    expect(importMethods['imports.inspect'].output.parse(seen)).toEqual(seen)
  })

  it('[IM39] looks at the first megabyte only', async () => {
    const row = (index: number) => `${index},2026-02-03,Ann,5.00,EUR\n`
    const rows = Array.from({ length: 60_000 }, (_, index) => row(index)).join('')
    const whole = `${ORDERS}${rows}`
    const broken = `${whole}"never closed,2026-02-03\n`
    const [seen, withBreak] = [await inspect(whole), await inspect(broken)]
    expect([seen.bytes, seen.sampleLines, withBreak.mapping]).toEqual([whole.length, [2, 3, 4, 5, 6], seen.mapping])
  })

  it('[IM39] names what is wrong with a file that cannot be read', async () => {
    expect(
      await Promise.all([
        codeOf(''),
        codeOf('\n\n'),
        codeOf('a,b,c\n'),
        codeOf('%PDF-1.4'),
        codeOf('a,b\n"open,1\n'),
        codeOf(`${Array.from({ length: 1001 }, (_, index) => `c${index}`).join(',')}\n1\n`),
        codeOf(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0])),
        codeOf(`${Array.from({ length: 200 }, (_, index) => `c${index}`).join(',')}\n1\n`),
        codeOf('only\none\ncolumn\n'),
      ]),
    ).toEqual([
      'import.empty',
      'import.empty',
      'import.headerOnly',
      'import.notATable',
      'import.unclosedQuote',
      'import.tooManyColumns',
      'import.notATable',
      'inspected',
      'inspected',
    ])
  })

  it('[IM39] says that a missing file cannot be read', async () => {
    const thrown = await inspectFile(join(folder, 'missing.csv'), 'missing.csv', plain).catch((error: unknown) => error)
    expect(thrown).toEqual(new AppError('file.unreadable', { reason: 'ENOENT' }))
  })

  it('[IM39] warns of formulas, doubled headers, preamble and footer', async () => {
    const seen = await inspect(
      `Report of orders\n\n${ORDERS.trim()},amount\n1,2026-02-03,=HYPERLINK("x"),5.00,EUR,1\n\nTotal of 1 record\n`,
    )
    expect(seen.warnings).toEqual(['preambleDropped', 'footerDropped', 'duplicateHeaders', 'formulaCells'])
  })

  it('[IM14] asks for the order of day and month, and shows both readings', async () => {
    const { questions } = await inspect(`${ORDERS}1,05/06/2026,Ann,5.00,EUR\n2,01/02/2026,Ann,5.00,EUR\n`)
    expect(questions).toEqual([
      {
        id: 'dateOrder',
        kind: 'dateOrder',
        subject: 'order date',
        rows: 2,
        example: '05/06/2026',
        options: [
          { value: 'dmy', label: 'Day first', becomes: '05 Jun 2026' },
          { value: 'mdy', label: 'Month first', becomes: '06 May 2026' },
        ],
        suggested: 'mdy',
        isBlocking: true,
      },
    ])
  })

  it('[IM14] asks for cents or whole units only where prices look like cents', async () => {
    const ask = async (amounts: string[], header = ORDERS) =>
      (
        await inspect(header + amounts.map((amount, index) => `${index},2026-02-03,Ann,${amount},EUR\n`).join(''))
      ).questions.map(({ id, suggested, options: choices }) => [id, suggested, choices.map(({ becomes }) => becomes)])
    expect([
      await ask(['4900', '1999']),
      await ask(['1054', '50']),
      await ask(['4900', '1999'], ORDERS.replace('amount', 'amount_cents')),
    ]).toEqual([[['amountUnit', 'minor', ['4,900.00 EUR', '49.00 EUR']]], [], []])
  })

  it('[IM14] asks once for the currency of a file that names none, and not when a header or sign does', async () => {
    const ask = async (header: string, amount: string) => {
      const { questions, mapping } = await inspect(`id,date,partner,${header}\n1,2026-02-03,Ann,${amount}\n`)
      return [questions.map(({ id, suggested }) => [id, suggested]), mapping.defaultCurrency]
    }
    expect([
      await ask('amount', '5.00'),
      await ask('amount', '$5.00'),
      await ask('amount (GBP)', '5.00'),
      await ask('amount', '€5.00'),
    ]).toEqual([
      [[['currency', 'EUR']], null],
      [[['currency', 'USD']], null],
      [[], 'GBP'],
      [[], null],
    ])
  })

  it('[IM14] asks about 1,234 when a currency of the file has three decimals', async () => {
    const { questions } = await inspect(`${ORDERS}1,2026-02-03,Ann,"1,234",KWD\n`)
    expect(questions.map(({ id, options: choices }) => [id, choices.map(({ becomes }) => becomes)])).toEqual([
      ['decimal', ['1,234.000 KWD', '1.234 KWD']],
    ])
  })

  it('[IM13] takes an unknown word among won and lost deals for an open stage, and asks where nothing else is known', async () => {
    const deals = (words: string[]) =>
      `deal id,deal name,deal stage,amount (EUR),close date\n${words.map((word, index) => `${index},x,${word},5,2026-02-03\n`).join('')}`
    const ask = async (words: string[]) => {
      const { questions, mapping } = await inspect(deals(words))
      return [questions.map(({ id, suggested, isBlocking }) => [id, suggested, isBlocking]), mapping.stages]
    }
    expect([await ask(['Won', 'Lost', 'Sonderphase']), await ask(['Won', '1203948'])]).toEqual([
      [
        [['stage:Sonderphase', 'open', false]],
        [
          { text: 'Won', stage: 'won' },
          { text: 'Lost', stage: 'lost' },
          { text: 'Sonderphase', stage: 'open' },
        ],
      ],
      [
        [['stage:1203948', null, true]],
        [
          { text: 'Won', stage: 'won' },
          { text: '1203948', stage: null },
        ],
      ],
    ])
  })
})

describe('remembered mappings', () => {
  const headers = ['order id', 'order date', 'partner', 'amount', 'currency']
  const first = `${headers.join(',')}\n1,2026-02-03,Ann,5.00,EUR\n`

  async function remembered(): Promise<ImportMapping> {
    const { mapping } = await inspect(first)
    const columns = mapping.columns.map((column) =>
      column.header === 'partner' ? { ...column, role: 'customerName' as const } : column,
    )
    return { ...mapping, columns }
  }

  it('[IM16] the fingerprint is of the set of headers, not of their order, case or punctuation', () => {
    expect([
      headerFingerprint(headers) === headerFingerprint(['Currency', 'AMOUNT', 'Partner', 'Order-Date', 'order_id']),
      headerFingerprint(headers) === headerFingerprint([...headers, 'tax']),
    ]).toEqual([true, false])
  })

  it('[IM16] what a person changed is found again in a reordered file cut in another way', async () => {
    const known = await remembered()
    const seen = await inspect('Currency;Amount;Partner;Order date;Order id\nEUR;5,00;Ann;2026-02-03;1\n', {
      recall: (fingerprint) => (fingerprint === headerFingerprint(headers) ? known : null),
    })
    expect([seen.isRemembered, seen.mapping.shape.delimiter, seen.mapping.columns.map(({ role }) => role)]).toEqual([
      true,
      ';',
      ['currency', 'amount', 'customerName', 'occurredOn', 'recordId'],
    ])
  })
})

describe('preview', () => {
  it('[IM18] shows what each cell becomes and why a row would be refused', async () => {
    const path = file(
      'id,date,status,partner email,amount,note\n1,2026-02-03,paid,Ann+x@a.example,"1,234.5",hi\n2,2026-02-30,failed,,abc,\n' +
        '3,2026-02-03,paid,b@b.example,5,\n'.repeat(30),
    )
    const { mapping } = await inspectFile(path, 'file.csv', plain)
    const preview = await previewFile(path, { ...mapping, defaultCurrency: 'EUR' }, options)
    const { rows } = importMethods['imports.preview'].output.parse(preview)
    expect({ shown: rows.length, rows: rows.slice(0, 2) }).toEqual({
      shown: 20,
      rows: [
        {
          line: 2,
          cells: [
            { raw: '1', becomes: '1', problem: null },
            { raw: '2026-02-03', becomes: '03 Feb 2026', problem: null },
            { raw: 'paid', becomes: 'won', problem: null },
            { raw: 'Ann+x@a.example', becomes: 'ann@a.example', problem: null },
            { raw: '1,234.5', becomes: '1,234.50 EUR', problem: null },
            { raw: 'hi', becomes: '', problem: null },
          ],
        },
        {
          line: 3,
          cells: [
            { raw: '2', becomes: '2', problem: null },
            { raw: '2026-02-30', becomes: '', problem: 'dateImpossible' },
            { raw: 'failed', becomes: '', problem: 'notPaid' },
            { raw: '', becomes: '', problem: null },
            { raw: 'abc', becomes: '', problem: 'amountNotANumber' },
            { raw: '', becomes: '', problem: null },
          ],
        },
      ],
    })
  })

  it('[IM18] reads cells under a mapping that is not complete yet', async () => {
    const path = file('when,how much\n2026-02-03,5\n')
    const { mapping } = await inspectFile(path, 'file.csv', plain)
    const half = {
      ...mapping,
      columns: mapping.columns.map((column) => ({
        ...column,
        role: column.index === 0 ? ('occurredOn' as const) : null,
      })),
    }
    const { rows } = await previewFile(path, half, options)
    expect(rows[0]?.cells.map(({ becomes }) => becomes)).toEqual(['03 Feb 2026', ''])
  })
})

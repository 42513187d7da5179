import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const pipeline = resolve(root, 'test/fixtures/crm/sales_pipeline.csv')
const folder = mkdtempSync(join(tmpdir(), 'tandem-cli-'))
const workspace = join(folder, 'Cli.tandem')

function tandem(...words: string[]): { exitCode: number | null; out: unknown; error: unknown } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(root, 'src/cli/main.ts'), ...words], {
    cwd: folder,
    encoding: 'utf8',
  })
  const parse = (text: string): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  return { exitCode: status, out: parse(stdout), error: parse(stderr) }
}

beforeAll(() => {
  const settings = { name: 'CLI', baseCurrency: 'USD', timeZone: 'UTC', fiscalYearStartMonth: 1, actorName: 'Maya' }
  const { exitCode, error } = tandem('call', 'programme.setUp', JSON.stringify(settings), '--workspace', workspace)
  if (exitCode !== 0) throw new Error(JSON.stringify(error))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('[IM53] the import command lists what only a person can decide and exits with 1', { timeout: 60_000 }, () => {
  const { exitCode, out, error } = tandem('import', pipeline, '--workspace', workspace)
  expect({ exitCode, out, error }).toMatchObject({
    exitCode: 1,
    out: '',
    error: { code: 'import.needsAnswer', details: { questions: [{ id: 'currency', suggested: 'USD' }] } },
  })
})

test(
  '[IM53] with the answers it prints the report; a dry run prints the same and stores nothing',
  { timeout: 60_000 },
  () => {
    const words = ['import', pipeline, '--currency', 'usd', '--workspace', workspace]
    const dry = tandem(...words, '--dry-run')
    const done = tandem(...words)
    expect([dry.exitCode, done.exitCode]).toEqual([0, 0])
    expect(dry.out).toEqual({ ...(done.out as object), attemptId: null })
    expect(done.out).toMatchObject({
      attemptId: 1,
      rows: { new: 8800, same: 0, changed: 0, suspect: 0, rejected: 0, total: 8800 },
      conversions: [{ kind: 'sale', currency: 'USD', rows: 4238, minor: 1_000_553_400 }],
    })
  },
)

test('[IM53] a mapping and answers come from a file; wrong usage exits with 2', { timeout: 60_000 }, () => {
  const csv = join(folder, 'sales.csv')
  writeFileSync(csv, 'a,b,c,d\nX1,03/04/2025,"1.234,50",Acme\n')
  const said = {
    mapping: {
      source: 'shop',
      layout: null,
      shape: { format: 'text', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null },
      format: { decimal: 'comma', amountUnit: 'major', dateOrder: 'mdy', timeZone: 'UTC' },
      defaultCurrency: 'EUR',
      kinds: ['conversions'],
      columns: ['recordId', 'occurredOn', 'amount', 'partnerName'].map((role, index) => ({
        index,
        header: 'abcd'.charAt(index),
        role,
      })),
      stages: [],
    },
    answers: {},
  }
  const path = join(folder, 'mapping.json')
  writeFileSync(path, JSON.stringify(said))
  const { exitCode, out } = tandem('import', csv, '--mapping', path, '--workspace', workspace)
  expect({ exitCode, out }).toMatchObject({
    exitCode: 0,
    out: {
      source: 'shop',
      earliestOn: '2025-03-04',
      conversions: [{ kind: 'sale', currency: 'EUR', rows: 1, minor: 123_450 }],
    },
  })
  expect(tandem('import', '--workspace', workspace).exitCode).toBe(2)
})

test(
  '[IM53] [IM70] rows that may be known ones are listed with exit 1, and imported once said to be new',
  { timeout: 60_000 },
  () => {
    const write = (name: string, value: string): string => {
      const path = join(folder, name)
      writeFileSync(path, value)
      return path
    }
    const sales = (prefix: string): string =>
      `order_id,order_date,amount,currency\n${prefix}1,2025-03-01,1.00,USD\n${prefix}2,2025-03-02,2.00,USD\n`
    const again = write('again.csv', sales('B'))
    const given = write('given.json', JSON.stringify({ answers: { overlap: 'new' } }))
    const first = tandem('import', write('first.csv', sales('A')), '--workspace', workspace)
    const asked = tandem('import', again, '--workspace', workspace)
    const dry = tandem('import', again, '--workspace', workspace, '--dry-run')
    const done = tandem('import', again, '--mapping', given, '--workspace', workspace)
    expect([first, asked, dry, done]).toMatchObject([
      { exitCode: 0 },
      {
        exitCode: 1,
        error: {
          code: 'import.needsAnswer',
          details: { questions: [{ id: 'overlap', rows: 2, overlap: { days: 2, earlierRows: 2, equalRows: 2 } }] },
        },
      },
      { exitCode: 0, out: { rows: { new: 2 }, questions: [{ id: 'overlap' }] } },
      { exitCode: 0, out: { rows: { new: 2 }, questions: [] } },
    ])
  },
)

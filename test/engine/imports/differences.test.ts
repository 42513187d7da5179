import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportReport } from '../../../src/contract/imports.ts'
import { csvFile, importFile, type ImportChoices, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** Imports a file, after a dry run that said the same. */
async function importTwice(file: string, choices: ImportChoices = {}): Promise<ImportReport> {
  const dry = await importFile(engine, file, { ...choices, isDryRun: true })
  const done = await importFile(engine, file, choices)
  expect(dry.differences).toEqual(done.differences)
  return done
}

/** Line, verdict and text of the rows of an import that the report lists. */
async function rowsOf({ attemptId }: ImportReport): Promise<string[]> {
  const filters = [{ column: 'attemptId', operator: 'is' as const, value: attemptId ?? 0 }]
  const { rows } = await engine.call('views.open', viewSpec('importRows', { filters }))
  return rows.map(({ cells }) => [cells['line'], cells['verdict'], cells['detail']].join(' '))
}

const A = 'A1,2025-03-01,100.00,USD,Acme,ann@one.com'

test('[IM57] a changed sale is told by the columns of the file, in dry run, report and list', async () => {
  await importFile(engine, salesFile(engine, [A]))
  const report = await importTwice(salesFile(engine, ['A1,2025-03-04,90.50,EUR,Brix,ann@one.com']))
  expect(report.differences).toEqual([
    {
      line: 2,
      verdict: 'changed',
      kind: 'conversions',
      id: 1,
      fields: [
        { field: 'order_date', before: '01 Mar 2025', after: '04 Mar 2025' },
        { field: 'amount', before: '100.00 USD', after: '90.50 EUR' },
        { field: 'partner', before: 'Acme', after: 'Brix' },
      ],
    },
  ])
  expect(await rowsOf(report)).toEqual([
    '2 changed order_date: 01 Mar 2025 → 04 Mar 2025; amount: 100.00 USD → 90.50 EUR; partner: Acme → Brix',
  ])
})

test('[IM57] the version that counts is compared, and what only the older file said has its own name', async () => {
  const header = 'order_id,order_date,amount,currency,partner,customer_email,product,tax'
  await importFile(engine, csvFile(engine, [header, `${A},Gold,8.00`]))
  const applied = await importFile(engine, salesFile(engine, ['A1,2025-03-01,95.00,USD,Acme,ann@one.com']), {
    applyChanged: true,
  })
  expect(applied.differences.map(({ fields }) => fields)).toEqual([
    [
      { field: 'amount', before: '100.00 USD', after: '95.00 USD' },
      { field: 'tax', before: '8.00 USD', after: '' },
      { field: 'product', before: 'Gold', after: '' },
    ],
  ])
  const next = salesFile(engine, ['A1,2025-03-01,90.00,USD,Acme,ann@one.com'])
  expect((await importTwice(next)).differences).toMatchObject([
    { id: 2, fields: [{ field: 'amount', before: '95.00 USD', after: '90.00 USD' }] },
  ])
  // Without the newer version the older one counts again.
  await engine.call('imports.revert', { id: applied.attemptId ?? 0 })
  expect((await importTwice(next)).differences).toMatchObject([{ id: 1, fields: [{ before: '100.00 USD' }, {}, {}] }])
})

test('[IM57] a suspect is told against the sale it seems to repeat', async () => {
  await importFile(engine, salesFile(engine, [A, 'B2,2025-03-02,50.50,USD,Acme,bob@two.com']))
  const header = 'date,revenue,currency,partner,customer email,product'
  const report = await importTwice(
    csvFile(engine, [header, '2025-03-02,50.50,USD,Acme,bob@two.com,Gold', '2025-03-01,100.00,USD,Acme,ann@one.com,']),
  )
  expect(report.differences).toEqual([
    {
      line: 2,
      verdict: 'suspect',
      kind: 'conversions',
      id: 2,
      fields: [{ field: 'product', before: '', after: 'Gold' }],
    },
    { line: 3, verdict: 'suspect', kind: 'conversions', id: 1, fields: [] },
  ])
  expect(await rowsOf(report)).toEqual(['2 suspect product: – → Gold', '3 suspect '])
})

test('[IM57] a won deal and its sale change by one cell, told once', async () => {
  const header = 'Deal ID,Deal name,Stage,Amount,Currency,Partner,Customer,Close date'
  const deal = (amount: string, owner: string): string => `D1,${owner},Won,${amount},USD,Acme,One,2025-03-01`
  await importFile(engine, csvFile(engine, [header, deal('100.00', 'Rollout')]))
  const report = await importTwice(csvFile(engine, [header, deal('80.00', 'Roll-out')]))
  expect(report.differences).toEqual([
    {
      line: 2,
      verdict: 'changed',
      kind: 'deals',
      id: 1,
      fields: [
        { field: 'Deal name', before: 'Rollout', after: 'Roll-out' },
        { field: 'Amount', before: '100.00 USD', after: '80.00 USD' },
      ],
    },
  ])
})

test('[IM57] a refunded part is told by its own column', async () => {
  const header = 'id,Created date (UTC),Amount,Amount Refunded,Currency,Status,partner (metadata)'
  const payment = (refunded: string): string => `ch_1,2025-03-01 10:00:00,100.00,${refunded},usd,Paid,Acme`
  await importFile(engine, csvFile(engine, [header, payment('10.00')]))
  const report = await importTwice(csvFile(engine, [header, payment('25.00')]))
  expect(report.differences.map(({ fields }) => fields)).toEqual([
    [{ field: 'Amount Refunded', before: '−10.00 USD', after: '−25.00 USD' }],
  ])
})

test('[IM57] a list of partners says which fields it contradicts', async () => {
  const { id } = await engine.call('partners.create', { name: 'Acme', country: 'DE', startedOn: '2025-01-01' })
  const report = await importTwice(csvFile(engine, ['partner name,country,region', 'Acme,FR,West']))
  expect(report.differences).toEqual([
    {
      line: 2,
      verdict: 'changed',
      kind: 'partners',
      id,
      fields: [{ field: 'country', before: 'DE', after: 'FR' }],
    },
  ])
})

test('[IM57] a row that differs from an earlier one of the same file says so', async () => {
  const report = await importTwice(salesFile(engine, [A, 'A1,2025-03-01,90.00,USD,Acme,ann@one.com']))
  expect(report.differences).toEqual([{ line: 3, verdict: 'changed', kind: 'conversions', id: null, fields: [] }])
})

test('[IM57] the report lists the first rows of each verdict, the table all of them', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => `R${at},2025-03-01,${at + 1}.00,USD,Acme,c${at}@x.com`)
  await importFile(engine, salesFile(engine, rows))
  const report = await importTwice(
    salesFile(
      engine,
      rows.map((row) => row.replace('.00', '.50')),
    ),
  )
  expect(report.differences.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2))
  const listed = await rowsOf(report)
  expect([listed.length, listed.at(-1)]).toEqual([30, '31 changed amount: 30.00 USD → 30.50 USD'])
})

test('[IM57] of a file with every row changed the first 20,000 are compared', { timeout: 30_000 }, async () => {
  const rows = Array.from({ length: 20_100 }, (_, at) => `R${at},2025-03-01,${at + 1}.00,USD,Acme,c@x.com`)
  await importFile(engine, salesFile(engine, rows))
  const report = await importFile(
    engine,
    salesFile(
      engine,
      rows.map((row) => row.replace('.00', '.50')),
    ),
  )
  const filters = [
    { column: 'attemptId', operator: 'is' as const, value: report.attemptId ?? 0 },
    { column: 'line', operator: 'between' as const, value: [20_001, 20_002] as [number, number] },
  ]
  const { rows: listed } = await engine.call('views.open', viewSpec('importRows', { filters }))
  expect(listed.map(({ cells }) => cells['detail'])).toEqual(['amount: 20,000.00 USD → 20,000.50 USD', ''])
})

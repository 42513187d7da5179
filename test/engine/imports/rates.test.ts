import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { steppingClock } from '../../../src/engine/history/clock.ts'
import { readRate } from '../../../src/engine/imports/rates.rules.ts'
import { csvFile, importFile } from '../../support/imports.ts'
import { seedPartner, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { fixtures } from './support.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine({ clock: steppingClock(Date.UTC(2026, 5, 1)) })
})
afterEach(() => engine.close())

const central = join(fixtures, 'imports/layouts/ecb-rates.csv')

function stored(sql: string): string[] {
  const connection = new Database(engine.file, { readonly: true })
  const rows = connection.prepare(sql).raw().all() as unknown[][]
  connection.close()
  return rows.map((row) => row.join(' '))
}
const rates = (): string[] =>
  stored('SELECT day, base_currency, quote_currency, rate_ppm FROM fx_rate WHERE is_live = 1 ORDER BY 1, 2, 3')

test('[FX5] a rate is read exactly into millionths, and refused where that cannot be', () => {
  const read = (...texts: string[]) => texts.map((text) => readRate(text, 'point'))
  expect(read('1.1684', '0.87058', '20082.05', '1', '0.000001', '1.10000000', '1,234.5')).toEqual([
    1_168_400, 870_580, 20_082_050_000, 1_000_000, 1, 1_100_000, 1_234_500_000,
  ])
  expect(readRate('1,1684', 'comma')).toBe(1_168_400)
  expect(read('N/A', '', '-')).toEqual([null, null, null])
  expect(read('0.0000001', '1.12345678', '0', '-1', 'x', '€1', '100000001')).toEqual([
    'rateTooPrecise',
    'rateTooPrecise',
    'rateNotANumber',
    'rateNotANumber',
    'rateNotANumber',
    'rateNotANumber',
    'rateTooLarge',
  ])
})

test('[FX6] the file of the European Central Bank is taken as it comes: one row gives a rate for each of its currencies', async () => {
  const inspection = await engine.call('imports.inspect', { file: central, as: null, sheet: null })
  expect(inspection).toMatchObject({
    layout: 'ecb-rates',
    questions: [],
    mapping: { defaultCurrency: 'EUR', source: 'ecb' },
  })
  const dry = await importFile(engine, central, { isDryRun: true })
  const report = await importFile(engine, central)
  expect({ ...dry, attemptId: report.attemptId }).toEqual(report)

  // Every cell of the file but headers, days, currencies that are no more, and "N/A".
  const [header = '', ...lines] = readFileSync(central, 'utf8').trim().split('\n')
  const gone = ['Date', '', 'CYP', 'EEK', 'LTL', 'LVL', 'MTL', 'ROL', 'SIT', 'SKK', 'HRK', 'RUB', 'TRL']
  const quotes = header.split(',')
  const expected = lines.flatMap((line) =>
    line.split(',').flatMap((cell, at) => {
      if (gone.includes(quotes[at] ?? '') || cell === 'N/A') return []
      const [whole = '', decimals = ''] = cell.split('.')
      return [`${line.slice(0, 10)} EUR ${quotes[at]} ${Number(whole + decimals.padEnd(6, '0'))}`]
    }),
  )
  expect(rates()).toEqual(expected.toSorted())
  expect(report).toMatchObject({
    rows: { new: 400, rejected: 0, total: 400 },
    kinds: [{ kind: 'rates', created: expected.length }],
    rates: { days: 400, currencies: 31, rates: expected.length },
    earliestOn: '2024-09-16',
    latestOn: '2026-04-13',
    partners: { matched: 0, created: 0, rowsWithout: 0 },
    questions: [],
  })
  expect((await importFile(engine, central)).rows).toMatchObject({ same: 400, new: 0 })
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[FX6] a list of rates names both currencies, another table what it is quoted against, or it is asked', async () => {
  await importFile(engine, join(fixtures, 'imports/layouts/rates.csv'))
  expect(rates().slice(0, 3)).toEqual([
    '2025-03-03 GBP EUR 1208900',
    '2025-03-03 JPY USD 6651',
    '2025-03-03 USD EUR 953200',
  ])
  const inspect = async (file: string) => engine.call('imports.inspect', { file, as: null, sheet: null })

  const pairs = csvFile(engine, ['Day,EUR/USD,EUR/GBP', '01.04.2025,1.08,0.84', '02.04.2025,1.0812,'])
  expect(await inspect(pairs)).toMatchObject({ questions: [], mapping: { kinds: ['rates'] } })
  await importFile(engine, pairs)
  expect(rates().filter((rate) => rate.startsWith('2025-04'))).toEqual([
    '2025-04-01 EUR GBP 840000',
    '2025-04-01 EUR USD 1080000',
    '2025-04-02 EUR USD 1081200',
  ])

  const named = csvFile(engine, ['Date,Base,Quote,Rate', '2025-04-10,USD,INR,85.5', '2025-04-11,USD,INR,85.7'])
  expect(await inspect(named)).toMatchObject({ questions: [], mapping: { kinds: ['rates'] } })
  await importFile(engine, named)
  expect(rates().filter((rate) => rate.includes('INR'))).toEqual([
    '2025-04-10 USD INR 85500000',
    '2025-04-11 USD INR 85700000',
  ])

  const open = csvFile(engine, ['Datum;Währung;Kurs', '13.05.2025;GBP;0,84', '14.05.2025;GBP;0,8412'])
  const { questions, mapping } = await inspect(open)
  expect(mapping.kinds).toEqual(['rates'])
  expect(questions).toMatchObject([{ id: 'currency', kind: 'rateBase', isBlocking: true, suggested: 'USD' }])
  expect(questions[0]?.options[0]).toEqual({ value: 'USD', label: 'USD', becomes: '0.84 per USD' })
  expect((await importFile(engine, open, { isDryRun: true })).questions).toMatchObject([{ kind: 'rateBase' }])
  await importFile(engine, open, { answers: { currency: 'EUR' } })
  expect(rates().filter((rate) => rate.startsWith('2025-05'))).toEqual([
    '2025-05-13 EUR GBP 840000',
    '2025-05-14 EUR GBP 841200',
  ])
})

test('[FX5] a row is taken whole or refused whole with its reason, and rates go with nothing else in one file', async () => {
  const header = 'date,from,to,rate'
  const report = await importFile(
    engine,
    csvFile(engine, [
      header,
      '2025-03-03,EUR,USD,1.08',
      '2025-03-03,EUR,USD,1.0800001',
      '2025-03-03,EUR,EUR,1',
      '2025-03-03,EUR,XXY,1.2',
      '2025-03-03,EUR,,1.2',
      '2999-03-03,EUR,USD,1.08',
      '2025-03-04,EUR,USD,',
      'soon,EUR,USD,1.1',
    ]),
  )
  expect(report.rejections.map(({ reason, firstLine }) => [reason, firstLine])).toEqual([
    ['rateTooPrecise', 3],
    ['sameCurrency', 4],
    ['currencyUnknown', 5],
    ['currencyMissing', 6],
    ['dateInFuture', 7],
    ['rateMissing', 8],
    ['dateNotADate', 9],
  ])
  expect(rates()).toEqual(['2025-03-03 EUR USD 1080000'])
  await expect(
    importFile(engine, central, { edit: (mapping) => ({ ...mapping, kinds: ['rates', 'customers'] }) }),
  ).rejects.toMatchObject({ code: 'import.badMapping' })
  await expect(
    importFile(engine, csvFile(engine, ['Date,USD,GBP,JPY', '2025-03-03,1.08,0.8,150']), {
      currency: 'EUR',
      edit: (mapping) => ({
        ...mapping,
        columns: mapping.columns.map((column) => (column.header === 'JPY' ? { ...column, header: 'USD' } : column)),
      }),
    }),
  ).rejects.toMatchObject({ code: 'import.badMapping' })
})

test('[FX7] sums in the base currency follow every import of rates, its revert, undo and redo, and a corrected rate', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  await seedSales(engine, [{ partnerId, on: '2025-03-03', minor: 10_000, currency: 'EUR' }])
  const sums = async () => {
    const { currencies } = await engine.call('rates.overview', {})
    const [euro] = currencies
    return [...stored('SELECT base_minor, unrated_count FROM rollup_foreign'), euro?.unratedRows, euro?.lastPerBasePpm]
  }
  const without = ['0 1', 1, null]
  expect(await sums()).toEqual(without)
  const file = csvFile(engine, ['date,from,to,rate', '2025-03-03,EUR,USD,1.25'])
  const { attemptId } = await importFile(engine, file)
  const known = ['12500 0', 0, 800_000]
  expect(await sums()).toEqual(known)
  await engine.call('history.undo', {})
  expect(await sums()).toEqual(without)
  await engine.call('history.redo', {})
  expect(await sums()).toEqual(known)

  const corrected = csvFile(engine, ['date,from,to,rate', '2025-03-03,EUR,USD,2'])
  expect((await importFile(engine, corrected)).rows).toMatchObject({ changed: 1 })
  expect(await sums()).toEqual(known)
  const second = await importFile(engine, corrected, { applyChanged: true })
  expect(await sums()).toEqual(['20000 0', 0, 500_000])
  await engine.call('imports.revert', { id: second.attemptId ?? 0 })
  expect(await sums()).toEqual(known)
  await engine.call('imports.revert', { id: attemptId ?? 0 })
  expect(await sums()).toEqual(without)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[IM67] rows without an exchange rate on their day are named before and after they are imported', async () => {
  await seedPartner(engine, 'Acme')
  await importFile(engine, csvFile(engine, ['date,from,to,rate', '2025-03-03,EUR,USD,1.25']))
  const sale = (id: string, day: string, amount: string, currency: string) =>
    `${id},${day},Acme,Anvika,${amount},${currency}`
  const file = csvFile(engine, [
    'Invoice,Date,Partner,Customer,Amount,Currency',
    sale('I-1', '2025-03-03', '10.00', 'USD'),
    sale('I-2', '2025-03-04', '10.00', 'EUR'),
    sale('I-3', '2025-02-28', '10.00', 'EUR'),
    sale('I-4', '2025-03-31', '-5.00', 'EUR'),
    sale('I-5', '2025-03-03', '500', 'THB'),
  ])
  const unrated = [
    { currency: 'EUR', rows: 2 },
    { currency: 'THB', rows: 1 },
  ]
  expect((await importFile(engine, file, { isDryRun: true })).unrated).toEqual(unrated)
  const { attemptId, ...report } = await importFile(engine, file)
  expect(report.unrated).toEqual(unrated)
  expect((await engine.call('imports.get', { id: attemptId ?? 0 })).report.unrated).toEqual(unrated)
  await importFile(
    engine,
    csvFile(engine, [
      'date,from,to,rate',
      '2025-02-27,EUR,USD,1.2',
      '2025-03-31,EUR,USD,1.3',
      '2025-03-03,USD,THB,34.1',
    ]),
  )
  expect((await importFile(engine, file, { isDryRun: true })).unrated).toEqual([])
})

test('[IM7] verify finds a rate that was altered past the importer', async () => {
  await importFile(engine, csvFile(engine, ['date,from,to,rate', '2025-03-03,EUR,USD,1.25']))
  const connection = new Database(engine.file)
  const guards = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'fx_rate'`)
    .pluck()
    .all() as string[]
  for (const name of guards) connection.exec(`DROP TRIGGER ${name}`)
  connection.exec('UPDATE fx_rate SET rate_ppm = 1250001')
  connection.close()
  const { findings } = await engine.call('workspace.verify', {})
  expect(findings.map(({ message }) => message).join('\n')).toContain('fx_rate EUR/USD of 2025-03-03 (1), line 2')
})

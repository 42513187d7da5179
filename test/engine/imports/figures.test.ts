import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileDayReader } from '../../../src/engine/imports/days.rules.ts'
import { readMonth } from '../../../src/engine/imports/months.rules.ts'
import { csvFile, importFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const inspect = async (file: string) => engine.call('imports.inspect', { file, as: null, sheet: null })
const span = { from: '2025-01', to: '2025-04' }
/** Figures that count, those typed by a person marked. */
const figures = async (): Promise<string[]> =>
  (await engine.call('figures.list', span)).months.flatMap(({ month, figures: all }) =>
    all.flatMap(({ measure, typed, imported }) => {
      const figure = typed ?? imported
      const mark = typed === null ? '' : ' typed'
      return figure === null ? [] : [`${month} ${measure} ${figure.value} ${figure.currency ?? '-'}${mark}`]
    }),
  )

test('[CF2] a month is read however it is written; a quarter, half-year or year is refused as such', () => {
  const readDay = compileDayReader('dmy', 'UTC', 'UTC')
  const read = (...texts: string[]) => texts.map((text) => readMonth(text, readDay))
  expect([
    ...new Set(
      read(
        '2025-03', '2025/3', '03/2025', '3.2025', 'Mar 2025', 'March 2025', 'Mar-25', 'mars 2025', 'März 2025', '2025 Mar',
        'marzo de 2025', 'mrt. 2025', '2025-03-31', '31.03.2025', '1 March 2025',
      ),
    ),
  ]).toEqual(['2025-03']) // prettier-ignore
  const longer = ['Q1 2025', '2025-Q1', '2025 Q1', 'FY25 Q1', 'FY2025', '2025', 'H1 2025', 'Q1', 'T2/2025']
  expect(read(...longer)).toEqual(longer.map(() => 'monthIsLonger'))
  expect(read('', 'soon', '2025-13', '13/2025', 'Foo 2025')).toEqual([
    'dateEmpty',
    'monthUnreadable',
    'monthUnreadable',
    'monthUnreadable',
    'monthUnreadable',
  ])
})

test('[CF2] a table with a column for each figure, and a list that names them, bring the same figures', async () => {
  const wide = csvFile(engine, [
    'Month,Bookings (USD),New customers,Marketing spend (USD)',
    'Jan 2025,"120,000.50",14,9000',
    'Feb 2025,98000,,8500',
  ])
  expect(await inspect(wide)).toMatchObject({
    questions: [],
    layoutLabel: 'Company figures by month',
    mapping: { kinds: ['figures'], defaultCurrency: 'USD' },
  })
  const dry = await importFile(engine, wide, { isDryRun: true })
  const report = await importFile(engine, wide)
  expect({ ...dry, attemptId: report.attemptId }).toEqual(report)
  expect(report).toMatchObject({
    rows: { new: 2, rejected: 0, total: 2 },
    kinds: [{ kind: 'figures', created: 5 }],
    figures: [
      { measure: 'bookings', currency: 'USD', months: 2, value: 21_800_050 },
      { measure: 'newCustomers', currency: '', months: 1, value: 14 },
      { measure: 'marketingSpend', currency: 'USD', months: 2, value: 1_750_000 },
    ],
    partners: { matched: 0, created: 0, rowsWithout: 0 },
    earliestOn: '2025-01-01',
    latestOn: '2025-02-28',
  })
  const expected = [
    '2025-01 bookings 12000050 USD',
    '2025-01 newCustomers 14 -',
    '2025-01 marketingSpend 900000 USD',
    '2025-02 bookings 9800000 USD',
    '2025-02 marketingSpend 850000 USD',
  ]
  expect(await figures()).toEqual(expected)

  const long = csvFile(engine, [
    'month;measure;value;currency',
    '2025-01;Bookings;120000,50;USD',
    '2025-01;New customers;14;',
    '2025-01;Marketing spend;9000,00;USD',
    '2025-02;Bookings;98000,00;USD',
    '2025-02;Marketing spend;8500,00;USD',
  ])
  expect((await inspect(long)).mapping.kinds).toEqual(['figures'])
  expect((await importFile(engine, long)).rows).toMatchObject({ same: 5, new: 0 })
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[CF2] what cannot be read is refused with its reason, a row whole or not at all', async () => {
  const report = await importFile(
    engine,
    csvFile(engine, [
      'month,bookings,new_customers',
      '2025-01,100,3',
      'Q1 2025,300,9',
      'soon,1,1',
      '2099-01,1,1',
      '2025-02,100,2.5',
      '2025-03,-100,2',
      '2025-04,,',
    ]),
    { currency: 'EUR' },
  )
  expect(report.rejections.map(({ reason, firstLine }) => [reason, firstLine])).toEqual([
    ['monthIsLonger', 3],
    ['monthUnreadable', 4],
    ['dateInFuture', 5],
    ['countNotWhole', 6],
    ['figureNegative', 7],
    ['figureMissing', 8],
  ])
  expect(await figures()).toEqual(['2025-01 bookings 10000 EUR', '2025-01 newCustomers 3 -'])
  const unknown = csvFile(engine, ['month,measure,value', '2025-02,bookings,5', '2025-02,newCustomers,1'])
  const { mapping } = await inspect(unknown)
  const odd = csvFile(engine, ['month,measure,value', '2025-02,bookings,5', '2025-02,mood,1'])
  const outcome = await importFile(engine, odd, { edit: () => ({ ...mapping, defaultCurrency: 'EUR' }) })
  expect(outcome.rejections).toMatchObject([{ reason: 'measureUnknown', firstLine: 3 }])
})

test('[CF2] one currency holds for all money of a file without any, and is asked; nothing else may stand in its table', async () => {
  const file = csvFile(engine, ['Monat;Umsatz;Neukunden', '01/2025;1.200,50;3', '02/2025;900,00;4'])
  const { questions, mapping } = await inspect(file)
  expect(mapping).toMatchObject({ kinds: ['figures'], format: { decimal: 'comma' } })
  expect(questions).toMatchObject([{ id: 'currency', kind: 'currency', subject: 'Umsatz', isBlocking: true }])
  await importFile(engine, file, { answers: { currency: 'EUR' } })
  expect(await figures()).toEqual([
    '2025-01 bookings 120050 EUR',
    '2025-01 newCustomers 3 -',
    '2025-02 bookings 90000 EUR',
    '2025-02 newCustomers 4 -',
  ])
  // Sums of parts of a month or of parts of the company would be taken for the whole.
  for (const lines of [
    ['date,revenue', '2025-01-01,10', '2025-01-02,20'],
    ['month,region,bookings', '2025-01,North,10', '2025-02,South,20'],
  ])
    expect((await inspect(csvFile(engine, lines))).mapping.kinds).toEqual([])
  await expect(
    importFile(engine, file, { currency: 'EUR', edit: (given) => ({ ...given, kinds: ['figures', 'partners'] }) }),
  ).rejects.toMatchObject({ code: 'import.badMapping' })
})

test('[CF2] a figure is corrected only when asked to, and a revert, undo and redo take figures along; a typed one stands before them', async () => {
  const first = csvFile(engine, ['month,bookings', '2025-01,100', '2025-02,200'])
  const { attemptId } = await importFile(engine, first, { currency: 'USD' })
  const corrected = csvFile(engine, ['month,bookings', '2025-01,150', '2025-02,200'])
  expect((await importFile(engine, corrected, { currency: 'USD' })).rows).toMatchObject({ changed: 1, same: 1 })
  expect(await figures()).toEqual(['2025-01 bookings 10000 USD', '2025-02 bookings 20000 USD'])
  const second = await importFile(engine, corrected, { currency: 'USD', applyChanged: true })
  const after = ['2025-01 bookings 15000 USD', '2025-02 bookings 20000 USD']
  expect(await figures()).toEqual(after)
  await engine.call('history.undo', {})
  expect((await figures())[0]).toBe('2025-01 bookings 10000 USD')
  await engine.call('history.redo', {})
  expect(await figures()).toEqual(after)
  await engine.call('figures.set', { entries: [{ month: '2025-01', measure: 'bookings', value: 7 }] })
  expect((await figures())[0]).toBe('2025-01 bookings 7 USD typed')
  await engine.call('figures.set', { entries: [{ month: '2025-01', measure: 'bookings', value: null }] })
  await engine.call('imports.revert', { id: second.attemptId ?? 0 })
  expect((await figures())[0]).toBe('2025-01 bookings 10000 USD')
  await engine.call('imports.revert', { id: attemptId ?? 0 })
  expect((await figures())[0]).toBe('2025-02 bookings 20000 USD')
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[IM7] verify finds a company figure that was altered past the importer', async () => {
  await importFile(engine, csvFile(engine, ['month,bookings', '2025-01,100']), { currency: 'USD' })
  const connection = new Database(engine.file)
  const guards = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'company_figure'`)
    .pluck()
    .all() as string[]
  for (const name of guards) connection.exec(`DROP TRIGGER ${name}`)
  connection.exec(`UPDATE company_figure SET month = '2025-02'`)
  connection.close()
  const { findings } = await engine.call('workspace.verify', {})
  expect(findings.map(({ message }) => message).join('\n')).toContain('company_figure bookings of 2025-02 (1), line 2')
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ViewSpec, ViewTable } from '../../../src/contract/views.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
const COMMANDS = 251 // set-up and 250 edits

beforeAll(async () => {
  engine = await startTestEngine()
  for (let i = 1; i < COMMANDS; i++)
    await engine.call('programme.update', i % 5 === 0 ? { name: `Name ${i}` } : { disputeDays: i })
})
afterAll(() => engine.close())

const spec = (changes: Partial<ViewSpec> = {}): ViewSpec => ({
  table: 'history',
  filters: [],
  sort: [],
  groupBy: null,
  search: '',
  ...changes,
})

test('[VI1] an opened view answers with its first 100 rows in order', async () => {
  const { rows, isComplete } = await engine.call('views.open', spec())
  expect({ first: rows[0]?.id, last: rows.at(-1)?.id, count: rows.length, isComplete }).toEqual({
    first: COMMANDS,
    last: COMMANDS - 99,
    count: 100,
    isComplete: false,
  })
})

test('[VI2] totals count the whole view, and the unfiltered count what filters leave out', async () => {
  const { view } = await engine.call(
    'views.open',
    spec({ filters: [{ column: 'subject', operator: 'is', value: 'name' }] }),
  )
  expect(await engine.call('views.settle', { view })).toEqual({
    totals: { count: 50, sums: [] },
    unfilteredCount: COMMANDS,
    groups: [],
  })
})

test('[VI3] any window of rows follows the order of the whole view', async () => {
  const { view } = await engine.call('views.open', spec({ sort: [{ column: 'at', direction: 'ascending' }] }))
  const { rows } = await engine.call('views.rows', { view, offset: 200, limit: 3 })
  const { offset } = await engine.call('views.find', { view, id: 202 })
  expect({ ids: rows.map((row) => row.id), offset }).toEqual({ ids: [201, 202, 203], offset: 201 })
})

test('[VI5] groups hold consecutive rows and their subtotals add up to the whole', async () => {
  const { view } = await engine.call('views.open', spec({ groupBy: 'method' }))
  const { groups, totals } = await engine.call('views.settle', { view })
  expect({
    groups: groups.map(({ value, from, totals: { count } }) => ({ value, from, count })),
    count: totals.count,
  }).toEqual({
    groups: [
      { value: 'programme.setUp', from: 0, count: 1 },
      { value: 'programme.update', from: 1, count: 250 },
    ],
    count: COMMANDS,
  })
})

test('[VI4] text of any kind in filters and search is a value, never SQL', async () => {
  const hostile = [
    `' OR 1=1 --`,
    '"; DROP TABLE command; --',
    '%',
    '_',
    '\\',
    `name') UNION SELECT 1 --`,
    '\u0000',
    '{"a":1}',
  ]
  for (const text of hostile) {
    const filters: ViewSpec['filters'] = [{ column: 'subject', operator: 'contains', value: text }]
    for (const view of [
      spec({ filters }),
      spec({ search: text }),
      spec({ filters: [{ column: 'subject', operator: 'in', value: [text] }] }),
    ]) {
      expect({ text, rows: (await engine.call('views.open', view)).rows }).toEqual({ text, rows: [] })
    }
  }
})

test('[VI4] wildcards typed to find the values of a column are letters like any other', async () => {
  for (const name of ['50% Club', '50 Club', 'A_B Trading', 'AXB Trading', 'C:\\Data', 'C:Data'])
    await engine.call('partners.create', { name, startedOn: '2025-01-01' })
  const found = async (search: string) =>
    (await engine.call('views.values', { table: 'partners', column: 'name', search })).values
  expect([
    await found('0%'),
    await found('a_b'),
    await found(':\\'),
    await found('\u0000'),
    await found('trad'),
  ]).toEqual([['50% Club'], ['A_B Trading'], ['C:\\Data'], [], ['AXB Trading', 'A_B Trading']])
  expect(await found('')).toHaveLength(6)
})

test('[VI4] a column that the table does not have is refused by name', async () => {
  expect(
    await engine.refused('views.open', spec({ sort: [{ column: 'seq; DROP TABLE command', direction: 'ascending' }] })),
  ).toEqual({
    code: 'view.badFilter',
    details: { table: 'history', column: 'seq; DROP TABLE command' },
  })
})

test('[VI7] what a table cannot be asked is refused by name, a column of it too, and its value is never SQL', async () => {
  const asked = (table: ViewTable, column: string, value: string) => ({
    ...spec({ filters: [{ column, operator: 'holds', value }] }),
    table,
  })
  expect([
    await engine.refused('views.open', asked('commissions', 'currency', 'USD')),
    await engine.refused('views.open', asked('partners', 'owedOn', '2026-01-01')),
  ]).toEqual([
    { code: 'view.badFilter', details: { table: 'commissions', column: 'currency' } },
    { code: 'view.badFilter', details: { table: 'partners', column: 'owedOn' } },
  ])
  const { rows } = await engine.call('views.open', asked('commissions', 'owedOn', `2026-01-01' OR '1' = '1`))
  expect(rows).toEqual([])
})

test('[VI6] a view exports as CSV what it shows, header first, in pieces', async () => {
  const { view } = await engine.call(
    'views.open',
    spec({
      filters: [{ column: 'subject', operator: 'is', value: 'name' }],
      sort: [{ column: 'at', direction: 'ascending' }],
    }),
  )
  const columns = [
    { key: 'method', label: 'Step' },
    { key: 'subject', label: '=Subject' },
  ]
  const first = await engine.call('views.text', { view, columns, format: 'csv', offset: 0, limit: 1 })
  const rest = await engine.call('views.text', { view, columns, format: 'tsv', offset: 1, limit: 100 })
  expect({ first, rest: { lines: rest.text.split('\r\n').length - 1, isLast: rest.isLast } }).toEqual({
    first: { text: `"Step","'=Subject"\r\n"programme.update","name"\r\n`, isLast: false },
    rest: { lines: 49, isLast: true },
  })
})

test('[EX1] a view as text for the clipboard is as safe as its file', async () => {
  for (const name of ['=1+1', '"=1+1"', 'Plain\tname'])
    await engine.call('partners.create', { name, startedOn: '2025-01-01' })
  const { view } = await engine.call('views.open', { ...spec({ search: '1' }), table: 'partners' })
  const columns = ['name', 'owed'].map((key) => ({ key, label: key }))
  const { text } = await engine.call('views.text', { view, columns, format: 'tsv', offset: 0, limit: 100 })
  expect(text).toBe(`name\towed\r\n'"=1+1"\t0.00\r\n'=1+1\t0.00\r\n`)
})

test('[VI3] a closed view is refused', async () => {
  const { view } = await engine.call('views.open', spec())
  await engine.call('views.close', { view })
  expect(await engine.refused('views.rows', { view, offset: 0, limit: 1 })).toEqual({
    code: 'view.closed',
    details: {},
  })
})

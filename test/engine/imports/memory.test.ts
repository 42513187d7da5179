import { afterEach, beforeEach, expect, test } from 'vitest'
import { csvFile, importFile, liveSales, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const sale = (id: string, partner: string): string => `${id},2025-03-01,100.00,USD,${partner},ann@one.com`
const importNoteAsProduct = (file: string) =>
  importFile(engine, file, {
    edit: (mapping) => ({
      ...mapping,
      columns: mapping.columns.map((column) => (column.header === 'note' ? { ...column, role: 'product' } : column)),
    }),
  })

async function names(): Promise<string[][]> {
  const { rows } = await engine.call('views.open', viewSpec('importNames'))
  return rows.map(({ cells }) => [cells['name'], cells['means'], cells['partner']].map(String))
}

async function idOf(name: string): Promise<number> {
  const { rows } = await engine.call('views.open', { ...viewSpec('importNames'), search: name })
  return rows[0]?.id ?? 0
}

test('[IM55] every remembered mapping is listed with its imports, the one used last first', async () => {
  const payees = ['partner,payee email,account holder', 'Acme,pay@acme.com,Acme Ltd']
  await importFile(engine, salesFile(engine, [sale('A1', 'Acme')], 'march.csv'))
  await importFile(engine, csvFile(engine, payees, 'payees.csv'))
  const { attemptId } = await importFile(engine, salesFile(engine, [sale('B2', 'Acme')], 'april.csv'))
  await engine.call('imports.revert', { id: attemptId ?? 0 })
  const { mappings } = await engine.call('imports.mappings', {})
  expect(
    mappings.map(({ imports, last, mapping }) => [
      imports,
      last?.fileName,
      last?.by,
      mapping.columns.map(({ header }) => header)[0],
    ]),
  ).toEqual([
    [2, 'april.csv', 'Maya Lindqvist', 'order_id'],
    [1, 'payees.csv', 'Maya Lindqvist', 'partner'],
  ])
})

test('[IM55] a forgotten mapping is proposed anew from the file, what was imported stays, and undo remembers it again', async () => {
  const header = 'order_id,order_date,amount,currency,partner,note'
  const file = csvFile(engine, [header, 'A1,2025-03-01,100.00,USD,Acme,Gold'])
  const inspect = () => engine.call('imports.inspect', { file, as: null, sheet: null })
  const proposed = await inspect()
  await importNoteAsProduct(file)
  const remembered = await inspect()
  expect(remembered).toMatchObject({ isRemembered: true })
  expect(remembered.mapping).not.toEqual(proposed.mapping)
  const [only] = (await engine.call('imports.mappings', {})).mappings
  await engine.call('imports.forgetMapping', { id: only?.id ?? 0 })
  expect(await inspect()).toEqual(proposed)
  expect(await engine.call('imports.mappings', {})).toEqual({ mappings: [] })
  expect(await liveSales(engine)).toEqual(['A1 10000 '])
  expect(await engine.refused('imports.forgetMapping', { id: only?.id ?? 0 })).toMatchObject({
    code: 'entity.notFound',
  })
  await engine.call('history.undo', {})
  expect(await inspect()).toEqual(remembered)
})

test('[IM56] remembered names say whom they mean: the partner itself, another one, nobody, or one that is gone', async () => {
  const { id } = await engine.call('partners.create', { name: 'Kamikawa Trading', startedOn: '2025-01-01' })
  await engine.call('partners.create', { name: 'Zenith', startedOn: '2025-01-01' })
  const answers = { 'partner:kamikawa': `partner:${id}`, 'partner:test': 'ignore', 'partner:new one': 'new' }
  const rows = ['Kamikawa', 'Zenith', 'Test', 'New One'].map((partner, at) => sale(`A${at}`, partner))
  const { attemptId } = await importFile(engine, salesFile(engine, rows), { answers })
  await engine.call('imports.revert', { id: attemptId ?? 0 })
  expect(await names()).toEqual([
    ['kamikawa', 'partner', 'Kamikawa Trading'],
    ['new one', 'gone', ''],
    ['test', 'ignored', ''],
    ['zenith', 'itself', 'Zenith'],
  ])
})

test('[IM56] a forgotten name is asked again, and its facts wait without a partner as was said before', async () => {
  const { id } = await engine.call('partners.create', { name: 'Kamikawa Trading', startedOn: '2025-01-01' })
  const answers = { 'partner:kamikawa': `partner:${id}` }
  await importFile(
    engine,
    salesFile(
      engine,
      ['A1', 'A2', 'A3'].map((row) => sale(row, 'Kamikawa')),
    ),
    { answers },
  )
  const credited = (await engine.call('views.open', viewSpec('conversions'))).rows[2]?.id ?? 0
  await engine.call('revenue.attribute', { conversionIds: [credited], partnerId: id, reason: 'sold by them' })
  const ids = [await idOf('kamikawa')]
  expect(await engine.call('imports.nameUses', { ids })).toEqual({ conversions: 2, deals: 0 })
  await engine.call('imports.forgetNames', { ids })
  expect((await liveSales(engine)).toSorted()).toEqual(['A1 10000 ', 'A2 10000 ', 'A3 10000 Kamikawa Trading'])
  const again = await importFile(engine, salesFile(engine, [sale('B1', 'Kamikawa')]), { isDryRun: true })
  expect(again.questions.map((question) => question.id)).toEqual(['partner:kamikawa'])
  await engine.call('history.undo', {})
  expect((await liveSales(engine)).toSorted()).toEqual(['A1', 'A2', 'A3'].map((row) => `${row} 10000 Kamikawa Trading`))
})

test('[IM56] forgetting a name that says by itself who is meant moves no fact', async () => {
  await engine.call('partners.create', { name: 'Zenith', startedOn: '2025-01-01' })
  await importFile(engine, salesFile(engine, [sale('A1', 'Zenith'), sale('A2', 'Test')]), {
    answers: { 'partner:test': 'ignore' },
  })
  const ids = [await idOf('zenith'), await idOf('test')]
  expect(await engine.call('imports.nameUses', { ids })).toEqual({ conversions: 0, deals: 0 })
  await engine.call('imports.forgetNames', { ids })
  expect(await liveSales(engine)).toEqual(['A1 10000 Zenith'])
  expect(await names()).toEqual([])
  expect(await engine.refused('imports.forgetNames', { ids })).toMatchObject({ code: 'entity.notFound' })
})

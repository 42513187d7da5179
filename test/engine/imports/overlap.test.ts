import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportReport } from '../../../src/contract/imports.ts'
import { readReport } from '../../../src/engine/imports/report.ts'
import { csvFile, importFile, liveSales, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const march = [
  'A1,2025-03-01,100.00,USD,Acme,ann@one.com',
  'A2,2025-03-01,100.00,USD,Acme,bob@two.com',
  'A3,2025-03-05,50.50,EUR,Acme,bob@two.com',
  'A4,2025-03-09,7.00,USD,Brix,cid@three.com',
]
/** What the tool exports once it has given everything a new id, one sale later. */
const renamed = [...march.map((row) => row.replace('A', 'N')), 'N5,2025-03-12,9.00,USD,Brix,cid@three.com']

const questionsOf = ({ questions }: ImportReport) => questions.filter(({ kind }) => kind === 'overlap')
const isAsked = async (rows: readonly string[]): Promise<boolean> =>
  questionsOf(await importFile(engine, salesFile(engine, rows), { isDryRun: true })).length > 0

test('[IM70] rows under new ids on the days of earlier ones are a question with its numbers, and nothing is stored before the answer', async () => {
  await importFile(engine, salesFile(engine, march))
  const file = salesFile(engine, renamed)
  expect(questionsOf(await importFile(engine, file, { isDryRun: true }))).toMatchObject([
    {
      id: 'overlap',
      subject: 'file',
      rows: 5,
      suggested: null,
      isBlocking: true,
      options: [{ value: 'new' }, { value: 'stop' }],
      overlap: {
        source: 'file',
        days: 3,
        firstOn: '2025-03-01',
        lastOn: '2025-03-09',
        earlierRows: 4,
        equalRows: 4,
      },
    },
  ])
  for (const answers of [{}, { overlap: 'stop' }])
    await expect(importFile(engine, file, { answers })).rejects.toMatchObject({
      code: 'import.needsAnswer',
      details: { questions: [{ id: 'overlap' }] },
    })
  expect(await liveSales(engine)).toHaveLength(4)
  const report = await importFile(engine, file, { answers: { overlap: 'new' } })
  expect([report.rows.new, questionsOf(report)]).toEqual([5, []])
})

test('[IM70] an amount is alike once for each earlier row, and only in its currency', async () => {
  await importFile(engine, salesFile(engine, march))
  const more = [
    'N1,2025-03-01,100.00,USD,Acme,x@one.com',
    'N2,2025-03-01,100.00,USD,Acme,y@one.com',
    'N3,2025-03-01,100.00,USD,Acme,z@one.com',
    'N4,2025-03-05,50.50,USD,Acme,z@one.com',
  ]
  const found = async (rows: readonly string[]) =>
    questionsOf(await importFile(engine, salesFile(engine, rows), { isDryRun: true }))[0]?.overlap
  expect(await found(more)).toMatchObject({ days: 2, earlierRows: 3, equalRows: 2 })
  expect(await found(more.slice(2))).toMatchObject({ days: 2, earlierRows: 3, equalRows: 1 })
})

test('[IM70] one known row, other days, the day on which two exports meet, another source or a reverted import: nothing to ask', async () => {
  const { attemptId } = await importFile(engine, salesFile(engine, march))
  expect(await isAsked(renamed)).toBe(true)
  const others = {
    known: [...renamed, march[0] ?? ''],
    changed: [...renamed, 'A1,2025-03-01,90.00,USD,Acme,ann@one.com'],
    after: ['B1,2025-03-10,100.00,USD,Acme,a@b.com', 'B2,2025-03-11,100.00,USD,Acme,a@b.com'],
    before: ['B1,2025-02-10,100.00,USD,Acme,a@b.com', 'B2,2025-02-11,100.00,USD,Acme,a@b.com'],
    between: ['B1,2025-03-02,100.00,USD,Acme,a@b.com', 'B2,2025-03-07,100.00,USD,Acme,a@b.com'],
    goesOn: ['B1,2025-03-09,7.00,USD,Acme,a@b.com', 'B2,2025-03-11,100.00,USD,Acme,a@b.com'],
    leadsUp: ['B1,2025-02-09,7.00,USD,Acme,a@b.com', 'B2,2025-03-01,100.00,USD,Acme,a@b.com'],
    fewOthers: ['B1,2025-03-01,1.00,USD,Acme,a@b.com', 'B2,2025-03-05,2.00,USD,Acme,a@b.com'],
    refunds: ['B1,2025-03-01,-100.00,USD,Acme,a@b.com', 'B2,2025-03-05,-7.00,USD,Acme,a@b.com'],
  }
  const asked: string[] = []
  for (const [name, rows] of Object.entries(others)) if (await isAsked(rows)) asked.push(name)
  expect(asked).toEqual([])
  const many = Array.from({ length: 10 }, (_, i) => `B${i},2025-03-0${i < 5 ? 1 : 5},${i}.99,USD,Acme,a@b.com`)
  expect(await isAsked(many)).toBe(true)

  const elsewhere = await importFile(engine, salesFile(engine, renamed), {
    isDryRun: true,
    edit: (mapping) => ({ ...mapping, source: 'shop' }),
  })
  expect(questionsOf(elsewhere)).toEqual([])
  await engine.call('imports.revert', { id: attemptId ?? 0 })
  expect(await isAsked(renamed)).toBe(false)
})

test('[IM70] the answer is remembered for source and columns, not for others, and forgotten with the mapping or undone with the import', async () => {
  await importFile(engine, salesFile(engine, march))
  const again = renamed.map((row) => row.replace('N', 'P'))
  await importFile(engine, salesFile(engine, renamed), { answers: { overlap: 'new' } })
  expect(await isAsked(again)).toBe(false)
  const header = 'order_id,order_date,amount,currency,partner,customer_email,note'
  const other = csvFile(engine, [header, ...again.map((row) => `${row},x`)])
  expect(questionsOf(await importFile(engine, other, { isDryRun: true }))).toHaveLength(1)

  await engine.call('history.undo', {})
  expect(await isAsked(again)).toBe(true)
  await engine.call('history.redo', {})
  expect(await isAsked(again)).toBe(false)
  const [mapping] = (await engine.call('imports.mappings', {})).mappings
  await engine.call('imports.forgetMapping', { id: mapping?.id ?? 0 })
  expect(await isAsked(again)).toBe(true)
})

test('[IM70] an answer that nothing asked for is not remembered', async () => {
  await importFile(engine, salesFile(engine, march), { answers: { overlap: 'new' } })
  await importFile(engine, salesFile(engine, ['B1,2025-04-10,1.00,USD,Acme,a@b.com']), { answers: { overlap: 'new' } })
  expect(await isAsked(renamed)).toBe(true)
})

test('[IM70] deals are compared by the day they were opened and their value, leads and clicks by their days', async () => {
  const deals = (prefix: string, stage: string) =>
    csvFile(engine, [
      'deal_id,deal_name,partner,stage,created_date,close_date,amount,currency',
      `${prefix}1,Big,Acme,${stage},2025-03-01,,500.00,USD`,
      `${prefix}2,Small,Acme,Open,2025-03-04,,,`,
    ])
  const inspected = await engine.call('imports.inspect', { file: deals('D', 'Open'), as: null, sheet: null })
  expect(inspected.mapping.kinds).toContain('deals')
  await importFile(engine, deals('D', 'Open'), { currency: 'USD' })
  const [ofDeals] = questionsOf(await importFile(engine, deals('X', 'Open'), { isDryRun: true, currency: 'USD' }))
  expect(ofDeals?.overlap).toMatchObject({ days: 2, earlierRows: 2, equalRows: 1 })

  const leads = (prefix: string) =>
    csvFile(engine, [
      'lead_id,date,partner,name,email',
      `${prefix}1,2025-03-01,Acme,Ann,ann@one.com`,
      `${prefix}2,2025-03-02,Acme,Bob,bob@two.com`,
    ])
  await importFile(engine, leads('L'))
  const [ofLeads] = questionsOf(await importFile(engine, leads('M'), { isDryRun: true }))
  expect(ofLeads?.overlap).toMatchObject({ days: 2, earlierRows: 2, equalRows: null })

  const clicks = (prefix: string) =>
    csvFile(engine, [
      'click_id,time,link,country',
      `${prefix}1,2025-03-01T10:00:00Z,https://one.com/?ref=acme,SG`,
      `${prefix}2,2025-03-02T10:00:00Z,https://one.com/?ref=acme,SG`,
    ])
  await importFile(engine, clicks('C'))
  const [ofClicks] = questionsOf(await importFile(engine, clicks('K'), { isDryRun: true }))
  expect(ofClicks?.overlap).toMatchObject({ days: 2, earlierRows: 2, equalRows: null })
})

test('[IM70] a report is read whatever earlier versions warned of where this one asks', async () => {
  const report = await importFile(engine, salesFile(engine, march))
  const stored = { ...report, warnings: ['duplicateHeaders', 'noOverlapWithEarlierFiles'] }
  expect(readReport(JSON.stringify(stored))).toEqual({ ...report, warnings: ['duplicateHeaders'] })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { csvFile, importFile, liveSales, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const rows = ['A1,2025-03-01,100.00,USD,Acme,ann@one.com', 'B2,2025-03-02,50.50,USD,Brix,bob@two.com']

const createPartner = async (name: string): Promise<number> =>
  (await engine.call('partners.create', { name, startedOn: '2025-01-01' })).id

test('[RE1] conversions follow their text to the partner it names, also one that comes later, and stay with it when it is renamed', async () => {
  await importFile(engine, salesFile(engine, rows))
  expect(await liveSales(engine)).toEqual(['A1 10000 ', 'B2 5050 '])
  const acme = await createPartner('ACME')
  expect(await liveSales(engine)).toEqual(['A1 10000 ACME', 'B2 5050 '])
  const other = await createPartner('Corda')
  await engine.call('partners.update', { id: other, changes: { code: 'brix' } })
  expect(await liveSales(engine)).toEqual(['A1 10000 ACME', 'B2 5050 Corda'])
  await engine.call('partners.update', { id: acme, changes: { name: 'Zenith' } })
  expect(await liveSales(engine)).toEqual(['A1 10000 Zenith', 'B2 5050 Corda'])
  for (let step = 0; step < 4; step += 1) await engine.call('history.undo', {})
  expect(await liveSales(engine)).toEqual(['A1 10000 ', 'B2 5050 '])
})

test('[RE2] a credit by hand beats the text, survives a corrected row and is taken back by undo', async () => {
  await importFile(engine, salesFile(engine, rows))
  await createPartner('Acme')
  const brix = await createPartner('Brix')
  await engine.call('revenue.attribute', { conversionIds: [1], partnerId: brix, reason: 'Their lead' })
  expect(await liveSales(engine)).toEqual(['A1 10000 Brix', 'B2 5050 Brix'])
  const { attribution, partnerText } = await engine.call('revenue.conversion', { id: 1 })
  expect({ attribution, partnerText }).toEqual({ attribution: 'byHand', partnerText: 'Acme' })

  const corrected = salesFile(engine, ['A1,2025-03-01,90.00,USD,Acme,ann@one.com'])
  await importFile(engine, corrected, { applyChanged: true })
  expect(await liveSales(engine)).toEqual(['A1 9000 Brix', 'B2 5050 Brix'])
  await engine.call('revenue.attribute', { conversionIds: [3], partnerId: null, reason: 'Nobody brought it' })
  expect(await liveSales(engine)).toEqual(['A1 9000 ', 'B2 5050 Brix'])
  for (let step = 0; step < 3; step += 1) await engine.call('history.undo', {})
  expect(await liveSales(engine)).toEqual(['A1 10000 Acme', 'B2 5050 Brix'])
})

test('[RE3] the tables of deals, customers, conversions and of what nobody is credited with show the same facts', async () => {
  const file = csvFile(engine, [
    'deal id,deal name,company,stage,amount,currency,close date,partner',
    'D1,Big one,One Ltd,Closed Won,100.00,USD,2025-03-01,Acme',
    'D2,Small one,One Ltd,Negotiation,5.00,USD,2025-05-01,Acme',
    'D3,Lost one,Two Ltd,Closed Lost,7.00,USD,2025-04-01,Brix',
  ])
  await createPartner('Acme')
  await importFile(engine, file)
  const open = async (table: 'deals' | 'customers' | 'conversions' | 'unattributed', columns: readonly string[]) => {
    const { rows: shown } = await engine.call('views.open', { table, filters: [], sort: [], groupBy: null, search: '' })
    return shown.map(({ cells }) => columns.map((column) => cells[column]))
  }
  expect({
    deals: await open('deals', ['name', 'customer', 'partner', 'stage', 'amount', 'closedOn']),
    customers: await open('customers', ['name', 'deals', 'conversions', 'revenue', 'firstOn']),
    conversions: await open('conversions', ['externalId', 'customer', 'partner', 'amount', 'attribution']),
    unattributed: await open('unattributed', ['externalId']),
  }).toEqual({
    deals: [
      ['Small one', 'One Ltd', 'Acme', 'open', 500, null],
      ['Lost one', 'Two Ltd', '', 'lost', 700, '2025-04-01'],
      ['Big one', 'One Ltd', 'Acme', 'won', 10_000, '2025-03-01'],
    ],
    customers: [
      ['One Ltd', 2, 1, 10_000, '2025-03-01'],
      ['Two Ltd', 1, 0, 0, null],
    ],
    conversions: [['D1', 'One Ltd', 'Acme', 10_000, 'file']],
    unattributed: [],
  })
})

test('[RE4] a deal shows its versions and where its row came from', async () => {
  const deal = (stage: string): string => `D1,Big one,One Ltd,${stage},100.00,USD,2025-03-01,Acme`
  const header = 'deal id,deal name,company,stage,amount,currency,close date,partner'
  await importFile(engine, csvFile(engine, [header, deal('Negotiation')]))
  await importFile(engine, csvFile(engine, [header, deal('Closed Won')], 'later.csv'), { applyChanged: true })
  const { versions, origin, stage } = await engine.call('revenue.deal', { id: 2 })
  expect(versions.map(({ stageText, amountMinor }) => [stageText, amountMinor])).toEqual([
    ['Negotiation', 10_000],
    ['Closed Won', 10_000],
  ])
  expect([stage, origin?.fileName, origin?.line, origin?.raw]).toEqual(['won', 'later.csv', 2, deal('Closed Won')])
  expect(
    await engine.call('views.open', { table: 'deals', filters: [], sort: [], groupBy: null, search: '' }),
  ).toMatchObject({
    rows: [{ id: 2 }],
  })
})

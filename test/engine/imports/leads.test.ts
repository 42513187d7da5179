import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inspectFile } from '../../../src/engine/imports/inspect.ts'
import { codeOfLink } from '../../../src/engine/imports/links.rules.ts'
import { csvFile, importFile, liveSales, salesFile } from '../../support/imports.ts'
import { rowsOf } from '../../support/rows.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { fixtures, mappingOf, readRow, reasonOf } from './support.ts'

const header = 'lead_id,date,partner,name,email,company,product,country,status'
const A = 'L-1,2025-03-01,Acme,Ann Moreau,ann@one.example.com,One Ltd,Core,US,new'
const B = 'L-2,2025-03-02,Acme,Bob Keller,bob@two.example.com,,Core,US,qualified'
const C = 'L-3,2025-03-03,Brix,Cid Ortiz,cid@three.example.com,Three Ltd,Core,US,disqualified'

describe('leads through the engine', () => {
  let engine: TestEngine
  beforeEach(async () => {
    engine = await startTestEngine()
    await seedPartner(engine, 'Acme')
  })
  afterEach(() => engine.close())

  const leadsFile = (rows: readonly string[]): string => csvFile(engine, [header, ...rows])
  const leads = (): Promise<string[]> => rowsOf(engine, 'leads', ['externalId', 'customer', 'partner', 'email'])

  test('[IM60] a list of leads gives one for each row that is one, without money, and a dry run says so beforehand', async () => {
    const file = leadsFile([A, B, C])
    const dry = await importFile(engine, file, { isDryRun: true })
    const report = await importFile(engine, file)
    expect({ ...dry, attemptId: report.attemptId }).toEqual(report)
    expect({ rows: report.rows, kinds: report.kinds, conversions: report.conversions }).toEqual({
      rows: { new: 2, same: 0, changed: 0, suspect: 0, rejected: 1, total: 3 },
      kinds: [
        { kind: 'customers', created: 2, restored: 0, same: 0, changed: 0 },
        { kind: 'leads', created: 2, restored: 0, same: 0, changed: 0 },
      ],
      conversions: [{ kind: 'lead', currency: 'USD', rows: 2, minor: 0 }],
    })
    expect(await leads()).toEqual([
      'L-1 | One Ltd | Acme | ann@one.example.com',
      'L-2 | Bob Keller | Acme | bob@two.example.com',
    ])
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  test('[IM60] a lead is known again, changes only when asked to, and goes and comes back with its import', async () => {
    const first = await importFile(engine, leadsFile([A, B]))
    expect((await importFile(engine, leadsFile([B, A]))).rows).toMatchObject({ new: 0, same: 2 })
    const moved = leadsFile([A.replace('2025-03-01', '2025-03-05')])
    expect((await importFile(engine, moved)).rows).toMatchObject({ changed: 1 })
    const { kinds } = await importFile(engine, moved, { applyChanged: true })
    expect(kinds.find(({ kind }) => kind === 'leads')).toMatchObject({ created: 0, changed: 1 })
    expect(await rowsOf(engine, 'leads', ['externalId', 'occurredOn'])).toEqual([
      'L-1 | 2025-03-05',
      'L-2 | 2025-03-02',
    ])

    const state = await engine.call('workspace.digest', {})
    await engine.call('imports.revert', { id: first.attemptId ?? 0 })
    expect(await leads()).toHaveLength(2)
    await engine.call('history.undo', {})
    expect(await engine.call('workspace.digest', {})).toEqual(state)
    for (let step = 0; step < 4; step += 1) await engine.call('history.undo', {})
    expect(await leads()).toEqual([])
    for (let step = 0; step < 4; step += 1) await engine.call('history.redo', {})
    expect(await engine.call('workspace.digest', {})).toEqual(state)
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  test('[IM60] a lead and a sale with the same number in the same source are two facts', async () => {
    const source = (as: string) => ({ edit: (mapping: object) => ({ ...mapping, source: as }) as never })
    await importFile(engine, salesFile(engine, ['L-1,2025-03-01,100.00,USD,Acme,ann@one.example.com']), source('shop'))
    const { rows } = await importFile(engine, leadsFile([A]), source('shop'))
    expect({ rows, sales: await liveSales(engine), leads: (await leads()).length }).toMatchObject({
      rows: { new: 1, changed: 0 },
      sales: ['L-1 10000 Acme'],
      leads: 1,
    })
  })

  test('[IM60] equal leads without an id stay two, one told by another file is a suspect, and verify finds an altered one', async () => {
    const row = '2025-03-01,Acme,One Ltd,ann@one.example.com'
    const lines = ['Enquiry date,Partner,Company,Email', row, row]
    expect((await importFile(engine, csvFile(engine, lines))).rows.new).toBe(2)
    expect((await importFile(engine, csvFile(engine, lines))).rows).toMatchObject({ new: 0, same: 2 })
    const other = csvFile(engine, ['Enquiry date,Partner,Company,Email,Product', `${row},Core`])
    expect((await importFile(engine, other)).rows).toMatchObject({ new: 0, suspect: 1 })

    const connection = new Database(engine.file)
    connection.exec(`DROP TRIGGER conversion_no_update; UPDATE conversion SET product = 'Suite' WHERE id = 1`)
    connection.close()
    await engine.reopen()
    const { findings } = await engine.call('workspace.verify', {})
    expect(
      findings.filter(({ check }) => check === 'imports').map(({ entity, entityId }) => [entity, entityId]),
    ).toEqual([['conversion', 1]])
  })

  test('[IM61] of contacts, those whose lifecycle stage says so are leads; the others only customers', async () => {
    const report = await importFile(engine, join(fixtures, 'imports/layouts/hubspot-contacts.csv'))
    expect(report.kinds.map(({ kind, created }) => [kind, created])).toEqual([
      ['customers', 10],
      ['leads', 8],
    ])
    expect(report.rejections).toEqual([])
  })

  test('[RE5] a lead is no sale: no table, figure, first purchase or need of sales counts it', async () => {
    await importFile(engine, leadsFile([A, B, 'L-9,2025-03-09,Nobody,Dee Novak,dee@four.example.com,,Core,US,new']))
    const { partners } = await engine.call('partners.find', { search: 'Acme' })
    const partnerId = partners[0]?.id ?? 0
    const home = await engine.call('metrics.home', {
      from: '2025-01-01',
      to: '2025-12-31',
      compareFrom: null,
      compareTo: null,
    })
    const { needs } = await engine.call('metrics.needs', {})
    const counts = await engine.call('metrics.counts', {})
    const summary = await engine.call('partners.summary', { id: partnerId })
    expect({
      conversions: await rowsOf(engine, 'conversions', ['externalId']),
      unattributed: await rowsOf(engine, 'unattributed', ['externalId']),
      customers: await rowsOf(engine, 'customers', ['name', 'conversions', 'leads', 'firstOn', 'lastOn']),
      directory: await rowsOf(engine, 'partners', ['name', 'conversions', 'lastEventOn', 'otherCurrencies']),
      home: [home.revenue, home.conversions, home.activePartners, needs.map(({ kind }) => kind)],
      counts: [counts.conversions, counts.unattributed, counts.leads],
      summary: [summary.revenue, summary.conversions, summary.customers, summary.quarters],
    }).toEqual({
      conversions: [],
      unattributed: [],
      customers: ['Bob Keller | 0 | 1 |  | ', 'Dee Novak | 0 | 1 |  | ', 'One Ltd | 0 | 1 |  | '],
      directory: ['Acme | 0 |  | '],
      home: [[], 0, 0, []],
      counts: [0, 0, 3],
      summary: [[], 0, 0, []],
    })
  })

  test('[RE5] a lead is credited by hand like a sale, and is shown with the line of its file', async () => {
    await importFile(engine, leadsFile(['L-9,2025-03-09,Nobody,Dee Novak,dee@four.example.com,,Core,US,new']))
    const { partners } = await engine.call('partners.find', { search: 'Acme' })
    await engine.call('revenue.attribute', { conversionIds: [1], partnerId: partners[0]?.id ?? 0, reason: 'by phone' })
    expect(await engine.call('revenue.conversion', { id: 1 })).toMatchObject({
      kind: 'lead',
      amountMinor: 0,
      partnerName: 'Acme',
      attribution: 'byHand',
      origin: { line: 2, raw: 'L-9,2025-03-09,Nobody,Dee Novak,dee@four.example.com,,Core,US,new' },
    })
  })
})

describe('rows of leads', () => {
  const mapping = mappingOf(['occurredOn', 'customerEmail', 'status', 'partnerName'], {
    kinds: ['leads'],
    stages: [{ text: 'Maybe', stage: 'lost' }],
  })

  test.each([
    ['Closed - Not Converted', null],
    ['SQL', null],
    ['Rejected', 'noLead'],
    ['Abgelehnt', 'noLead'],
    ['Maybe', 'noLead'],
    ['', null],
    ['Zorgl', 'stageUnknown'],
  ])('[IM61] a row in the stage "%s" is refused for %s', (word, reason) => {
    expect(reasonOf(mapping, ['2025-03-01', 'ann@one.example.com', word, 'Acme'])).toBe(reason)
  })

  test('[IM60] a lead needs a day that is not in the future and somebody who enquired', () => {
    expect([
      reasonOf(mapping, ['', 'ann@one.example.com', '', 'Acme']),
      reasonOf(mapping, ['2031-01-01', 'ann@one.example.com', '', 'Acme']),
      reasonOf(mapping, ['2025-03-01', '', '', 'Acme']),
    ]).toEqual(['dateEmpty', 'dateInFuture', 'nameMissing'])
  })

  test('[IM60] a lead stands in the currency of its file, else in that of the programme', () => {
    const euros = mappingOf(['occurredOn', 'customerEmail'], { kinds: ['leads'], defaultCurrency: 'EUR' })
    const none = mappingOf(['occurredOn', 'customerEmail'], { kinds: ['leads'], defaultCurrency: null })
    const row = ['2025-03-01', 'ann@one.example.com']
    expect([readRow(euros, row).lead?.currency, readRow(none, row).lead?.currency]).toEqual(['EUR', 'USD'])
  })

  test('[IM62] a lead that names no partner belongs to the code in its link', () => {
    const linked = mappingOf(['occurredOn', 'customerEmail', 'partnerName', 'link'], { kinds: ['leads'] })
    const partnerOf = (name: string, link: string) =>
      readRow(linked, ['2025-03-01', 'ann@one.example.com', name, link]).partner
    expect([
      partnerOf('', 'https://x.example/?ref=ACME')?.code,
      partnerOf('Brix', 'https://x.example/?ref=ACME')?.name,
      partnerOf('', 'https://x.example/pricing/teams'),
    ]).toEqual(['ACME', 'Brix', null])
  })
})

test.each([
  ['https://x.example/?ref=ACME', 'ACME'],
  ['https://x.example/pricing/teams?utm_source=news&VIA=Acme%20Co#top', 'Acme Co'],
  ['x.example/pricing?ref=&fpr=acme', 'acme'],
  ['https://x.example/ACME', 'ACME'],
  ['dub.sh/acme/', 'acme'],
  ['/ACME?gclid=1', 'ACME'],
  ['https://x.example/r/ACME', 'ACME'],
  ['ACME', 'ACME'],
  ['https://x.example/', ''],
  ['x.example', ''],
  ['https://x.example/ref/', ''],
  ['https://x.example/index.html', ''],
  ['https://x.example/blog/2025/ACME', ''],
  ['https://x.example/?preference=ACME', ''],
  ['https://x.example/?ref=%E0%A4%A', '%E0%A4%A'],
  ['', ''],
])('[IM62] the code in the link %s is "%s"', (link, code) => {
  expect(codeOfLink(link)).toBe(code)
})

describe('leads and clicks never seen before', () => {
  const folder = join(fixtures, 'imports/unseenEvents')
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

  test.each(names)('[IM63] %s: every column is read without a hint, in any of seven languages', async (name) => {
    const wanted = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { kinds: string[]; columns: object[] }
    const file = join(folder, name.replace('.json', '.csv'))
    const options = { as: null, sheet: null, timeZone: 'UTC', baseCurrency: 'USD', recall: () => null }
    const { mapping, questions } = await inspectFile(file, name, options)
    expect({
      kinds: mapping.kinds,
      columns: mapping.columns.map(({ header: text, role }) => ({ header: text, role })),
      questions: questions.filter(({ isBlocking }) => isBlocking),
    }).toEqual({ kinds: wanted.kinds, columns: wanted.columns, questions: [] })
  })
})

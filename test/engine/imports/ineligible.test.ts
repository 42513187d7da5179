import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ColumnRole } from '../../../src/contract/imports.ts'
import { csvFile, importFile, salesFile } from '../../support/imports.ts'
import { seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** Partner of a sale, its day and the customer's address; line 2 is the first. */
const salesOf = (...sales: [partner: string, day: string, email?: string][]): string =>
  salesFile(
    engine,
    sales.map(([partner, day, email = 'ann@one.com'], i) => `S${++ids}${i},${day},100.00,USD,${partner},${email}`),
  )
let ids = 0
const seedAcme = () =>
  engine.call('partners.create', { name: 'Acme', email: 'Sales@acme.test', startedOn: '2025-03-01' })

test('[IM71] sales before the start, while not active and of the partner itself are named by reason, imported and earn nothing', async () => {
  const { id } = await seedAcme()
  const { id: brix } = await engine.call('partners.create', { name: 'Brix', startedOn: '2025-03-05' })
  await engine.call('partners.setStatus', { id, status: 'paused', validFrom: '2025-04-01' })
  await engine.call('partners.setStatus', { id, status: 'active', validFrom: '2025-05-01' })
  await engine.call('partners.setStatus', { id: brix, status: 'invited', validFrom: '2025-03-05' })
  await seedPlan(engine)
  const file = salesOf(
    ['Brix', '2025-03-04'],
    ['Acme', '2025-02-20'],
    ['Acme', '2025-02-10', 'sales@acme.test'],
    ['Acme', '2025-03-01'],
    ['Acme', '2025-03-12', 'sales@acme.test'],
    ['Acme', '2025-04-30'],
    ['Acme', '2025-05-01'],
    ['Brix', '2025-03-05'],
  )
  const dry = await importFile(engine, file, { isDryRun: true })
  const report = await importFile(engine, file)
  expect({ ...dry, attemptId: report.attemptId }).toEqual(report)
  expect(report.rows).toMatchObject({ new: 8, rejected: 0 })
  expect(report.ineligible).toEqual([
    {
      reason: 'beforeStart',
      rows: 3,
      partners: 2,
      examples: [
        { partner: 'Brix', rows: 1, line: 2, day: '2025-03-04' },
        { partner: 'Acme', rows: 2, line: 3, day: '2025-02-20' },
      ],
    },
    {
      reason: 'partnerInactive',
      rows: 1,
      partners: 1,
      examples: [{ partner: 'Acme', rows: 1, line: 7, day: '2025-04-30' }],
    },
    {
      reason: 'selfReferral',
      rows: 1,
      partners: 1,
      examples: [{ partner: 'Acme', rows: 1, line: 6, day: '2025-03-12' }],
    },
  ])
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  expect(rows.map(({ cells }) => `${cells['partner']} ${cells['occurredOn']}`).toSorted()).toEqual([
    'Acme 2025-03-01',
    'Acme 2025-05-01',
    'Brix 2025-03-05',
  ])
  expect((await importFile(engine, file)).ineligible).toEqual([])
})

test('[IM71] partners that this import makes or whose start it moves to their first event are none, unless another start is said', async () => {
  const file = salesOf(['Acme', '2025-02-10'], ['Acme', '2025-02-12'])
  const answers = { 'partner:acme': 'new' }
  const of = async (more: Record<string, string>, isDryRun = true) =>
    (await importFile(engine, file, { answers: { ...answers, ...more }, isDryRun })).ineligible
  expect(await of({})).toEqual([])
  expect(await of({ partnerStart: 'earliest' })).toEqual([])
  expect(await of({ partnerStart: '2025-02-12' })).toMatchObject([
    { reason: 'beforeStart', rows: 1, examples: [{ partner: 'Acme', line: 2 }] },
  ])
  expect(await of({}, false)).toEqual([])
  const earlier = await importFile(engine, salesOf(['Acme', '2025-01-05']))
  expect(earlier.ineligible).toEqual([])
  expect(await engine.call('partners.get', { id: 1 })).toMatchObject({ startedOn: '2025-01-05' })
})

test('[IM71] the start of a partner that a person chose stays and is named, until the answer moves it', async () => {
  const { id } = await seedAcme()
  const file = salesOf(['Acme', '2025-02-10'], ['Nova', '2025-02-11'])
  const answers = { 'partner:nova': 'new' }
  expect((await importFile(engine, file, { answers, isDryRun: true })).ineligible).toMatchObject([
    { reason: 'beforeStart', rows: 1 },
  ])
  const moving = { answers: { ...answers, partnerStart: 'earliest' } }
  expect((await importFile(engine, file, moving)).ineligible).toEqual([])
  expect(await engine.call('partners.get', { id })).toMatchObject({
    startedOn: '2025-02-10',
    statuses: [{ status: 'active', validFrom: '2025-02-10' }],
  })
})

test('[IM71] a start that moves takes no status along that began otherwise', async () => {
  const { id } = await seedAcme()
  await engine.call('partners.setStatus', { id, status: 'active', validFrom: '2025-02-20' })
  const report = await importFile(engine, salesOf(['Acme', '2025-02-10']), { answers: { partnerStart: 'earliest' } })
  expect(report.ineligible).toMatchObject([{ reason: 'partnerInactive', rows: 1 }])
  expect(await engine.call('partners.get', { id })).toMatchObject({
    startedOn: '2025-02-10',
    statuses: [{ validFrom: '2025-02-20' }, { validFrom: '2025-03-01' }],
  })
})

test('[IM71] sales outside the territory of their partner are named, not its own purchases and those without a country', async () => {
  const { id } = await seedAcme()
  await engine.call('partners.update', { id, changes: { territory: ['India'] } })
  await seedPlan(engine)
  const sale = (sale: string, country: string, email = 'ann@one.com') => `${sale},1.00,USD,Acme,${email},${country}`
  const report = await importFile(
    engine,
    csvFile(engine, [
      'order_id,order_date,amount,currency,partner,customer_email,country',
      sale('T1,2025-04-01', 'INDIA'),
      sale('T2,2025-04-02', 'Japan'),
      sale('T3,2025-04-03', 'Nepal'),
      sale('T4,2025-04-04', ''),
      sale('T5,2025-04-05', 'Japan', 'sales@acme.test'),
      sale('T6,2025-02-05', 'Japan'),
    ]),
  )
  const one = (reason: string, line: number, day: string, rows = 1) => ({
    reason,
    rows,
    partners: 1,
    examples: [{ partner: 'Acme', rows, line, day }],
  })
  expect(report.ineligible).toEqual([
    one('beforeStart', 7, '2025-02-05'),
    one('selfReferral', 6, '2025-04-05'),
    one('outsideTerritory', 3, '2025-04-02', 2),
  ])
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  expect(rows.map(({ cells }) => String(cells['occurredOn'])).toSorted()).toEqual(['2025-04-01', '2025-04-04'])
})

test('[IM71] a territory that a list brings counts for its own sales', async () => {
  await seedAcme()
  await seedPlan(engine)
  const file = csvFile(engine, [
    'order_id,order_date,amount,currency,partner,country,partner territory countries',
    'A1,2025-04-01,1.00,USD,Acme,Japan,India; Nepal',
    'A2,2025-04-02,1.00,USD,Acme,Nepal,India; Nepal',
    'A3,2025-04-03,1.00,USD,Brix,India,Nepal',
  ])
  const report = await importFile(engine, file, {
    edit: (mapping) => ({ ...mapping, kinds: ['partners', 'conversions'] }),
  })
  expect(report.ineligible).toMatchObject([
    {
      reason: 'outsideTerritory',
      rows: 2,
      examples: [
        { partner: 'Acme', line: 2 },
        { partner: 'Brix', line: 4 },
      ],
    },
  ])
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  expect(rows.map(({ cells }) => cells['occurredOn'])).toEqual(['2025-04-02'])
})

test('[IM71] a list that says when its partners start and what they are counts for its own sales', async () => {
  const header = 'order_id,order_date,amount,currency,partner,partner email,partner status,partner since,customer_email'
  const roles: ColumnRole[] = [
    'recordId',
    'occurredOn',
    'amount',
    'currency',
    'partnerName',
    'partnerEmail',
    'partnerStatus',
    'partnerStartedOn',
    'customerEmail',
  ]
  const file = csvFile(engine, [
    header,
    'A1,2025-02-10,1.00,USD,Acme,hi@acme.test,active,2025-03-01,a@b.com',
    'A2,2025-03-10,1.00,USD,Acme,hi@acme.test,active,2025-03-01,hi@acme.test',
    'A3,2025-03-10,1.00,USD,Brix,hi@brix.test,paused,2025-03-01,a@b.com',
  ])
  const report = await importFile(engine, file, {
    edit: (mapping) => ({
      ...mapping,
      kinds: ['partners', 'conversions'],
      columns: mapping.columns.map((column) => ({ ...column, role: roles[column.index] ?? null })),
    }),
  })
  expect(report.partners.created).toBe(2)
  expect(report.ineligible).toMatchObject([
    { reason: 'beforeStart', rows: 1, examples: [{ partner: 'Acme', line: 2 }] },
    { reason: 'partnerInactive', rows: 1, examples: [{ partner: 'Brix', line: 4 }] },
    { reason: 'selfReferral', rows: 1, examples: [{ partner: 'Acme', line: 3 }] },
  ])
})

test('[IM71] refunds follow their sale, leads count, and of many partners the first five are named', async () => {
  const names = Array.from({ length: 7 }, (_, i) => `Partner ${'ABCDEFG'.charAt(i)}`)
  for (const name of names) await engine.call('partners.create', { name, startedOn: '2025-03-01' })
  const header = 'lead_id,date,partner,name,email'
  const leads = names.map((name, i) => `L${i},2025-02-10,${name},Ann,a${i}@one.com`)
  const { ineligible } = await importFile(
    engine,
    csvFile(engine, [header, ...leads, 'L9,2025-02-11,Partner A,Bob,b@two.com']),
  )
  expect(ineligible).toMatchObject([{ reason: 'beforeStart', rows: 8, partners: 7 }])
  expect(ineligible[0]?.examples.map(({ partner, rows }) => `${partner} ${rows}`)).toEqual([
    'Partner A 2',
    'Partner B 1',
    'Partner C 1',
    'Partner D 1',
    'Partner E 1',
  ])
  const refund = await importFile(engine, salesFile(engine, ['R1,2025-02-10,-100.00,USD,Partner A,a@b.com']))
  expect([refund.conversions, refund.ineligible]).toMatchObject([[{ kind: 'refund' }], []])
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { csvFile, importFile, liveSales, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const sale = (partner: string): string => `A1,2025-03-01,100.00,USD,${partner},ann@one.com`

async function createPartner(fields: {
  name: string
  externalId?: string
  code?: string
  email?: string
  domain?: string
}) {
  return (await engine.call('partners.create', { startedOn: '2025-01-01', ...fields })).id
}

describe('matching partners', () => {
  test.each([
    ['external id', { name: 'One', externalId: 'P-17' }, 'p-17'],
    ['e-mail', { name: 'One', email: 'Sales@One.com' }, 'sales+may@one.com'],
    ['code', { name: 'One', code: 'ONE10' }, 'one10'],
    ['domain', { name: 'One', domain: 'one.com' }, 'https://www.one.com/'],
    ['name, whatever its case, accents and spaces', { name: 'Café  Één' }, 'CAFE EEN'],
  ])('[IM8] a partner is found by its %s', async (_, fields, text) => {
    await createPartner(fields)
    await importFile(engine, salesFile(engine, [sale(text)]))
    expect(await liveSales(engine)).toEqual([`A1 10000 ${fields.name}`])
  })

  test('[IM8] a name that is only similar is a question with candidates, and nothing is stored until it is answered', async () => {
    const id = await createPartner({ name: 'Kamikawa Trading' })
    await createPartner({ name: 'Zenith' })
    const file = salesFile(engine, [sale('Kamikawa Tradng Ltd'), 'B2,2025-03-02,1.00,USD,Zenith,b@two.com'])
    const question = {
      id: 'partner:kamikawa tradng ltd',
      kind: 'partner',
      subject: 'Kamikawa Tradng Ltd',
      rows: 1,
      example: 'Kamikawa Tradng Ltd',
      options: [
        { value: `partner:${id}`, label: 'Kamikawa Trading', becomes: 'Kamikawa Trading' },
        { value: 'new', label: 'A new partner', becomes: 'Kamikawa Tradng Ltd' },
        { value: 'ignore', label: 'Leave these rows out', becomes: '–' },
      ],
      suggested: `partner:${id}`,
      isBlocking: true,
    }
    const refusal = importFile(engine, file).catch((error: unknown) => error)
    expect(await refusal).toMatchObject({ code: 'import.needsAnswer', details: { questions: [question] } })
    expect(await liveSales(engine)).toEqual([])
    await importFile(engine, file, { answers: { [question.id]: `partner:${id}` } })
    expect(await liveSales(engine)).toEqual(['A1 10000 Kamikawa Trading', 'B2 100 Zenith'])
  })

  test('[IM44] an answer is remembered: the next file with the same text asks nothing, also after a rename', async () => {
    const id = await createPartner({ name: 'Kamikawa Trading' })
    const answers = { 'partner:kamikawa': `partner:${id}` }
    await importFile(engine, salesFile(engine, [sale('Kamikawa')]), { answers })
    await engine.call('partners.update', { id, changes: { name: 'Nippon Partners' } })
    expect(await liveSales(engine)).toEqual(['A1 10000 Nippon Partners'])
    await importFile(engine, salesFile(engine, ['B2,2025-03-02,1.00,USD,kamikawa,b@two.com']))
    expect(await liveSales(engine)).toEqual(['A1 10000 Nippon Partners', 'B2 100 Nippon Partners'])
  })

  test('[IM8] who is named by a code and a name is asked about by both, and made under the name', async () => {
    const rows = ['date,partner,referral code,amount,currency', '2025-03-01,Jane Doe,JANE10,1.00,USD']
    const { questions } = await importFile(engine, csvFile(engine, rows))
    expect(questions).toMatchObject([
      {
        id: 'partner:jane10',
        subject: 'Jane Doe (JANE10)',
        options: [{ value: 'new', becomes: 'Jane Doe' }, { value: 'ignore' }],
      },
    ])
  })

  test('[IM8] names that differ in a number are different partners', async () => {
    await createPartner({ name: 'Branch 1' })
    const { questions, partners } = await importFile(engine, salesFile(engine, [sale('Branch 2')]))
    expect({ questions, partners }).toMatchObject({
      questions: [
        { subject: 'Branch 2', rows: 1, options: [{ value: 'new' }, { value: 'ignore' }], isBlocking: false },
      ],
      partners: { matched: 0, created: 0, rowsWithout: 1 },
    })
  })

  test('[IM9] a name that a person calls a new partner makes one, who counts while a file names him', async () => {
    const answers = { 'partner:branch 2': 'new' }
    const first = await importFile(engine, salesFile(engine, [sale('Branch 2')]), { answers })
    await importFile(engine, salesFile(engine, ['B2,2025-03-02,1.00,USD,Branch 2,b@two.com']))
    expect(await liveSales(engine)).toEqual(['A1 10000 Branch 2', 'B2 100 Branch 2'])
    await engine.call('imports.revert', { id: first.attemptId ?? 0 })
    expect(await liveSales(engine)).toEqual(['B2 100 Branch 2'])
    expect((await engine.call('partners.find', { search: 'Branch' })).partners).toMatchObject([{ name: 'Branch 2' }])
  })

  test('[IM9] rows whose partner is to be left out are refused, and named with the others', async () => {
    await createPartner({ name: 'Kamikawa Trading' })
    const answers = { 'partner:kamikawa': 'ignore' }
    const report = await importFile(engine, salesFile(engine, [sale('Kamikawa')]), { answers })
    expect(report.rows).toEqual({ new: 0, same: 0, changed: 0, suspect: 0, rejected: 1, total: 1 })
    expect(report.rejections).toEqual([{ reason: 'partnerIgnored', rows: 1, firstLine: 2, example: '' }])
  })
})

describe('lists of partners', () => {
  const list = (rows: readonly string[]): string =>
    csvFile(engine, ['partner,email,manager,region,partner since', ...rows])

  test('[IM9] a list makes partners with what it says, active from the day it says', async () => {
    const { kinds } = await importFile(engine, list(['Acme,hi@acme.com,Lena,North,2025-02-01']))
    expect(kinds).toEqual([{ kind: 'partners', created: 1, restored: 0, same: 0, changed: 0 }])
    expect(await engine.call('partners.get', { id: 1 })).toMatchObject({
      name: 'Acme',
      email: 'hi@acme.com',
      manager: 'Lena',
      region: 'North',
      startedOn: '2025-02-01',
      status: 'active',
    })
  })

  test('[IM9] a list fills what is blank; what contradicts it waits until it is asked for', async () => {
    const id = (await engine.call('partners.create', { name: 'Acme', manager: 'Tom', startedOn: '2025-01-01' })).id
    const file = list(['ACME,hi@acme.com,Lena,North,'])
    expect((await importFile(engine, file)).rows).toMatchObject({ changed: 1, new: 0 })
    expect(await engine.call('partners.get', { id })).toMatchObject({ manager: 'Tom', region: 'North' })
    await importFile(engine, file, { applyChanged: true })
    expect(await engine.call('partners.get', { id })).toMatchObject({ manager: 'Lena', region: 'North' })
    expect((await importFile(engine, file)).rows).toMatchObject({ same: 1 })
  })

  test('[IM72] a list says the countries of a territory; what contradicts one waits until it is asked for', async () => {
    const territories = (...cells: string[]): string =>
      csvFile(engine, [
        'partner,country,territory countries,partner since',
        ...cells.map((cell, i) => `P${i},DE,"${cell}",2025-02-01`),
      ])
    await importFile(
      engine,
      territories('India; Nepal|india', 'India, Nepal', 'Korea, Republic of; Japan', 'Worldwide', ''),
    )
    const known = async () =>
      Promise.all([1, 2, 3, 4, 5].map(async (id) => (await engine.call('partners.get', { id })).territory))
    const first = [['India', 'Nepal'], ['India', 'Nepal'], ['Korea, Republic of', 'Japan'], [], []]
    expect(await known()).toEqual(first)
    expect((await importFile(engine, territories('NEPAL, India', '', 'Japan', '', 'Bhutan'))).rows).toMatchObject({
      same: 3,
      changed: 1,
      new: 1,
    })
    expect(await known()).toEqual([...first.slice(0, 4), ['Bhutan']])
    const report = await importFile(engine, territories('Nepal'), { applyChanged: true })
    expect(report.differences).toMatchObject([
      { fields: [{ field: 'territory countries', before: 'India; Nepal', after: 'Nepal' }] },
    ])
    expect(await known()).toEqual([['Nepal'], ...first.slice(1, 4), ['Bhutan']])
  })

  test('[IM51] a new partner starts with its first event, here already or in the file, unless an answer says otherwise', async () => {
    await importFile(engine, salesFile(engine, [sale('Acme'), 'B2,2025-02-11,1.00,USD,Acme,b@two.com']))
    const file = list(['Acme,,,,', 'Brix,,,,'])
    const dry = await importFile(engine, file, { isDryRun: true })
    expect(dry.questions).toMatchObject([
      { kind: 'partnerStart', subject: 'Acme', suggested: 'earliest', example: '2025-02-11', isBlocking: false },
    ])
    await importFile(engine, file)
    const startOf = async (id: number): Promise<string> => (await engine.call('partners.get', { id })).startedOn
    expect([await startOf(1), await startOf(2)]).toEqual(['2025-02-11', '2026-01-14'])
    expect(await liveSales(engine)).toEqual(['A1 10000 Acme', 'B2 100 Acme'])
    await engine.call('history.undo', {})
    expect(await liveSales(engine)).toEqual(['A1 10000 ', 'B2 100 '])
    await importFile(engine, file, { answers: { partnerStart: '2025-06-30' } })
    expect([await startOf(3), await startOf(4)]).toEqual(['2025-06-30', '2025-06-30'])
  })

  test('[IM51] an event before its start moves back a partner that an import made, not one whose start a person chose', async () => {
    await importFile(engine, list(['Acme,,,,']))
    const chosen = await createPartner({ name: 'Brix' })
    const file = salesFile(engine, [sale('Acme'), 'B2,2024-02-11,1.00,USD,Brix,b@two.com'])
    await importFile(engine, file)
    const partner = await engine.call('partners.get', { id: 1 })
    expect([partner.startedOn, partner.status, partner.statuses]).toEqual([
      '2025-03-01',
      'active',
      [{ id: 1, status: 'active', validFrom: '2025-03-01' }],
    ])
    expect((await engine.call('partners.get', { id: chosen })).startedOn).toBe('2025-01-01')
  })

  test('[IM9] a reverted list takes its partners along, but not those that people have taken up', async () => {
    const { attemptId } = await importFile(engine, list(['Acme,,,,', 'Brix,,,,']))
    await engine.call('partners.update', { id: 2, changes: { notes: 'Call on Monday' } })
    await engine.call('imports.revert', { id: attemptId ?? 0 })
    expect(await engine.refused('partners.get', { id: 1 })).toMatchObject({ code: 'entity.notFound' })
    expect((await engine.call('partners.get', { id: 2 })).name).toBe('Brix')
    const again = await importFile(engine, list(['Acme,,,,', 'Brix,,,,', 'Corda,,,,']))
    expect(again.kinds).toEqual([{ kind: 'partners', created: 1, restored: 1, same: 1, changed: 0 }])
    expect((await engine.call('partners.get', { id: 1 })).name).toBe('Acme')
  })
})

describe('customers', () => {
  test('[IM48] customers are told by id, else e-mail, else domain, else name', async () => {
    const file = csvFile(engine, [
      'order_id,order_date,amount,currency,customer_id,customer_email,customer_name',
      'A1,2025-03-01,1.00,USD,C1,ann@one.com,Ann',
      'A2,2025-03-01,1.00,USD,C1,other@one.com,Anna',
      'A3,2025-03-01,1.00,USD,,ann@one.com,Ann',
      'A4,2025-03-01,1.00,USD,,ANN@one.com,Somebody',
      'A5,2025-03-01,1.00,USD,,,Ann',
      'A6,2025-03-01,1.00,USD,,, ANN ',
    ])
    const { kinds } = await importFile(engine, file)
    expect(kinds.find(({ kind }) => kind === 'customers')).toMatchObject({ created: 3 })
  })
})

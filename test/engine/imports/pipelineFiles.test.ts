import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { csvFile, importFile, salesFile } from '../../support/imports.ts'
import { seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

const crm = (name: string): string => resolve(import.meta.dirname, '../../fixtures/crm', name)

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** Rows of the workspace file, read by nobody's code but SQLite's. */
function select(sql: string): unknown[][] {
  const connection = new Database(engine.file, { readonly: true })
  try {
    return connection.prepare(sql).raw().all() as unknown[][]
  } finally {
    connection.close()
  }
}

describe('the CRM files', () => {
  const known = {
    stages: [
      ['Engaging', 1589],
      ['Lost', 2473],
      ['Prospecting', 500],
      ['Won', 4238],
    ],
    wonByQuarter: [
      ['2017-1', 113_467_200],
      ['2017-2', 308_611_100],
      ['2017-3', 298_225_500],
      ['2017-4', 280_249_600],
    ],
    best: [
      ['Darcel Schlecht', 115_321_400],
      ['Vicki Laflamme', 47_839_600],
      ['Kary Hendrixson', 45_429_800],
    ],
    partners: [[35, 6, 3]],
    sellers: [[30]],
  }
  const facts = () => ({
    stages: select('SELECT stage_text, count(*) FROM deal WHERE is_live = 1 GROUP BY 1 ORDER BY 1'),
    wonByQuarter: select(
      `SELECT substr(occurred_on, 1, 5) || ((substr(occurred_on, 6, 2) + 2) / 3), sum(amount_minor)
       FROM conversion WHERE is_live = 1 GROUP BY 1 ORDER BY 1`,
    ),
    best: select(
      `SELECT name, sum(amount_minor) FROM conversion JOIN partner ON partner.id = partner_id
       WHERE conversion.is_live = 1 GROUP BY 1 ORDER BY 2 DESC LIMIT 3`,
    ),
    partners: select('SELECT count(*), count(DISTINCT manager), count(DISTINCT region) FROM partner WHERE is_live = 1'),
    sellers: select('SELECT count(DISTINCT partner_id) FROM conversion WHERE is_live = 1'),
  })

  test.each([
    ['teams first', ['sales_teams.csv', 'sales_pipeline.csv']],
    ['pipeline first', ['sales_pipeline.csv', 'sales_teams.csv']],
  ])('[IM50] give the known answers, %s', async (_, names) => {
    const reports = []
    for (const name of names) reports.push(await importFile(engine, crm(name), { currency: 'USD' }))
    const pipeline = reports.find(({ layout }) => layout === 'crm-pipeline')
    expect(pipeline?.deals).toEqual([
      { stage: 'lost', currency: 'USD', rows: 2473, minor: 0 },
      { stage: 'open', currency: 'USD', rows: 2089, minor: 0 },
      { stage: 'won', currency: 'USD', rows: 4238, minor: 1_000_553_400 },
    ])
    expect(pipeline?.conversions).toEqual([{ kind: 'sale', currency: 'USD', rows: 4238, minor: 1_000_553_400 }])
    expect(facts()).toEqual(known)
    // The partners start with their first deal or sale, whichever file came first.
    expect(select('SELECT min(started_on) FROM partner')).toEqual([['2016-10-20']])
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  test('[IM47] a file without a currency asks for it once', async () => {
    const refusal = importFile(engine, crm('sales_pipeline.csv')).catch((error: unknown) => error)
    expect(await refusal).toMatchObject({
      code: 'import.needsAnswer',
      details: { questions: [{ id: 'currency', kind: 'currency', suggested: 'USD', isBlocking: true }] },
    })
    await importFile(engine, crm('sales_pipeline.csv'), { answers: { currency: 'USD' } })
    const { mapping, questions, isRemembered } = await engine.call('imports.inspect', {
      file: crm('sales_pipeline.csv'),
      as: null,
      sheet: null,
    })
    expect([mapping.defaultCurrency, questions, isRemembered]).toEqual(['USD', [], true])
  })
})

describe('the original file', () => {
  test('[IM42] is kept compressed, byte for byte, once for all its imports', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `R${i},2025-01-0${1 + (i % 9)},1.${i % 90},USD,"P\n${i}",`)
    const file = salesFile(engine, rows)
    await importFile(engine, file)
    const again = await importFile(engine, file)
    expect(again.seenBefore).toMatchObject({ attemptId: 1, by: 'Maya Lindqvist' })
    const chunks = select('SELECT content FROM import_chunk ORDER BY number').map(([content]) => content as Uint8Array)
    const original = readFileSync(file)
    expect(chunks.length).toBeGreaterThan(2)
    expect(Buffer.concat(chunks.map((chunk) => inflateRawSync(chunk))).equals(original)).toBe(true)
    expect(chunks.reduce((all, chunk) => all + chunk.length, 0)).toBeLessThan(original.length / 2)
    expect(select('SELECT lower(hex(sha256)), bytes FROM import_file')).toEqual([
      [createHash('sha256').update(original).digest('hex'), original.length],
    ])
    const { origin } = await engine.call('revenue.conversion', { id: 20_001 })
    expect(origin).toMatchObject({ line: 40_002, raw: 'R20000,2025-01-03,1.20,USD,"P\n20000",' })
  })

  test.each([
    ['UTF-8 with mark and CR LF', 'utf8' as const, '\ufeff', '\r\n'],
    ['UTF-16', 'utf16le' as const, '\ufeff', '\n'],
    ['Windows-1252 with lone CR', 'latin1' as const, '', '\r'],
  ])('[IM42] shows the raw text of a line: %s', async (_, encoding, mark, end) => {
    const lines = [
      'order_id,order_date,amount,currency,partner',
      'A1,2025-03-01,1.00,USD,Café',
      'B2,2025-03-02,2.00,USD,Bär',
    ]
    const path = join(engine.folder, 'encoded.csv')
    writeFileSync(path, mark + lines.join(end) + end, encoding)
    await importFile(engine, path)
    const { origin } = await engine.call('revenue.conversion', { id: 2 })
    expect(origin).toEqual({
      attemptId: 1,
      fileName: 'encoded.csv',
      line: 3,
      raw: 'B2,2025-03-02,2.00,USD,Bär',
      importedAt: expect.any(String) as string,
      importedBy: 'Maya Lindqvist',
    })
  })

  test('[IM43] rejected rows come back as a file in their own columns, with line and reason, safe for spreadsheets', async () => {
    const file = csvFile(
      engine,
      [
        'order_id,order_date,amount,currency,partner',
        ...Array.from({ length: 20 }, (_, i) => `B${i},2025-03-01,${i + 1}.00,USD,Acme`),
        'A2,2025-03-01,many,USD,=SUM(A1)',
        'A3,2025-02-30,1.00,USD,Brix',
      ],
      'sales.csv',
    )
    const { attemptId } = await importFile(engine, file)
    expect(await engine.call('imports.rejectedRows', { id: attemptId ?? 0 })).toEqual({
      fileName: 'sales-rejected.csv',
      text: [
        '"order_id","order_date","amount","currency","partner","line","reason","detail"',
        `"A2","2025-03-01","many","USD","'=SUM(A1)",22,"amountNotANumber","amount: many"`,
        '"A3","2025-02-30","1.00","USD","Brix",23,"dateImpossible","order_date: 2025-02-30"',
        '',
      ].join('\r\n'),
    })
  })

  test('[IM7] the digest in the attempt is that of the facts it brought in', async () => {
    await importFile(
      engine,
      salesFile(engine, ['A1,2025-03-01,1.00,USD,Acme,a@b.com', 'B2,2025-03-01,2.00,USD,Acme,c@d.com']),
    )
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
    const connection = new Database(engine.file)
    connection.exec('DROP TRIGGER conversion_no_update; UPDATE conversion SET amount_minor = 999 WHERE id = 2')
    connection.close()
    const { findings } = await engine.call('workspace.verify', {})
    expect(findings.filter(({ check }) => check === 'imports')).toMatchObject([{ entity: 'conversion', entityId: 2 }])
  })
})

describe('refunds', () => {
  test('[IM49] a refund finds its sale, whichever comes first, and belongs to the partner of the sale', async () => {
    const refunds = csvFile(engine, [
      'id,date,amount,currency,type,original order id',
      'R1,2025-03-05,-40.00,USD,refund,A1',
    ])
    await importFile(engine, refunds, { edit: withSource })
    const sales = salesFile(engine, ['A1,2025-03-01,100.00,USD,Acme,ann@one.com'])
    const { id } = await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })
    await importFile(engine, sales, { edit: withSource })
    expect(select('SELECT external_id, original_id, partner_id FROM conversion ORDER BY id')).toEqual([
      ['R1', 2, id],
      ['A1', null, id],
    ])
    expect(await engine.call('revenue.conversion', { id: 2 })).toMatchObject({ refundedMinor: 4000 })
  })

  test('[IM49] [CO15] a refund that names no partner lowers what the partner of its sale earns and has sold', async () => {
    await seedPlan(engine)
    const id = await seedPartner(engine, 'Acme')
    await importFile(engine, salesFile(engine, ['A1,2025-03-01,100.00,USD,Acme,ann@one.com']), { edit: withSource })
    const refunds = csvFile(engine, [
      'id,date,amount,currency,type,original order id',
      'R1,2025-03-05,-40.00,USD,refund,A1',
    ])
    await importFile(engine, refunds, { edit: withSource })
    expect(await engine.call('partners.summary', { id })).toMatchObject({
      revenue: [{ currency: 'USD', minor: 6000 }],
      earned: [{ currency: 'USD', minor: 600 }],
      lastEventOn: '2025-03-05',
    })
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  const withSource = <T extends { source: string }>(mapping: T): T => ({ ...mapping, source: 'shop' })
})

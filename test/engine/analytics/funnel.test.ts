import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ViewFilter, ViewTable } from '../../../src/contract/views.ts'
import { compileView } from '../../../src/engine/views/compileView.ts'
import { definitionOf } from '../../../src/engine/views/viewStore.ts'
import { csvFile, importFile } from '../../support/imports.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
  await engine.call('partners.update', { id: acme, changes: { code: 'ACME' } })
  const bukit = await seedPartner(engine, 'Bukit Data')
  await engine.call('partners.update', { id: bukit, changes: { code: 'BUKIT' } })
})
afterEach(() => engine.close())

// Two whole months between two that are cut.
const period = { from: '2025-02-10', to: '2025-05-20' }
const inPeriod: ViewFilter = { column: 'occurredOn', operator: 'between', value: [period.from, period.to] }
const ofPartners: ViewFilter = { column: 'partner', operator: 'empty', value: false }
const ofAcme = (): ViewFilter => ({ column: 'partnerId', operator: 'is', value: acme })

const clicked = [
  ['2025-02-09', 'ACME'], // a day too early
  ['2025-02-10', 'ACME'],
  ['2025-03-01', 'BUKIT'],
  ['2025-03-31', 'ACME'],
  ['2025-04-02', 'NOBODY'],
  ['2025-05-20', 'ACME'],
  ['2025-05-20', 'BUKIT'],
  ['2025-05-21', 'BUKIT'], // a day too late
] as const
const enquired = [
  ['L1', '2025-02-09', 'ACME'],
  ['L2', '2025-03-05', 'ACME'],
  ['L3', '2025-05-20', 'BUKIT'],
  ['L4', '2025-05-20', 'NOBODY'],
] as const

async function seed(): Promise<void> {
  const rows = clicked.map(([day, code], at) => `${day} 10:00:0${at},https://x.example/?ref=${code}`)
  await importFile(engine, csvFile(engine, ['time,link', ...rows], 'spring.csv'))
  const leads = enquired.map(([id, day, code]) => `${id},${day},${id.toLowerCase()}@buyer.example,${code}`)
  await importFile(engine, csvFile(engine, ['lead_id,lead_date,email,partner_code', ...leads], 'leads.csv'))
}

async function rowsBehind(table: ViewTable, filters: ViewFilter[]) {
  const { view, rows } = await engine.call('views.open', viewSpec(table, { filters }))
  const { totals } = await engine.call('views.settle', { view })
  return { count: totals.count, days: rows.map(({ cells }) => String(cells['occurredOn'])).toSorted() }
}

test('[AN13] clicks and leads of a period, of all partners and of one, are as many rows as the funnel counts', async () => {
  await seed()
  const measured = async (partnerId: number | null) =>
    (await engine.call('measures.read', { keys: ['clicks', 'leads'], partnerId, ...period })).values.map(
      ({ value }) => value,
    )
  const all = await rowsBehind('clicks', [inPeriod, ofPartners])
  expect(all.days).toEqual(['2025-02-10', '2025-03-01', '2025-03-31', '2025-05-20', '2025-05-20'])
  const leads = await rowsBehind('leads', [inPeriod, ofPartners])
  expect(leads.days).toEqual(['2025-03-05', '2025-05-20'])
  expect(await measured(null)).toEqual([all.count, leads.count])
  const own = await rowsBehind('clicks', [inPeriod, ofAcme()])
  expect(own.days).toEqual(['2025-02-10', '2025-03-31', '2025-05-20'])
  expect(await measured(acme)).toEqual([own.count, (await rowsBehind('leads', [inPeriod, ofAcme()])).count])
})

test('[AN13] a click names the file it came from, which finds it, and is exported with it', async () => {
  await seed()
  const spring: ViewFilter = { column: 'file', operator: 'contains', value: 'spring' }
  expect((await rowsBehind('clicks', [spring])).count).toBe(clicked.length)
  expect((await rowsBehind('clicks', [{ ...spring, value: 'autumn' }])).count).toBe(0)
  const { view } = await engine.call('views.open', viewSpec('clicks', { filters: [inPeriod, ofAcme()] }))
  const columns = ['occurredOn', 'partner', 'code', 'file'].map((key) => ({ key, label: key }))
  const { text } = await engine.call('views.text', { view, columns, format: 'csv', offset: 0, limit: 10 })
  expect(
    text
      .replace(/^\uFEFF/, '')
      .replaceAll('"', '')
      .trimEnd()
      .split(/\r?\n/),
  ).toEqual([
    'occurredOn,partner,code,file',
    '2025-05-20,Acme,ACME,spring.csv',
    '2025-03-31,Acme,ACME,spring.csv',
    '2025-02-10,Acme,ACME,spring.csv',
  ])
})

test('[AN13] clicks of a period come in their order from an index, without reading or sorting the others', () => {
  const raw = new Database(engine.file, { readonly: true })
  const planOf = (filters: ViewFilter[]): string => {
    const { source, orderBy, parameters } = compileView(
      definitionOf('clicks'),
      viewSpec('clicks', { filters }),
      '2026-01-14',
    )
    const steps = raw.prepare(`EXPLAIN QUERY PLAN SELECT click.id ${source} ${orderBy}`).all(parameters)
    return (steps as { detail: string }[]).map(({ detail }) => detail).join('\n')
  }
  const plans = [planOf([]), planOf([inPeriod, ofPartners]), planOf([inPeriod, ofAcme()])]
  raw.close()
  expect(plans.map((plan) => /INDEX click_day\b/.test(plan) && !plan.includes('TEMP B-TREE'))).toEqual([
    true,
    true,
    true,
  ])
})

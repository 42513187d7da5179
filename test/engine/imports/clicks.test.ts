import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { csvFile, importFile } from '../../support/imports.ts'
import { rowsOf } from '../../support/rows.ts'
import { seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { mappingOf, readRow, reasonOf } from './support.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const log = (rows: readonly string[], header = 'time,link,referrer'): string => csvFile(engine, [header, ...rows])
const A = '2025-03-01 10:00:00,https://x.example/?ref=ACME,https://google.com/'
const B = '2025-03-01 10:00:01,https://x.example/?ref=ACME,'
const C = '2025-04-02 23:59:59,https://x.example/r/BRIX,'

const clicks = (): Promise<string[]> => rowsOf(engine, 'clicks', ['occurredOn', 'code', 'partner', 'referrer'])
const counted = (): string[] => {
  const connection = new Database(engine.file, { readonly: true })
  const rows = connection.prepare('SELECT * FROM rollup_click ORDER BY 1, 2').raw().all() as unknown[][]
  connection.close()
  return rows.map((row) => row.join(' '))
}

test('[IM64] a log gives one click for each row, whose partner is found by the code in its link', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  await engine.call('partners.update', { id: partnerId, changes: { code: 'acme' } })
  const file = log([A, B, C, '2025-04-02 10:00:00,,', 'yesterday,https://x.example/ACME,'])
  const dry = await importFile(engine, file, { isDryRun: true })
  const report = await importFile(engine, file)
  expect({ ...dry, attemptId: report.attemptId }).toEqual(report)
  expect(report).toMatchObject({
    rows: { new: 3, same: 0, changed: 0, suspect: 0, rejected: 2, total: 5 },
    kinds: [{ kind: 'clicks', created: 3, restored: 0, same: 0, changed: 0 }],
    partners: { matched: 1, created: 0, rowsWithout: 1 },
    earliestOn: '2025-03-01',
    latestOn: '2025-04-02',
  })
  expect(report.rejections.map(({ reason, firstLine }) => [reason, firstLine])).toEqual([
    ['linkMissing', 5],
    ['dateNotADate', 6],
  ])
  expect(await clicks()).toEqual([
    '2025-03-01 | ACME | Acme | ',
    '2025-03-01 | ACME | Acme | https://google.com/',
    '2025-04-02 | BRIX |  | ',
  ])
  expect(await engine.call('revenue.click', { id: 1 })).toMatchObject({
    code: 'ACME',
    partnerName: 'Acme',
    origin: { line: 2, raw: A },
  })
})

test('[IM64] two clicks of one second stay two, the same log adds none, and one that goes on adds what is new', async () => {
  await importFile(engine, log([A, A, B]))
  expect((await importFile(engine, log([A, B, A]))).rows).toMatchObject({ new: 0, same: 3 })
  // The next log begins in the middle of a day.
  const next = log([B.replace('10:00:01', '18:30:00'), C])
  expect((await importFile(engine, next)).rows).toMatchObject({ new: 2, same: 0 })
  expect(await clicks()).toHaveLength(5)
})

test('[IM64] a click with an id of its own is corrected only when asked to', async () => {
  const header = 'click_id,time,link,country'
  await importFile(engine, log(['K1,2025-03-01 10:00,https://x.example/ACME,US'], header))
  const corrected = log(['K1,2025-03-01 10:00,https://x.example/ACME,CA'], header)
  expect((await importFile(engine, corrected)).rows).toMatchObject({ changed: 1 })
  await importFile(engine, corrected, { applyChanged: true })
  expect(await rowsOf(engine, 'clicks', ['externalId', 'country'])).toEqual(['K1 | CA'])
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[RE6] clicks follow their code to a partner that comes later, and are counted per partner and month at every step', async () => {
  const first = await importFile(engine, log([A, B, C]))
  expect(counted()).toEqual(['0 2025-03 2', '0 2025-04 1'])
  const states = [counted()]
  const partnerId = await seedPartner(engine, 'Northgate', null)
  await engine.call('partners.update', { id: partnerId, changes: { code: 'ACME' } })
  expect(counted()).toEqual(['0 2025-04 1', '1 2025-03 2'])
  states.push(counted())
  await engine.call('imports.revert', { id: first.attemptId ?? 0 })
  expect([counted(), await clicks()]).toEqual([[], []])
  await engine.call('history.undo', {})
  expect(counted()).toEqual(states[1])
  await engine.call('history.undo', {})
  expect(counted()).toEqual(states[0])
  await engine.call('history.redo', {})
  expect(counted()).toEqual(states[1])
  expect((await engine.call('metrics.counts', {})).clicks).toBe(3)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[RE6] clicks touch neither revenue nor commissions', async () => {
  await seedPlan(engine)
  const partnerId = await seedPartner(engine, 'Acme')
  await seedSales(engine, [{ partnerId, on: '2025-03-05', minor: 10_000 }])
  const before = await engine.call('partners.summary', { id: partnerId })
  await importFile(engine, log(['2025-03-01 10:00,https://x.example/?partner=Acme,']))
  expect(await engine.call('partners.summary', { id: partnerId })).toEqual(before)
})

test('[VE9] [VE8] an altered click, a wrong credit and a wrong count are found and named', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  await engine.call('partners.update', { id: partnerId, changes: { code: 'ACME' } })
  await importFile(engine, log([A, B, C]))
  const connection = new Database(engine.file)
  connection.exec(`DROP TRIGGER click_no_update; UPDATE click SET referrer = 'https://evil.example/' WHERE id = 1;
    UPDATE click SET partner_id = NULL WHERE id = 2; UPDATE rollup_click SET row_count = 7 WHERE month = '2025-04'`)
  connection.close()
  await engine.reopen()
  const { findings } = await engine.call('workspace.verify', {})
  const found = new Set(findings.map(({ check, entity, entityId }) => `${check} ${entity} ${entityId}`))
  expect([...found].filter((finding) => !finding.startsWith('guards'))).toEqual([
    'imports click 1',
    'imports click 2',
    'rollups rollup_click null',
  ])
})

test('[IM64] a click counts on its day in the zone of the programme, never on one to come, and needs a link or code', () => {
  const mapping = mappingOf(['occurredOn', 'link', 'partnerCode'], { kinds: ['clicks'] })
  const options = { timeZone: 'Asia/Singapore', today: '2026-01-14', baseCurrency: 'USD' }
  const dayOf = (time: string) => readRow(mapping, [time, 'x.example/ACME', ''], {}, options).click?.occurredOn
  expect([dayOf('2025-03-01T15:59:00Z'), dayOf('2025-03-01T16:01:00Z')]).toEqual(['2025-03-01', '2025-03-02'])
  expect([
    reasonOf(mapping, ['2031-03-01', 'x.example/ACME', '']),
    reasonOf(mapping, ['2025-03-01', '', '']),
    reasonOf(mapping, ['2025-03-01', '', 'ACME']),
    reasonOf(mapping, ['2025-03-01', 'https://x.example/', '']),
  ]).toEqual(['dateInFuture', 'linkMissing', null, null])
})

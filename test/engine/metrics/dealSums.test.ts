import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MeasureKey } from '../../../src/contract/measures.ts'
import { latestVersion } from '../../../src/engine/db/migrate.ts'
import { openForWriting } from '../../../src/engine/db/open.ts'
import { csvFile, importFile } from '../../support/imports.ts'
import { seedDeals } from '../../support/seedDeals.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

function stored(sql: string): string[] {
  const connection = new Database(engine.file, { readonly: true })
  const rows = connection.prepare(sql).raw().all() as unknown[][]
  connection.close()
  return rows.map((row) => row.join(' '))
}
const deals = () => stored('SELECT * FROM rollup_deal')
const roles = () => stored('SELECT * FROM rollup_deal_role')
const sums = () => ({ deals: deals(), roles: roles() })
const findings = async () => (await engine.call('workspace.verify', {})).findings

function tamper(sql: string): void {
  const connection = new Database(engine.file)
  connection.exec(`UPDATE write_gate SET is_open = 1; ${sql}; UPDATE write_gate SET is_open = 0`)
  connection.close()
}

async function seed() {
  const [acme, bukit, cita] = [
    await seedPartner(engine, 'Acme', null),
    await seedPartner(engine, 'Bukit Data', null),
    await seedPartner(engine, 'Cita Labs', null),
  ]
  const [euros = 0, dollars = 0] = await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-03-03', minor: 10_000, currency: 'EUR', name: 'Euros' },
    {
      partner: 'Bukit Data',
      openedOn: '2025-03-04',
      closedOn: '2025-04-05',
      stage: 'Won',
      minor: 500,
      name: 'Dollars',
    },
    { partner: '', openedOn: '2025-03-05', minor: 90, name: 'Nobody' },
  ])
  const help = (dealId: number, partnerId: number, role: 'influenced' | 'assisted') =>
    engine.call('deals.setRole', { dealId, partnerId, role, note: '' })
  await help(euros, bukit, 'influenced')
  await help(euros, cita, 'influenced')
  await help(dollars, cita, 'assisted')
  return { acme, bukit, cita, euros, dollars }
}

test('[ME17] [ME3] stored sums of deals follow imports, roles, names, rates and the base currency, through undo and redo', async () => {
  const { acme, bukit, cita, euros } = await seed()
  expect(sums()).toEqual({
    deals: [
      `${acme} EUR 2025-03 begun 1 10000 0 0 0 0`,
      `${acme} EUR 2025-03 opened 1 10000 0 1 0 0`,
      `${bukit} USD 2025-03 begun 1 500 0 0 0 0`,
      `${bukit} USD 2025-03 opened 1 500 500 0 0 0`,
      `${bukit} USD 2025-04 won 1 500 500 0 1 32`,
    ],
    roles: [
      `${bukit} EUR 2025-03 influenced 1 0 1`,
      `${cita} EUR 2025-03 influenced 0 0 1`,
      `${cita} USD 2025-03 assisted 1 500 0`,
    ],
  })
  const answered = csvFile(engine, [
    'Opportunity Id,Opportunity Name,Partner,Account Name,Stage,Created Date,Close Date,Amount,Currency',
    'D-9,Deal 9,Cita,Anvika Retail,Open,2025-02-09,,40,USD',
  ])
  const steps: (() => Promise<unknown>)[] = [
    () => engine.call('deals.removeRole', { dealId: euros, partnerId: bukit }),
    () => engine.call('deals.setRole', { dealId: euros, partnerId: cita, role: 'assisted', note: '' }),
    () => seedDeals(engine, [{ partner: 'Acme', openedOn: '2025-02-03', minor: 70, currency: 'EUR', name: 'Euros' }]),
    // Whoever brought a deal is no helper of it.
    () => seedDeals(engine, [{ partner: 'Cita Labs', openedOn: '2025-02-03', minor: 80, currency: 'EUR', name: 'Euros' }]),
    () => importFile(engine, answered, { answers: { 'partner:cita': `partner:${cita}` } }),
    async () => engine.call('imports.forgetNames', { ids: stored('SELECT id FROM import_answer').map(Number) }),
    () => importFile(engine, csvFile(engine, ['date,from,to,rate', '2025-02-03,EUR,USD,1.25'])),
    () => engine.call('programme.update', { baseCurrency: 'EUR' }),
    () => engine.call('imports.revert', { id: 1 }),
  ] // prettier-ignore
  const states = [sums()]
  for (const step of steps) {
    await step()
    expect(await findings()).toEqual([])
    expect(sums()).not.toEqual(states.at(-1))
    states.push(sums())
  }
  for (const state of states.toReversed().slice(1)) {
    await engine.call('history.undo', {})
    expect(sums()).toEqual(state)
  }
  for (const state of states.slice(1)) {
    await engine.call('history.redo', {})
    expect(sums()).toEqual(state)
  }
})

test('[ME17] a new name reads no deal again, and a part in a deal only those of its helpers', async () => {
  const { acme, cita, euros } = await seed()
  tamper(`INSERT INTO rollup_deal VALUES (${acme}, 'USD', '2020-01', 'lost', 1, 2, 0, 0, 0, 0);
    INSERT INTO rollup_deal_role VALUES (${acme}, 'USD', '2020-01', 'assisted', 1, 5, 0)`)
  const planted = sums()
  await engine.call('partners.update', { id: acme, changes: { legalName: 'Acme GmbH' } })
  expect(sums()).toEqual(planted)
  await engine.call('deals.setRole', { dealId: euros, partnerId: cita, role: 'assisted', note: '' })
  expect(deals()).toEqual(planted.deals)
  expect(roles()).toContain(`${acme} USD 2020-01 assisted 1 5 0`)
  await seedDeals(engine, [{ partner: '', openedOn: '2025-03-04', minor: 1 }])
  expect(await findings()).toEqual([])
})

test('[VE8] stored sums of deals that were altered are found and named', async () => {
  const { bukit, cita } = await seed()
  tamper(`UPDATE rollup_deal SET cycle_days = 31 WHERE event = 'won';
    UPDATE rollup_deal_role SET base_minor = 7 WHERE role = 'assisted'`)
  expect((await findings()).map(({ message }) => message)).toEqual([
    `rollup_deal holds what no rows sum to: ${bukit}, USD, 2025-04, won, 1, 500, 500, 0, 1, 31`,
    `rollup_deal lacks: ${bukit}, USD, 2025-04, won, 1, 500, 500, 0, 1, 32`,
    `rollup_deal_role holds what no rows sum to: ${cita}, USD, 2025-03, assisted, 1, 7, 0`,
    `rollup_deal_role lacks: ${cita}, USD, 2025-03, assisted, 1, 500, 0`,
  ])
})

test('[DB2] [ME17] a file of version 5 gets its sums of deals, foreign ones too, as it is opened, also when an earlier try failed half-way', async () => {
  await seed()
  await importFile(engine, csvFile(engine, ['date,from,to,rate', '2025-03-03,EUR,USD,1.25']))
  const wanted = sums()
  tamper(`DROP TABLE stale_partner; DROP TABLE rollup_deal; DROP TABLE rollup_deal_role; DROP INDEX deal_opened; DROP INDEX deal_closed;
    ALTER TABLE partner DROP COLUMN territory;
    PRAGMA user_version = 5`)
  const fail = (): never => {
    throw new Error('no room')
  }
  expect(() => openForWriting(engine.file, fail)).toThrow('no room')
  // The step that brought the tables stands; they are filled with the last one.
  expect(stored('PRAGMA user_version')).toEqual([String(latestVersion - 1)])
  expect(stored('SELECT count(*) FROM rollup_deal')).toEqual(['0'])
  await engine.reopen()
  expect(sums()).toEqual(wanted)
  expect(await findings()).toEqual([])
})

test('[EN6] others get their turn after every few days of deals', async () => {
  await seed()
  let turns = 0
  let isAnswered = false
  const count = (): void => {
    turns += 1
    if (!isAnswered) setImmediate(count)
  }
  const keys: MeasureKey[] = ['sourcedPipeline', 'influencedPipeline']
  const asking = engine.call('measures.read', { keys, from: '2025-03-02', to: '2025-03-30', partnerId: null })
  setImmediate(count)
  const { values } = await asking
  isAnswered = true
  expect(values[0]?.inputs).toContainEqual({ key: 'dealsOpened', value: 2 })
  expect(turns).toBeGreaterThanOrEqual(8)
})

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../../../src/engine/history/canonical.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { makeTemplate, publishCards } from '../../support/scorecards.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  const partnerId = await seedPartner(engine, 'Deccan Stack')
  await seedSales(engine, [
    { partnerId, on: '2025-12-01', minor: 124_000 },
    { partnerId, on: '2025-12-18', minor: 45_600 },
  ])
  await payRun(engine, await approveRun(engine, (await openRun(engine)).id), '2026-01-15')
})
afterEach(() => engine.close())

/** Changes the file as somebody with another tool would: guards are dropped, then put back as they were. */
function tamper(change: (connection: Database.Database) => void): void {
  const connection = new Database(engine.file)
  const guards = connection.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) connection.exec(`DROP TRIGGER ${name}`)
  change(connection)
  for (const { sql } of guards) connection.exec(sql)
  connection.close()
}

const found = async (): Promise<string[]> =>
  (await engine.call('workspace.verify', {})).findings.map(({ check, message }) => `${check}: ${message}`)

/** A card of the partner with two sales: 1,696.00 of 1,000.00 at 60 % and 2 of 4 sales at 40 %. */
const publishCard = async () => publishCards(engine, await makeTemplate(engine), [1])

test('[VE1] a sound workspace passes every check', async () => {
  await publishCard()
  const report = await engine.call('workspace.verify', {})
  expect({ findings: report.findings, isSound: report.isSound }).toEqual({ findings: [], isSound: true })
  expect(report.checks.filter(({ examined }) => examined === 0)).toEqual([])
})

test('[VE1] [VE9] an undone import leaves a sound workspace, and what it brought in is still watched', async () => {
  const partnerId = await seedPartner(engine, 'Bukit Data')
  const [id] = await seedSales(engine, [{ partnerId, on: '2025-12-20', minor: 99_900 }])
  await engine.call('history.undo', {})
  expect(await found()).toEqual([])
  tamper((connection) => connection.exec(`UPDATE conversion SET amount_minor = 1 WHERE id = ${id}`))
  expect(await found()).toEqual([
    expect.stringMatching(new RegExp(String.raw`^imports: conversion .*line 2 of sales-\d+\.csv: says something else`)),
  ])
})

test('[VE2] an altered setting is found and named', async () => {
  tamper((connection) => connection.exec(`UPDATE setting SET value = '"halfToEven"' WHERE key = 'rounding'`))
  expect(await found()).toEqual([
    String.raw`registers: setting rounding: value is "\"halfToEven\"", recorded was "\"halfAwayFromZero\""`,
  ])
})

test('[VE2] a register row that was removed or slipped in is found and named', async () => {
  tamper((connection) => connection.exec(`UPDATE partner SET payee_account = 'XX99' WHERE name = 'Deccan Stack'`))
  expect(await found()).toEqual([
    expect.stringContaining('registers: partner Deccan Stack: payee_account is "XX99", recorded was'),
  ])
})

test('[VE3] a missing payment is found and named, and so is its trace in the ledger', async () => {
  tamper((connection) => connection.exec('DELETE FROM payment'))
  expect(await found()).toEqual([
    expect.stringMatching(/^facts: payment T-\d+ is missing$/),
    expect.stringMatching(/^ledger: Entry \d+ belongs to payment 1, which is missing$/),
    expect.stringMatching(/^ledger: Entry \d+ belongs to payment 1, which is missing$/),
  ])
})

test('[VE4] an amount changed behind an approved statement is found and named', async () => {
  tamper((connection) => connection.exec('UPDATE commission SET earned_minor = 12500 WHERE earned_minor = 12400'))
  expect(await found()).toContain(
    'statements: Statement 2025-12-001: line 1: commission 64 earns 12500, approved was 12400',
  )
})

test('[VE4] a changed statement line is found and named, also when its hash was changed with it', async () => {
  const alter = (isHashed: boolean): void =>
    tamper((connection) => {
      const content = connection.prepare('SELECT content FROM statement').pluck().get() as Buffer
      const json = inflateRawSync(content).toString().replace('"earnedMinor":4560,', '"earnedMinor":4561,')
      connection.prepare('UPDATE statement SET content = ?').run(deflateRawSync(json))
      if (isHashed) connection.prepare('UPDATE statement SET content_hash = ?').run(sha256(json))
    })
  alter(false)
  expect(await found()).toEqual(['statements: Statement 2025-12-001: its content is not what was approved'])
  alter(true)
  expect(await found()).toEqual([
    expect.stringContaining('facts: statement 2025-12-001: content_hash is'),
    'statements: Statement 2025-12-001: its lines miss its earned sum by -1',
    'statements: Statement 2025-12-001: line 2 does not follow from its arithmetic',
    'statements: Statement 2025-12-001: line 2: commission 128 earns 4560, approved was 4561',
  ])
})

test('[VE11] a changed scorecard is found and named, also when its hash was changed with it', async () => {
  await publishCard()
  const alter = (from: string, to: string): void =>
    tamper((connection) => {
      const json = inflateRawSync(
        connection.prepare('SELECT content FROM scorecard').pluck().get() as Buffer,
      ).toString()
      expect(json).toContain(from)
      const changed = json.replace(from, to)
      connection
        .prepare('UPDATE scorecard SET content = ?, content_hash = ?')
        .run(deflateRawSync(changed), sha256(changed))
    })
  const name = 'scorecards: Scorecard of Deccan Stack, Q4 2025'
  tamper((connection) => connection.exec(`UPDATE scorecard SET score_ppm = 900000, band = 'Excellent'`))
  expect((await found()).filter((finding) => finding.startsWith('scorecards'))).toEqual([
    `${name}: score_ppm is 900000, published was 800000`,
    `${name}: band is "Excellent", published was "Good"`,
  ])
  tamper((connection) => connection.exec(`UPDATE scorecard SET score_ppm = 800000, band = 'Good'`))
  alter('"actual":2,', '"actual":4,')
  expect((await found()).slice(-1)).toEqual([`${name}: “Sales” does not follow from its actual and its target`])
  alter('"actual":4,', '"actual":2,')
  alter('"band":"Good"', '"band":"Fair"')
  expect((await found()).slice(-2)).toEqual([
    `${name}: band is "Good", published was "Fair"`,
    `${name}: its band does not follow from its score`,
  ])
  alter('"band":"Fair"', '"band":"Good"')
  alter('"pointsPpm":200000', '"pointsPpm":199000')
  expect((await found()).slice(-1)).toEqual([`${name}: its score does not follow from its metrics`])
  tamper((connection) => connection.exec(`UPDATE scorecard SET content = x'ffff'`))
  expect((await found()).slice(-1)).toEqual(['scorecards: Scorecard 1: its content cannot be unpacked'])
})

test('[VE5] a changed ledger leg is found and named', async () => {
  tamper((connection) =>
    connection.exec(`UPDATE ledger_entry SET amount_minor = amount_minor - 1 WHERE account = 'bank'`),
  )
  expect(await found()).toEqual([
    'ledger: Ledger of payment 1: amount_minor of entry 6 (bank) is -16961, must be -16960',
    'ledger: The ledger in USD does not sum to zero but to -1',
  ])
})

test('[VE5] a removed ledger leg is found and named', async () => {
  tamper((connection) => connection.exec(`DELETE FROM ledger_entry WHERE seq = 2`))
  expect(await found()).toEqual([
    'ledger: Ledger of statement 1: the entry commission_payable -16960 is missing',
    'ledger: The ledger in USD does not sum to zero but to 16960',
  ])
})

test('[HI6] a broken chain link is found and named', async () => {
  tamper((connection) => connection.exec(`UPDATE command SET actor = 'Somebody else' WHERE seq = 3`))
  expect(await found()).toEqual([expect.stringMatching(/^chain: \S+: was changed after it was recorded$/)])
  tamper((connection) => {
    connection.pragma('foreign_keys = OFF')
    connection.exec(`UPDATE command SET actor = 'Maya Lindqvist' WHERE seq = 3`)
    connection.exec('DELETE FROM operation WHERE command_seq = 4')
  })
  expect(await found()).toContainEqual(expect.stringMatching(/^chain: \S+: its recorded changes were altered$/))
})

test('[VE6] a guard that was dropped or weakened is found and named', async () => {
  const connection = new Database(engine.file)
  connection.exec('DROP TRIGGER payment_no_delete')
  connection.exec('DROP TRIGGER statement_no_delete')
  connection.exec('CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement BEGIN SELECT 1; END')
  connection.close()
  expect((await found()).toSorted()).toEqual([
    'guards: The trigger payment_no_delete is missing',
    'guards: The trigger statement_no_delete was altered',
  ])
})

test('[VE7] an altered, removed or invented commission that no statement holds yet is found and named', async () => {
  const partnerId = await seedPartner(engine, 'Nusa Integra')
  const [first = 0, second = 0] = await seedSales(engine, [
    { partnerId, on: '2025-12-03', minor: 20_000 },
    { partnerId, on: '2025-12-04', minor: 30_000 },
  ])
  tamper((connection) => {
    connection.exec(`UPDATE commission SET earned_minor = 2001 WHERE id = ${first * 64}`)
    connection.exec(`DELETE FROM commission WHERE id = ${second * 64}`)
    connection.exec(`INSERT INTO commission SELECT ${second * 64 + 5}, partner_id, plan_version_id, rule_index, base_minor, 99, 0, currency,
      occurred_on, due_on, NULL, 0, NULL, NULL FROM commission WHERE id = ${first * 64}`)
  })
  expect((await found()).filter((finding) => finding.startsWith('commissions'))).toEqual([
    `commissions: Commission ${first * 64} has earned_minor 2001, its plan and its conversion make it 2000`,
    `commissions: Commission ${second * 64 + 5} (99 USD) follows from no conversion`,
    `commissions: Commission ${second * 64} is missing`,
  ])
})

test('[VE8] a stored sum that was altered is found and named', async () => {
  tamper((connection) => connection.exec(`UPDATE rollup_revenue SET amount_minor = 1`))
  expect(await found()).toEqual([
    'rollups: rollup_revenue holds what no rows sum to: 1, USD, 2025-12, sale, 2, 1',
    'rollups: rollup_revenue lacks: 1, USD, 2025-12, sale, 2, 169600',
  ])
})

test('[VE9] an altered amount, also with a fitting hash, and a missing conversion are found and named', async () => {
  const named = async (): Promise<string[]> =>
    (await found())
      .filter((finding) => finding.startsWith('imports'))
      .map((finding) => finding.replaceAll(/(INV|sales)-\d+/g, '$1'))
  tamper((connection) => connection.exec('UPDATE conversion SET amount_minor = 999 WHERE id = 1'))
  expect(await named()).toEqual([
    'imports: conversion INV (1), line 2 of sales.csv: says something else than when it was imported',
  ])
  tamper((connection) => connection.exec(`UPDATE conversion SET content_hash = x'00' WHERE id = 1`))
  expect(await named()).toEqual([
    'imports: conversion INV (1), line 2 of sales.csv: says something else than when it was imported',
    'imports: What sales.csv brought in is not what was recorded',
  ])
  tamper((connection) => connection.exec('UPDATE conversion SET is_live = 0 WHERE id = 2'))
  expect(await named()).toContain('imports: conversion INV (2), line 3 of sales.csv: was taken away')
  tamper((connection) => {
    connection.pragma('foreign_keys = OFF')
    connection.exec('DELETE FROM conversion WHERE id = 2')
  })
  expect(await named()).toContain('imports: conversion 2 of sales.csv is missing')
})

test('[VE9] a conversion credited to somebody else behind the file is found and named', async () => {
  const other = await seedPartner(engine, 'Nusa Integra')
  tamper((connection) => connection.exec(`UPDATE conversion SET partner_id = ${other} WHERE id = 1`))
  expect(await found()).toContainEqual(
    expect.stringMatching(
      /^imports: conversion INV-\d+ \(1\), line 2 of .*: is credited to partner 2 instead of partner 1$/,
    ),
  )
})

test('[VE9] a refund linked to a version of its sale that does not count is found and named', async () => {
  const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']
  const sell = (amount: string) => ['X1', '2025-12-19', 'Deccan Stack', amount, 'USD', '']
  await importRows(engine, header, [sell('100.00'), ['R1', '2025-12-20', '', '-40.00', 'USD', 'X1']])
  await importRows(engine, header, [sell('90.00')], true)
  expect(await found()).toEqual([])
  tamper((connection) => connection.exec(`UPDATE conversion SET original_id = 3 WHERE external_id = 'R1'`))
  expect(await found()).toContainEqual(
    expect.stringMatching(
      /^imports: conversion R1 \(4\), line 3 of .*: refunds a version of its sale that does not count$/,
    ),
  )
})

test('[VE10] after opening, integrity, guards and ledger are looked at', async () => {
  const look = () => engine.call('workspace.verify', { scope: 'afterOpening' })
  expect((await look()).checks.map(({ check, findings }) => [check, findings])).toEqual([
    ['integrity', 0],
    ['guards', 0],
    ['ledger', 0],
  ])
  tamper((connection) => connection.exec(`UPDATE ledger_entry SET amount_minor = 1 WHERE account = 'bank'`))
  expect((await look()).isSound).toBe(false)
})

test('[VE9] a kept original that was altered is found and named', async () => {
  tamper((connection) => {
    const content = inflateRawSync(connection.prepare('SELECT content FROM import_chunk').pluck().get() as Buffer)
    const altered = deflateRawSync(content.toString().replace('1240.00', '9240.00'))
    connection.prepare('UPDATE import_chunk SET content = ?').run(altered)
  })
  expect(await found()).toEqual([
    expect.stringMatching(/^imports: The kept original of sales-\d+\.csv is not the file that was imported$/),
  ])
  tamper((connection) => connection.exec(`UPDATE import_chunk SET content = x'ffff'`))
  expect(await found()).toEqual([
    expect.stringMatching(/^imports: The kept original of sales-\d+\.csv cannot be unpacked$/),
  ])
})

import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { approveRun, openRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const told: string[] = []
let engine: TestEngine
beforeEach(async () => {
  told.length = 0
  engine = await startTestEngine({ onEvent: (event) => void told.push(event.event) })
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  await seedPlan(engine, 300_000)
})
afterEach(() => engine.close())

const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']

async function commissions(): Promise<string[]> {
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  return rows.map(({ cells }) => [cells['partner'], cells['component'], cells['earned']].join(' ')).toSorted()
}
const owed = async (id: number) => (await engine.call('partners.summary', { id })).owed

test('[DB7] refunds of a workspace of version 7 find their sales, and whom that concerns is worked out anew at once', async () => {
  const [acme, brix, cedar] = [
    await seedPartner(engine, 'Acme'),
    await seedPartner(engine, 'Brix'),
    await seedPartner(engine, 'Cedar'),
  ]
  const sell = (id: string, partner: string, amount: string) => [id, '2025-12-05', partner, amount, 'USD', '']
  const refund = (id: string, of: string, partner: string) => [id, '2026-01-10', partner, '-40.00', 'USD', of]
  await importRows(engine, header, [sell('A1', 'Acme', '100.00'), sell('A4', 'Cedar', '50.00')])
  const reverted = await importRows(engine, header, [refund('R4', 'A4', '')])
  await approveRun(engine, (await openRun(engine)).id)
  await importRows(engine, header, [sell('A2', 'Brix', '100.00'), sell('A3', 'Cedar', '100.00')])
  await importRows(engine, header, [refund('R1', 'A1', ''), refund('R2', 'A2', ''), refund('R3', 'A3', 'Cedar')])
  await importRows(engine, header, [sell('A2', 'Brix', '90.00')], true)
  await engine.call('imports.revert', { id: reverted })
  const { rows: conversions } = await engine.call('views.open', viewSpec('conversions'))
  for (const { id } of conversions.filter(({ cells }) => cells['externalId'] === 'A1' || cells['externalId'] === 'A3'))
    await engine.call('revenue.attribute', { conversionIds: [id], partnerId: brix, reason: 'agreed' })
  const wanted = [
    'Acme clawback -1200', 'Acme rate 3000', 'Brix rate 1500', 'Brix rate 1800', 'Cedar clawback -300', 'Cedar rate 1500', 'Cedar rate 300',
  ] // prettier-ignore
  expect(await commissions()).toEqual(wanted)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  const figures = [await owed(acme), await owed(brix), await owed(cedar)]

  // As version 7 left it.
  const connection = new Database(engine.file)
  connection.exec(`
    UPDATE conversion SET original_id = (SELECT id FROM conversion WHERE external_id = 'A2' AND is_live = 0) WHERE external_id = 'R2';
    UPDATE conversion SET partner_id = ${cedar} WHERE external_id = 'R3';
    DELETE FROM commission WHERE earned_minor = -1200 OR (partner_id = ${cedar} AND payout_id IS NULL);
    UPDATE commission SET base_minor = 9000, earned_minor = 2700 WHERE earned_minor = 1500 AND payout_id IS NULL;
    UPDATE commission SET base_minor = 10000, earned_minor = 3000 WHERE earned_minor = 1800;
    DROP TABLE stale_partner;
    PRAGMA user_version = 7`)
  connection.close()
  expect(await commissions()).not.toEqual(wanted)
  told.length = 0
  await engine.reopen()
  expect(told).toEqual(['changed'])
  expect(await commissions()).toEqual(wanted)
  expect([await owed(acme), await owed(brix), await owed(cedar)]).toEqual(figures)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  await engine.reopen()
  expect(told).toEqual(['changed'])
})

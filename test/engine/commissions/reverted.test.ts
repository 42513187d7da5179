import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { importFile, salesFile } from '../../support/imports.ts'
import { approveRun, december, january, openRun, payRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { importRows, seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  await seedPlan(engine, 300_000)
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

const A = 'A1,2025-12-05,100.00,USD,Acme,ann@one.com'
const B = 'B2,2025-12-06,50.00,USD,Acme,bob@two.com'

const importSales = async (rows: readonly string[], choices = {}): Promise<number> =>
  (await importFile(engine, salesFile(engine, rows), choices)).attemptId ?? 0

/** Approves all that is due, pays what is above zero, and answers what each line of the statement says and earns. */
async function settle(period = december): Promise<(string | number)[][]> {
  const run = await approveRun(engine, (await openRun(engine, period)).id)
  if (run.payouts.some(({ payoutMinor }) => payoutMinor > 0)) await payRun(engine, run, '2026-01-20')
  const { rows } = await engine.call('views.open', viewSpec('statements'))
  const statementId = Math.max(...rows.map(({ id }) => id))
  const { lines } = await engine.call('payouts.statement', { statementId })
  return lines.map(({ what, trace }) => [what, trace.component, trace.earnedMinor])
}

/** Every commission: whose, what, how much, its status. */
async function commissions(): Promise<string[]> {
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map(({ cells }) => [cells['partner'], cells['component'], cells['earned'], cells['status']].join(' '))
}

const owed = async (id = acme) => (await engine.call('partners.summary', { id })).owed
const findings = async () => (await engine.call('workspace.verify', {})).findings

describe('a conversion that stops counting after its commission was settled', () => {
  test('[CO18] reverting its import takes back exactly what was paid, and the next statement names the line', async () => {
    const id = await importSales([A, B])
    await settle()
    expect(await owed()).toEqual([{ currency: 'USD', minor: 0 }])
    await callReversibly(engine, 'imports.revert', { id })
    expect(await commissions()).toEqual([
      'Acme rate 3000 paid',
      'Acme rate 1500 paid',
      'Acme clawback -3000 approved',
      'Acme clawback -1500 approved',
    ])
    expect(await owed()).toEqual([{ currency: 'USD', minor: -4500 }])
    expect(await findings()).toEqual([])
    expect(await settle(january)).toEqual([
      ['Line 1 on statement 2025-12-001 no longer counts', 'clawback', -3000],
      ['Line 2 on statement 2025-12-001 no longer counts', 'clawback', -1500],
    ])
    expect(await owed()).toEqual([{ currency: 'USD', minor: -4500 }])
    expect(await findings()).toEqual([])
  })

  test('[CO18] its arithmetic is what was paid with the opposite sign, and replays', async () => {
    const id = await importSales([A])
    await settle()
    await engine.call('imports.revert', { id })
    const { rows } = await engine.call('views.open', viewSpec('commissions'))
    const clawback = rows.find(({ cells }) => cells['component'] === 'clawback')
    const why = await engine.call('commissions.explain', { id: clawback?.id ?? 0 })
    expect({ replayed: replay(why.trace), base: why.trace.baseLines, terms: why.trace.terms, due: why.due }).toEqual({
      replayed: -3000,
      base: [{ label: 'notCounted', minor: -10_000 }],
      terms: [],
      due: { dueOn: '2025-12-05', formula: 'event 05 Dec' },
    })
    expect([why.conversionId, why.origin?.line, clawback?.cells['conversionId']]).toEqual([1, 2, 1])
    const { commissions: own } = await engine.call('revenue.conversion', { id: 1 })
    expect(own.map(({ earnedMinor, status }) => [earnedMinor, status])).toEqual([
      [3000, 'paid'],
      [-3000, 'approved'],
    ])
  })

  test('[IM58] before it is done the revert says what of settled commissions is taken back, per currency', async () => {
    const id = await importSales([
      A,
      B,
      'C3,2025-12-07,7.00,EUR,Acme,cid@three.com',
      'D4,2025-12-08,9.00,USD,Acme,d@d.com',
    ])
    await importSales([B])
    const preview = () => engine.call('imports.revertPreview', { id })
    expect((await preview()).takenBack).toEqual([])
    await settle()
    expect(await preview()).toEqual({
      fileName: expect.stringMatching(/\.csv$/),
      removed: 6,
      kept: 2,
      takenBack: [
        { currency: 'EUR', lines: 1, minor: 210 },
        { currency: 'USD', lines: 2, minor: 3270 },
      ],
    })
    const before = await owed()
    await engine.call('imports.revert', { id })
    expect([before, await owed()]).toEqual([
      [
        { currency: 'EUR', minor: 0 },
        { currency: 'USD', minor: 0 },
      ],
      [
        { currency: 'EUR', minor: -210 },
        { currency: 'USD', minor: -3270 },
      ],
    ])
    expect((await engine.refused('imports.revertPreview', { id })).code).toBe('import.alreadyReverted')
  })

  test('[IM58] reverting a correction that was settled takes it back, and the older row that was taken back earns anew', async () => {
    await importSales([A])
    await settle()
    const corrected = await importSales(['A1,2025-12-05,90.00,USD,Acme,ann@one.com'], { applyChanged: true })
    await settle(january)
    expect((await engine.call('imports.revertPreview', { id: corrected })).takenBack).toEqual([
      { currency: 'USD', lines: 1, minor: 2700 },
    ])
    await engine.call('imports.revert', { id: corrected })
    expect((await commissions()).filter((line) => line.endsWith('approved'))).toEqual([
      'Acme clawback -2700 approved',
      'Acme rate 3000 approved',
    ])
    expect(await owed()).toEqual([{ currency: 'USD', minor: 0 }])
  })

  test('[CO18] imported again before it is taken back, the settled line stands as it was', async () => {
    const id = await importSales([A, B])
    await settle()
    const before = await commissions()
    await engine.call('imports.revert', { id })
    await importSales([B, A])
    expect(await commissions()).toEqual(before)
    expect(await owed()).toEqual([{ currency: 'USD', minor: 0 }])
    expect(await findings()).toEqual([])
  })

  test('[CO18] imported again after it was taken back, it earns anew and once, however often that happens', async () => {
    let id = await importSales([A])
    await settle()
    for (const round of [1, 2]) {
      await engine.call('imports.revert', { id })
      expect(await settle(january)).toEqual([
        [expect.stringMatching(/^Line \d on statement .* no longer counts$/), 'clawback', -3000],
      ])
      id = await importSales([A])
      expect({ round, owed: await owed(), findings: await findings() }).toEqual({
        round,
        owed: [{ currency: 'USD', minor: 0 }],
        findings: [],
      })
      expect(await settle(january)).toEqual([['Revenue share', 'rate', 3000]])
    }
    expect(await commissions()).toEqual([
      'Acme rate 3000 paid',
      'Acme clawback -3000 paid',
      'Acme rate 3000 paid',
      'Acme clawback -3000 paid',
      'Acme rate 3000 paid',
    ])
    expect(await findings()).toEqual([])
  })

  test('[CO18] a row that another import holds too is not taken back', async () => {
    const id = await importSales([A, B])
    await importSales([B])
    await settle()
    await engine.call('imports.revert', { id })
    expect(await owed()).toEqual([{ currency: 'USD', minor: -3000 }])
  })

  test('[CO18] a corrected row is paid instead of the settled one, not beside it', async () => {
    await importSales([A])
    await settle()
    await importSales(['A1,2025-12-05,90.00,USD,Acme,ann@one.com'], { applyChanged: true })
    expect(await commissions()).toEqual([
      'Acme rate 3000 paid',
      'Acme rate 2700 approved',
      'Acme clawback -3000 approved',
    ])
    expect(await owed()).toEqual([{ currency: 'USD', minor: -300 }])
    expect(await findings()).toEqual([])
    await engine.call('history.undo', {})
    expect(await commissions()).toEqual(['Acme rate 3000 paid'])
  })

  test('[CO18] what is held back of it or has no plan any more is taken back all the same', async () => {
    const id = await importSales([A])
    await settle()
    const { plans } = await engine.call('plans.list', {})
    await engine.call('plans.unassign', { assignmentId: plans[0]?.assignments[0]?.id ?? 0, from: '2024-01-01' })
    await engine.call('partners.setStatus', { id: acme, status: 'terminated', validFrom: '2025-01-01' })
    await engine.call('imports.revert', { id })
    expect(await owed()).toEqual([{ currency: 'USD', minor: -3000 }])
    expect(await findings()).toEqual([])
  })
})

describe('refunds', () => {
  const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']
  const sale = ['A1', '2025-12-05', 'Acme', '100.00', 'USD', '']
  const refund = ['R1', '2026-01-10', 'Acme', '-40.00', 'USD', 'A1']

  async function paidAndRefunded(): Promise<{ sales: number; refunds: number }> {
    const sales = await importRows(engine, header, [sale])
    await settle()
    const refunds = await importRows(engine, header, [refund])
    expect(await settle(january)).toEqual([['Refund of line 1 on statement 2025-12-001', 'clawback', -1200]])
    return { sales, refunds }
  }

  test('[CO18] a clawback whose refund no longer counts is given back', async () => {
    const { refunds } = await paidAndRefunded()
    await callReversibly(engine, 'imports.revert', { id: refunds })
    expect(await owed()).toEqual([{ currency: 'USD', minor: 0 }])
    expect(await settle(january)).toEqual([['Line 1 on statement 2026-01-001 no longer counts', 'restored', 1200]])
    // Imported again it is taken back again, as any refund that arrives.
    await importRows(engine, header, [refund])
    expect(await owed()).toEqual([{ currency: 'USD', minor: -1200 }])
    expect(await settle(january)).toEqual([['Refund of line 1 on statement 2025-12-001', 'clawback', -1200]])
    expect(await findings()).toEqual([])
  })

  test('[CO18] without its sale a refund takes nothing back: together they leave nothing', async () => {
    const { sales } = await paidAndRefunded()
    await engine.call('imports.revert', { id: sales })
    // 30.00 was paid and 12.00 taken back.
    expect(await owed()).toEqual([{ currency: 'USD', minor: -3000 }])
    expect((await commissions()).slice(2)).toEqual(['Acme clawback -3000 approved', 'Acme restored 1200 approved'])
    expect(await findings()).toEqual([])
    await settle(january)
    await importRows(engine, header, [sale])
    // The refund is known by now: what is left of the sale earns 18.00.
    expect((await commissions()).at(-1)).toBe('Acme rate 1800 approved')
    expect(await owed()).toEqual([{ currency: 'USD', minor: -1200 }])
    expect(await findings()).toEqual([])
  })
})

test('[CO19] a sale that was paid to one partner earns nothing for another, until that was taken back', async () => {
  const brix = await seedPartner(engine, 'Brix')
  const id = await importSales([A])
  await settle()
  await engine.call('revenue.attribute', { conversionIds: [1], partnerId: brix, reason: 'sold by Brix' })
  expect(await commissions()).toEqual(['Acme rate 3000 paid'])
  expect([await owed(), await owed(brix)]).toEqual([[{ currency: 'USD', minor: 0 }], []])
  expect(await findings()).toEqual([])
  await engine.call('imports.revert', { id })
  await settle(january)
  await importSales([A])
  expect(await commissions()).toEqual(['Acme rate 3000 paid', 'Acme clawback -3000 inRun', 'Brix rate 3000 approved'])
  expect(await owed(brix)).toEqual([{ currency: 'USD', minor: 3000 }])
  expect(await findings()).toEqual([])
})

test('[CO18] it is taken back from whom it was paid to, whoever is credited now', async () => {
  const brix = await seedPartner(engine, 'Brix')
  await seedPartner(engine, 'Cedar')
  const id = await importSales(['A1,2025-12-05,100.00,USD,,ann@one.com'])
  const credit = (partnerId: number, reason: string) =>
    engine.call('revenue.attribute', { conversionIds: [1], partnerId, reason })
  await credit(acme, 'sold by Acme')
  await settle()
  await credit(brix, 'sold by Brix')
  await engine.call('imports.revert', { id })
  expect([await owed(), await owed(brix)]).toEqual([[{ currency: 'USD', minor: -3000 }], []])
  expect(await findings()).toEqual([])
})

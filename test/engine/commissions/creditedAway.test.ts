import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { approveRun, december, january, openRun, payRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { importRows, seedPartner, seedPlan, seedPlanOf } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let acme: number
let brix: number
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  await seedPlan(engine, 300_000)
  acme = await seedPartner(engine, 'Acme')
  brix = await seedPartner(engine, 'Brix')
})
afterEach(() => engine.close())

const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']
const sell = (amount = '100.00', applyChanged = false) =>
  importRows(engine, header, [['A1', '2025-12-05', 'Acme', amount, 'USD', '']], applyChanged)
const refund = (id: string, amount: string, partner = '') =>
  importRows(engine, header, [[id, '2026-01-10', partner, `-${amount}`, 'USD', 'A1']])
const credit = (conversionId: number, partnerId: number | null) =>
  engine.call('revenue.attribute', { conversionIds: [conversionId], partnerId, reason: 'agreed' })

async function settle(period = december): Promise<string[]> {
  const run = await approveRun(engine, (await openRun(engine, period)).id)
  if (run.payouts.some(({ payoutMinor }) => payoutMinor > 0)) await payRun(engine, run, '2026-01-20')
  const { rows } = await engine.call('views.open', viewSpec('statements'))
  const statementId = Math.max(...rows.map(({ id }) => id))
  const { lines } = await engine.call('payouts.statement', { statementId })
  return lines.map(({ what, trace }) => `${what} ${trace.earnedMinor}`)
}

async function commissions(): Promise<string[]> {
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map(({ cells }) => [cells['partner'], cells['component'], cells['earned'], cells['status']].join(' '))
}
const findings = async () => (await engine.call('workspace.verify', {})).findings

describe('a sale that was paid to one partner and is credited to another by now', () => {
  beforeEach(async () => {
    await sell()
    await settle()
  })

  test.each([
    ['another', () => brix],
    ['nobody', () => null],
  ])('[CO29] credited to %s, its refund is taken back from whom it was paid to', async (_who, partner) => {
    await credit(1, partner())
    await refund('R1', '40.00')
    expect(await commissions()).toEqual(['Acme rate 3000 paid', 'Acme clawback -1200 approved'])
    expect(await findings()).toEqual([])
    await engine.call('history.undo', {})
    expect(await commissions()).toEqual(['Acme rate 3000 paid'])
    expect(await findings()).toEqual([])
    await engine.call('history.redo', {})
    const [, clawback] = (await engine.call('views.open', viewSpec('commissions'))).rows.toSorted((a, b) => a.id - b.id)
    const { trace, partnerName } = await engine.call('commissions.explain', { id: clawback?.id ?? 0 })
    expect([partnerName, trace.terms, replay(trace)]).toEqual(['Acme', [{ minor: -4_000, ratePpm: 300_000 }], -1_200])
    const { commissions: brought } = await engine.call('revenue.conversion', { id: 2 })
    expect(brought).toMatchObject([{ earnedMinor: -1_200, otherPartner: 'Acme' }])
    expect(await settle(january)).toEqual(['Refund of line 1 on statement 2025-12-001 -1200'])
    await refund('R2', '60.00')
    expect(await commissions()).toEqual([
      'Acme rate 3000 paid',
      'Acme clawback -1200 inRun',
      'Acme clawback -1800 approved',
    ])
    expect(await findings()).toEqual([])
  })

  test('[CO29] what refunds took stays taken when the sale is credited back, and is given back when the refund no longer counts', async () => {
    await credit(1, brix)
    const id = await refund('R1', '40.00')
    await settle(january)
    await credit(1, acme)
    expect(await commissions()).toEqual(['Acme rate 3000 paid', 'Acme clawback -1200 inRun'])
    await credit(1, brix)
    await engine.call('imports.revert', { id })
    expect(await commissions()).toEqual([
      'Acme rate 3000 paid',
      'Acme clawback -1200 inRun',
      'Acme restored 1200 approved',
    ])
    expect(await findings()).toEqual([])
  })

  test('[CO29] a refund that came too late takes nothing back there either', async () => {
    await engine.call('programme.update', { clawbackDays: 30, pinnedToday: '2026-03-20' })
    await credit(1, brix)
    await importRows(engine, header, [['R1', '2026-03-10', '', '-40.00', 'USD', 'A1']])
    expect(await commissions()).toEqual(['Acme rate 3000 paid', 'Acme clawback 0 reversed'])
    expect(await findings()).toEqual([])
  })
})

test('[CO29] what a refund had taken from a third before never meets what it takes now', async () => {
  const cedar = await seedPartner(engine, 'Cedar')
  const sold = await importRows(engine, header, [['A1', '2025-12-05', 'Cedar', '100.00', 'USD', '']])
  await settle()
  const refunded = await refund('R1', '40.00')
  await settle(january)
  await engine.call('imports.revert', { id: sold })
  await settle(january)
  await engine.call('imports.revert', { id: refunded })
  await importRows(engine, header, [['A1', '2025-12-05', 'Cedar', '100.00', 'USD', '']])
  await credit(1, acme)
  await settle(january)
  await refund('R1', '40.00')
  for (const partnerId of [acme, brix, null]) {
    await credit(1, partnerId)
    expect((await commissions()).filter((line) => line.endsWith('approved'))).toEqual(['Acme clawback -1200 approved'])
    expect(await findings()).toEqual([])
  }
  expect((await engine.call('partners.summary', { id: cedar })).owed).toEqual([{ currency: 'USD', minor: -3_000 }])
})

test('[CO19] when its statement no longer counts, whoever is credited by now earns the sale', async () => {
  await sell()
  const run = await approveRun(engine, (await openRun(engine)).id)
  await credit(1, brix)
  expect(await commissions()).toEqual(['Acme rate 3000 inRun'])
  await callReversibly(engine, 'payouts.void', { id: run.id, reason: 'wrong' })
  expect(await commissions()).toEqual(['Brix rate 3000 approved'])
  expect(await findings()).toEqual([])
})

test('[CO28] [CO29] under a cap it leaves its room to others', async () => {
  await engine.call('plans.unassign', { assignmentId: 1, from: '2024-01-01' })
  await seedPlan(engine, 300_000, { currency: 'USD', partner: { minor: 3_000, window: 'month' } })
  await sell()
  await settle()
  await credit(1, brix)
  await importRows(engine, header, [['A2', '2025-12-06', 'Acme', '100.00', 'USD', '']])
  expect(await commissions()).toEqual(['Acme rate 3000 paid', 'Acme rate 0 approved'])
  await refund('R1', '40.00')
  expect(await commissions()).toEqual([
    'Acme rate 3000 paid',
    'Acme rate 1200 approved',
    'Acme clawback -1200 approved',
  ])
  expect(await findings()).toEqual([])
})

describe('a refund is one of its sale', () => {
  test('[IM49] it follows the sale to whom it is credited, whomever it names, also when it is credited itself', async () => {
    await sell()
    await refund('R1', '40.00', 'Acme')
    expect(await commissions()).toEqual(['Acme rate 1800 approved'])
    await callReversibly(engine, 'revenue.attribute', { conversionIds: [1], partnerId: brix, reason: 'agreed' })
    expect(await commissions()).toEqual(['Brix rate 1800 approved'])
    expect((await engine.call('revenue.conversion', { id: 2 })).attribution).toBe('sale')
    await credit(2, acme)
    expect(await commissions()).toEqual(['Acme rate 1800 approved'])
    await engine.call('partners.update', { id: brix, changes: { code: 'acme' } })
    await engine.call('partners.update', { id: acme, changes: { name: 'Zenith' } })
    expect(await commissions()).toEqual(['Zenith rate 1800 approved'])
    expect(await findings()).toEqual([])
  })

  test('[IM49] one that came first and named another leaves it when its sale comes', async () => {
    await refund('R1', '40.00', 'Brix')
    const revenueOf = async (id: number) => (await engine.call('partners.summary', { id })).owed
    await sell()
    expect(await commissions()).toEqual(['Acme rate 1800 approved'])
    expect([await revenueOf(acme), await revenueOf(brix)]).toEqual([[{ currency: 'USD', minor: 1_800 }], []])
    expect(await findings()).toEqual([])
    await engine.call('history.undo', {})
    expect(await findings()).toEqual([])
    const { partnerName } = await engine.call('revenue.conversion', { id: 1 })
    expect(partnerName).toBe('Brix')
    await credit(1, acme)
    const { attribution, partnerId } = await engine.call('revenue.conversion', { id: 1 })
    expect([attribution, partnerId, await findings()]).toEqual(['byHand', acme, []])
  })

  test.each([['before'], ['after']])(
    '[IM49] of a sale corrected %s it lowers the version that counts',
    async (when) => {
      await sell()
      if (when === 'after') await refund('R1', '40.00')
      const corrected = await sell('90.00', true)
      if (when === 'before') await refund('R1', '40.00')
      expect(await commissions()).toEqual(['Acme rate 1500 approved'])
      expect(await findings()).toEqual([])
      await settle()
      await engine.call('imports.revert', { id: corrected })
      expect((await commissions()).toSorted()).toEqual([
        'Acme clawback -1500 approved',
        'Acme rate 1500 paid',
        'Acme rate 1800 approved',
      ])
      expect(await findings()).toEqual([])
    },
  )
})

describe('a refund that was known when its sale was settled', () => {
  test('[CO18] once it is corrected or reverted the rest is paid: the line is taken back and earned anew', async () => {
    await sell()
    await refund('R1', '40.00')
    expect(await settle()).toEqual(['Revenue share 1800'])
    const smaller = ['R1', '2026-01-10', '', '-30.00', 'USD', 'A1']
    const corrected = await importRows(engine, header, [smaller], true)
    expect((await commissions()).slice(1)).toEqual(['Acme clawback -1800 approved', 'Acme rate 2100 approved'])
    expect(await findings()).toEqual([])
    expect(await settle(january)).toEqual(['Line 1 on statement 2025-12-001, rated anew -1800', 'Revenue share 2100'])
    await engine.call('imports.revert', { id: corrected })
    expect((await commissions()).filter((line) => line.endsWith('approved'))).toEqual(['Acme clawback -300 approved'])
    expect(await findings()).toEqual([])
  })

  test('[CO18] what people refuse to take back stays as it was paid', async () => {
    await sell()
    const id = await refund('R1', '40.00')
    await settle()
    await engine.call('imports.revert', { id })
    expect((await commissions()).slice(1)).toEqual(['Acme clawback -1800 approved', 'Acme rate 3000 approved'])
    const { rows } = await engine.call('views.open', viewSpec('commissions'))
    const ids = rows.filter(({ cells }) => cells['earned'] === -1_800).map((row) => row.id)
    await engine.call('commissions.hold', { ids, reason: 'Agreed?' })
    await callReversibly(engine, 'commissions.reject', { ids, reason: 'Agreed' })
    expect((await commissions()).slice(1)).toEqual(['Acme clawback -1800 rejected'])
    expect(await findings()).toEqual([])
  })

  test('[CO18] [CO24] what came too late for what was paid takes nothing of what is paid instead', async () => {
    await engine.call('programme.update', { clawbackDays: 10, pinnedToday: '2026-03-01' })
    await sell()
    const id = await refund('R1', '40.00')
    await settle()
    await importRows(engine, header, [['R2', '2026-02-20', '', '-20.00', 'USD', 'A1']])
    await engine.call('imports.revert', { id })
    expect((await commissions()).slice(1)).toEqual(['Acme clawback -1800 approved', 'Acme rate 3000 approved'])
    expect(await settle(january)).toHaveLength(2)
    expect((await commissions()).filter((line) => /approved|reversed/.test(line))).toEqual(['Acme clawback 0 reversed'])
    expect(await findings()).toEqual([])
  })

  test('[CO18] while it is held nothing is earned anew, so that rejecting it later pays nothing twice', async () => {
    await sell()
    const id = await refund('R1', '40.00')
    await settle()
    await engine.call('imports.revert', { id })
    const { rows } = await engine.call('views.open', viewSpec('commissions'))
    const ids = rows.filter(({ cells }) => cells['earned'] === -1_800).map((row) => row.id)
    await engine.call('commissions.hold', { ids, reason: 'Agreed?' })
    expect((await commissions()).slice(1)).toEqual(['Acme clawback -1800 hold'])
  })

  test('[CO12] one that was reverted before that had lowered nothing: a changed base pays nothing anew', async () => {
    await importRows(
      engine,
      ['Invoice', 'Date', 'Partner', 'Amount', 'Tax', 'Currency', 'Original invoice'],
      [['A1', '2025-12-05', 'Acme', '100.00', '20.00', 'USD', '']],
    )
    await engine.call('imports.revert', { id: await refund('R1', '40.00') })
    await settle()
    const base = { excludeTax: false, excludeShipping: true, excludeDiscount: true }
    await engine.call('programme.update', { base })
    expect(await commissions()).toEqual(['Acme rate 2400 paid'])
  })

  test('[CO18] it stays as it was paid where its rule would not pay it any more', async () => {
    await sell()
    const id = await refund('R1', '40.00')
    await settle()
    await engine.call('plans.unassign', { assignmentId: 1, from: '2024-01-01' })
    await engine.call('imports.revert', { id })
    expect(await commissions()).toEqual(['Acme rate 1800 paid'])
    expect(await findings()).toEqual([])
  })

  test('[CO12] what counts as base may change: nothing that is settled is paid again for that', async () => {
    await importRows(
      engine,
      ['Invoice', 'Date', 'Partner', 'Amount', 'Tax', 'Currency', 'Original invoice'],
      [['A1', '2025-12-05', 'Acme', '100.00', '20.00', 'USD', '']],
    )
    expect(await settle()).toEqual(['Revenue share 2400'])
    const base = { excludeTax: false, excludeShipping: true, excludeDiscount: true }
    await engine.call('programme.update', { base })
    expect(await commissions()).toEqual(['Acme rate 2400 paid'])
    expect(await findings()).toEqual([])
  })
})

test.each([
  ['keep', ['Acme fixed 4000 paid']],
  ['proRata', ['Acme fixed 2400 paid', 'Acme clawback -2400 approved', 'Acme fixed 4000 approved']],
] as const)(
  '[CO18] [CO22] a fixed amount that %s had settled is paid anew where the refund had lowered it',
  async (onPartialRefund, shown) => {
    await engine.call('plans.unassign', { assignmentId: 1, from: '2024-01-01' })
    await seedPlanOf(engine, { kind: 'fixed', minor: 4_000, currency: 'USD', per: 'everyConversion', onPartialRefund })
    await sell()
    const id = await refund('R1', '40.00')
    await settle()
    await engine.call('imports.revert', { id })
    expect(await commissions()).toEqual(shown)
    expect(await findings()).toEqual([])
  },
)

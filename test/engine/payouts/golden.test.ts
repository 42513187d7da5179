import { afterEach, beforeEach, expect, test } from 'vitest'
import { approveRun, december, january, openRun, payRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

test('[PO7] golden vector 9: +20 and a clawback of 100 pay nothing and carry −80; +100 next month pay 20', async () => {
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 20_000 }])
  const clawback = { partnerId: acme, currency: 'USD', minor: -10_000, day: '2025-12-12', reason: 'clawback' }
  await engine.call('commissions.adjust', clawback)
  const first = await approveRun(engine, (await openRun(engine)).id)
  expect(first.payouts).toMatchObject([
    {
      earnedMinor: 2_000,
      adjustedMinor: -10_000,
      balanceMinor: -8_000,
      payoutMinor: 0,
      carriedBecause: 'negativeBalance',
    },
  ])
  await seedSales(engine, [{ partnerId: acme, on: '2026-01-03', minor: 100_000 }])
  const second = await approveRun(engine, (await openRun(engine, january)).id)
  expect(second.payouts).toMatchObject([{ openingMinor: -8_000, earnedMinor: 10_000, payoutMinor: 2_000 }])
  expect(await engine.call('payouts.balances', { partnerId: acme })).toMatchObject({ balances: [{ minor: 2_000 }] })
})

test('[PO7] a balance that only waits is carried from run to run without a statement of its own', async () => {
  await engine.call('programme.update', { minimumPayouts: [{ currency: 'USD', minor: 5_000 }] })
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-01', minor: 40_000 }])
  await approveRun(engine, (await openRun(engine)).id)
  const waiting = await approveRun(engine, (await openRun(engine, january)).id)
  expect(waiting.payouts).toMatchObject([
    { openingMinor: 4_000, lines: 0, carriedBecause: 'belowMinimum', statementId: null },
  ])
  await engine.call('payouts.close', { id: waiting.id })
})

test('[PO9] a list whose lines changed is neither reviewed nor approved; going back to draft reads it anew and keeps what people decided', async () => {
  const bukit = await seedPartner(engine, 'Bukit Data')
  await seedSales(engine, [
    { partnerId: acme, on: '2025-12-03', minor: 20_000 },
    { partnerId: bukit, on: '2025-12-03', minor: 30_000 },
  ])
  const { id, payouts } = await openRun(engine)
  const excluded = payouts.find(({ partnerId }) => partnerId === bukit)?.id ?? 0
  await engine.call('payouts.exclude', { payoutId: excluded, reason: 'dispute D-014' })
  const { fingerprint } = await engine.call('payouts.run', { id })
  await engine.call('payouts.review', { id, fingerprint })
  // The programme's rate for December changes under the reviewed run.
  const [plan] = (await engine.call('plans.list', {})).plans
  const rule = plan?.versions[0]?.body.rules[0]
  if (!plan || !rule) throw new Error('no plan')
  const body = { rules: [{ ...rule, payment: { kind: 'percent' as const, ratePpm: 200_000 } }] }
  await engine.call('plans.saveDraft', { id: plan.id, body })
  await engine.call('plans.publish', { id: plan.id, validFrom: '2025-12-01', changeMode: 'allNewEvents' })

  expect(await engine.refused('payouts.approve', { id, fingerprint })).toMatchObject({ code: 'payout.listChanged' })
  const stale = await engine.call('payouts.run', { id })
  expect(stale.checks.filter(({ isPassed }) => !isPassed).map(({ check }) => check)).toEqual([
    'totalsAddUp',
    'noLateChange',
  ])
  await engine.call('payouts.backToDraft', { id })
  const fresh = await engine.call('payouts.run', { id })
  expect(fresh.payouts).toMatchObject([
    {
      partnerName: 'Bukit Data',
      earnedMinor: 6_000,
      payoutMinor: 0,
      carriedBecause: 'excluded',
      note: 'dispute D-014',
    },
    { partnerName: 'Acme', earnedMinor: 4_000, payoutMinor: 4_000 },
  ])
  expect(fresh.checks.filter(({ isPassed }) => !isPassed)).toEqual([])
})

test('[PO9] a payout far above the mean of the last three is pointed out', async () => {
  const months = ['2025-08', '2025-09', '2025-10', '2025-11']
  for (const [i, month] of months.entries()) {
    await seedSales(engine, [{ partnerId: acme, on: `${month}-03`, minor: 10_000 * (i + 1) }])
    const period = { from: `${month}-01`, to: `${month}-28`, cutoffOn: december.cutoffOn }
    await payRun(engine, await approveRun(engine, (await openRun(engine, period)).id), `${month}-28`)
  }
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 39_010 }])
  const run = await openRun(engine)
  expect(run.payouts[0]?.averageMinor).toBe(3_000)
  expect(run.checks.find(({ check }) => check === 'againstAverage')).toMatchObject({
    isPassed: false,
    detail: 'Acme',
    payoutId: run.payouts[0]?.id,
  })
})

test('[PO16] golden vector 8 and after: 40 of a paid sale of 100 at 30 % are refunded; the next statement takes back 12, names the line, and carries what is left', async () => {
  const { plans } = await engine.call('plans.list', {})
  const rule = plans[0]?.versions[0]?.body.rules[0]
  if (!plans[0] || !rule) throw new Error('no plan')
  const body = { rules: [{ ...rule, payment: { kind: 'percent' as const, ratePpm: 300_000 } }] }
  await engine.call('plans.saveDraft', { id: plans[0].id, body })
  await engine.call('plans.publish', { id: plans[0].id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  const header = ['Invoice', 'Date', 'Type', 'Partner', 'Customer', 'Amount', 'Currency', 'Original invoice']
  await importRows(engine, header, [['INV-A', '2025-12-03', 'sale', 'Acme', 'Anvika Retail', '100.00', 'USD', '']])
  const first = await approveRun(engine, (await openRun(engine)).id)
  expect(first.payouts).toMatchObject([{ payoutMinor: 3_000 }])
  await payRun(engine, first, '2026-01-10')

  await importRows(engine, header, [
    ['REF-A', '2026-01-05', 'refund', 'Acme', 'Anvika Retail', '-40.00', 'USD', 'INV-A'],
  ])
  const second = await approveRun(engine, (await openRun(engine, january)).id)
  expect(second.payouts).toMatchObject([{ openingMinor: 0, earnedMinor: -1_200, payoutMinor: 0, balanceMinor: -1_200 }])
  const statement = await engine.call('payouts.statement', { statementId: second.payouts[0]?.statementId ?? 0 })
  expect(statement).toMatchObject({
    closingMinor: -1_200,
    lines: [
      {
        customer: 'Anvika Retail',
        what: 'Refund of line 1 on statement 2025-12-001',
        trace: { component: 'clawback' },
      },
    ],
  })
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { approveRun, december, openRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

test('[PO1] a run goes from draft to closed, step by step and in no other order', async () => {
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 124_000 }])
  const { id, fingerprint } = await openRun(engine)
  const frozen = { id, fingerprint }
  const illegal = async (): Promise<string[]> => {
    const refused: string[] = []
    for (const step of [
      () => engine.call('payouts.review', frozen),
      () => engine.call('payouts.approve', frozen),
      () => engine.call('payouts.export', { ...frozen, format: 'csv' }),
      () => engine.call('payouts.close', { id }),
      () => engine.call('payouts.void', { id, reason: 'test' }),
    ]) {
      try {
        await step()
        await engine.call('history.undo', {})
      } catch (error) {
        refused.push((error as { code: string }).code)
      }
    }
    return refused
  }
  expect(await illegal()).toEqual(Array(3).fill('payout.illegalState'))
  await engine.call('payouts.review', frozen)
  expect(await illegal()).toEqual(Array(3).fill('payout.illegalState'))
  await engine.call('payouts.approve', frozen)
  await engine.call('payouts.export', { ...frozen, format: 'csv' })
  expect(await engine.refused('payouts.void', { id, reason: 'too late' })).toMatchObject({
    code: 'payout.illegalState',
  })
  const [payout] = (await engine.call('payouts.run', { id })).payouts
  const payments = [{ payoutId: payout?.id ?? 0, reference: 'T-1' }]
  await engine.call('payouts.markPaid', { id, paidOn: '2026-01-15', payments })
  const waiting = async () => ({
    needs: (await engine.call('metrics.needs', {})).needs.map(({ kind, dueOn }) => [kind, dueOn]),
    count: (await engine.call('metrics.counts', {})).runsWaiting,
  })
  expect(await waiting()).toEqual({ needs: [['runToClose', null]], count: 1 })
  await engine.call('payouts.close', { id })
  expect(await waiting()).toEqual({ needs: [], count: 0 })
  const run = await engine.call('payouts.run', { id })
  expect(run.steps.map(({ state, by }) => [state, by])).toEqual(
    ['draft', 'reviewed', 'approved', 'exported', 'paid', 'closed'].map((state) => [state, 'Maya Lindqvist']),
  )
})

test('[PO2] a run takes what is due up to its cut-off and happened up to its end, late sales of earlier months included', async () => {
  await seedSales(engine, [
    { partnerId: acme, on: '2025-11-30', minor: 10_000 },
    { partnerId: acme, on: '2025-12-31', minor: 20_000 },
    { partnerId: acme, on: '2026-01-01', minor: 40_000 },
  ])
  const run = await openRun(engine)
  expect({ lines: run.lines, totals: run.totals, number: run.number }).toEqual({
    lines: 2,
    totals: [{ currency: 'USD', payouts: 1, minor: 3_000 }],
    number: '2025-12',
  })
  expect(
    (await openRun(engine, { ...december, cutoffOn: '2025-12-15' }).catch((error: unknown) => error)) as object,
  ).toMatchObject({
    code: 'payout.empty',
  })
})

test('[PO10] a commission is in at most one live run; a voided run gives its lines back', async () => {
  await seedSales(engine, [
    { partnerId: acme, on: '2025-12-03', minor: 10_000 },
    { partnerId: acme, on: '2025-12-04', minor: 20_000 },
  ])
  const first = await openRun(engine)
  expect(await engine.refused('payouts.createRun', december)).toMatchObject({ code: 'payout.empty' })
  await engine.call('payouts.void', { id: first.id, reason: 'wrong cut-off' })
  const second = await openRun(engine)
  expect({ number: second.number, totals: second.totals }).toEqual({ number: '2025-12b', totals: first.totals })
  expect(second.checks.filter(({ isPassed }) => !isPassed)).toEqual([])
})

test('[HI2] [PO3] undoing a void brings the lines back as they were approved, whatever was published since', async () => {
  await seedSales(engine, [
    { partnerId: acme, on: '2025-12-03', minor: 124_000 },
    { partnerId: acme, on: '2025-12-18', minor: 45_600 },
  ])
  const { id } = await openRun(engine)
  await approveRun(engine, id)
  const [plan] = (await engine.call('plans.list', {})).plans
  const rule = plan?.versions[0]?.body.rules[0]
  if (!plan || !rule) throw new Error('no plan')
  const body = { rules: [{ ...rule, payment: { kind: 'percent' as const, ratePpm: 200_000 } }] }
  await engine.call('plans.saveDraft', { id: plan.id, body })
  await engine.call('plans.publish', { id: plan.id, validFrom: '2025-12-01', changeMode: 'allNewEvents' })
  await callReversibly(engine, 'payouts.void', { id, reason: 'wrong cut-off' })
  await engine.call('history.undo', {})
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[PO8] review and approval act only on the list the user saw', async () => {
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 10_000 }])
  const { id, fingerprint, payouts } = await openRun(engine)
  await engine.call('payouts.exclude', { payoutId: payouts[0]?.id ?? 0, reason: 'dispute D-014' })
  expect(await engine.refused('payouts.review', { id, fingerprint })).toMatchObject({ code: 'payout.listChanged' })
  await engine.call('payouts.include', { payoutId: payouts[0]?.id ?? 0 })
  await engine.call('payouts.review', { id, fingerprint })
  expect(await engine.refused('payouts.approve', { id, fingerprint: '0123456789ab' })).toMatchObject({
    code: 'payout.listChanged',
  })
  await engine.call('payouts.approve', { id, fingerprint })
})

test('[PO5] what is not paid is carried over with its reason', async () => {
  await engine.call('programme.update', {
    minimumPayouts: [{ currency: 'USD', minor: 5_000 }],
    missingPayee: 'carryOver',
  })
  const below = await seedPartner(engine, 'Kepulauan Soft')
  const without = await seedPartner(engine, 'Formosa Link', null)
  const paused = await seedPartner(engine, 'Chao Phraya Digital')
  await seedSales(engine, [
    { partnerId: acme, on: '2025-12-03', minor: 100_000 },
    { partnerId: below, on: '2025-12-03', minor: 42_100 },
    { partnerId: without, on: '2025-12-03', minor: 388_600 },
    { partnerId: paused, on: '2025-12-03', minor: 274_900 },
  ])
  await engine.call('partners.setStatus', { id: paused, status: 'paused', validFrom: '2026-01-01' })
  const run = await openRun(engine)
  expect(
    run.payouts.map(({ partnerName, balanceMinor, payoutMinor, carriedBecause, shortByMinor }) => [
      partnerName,
      balanceMinor,
      payoutMinor,
      carriedBecause,
      shortByMinor,
    ]),
  ).toEqual([
    ['Acme', 10_000, 10_000, null, null],
    ['Formosa Link', 38_860, 0, 'noPayeeData', null],
    ['Chao Phraya Digital', 27_490, 0, 'partnerPaused', null],
    ['Kepulauan Soft', 4_210, 0, 'belowMinimum', 790],
  ])
  await engine.call('payouts.include', { payoutId: run.payouts[3]?.id ?? 0 })
  const after = await engine.call('payouts.run', { id: run.id })
  expect(after.totals).toEqual([{ currency: 'USD', payouts: 2, minor: 14_210 }])
})

test('[PO13] a partner without payee data is paid by hand with a typed reference', async () => {
  const byHand = await seedPartner(engine, 'Han River IT', null)
  await seedSales(engine, [{ partnerId: byHand, on: '2025-12-03', minor: 100_000 }])
  const run = await openRun(engine)
  expect(run.payouts.map(({ method, payoutMinor }) => ({ method, payoutMinor }))).toEqual([
    { method: 'byHand', payoutMinor: 10_000 },
  ])
  await approveRun(engine, run.id)
  const pay = (reference: string) => ({
    id: run.id,
    paidOn: '2026-01-15',
    payments: [{ payoutId: run.payouts[0]?.id ?? 0, reference }],
  })
  expect(await engine.refused('payouts.markPaid', pay(' '))).toMatchObject({ code: 'payout.referenceMissing' })
  await engine.call('payouts.markPaid', pay('Cheque 114'))
  expect(await engine.call('payouts.run', { id: run.id })).toMatchObject({
    state: 'paid',
    payouts: [{ reference: 'Cheque 114', paidOn: '2026-01-15' }],
  })
})

test('[PO7] golden vector 10: 40 stays below a minimum of 50 in December, 60 are paid in January', async () => {
  await engine.call('programme.update', { minimumPayouts: [{ currency: 'USD', minor: 5_000 }] })
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-01', minor: 40_000 }])
  const first = await approveRun(engine, (await openRun(engine)).id)
  expect(first.payouts).toMatchObject([{ payoutMinor: 0, carriedBecause: 'belowMinimum', shortByMinor: 1_000 }])
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-20', minor: 20_000 }])
  const second = await approveRun(
    engine,
    (await openRun(engine, { ...december, to: '2026-01-31', cutoffOn: '2026-02-15' })).id,
  )
  expect(second.payouts).toMatchObject([
    { openingMinor: 4_000, earnedMinor: 2_000, payoutMinor: 6_000, carriedBecause: null },
  ])
})

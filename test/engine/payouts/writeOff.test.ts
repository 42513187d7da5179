import { afterEach, beforeEach, expect, test } from 'vitest'
import { approveRun, january, openRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const owe = (partnerId: number, minor: number, currency = 'USD') =>
  engine.call('commissions.adjust', { partnerId, currency, minor, day: '2025-06-01', reason: 'Paid twice' })

async function partner(name: string, terminatedOn: string | null): Promise<number> {
  const { id } = await engine.call('partners.create', { name, startedOn: '2025-01-01' })
  if (terminatedOn !== null)
    await engine.call('partners.setStatus', { id, status: 'terminated', validFrom: terminatedOn })
  return id
}

test('[PO19] only what a terminated partner owes is written off, when the time for it is over, to the last cent', async () => {
  const gone = await partner('Gone', '2025-07-01')
  const late = await partner('Late', '2025-12-01')
  const here = await partner('Here', null)
  for (const id of [gone, late, here]) await owe(id, -3_840)
  await owe(gone, -100, 'EUR')
  await owe(gone, 5_000, 'JPY')
  const listed = async () => (await engine.call('payouts.uncollectable', {})).balances
  expect(await listed()).toEqual([
    { partnerId: gone, partnerName: 'Gone', currency: 'EUR', minor: -100, terminatedOn: '2025-07-01' },
    { partnerId: gone, partnerName: 'Gone', currency: 'USD', minor: -3_840, terminatedOn: '2025-07-01' },
  ])
  const { needs } = await engine.call('metrics.needs', {})
  expect(needs.find(({ kind }) => kind === 'uncollectable')).toMatchObject({
    count: 1,
    label: 'Gone',
    amounts: [
      { currency: 'EUR', minor: -100 },
      { currency: 'USD', minor: -3_840 },
    ],
  })
  const reason = 'Dissolved'
  for (const [partnerId, currency] of [
    [late, 'USD'],
    [here, 'USD'],
    [gone, 'JPY'],
  ] as const)
    expect(await engine.refused('payouts.writeOff', { partnerId, currency, reason })).toMatchObject({
      code: 'payout.notUncollectable',
    })

  await callReversibly(engine, 'payouts.writeOff', { partnerId: gone, currency: 'USD', reason })
  expect(await listed()).toMatchObject([{ currency: 'EUR' }])
  const { rows } = await engine.call(
    'views.open',
    viewSpec('adjustments', { filters: [{ column: 'kind', operator: 'is', value: 'writeOff' }] }),
  )
  expect(rows.map(({ cells }) => [cells['partner'], cells['amount'], cells['reason']])).toEqual([
    ['Gone', 3_840, reason],
  ])
  await engine.call('programme.update', { uncollectableDays: 0 })
  expect(await listed()).toMatchObject([{ currency: 'EUR' }, { partnerId: late, minor: -3_840 }])
})

test('[PO19] a balance that was written off is settled by the next run at zero, and brings nothing into later ones', async () => {
  const gone = await partner('Gone', '2025-07-01')
  await owe(gone, -3_840)
  const first = await openRun(engine)
  expect(first.payouts).toMatchObject([{ carriedBecause: 'negativeBalance', balanceMinor: -3_840 }])
  await approveRun(engine, first.id)
  await engine.call('payouts.writeOff', { partnerId: gone, currency: 'USD', reason: 'Dissolved' })
  const second = await openRun(engine, january)
  expect(second.payouts).toMatchObject([{ carriedBecause: 'zero', balanceMinor: 0 }])
  await approveRun(engine, second.id)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

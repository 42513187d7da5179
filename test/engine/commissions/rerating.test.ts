import { afterEach, beforeEach, expect, test } from 'vitest'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { approveRun, december, january, openRun, payRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { importRows, seedPartner, seedPlanOf } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-20' })
  await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']
const sell = (...days: string[]) =>
  importRows(
    engine,
    header,
    days.map((day) => [`A${day}`, `2025-12-${day}`, 'Acme', '100.00', 'USD', '']),
  )
const refund = (day: string, amount: string, on = '2026-01-10') =>
  importRows(engine, header, [[`R${day}-${on}`, on, 'Acme', `-${amount}`, 'USD', `A${day}`]])

/** 5 %, and 10 % for everything once a quarter has reached 250.00. */
const seedTiers = (kind: 'whole' | 'marginal') =>
  seedPlanOf(engine, {
    kind,
    currency: 'USD',
    counter: { unit: 'amount', window: 'quarter' },
    tiers: [
      { from: 0, ratePpm: 50_000 },
      { from: 25_000, ratePpm: 100_000 },
    ],
  })
/** The same for sales of 60.00 and more. */
async function seedBoundTiers(): Promise<void> {
  await seedTiers('whole')
  const [plan] = (await engine.call('plans.list', {})).plans
  const body = plan?.versions[0]?.body
  if (!plan || !body) throw new Error('there is a plan')
  const conditions = [{ field: 'amount' as const, atLeastMinor: 6_000, atMostMinor: null, currency: 'USD' }]
  await engine.call('plans.saveDraft', {
    id: plan.id,
    body: { rules: body.rules.map((rule) => ({ ...rule, conditions })) },
  })
  await engine.call('plans.publish', { id: plan.id, validFrom: '2024-01-02', changeMode: 'allNewEvents' })
}
const rateAnew = () => engine.call('programme.update', { reratesAfterRefunds: true })

async function settle(period = december): Promise<string[]> {
  const run = await approveRun(engine, (await openRun(engine, period)).id)
  if (run.payouts.some(({ payoutMinor }) => payoutMinor > 0)) await payRun(engine, run, '2026-01-20')
  const { rows } = await engine.call('views.open', viewSpec('statements'))
  const { lines } = await engine.call('payouts.statement', { statementId: Math.max(...rows.map(({ id }) => id)) })
  return lines.map(({ what, trace }) => `${what}: ${trace.earnedMinor}`)
}

async function open(): Promise<string[]> {
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  return rows
    .toSorted((a, b) => a.id - b.id)
    .filter(({ cells }) => cells['status'] !== 'paid' && cells['status'] !== 'inRun')
    .map(({ cells }) => [cells['conversionId'], cells['component'], cells['earned'], cells['status']].join(' '))
}
const findings = async () => (await engine.call('workspace.verify', {})).findings

test('[CO30] a refund after the payment leaves other sales as they were paid, unless the programme rates periods anew', async () => {
  await seedTiers('whole')
  await sell('01', '02', '03')
  expect(await settle()).toHaveLength(5)
  await refund('01', '100.00')
  const asPaid = ['4 clawback -500 approved', '4 clawback -500 approved']
  expect(await open()).toEqual(asPaid)
  await callReversibly(engine, 'programme.update', { reratesAfterRefunds: true })
  expect(await open()).toEqual([
    ...asPaid,
    '2 clawback -500 approved',
    '3 clawback -1000 approved',
    '3 rate 500 approved',
  ])
  expect(await findings()).toEqual([])
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  const anew = rows.find(({ cells }) => cells['earned'] === -1_000)
  const { trace } = await engine.call('commissions.explain', { id: anew?.id ?? 0 })
  expect([trace.baseLines, replay(trace)]).toEqual([[{ label: 'ratedAnew', minor: -10_000 }], -1_000])
  expect((await settle(january)).toSorted()).toEqual([
    'Line 4 on statement 2025-12-001, rated anew: -500',
    'Line 5 on statement 2025-12-001, rated anew: -1000',
    'Refund of line 1 on statement 2025-12-001: -500',
    'Refund of line 3 on statement 2025-12-001: -500',
    'Revenue share: 500',
  ])
  expect([await open(), await findings()]).toEqual([[], []])
})

test('[CO30] what is rated anew and settled goes up again when the refund is undone', async () => {
  await seedTiers('whole')
  await rateAnew()
  await sell('01', '02', '03')
  await settle()
  const id = await refund('01', '100.00')
  await settle(january)
  await engine.call('imports.revert', { id })
  expect(await open()).toEqual([
    '4 restored 500 approved',
    '4 restored 500 approved',
    '2 trueUp 500 approved',
    '3 clawback -500 approved',
    '3 rate 1000 approved',
  ])
  expect(await findings()).toEqual([])
})

test('[CO30] marginal tiers move what comes after the refunded sale down, by date', async () => {
  await seedTiers('marginal')
  await rateAnew()
  await sell('01', '02', '03')
  await settle()
  await refund('01', '40.00')
  // 200 to 250 at 5 % and 50 at 10 % were 7.50; 160 to 250 and 10 at 10 % are 5.50.
  expect(await open()).toEqual(['4 clawback -200 approved', '3 clawback -750 approved', '3 rate 550 approved'])
  expect(await findings()).toEqual([])
})

test('[CO30] [CO24] a refund that comes too late takes no step away', async () => {
  await seedTiers('whole')
  await engine.call('programme.update', { reratesAfterRefunds: true, clawbackDays: 10, pinnedToday: '2026-03-01' })
  await sell('01', '02', '03')
  await settle()
  await refund('01', '100.00', '2026-02-20')
  expect(await open()).toEqual(['4 clawback 0 reversed', '4 clawback 0 reversed'])
  expect(await findings()).toEqual([])
})

test('[CO30] rejecting that a line is taken back keeps it as it was paid, and nothing is earned anew for it', async () => {
  await seedTiers('whole')
  await rateAnew()
  await sell('01', '02', '03')
  await settle()
  await refund('01', '100.00')
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  const anew = rows.find(({ cells }) => cells['earned'] === -1_000)
  await engine.call('commissions.hold', { ids: [anew?.id ?? 0], reason: 'Goodwill?' })
  await callReversibly(engine, 'commissions.reject', { ids: [anew?.id ?? 0], reason: 'Goodwill' })
  expect(await open()).toEqual([
    '4 clawback -500 approved',
    '4 clawback -500 approved',
    '2 clawback -500 approved',
    '3 clawback -1000 rejected',
  ])
  expect(await findings()).toEqual([])
})

test('[CO30] while a line is held nothing is earned anew for it; released, both come', async () => {
  await seedTiers('whole')
  await rateAnew()
  await sell('01', '02', '03')
  await settle()
  await refund('01', '100.00')
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  const ids = rows.filter(({ cells }) => cells['earned'] === -1_000).map(({ id }) => id)
  await callReversibly(engine, 'commissions.hold', { ids, reason: 'Goodwill?' })
  expect((await open()).filter((line) => line.startsWith('3'))).toEqual(['3 clawback -1000 hold'])
  await settle(january)
  expect(await open()).toEqual(['3 clawback -1000 hold'])
  await callReversibly(engine, 'commissions.release', { ids })
  expect(await open()).toEqual(['3 clawback -1000 approved', '3 rate 500 approved'])
  expect(await findings()).toEqual([])
})

test('[CO30] what stays as it was paid is counted as it was paid, so that nothing is rated to and fro', async () => {
  await seedTiers('marginal')
  await rateAnew()
  await sell('01', '02', '03', '04')
  await settle()
  await refund('01', '100.00')
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  const ids = rows.filter(({ cells }) => cells['earned'] === -750).map(({ id }) => id)
  await engine.call('commissions.hold', { ids, reason: 'Goodwill?' })
  await engine.call('commissions.reject', { ids, reason: 'Goodwill' })
  await settle(january)
  expect([await open(), await findings()]).toEqual([['3 clawback -750 rejected'], []])
})

test('[CO24] [CO30] a refund that came too late takes nothing back either of a sale that is rated anew', async () => {
  await seedTiers('whole')
  await engine.call('programme.update', { reratesAfterRefunds: true, clawbackDays: 10, pinnedToday: '2026-03-01' })
  await sell('01', '02', '03')
  await settle()
  await refund('03', '100.00', '2026-02-20')
  await refund('01', '100.00', '2026-01-25')
  const anew = (await open()).filter((line) => /^[23]/.test(line))
  expect(anew).toEqual(['2 clawback -500 approved', '3 clawback -1000 approved', '3 rate 500 approved'])
  await settle(january)
  expect(await open()).toEqual(['4 clawback 0 reversed'])
  expect(await findings()).toEqual([])
})

test('[CO30] a sale that crossed the step keeps the tier that it was paid at when part of it is refunded', async () => {
  await seedTiers('whole')
  await rateAnew()
  await sell('01', '02', '03', '04')
  await settle()
  await refund('03', '60.00')
  expect(await open()).toEqual(['5 clawback -600 approved'])
  await settle(january)
  expect([await open(), await findings()]).toEqual([[], []])
})

test('[CO30] a sale is judged by its amount as it was paid, so that a bound does not shut it out', async () => {
  await seedBoundTiers()
  await rateAnew()
  await sell('01', '02', '03')
  await settle()
  await refund('03', '50.00')
  expect(await open()).toEqual(['4 clawback -500 approved'])
  await refund('02', '50.00')
  await settle(january)
  expect([await open(), await findings()]).toEqual([[], []])
})

const idsOf = async (...earned: number[]): Promise<number[]> => {
  const { rows } = await engine.call('views.open', viewSpec('commissions'))
  return rows.filter(({ cells }) => earned.includes(cells['earned'] as number)).map(({ id }) => id)
}
async function refuse(...earned: number[]): Promise<void> {
  const ids = await idsOf(...earned)
  await engine.call('commissions.hold', { ids, reason: 'Goodwill?' })
  await engine.call('commissions.reject', { ids, reason: 'Goodwill' })
}

test('[CO30] what people refused to take back stays, also when it would change only because something else stays', async () => {
  await seedTiers('marginal')
  await rateAnew()
  await sell('01', '02', '03', '04')
  await settle()
  const id = await refund('01', '100.00')
  await refuse(-750, -1_000)
  await engine.call('imports.revert', { id })
  await refund('01', '50.00', '2026-01-11')
  expect((await open()).filter((line) => line.includes('rate'))).toEqual([])
  expect(await findings()).toEqual([])
})

test('[CO24] [CO30] what was never paid is lowered by every refund, in time or not', async () => {
  await seedTiers('whole')
  await engine.call('programme.update', { reratesAfterRefunds: true, clawbackDays: 10, pinnedToday: '2026-03-01' })
  await sell('01', '02')
  await settle()
  await refund('01', '100.00', '2026-02-20')
  await sell('05')
  expect((await open()).filter((line) => line.startsWith('1'))).toEqual([])
  expect(await findings()).toEqual([])
})

test('[CO30] what is earned anew stays with its rule while it waits, also when the other half is settled', async () => {
  await seedBoundTiers()
  await rateAnew()
  await sell('01', '02', '03')
  await settle()
  await refund('03', '50.00')
  await refund('02', '50.00')
  await engine.call('commissions.hold', { ids: await idsOf(250), reason: 'Which?' })
  await settle(january)
  expect(await open()).toEqual(['3 rate 250 hold'])
  expect(await findings()).toEqual([])
})

test('[CO30] refusing what a settled clawback would give back keeps the whole sale as it was paid', async () => {
  await seedTiers('whole')
  await sell('01', '02', '03')
  await settle()
  await refund('03', '60.00')
  await settle(january)
  await rateAnew()
  expect((await open()).filter((line) => line.includes('restored'))).toEqual(['4 restored 600 approved'])
  const [restored = 0] = await idsOf(600)
  const { trace } = await engine.call('commissions.explain', { id: restored })
  expect([trace.baseLines[0]?.label, replay(trace)]).toEqual(['ratedAnew', 600])
  await engine.call('commissions.hold', { ids: await idsOf(600), reason: 'Why?' })
  expect((await open()).filter((line) => /^[34]/.test(line))).toEqual(['4 restored 600 hold'])
  expect(await findings()).toEqual([])
})

test('[CO30] a line that was earned anew is taken back in parts by later refunds, each explained by those before', async () => {
  await seedTiers('whole')
  await sell('01', '02', '03')
  await settle()
  await refund('03', '60.00')
  await settle(january)
  await rateAnew()
  await settle(january)
  await refund('03', '10.00', '2026-01-11')
  await refund('03', '10.00', '2026-01-12')
  expect(await open()).toEqual(['5 clawback -50 approved', '6 clawback -50 approved'])
  const [first = 0, second = 0] = await idsOf(-50)
  for (const id of [first, second]) expect(replay((await engine.call('commissions.explain', { id })).trace)).toBe(-50)
  expect(await settle(january)).toHaveLength(2)
  expect(await findings()).toEqual([])
})

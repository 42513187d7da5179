import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Payment } from '../../../src/contract/plans.ts'
import type { ViewFilter } from '../../../src/contract/views.ts'
import { lostToRefunds, rateApprovals } from '../../../src/engine/analytics/approvals.rules.ts'
import { steppingClock } from '../../../src/engine/history/clock.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { importRows, type SeededSale, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  // Noon of 31 December in Singapore: October's commissions were due on 15 November, November's on 15 December.
  engine = await startTestEngine({ clock: steppingClock(Date.parse('2025-12-31T04:00:00Z')) })
  await seedPlan(engine)
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

const sale = (on: string, minor: number, currency = 'USD'): SeededSale => ({ partnerId: acme, on, minor, currency })

async function refund(on: string, amount: string, saleId: number): Promise<void> {
  const { rows } = await engine.call('views.open', viewSpec('conversions'))
  const invoice = String(rows.find(({ id }) => id === saleId)?.cells['externalId'])
  await importRows(
    engine,
    ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice'],
    [[`R-${saleId}`, on, 'Acme', amount, 'USD', invoice]],
  )
}

async function listed(filters: ViewFilter[]): Promise<[number, number]> {
  const inUsd: ViewFilter = { column: 'currency', operator: 'is', value: 'USD' }
  const { view } = await engine.call('views.open', viewSpec('commissions', { filters: [...filters, inUsd] }))
  const { totals } = await engine.call('views.settle', { view })
  return [totals.count, totals.sums.find(({ column }) => column === 'earned')?.total ?? 0]
}

async function seedAutumn(): Promise<void> {
  const october = await seedSales(engine, [
    ...Array.from({ length: 28 }, () => sale('2025-10-10', 10_000)),
    sale('2025-10-11', 200_000),
    sale('2025-10-12', 30_000),
  ])
  const [whole = 0, part = 0] = await seedSales(engine, [sale('2025-11-05', 40_000), sale('2025-11-06', 50_000)])
  const [, held = 0] = await seedSales(engine, [sale('2025-12-05', 600_000), sale('2025-12-06', 70_000)])
  const own = { ids: [october[29]! * 64], reason: 'Own purchase' }
  await engine.call('commissions.hold', own)
  await engine.call('commissions.reject', own)
  await engine.call('commissions.hold', { ids: [held * 64], reason: 'Chargeback' })
  const run = await openRun(engine, { from: '2025-10-01', to: '2025-10-31', cutoffOn: '2025-11-15' })
  await payRun(engine, await approveRun(engine, run.id), '2025-12-01')
  // Came after the run that would have paid it: it was due in November.
  await seedSales(engine, [sale('2025-10-13', 40_000, 'JPY')])
  await refund('2025-12-20', '-100.00', october[0]!)
  await refund('2025-12-21', '-400.00', whole)
  await refund('2025-12-22', '-200.00', part)
  const adjustment = { partnerId: acme, currency: 'USD', minor: 900, day: '2025-12-23', reason: 'Bonus' }
  await engine.call('commissions.adjust', adjustment)
}

test('[AN21] what is expected is what is owed on commissions × the share of decided ones that was neither rejected nor reversed', async () => {
  await seedAutumn()
  const { months, rates } = await engine.call('analytics.expectedLiability', {})
  expect(rates.find(({ currency }) => currency === 'USD')).toEqual({
    currency: 'USD',
    // December has one that is pending and one on hold.
    months: 2,
    spans: [{ from: '2025-10', to: '2025-11' }],
    commissions: 30 + 2,
    // 10 % of 28 × 100, 2,000, 300, 400 and 500.
    earnedMinor: 28_000 + 20_000 + 3_000 + 4_000 + 5_000,
    rejectedMinor: 3_000,
    // One of October that was paid and clawed back in December, one of November whole, and two fifths of another.
    reversedMinor: 1_000 + 4_000 + 2_000,
    ratePpm: 833_333, // 50,000 ÷ 60,000
  })
  expect(months).toEqual([
    { month: '2025-12', currency: 'JPY', minor: 4_000, expectedMinor: null },
    // 300 of November was due before, less the clawback; the adjustment is not in it, nor what is on hold.
    { month: '2025-12', currency: 'USD', minor: 3_000 - 1_000, expectedMinor: 1_667 },
    { month: '2026-01', currency: 'USD', minor: 60_000, expectedMinor: 50_000 },
  ])
})

test('[AN21] of fewer than thirty decided commissions of a currency nothing is expected, and how many there are is said', async () => {
  await seedAutumn()
  const { rates } = await engine.call('analytics.expectedLiability', {})
  expect(rates.find(({ currency }) => currency === 'JPY')).toMatchObject({ commissions: 1, months: 1, ratePpm: null })
})

test('[AN21] a month of what is expected, and the months behind the share, open to exactly the commissions they count', async () => {
  await seedAutumn()
  const payable: ViewFilter = { column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending'] }
  const earning: ViewFilter = { column: 'component', operator: 'in', value: ['rate', 'fixed', 'trueUp', 'uplift'] }
  expect([
    await listed([{ column: 'dueOn', operator: 'atMost', value: '2025-12-31' }, payable]),
    await listed([{ column: 'dueOn', operator: 'between', value: ['2026-01-01', '2026-01-31'] }, payable]),
    (await listed([{ column: 'occurredOn', operator: 'between', value: ['2025-10-01', '2025-11-30'] }, earning]))[0],
  ]).toEqual([[2, 2_000], [1, 60_000], 32])
})

test('[AN21] a month that is not decided interrupts the months behind the share, and is in no sum', () => {
  const month = (name: string, isOpen: boolean, rows = 20) => ({
    currency: 'USD',
    month: name,
    isRejected: false,
    isOpen,
    rows,
    minor: rows * 100,
  })
  const takenBack = { currency: 'USD', isRejected: false, rows: 1, minor: -300 }
  expect(
    rateApprovals(
      [month('2025-01', false), month('2025-02', true, 7), month('2025-03', false), month('2025-05', false, 10)],
      [
        // Of a month that is decided in one that is not, and the other way round.
        { ...takenBack, month: '2025-02', saleMonth: '2025-01' },
        { ...takenBack, month: '2025-03', saleMonth: '2025-02' },
        // A rejected clawback takes nothing back.
        { ...takenBack, month: '2025-03', saleMonth: '2025-01', isRejected: true },
      ],
      [{ currency: 'USD', month: '2025-02', minor: 900 }],
    ),
  ).toEqual([
    {
      currency: 'USD',
      months: 3,
      spans: [
        { from: '2025-01', to: '2025-01' },
        { from: '2025-03', to: '2025-05' },
      ],
      commissions: 20 + 18 + 10,
      earnedMinor: 2000 + 2600 + 1000,
      rejectedMinor: 300,
      reversedMinor: 300,
      ratePpm: 892_857, // 5,000 ÷ 5,600
    },
  ])
})

const tiers = [
  { from: 0, ratePpm: 40_000 },
  { from: 20_000, ratePpm: 60_000 },
]
const counter = { unit: 'amount', window: 'month' } as const
test.each<[string, Payment, component: number, counterBefore: number, earnedMinor: number, lost: number]>([
  ['a share', { kind: 'percent', ratePpm: 100_000 }, 0, 0, 400, 600],
  // 4 % of the first 5,000 and 6 % of the next 5,000.
  ['steps', { kind: 'marginal', currency: 'USD', tiers, counter }, 0, 15_000, 160, 340],
  ['a step for all', { kind: 'whole', currency: 'USD', tiers, counter }, 0, 15_000, 0, 600],
  ['what a tier adds', { kind: 'percent', ratePpm: 100_000 }, 30, 20_000, 0, 200],
  [
    'a fixed amount of three pieces',
    { kind: 'fixed', minor: 700, currency: 'USD', per: 'everyConversion' },
    1,
    0,
    0,
    2100,
  ],
])('[AN21] what refunds took off %s is what it pays on the whole base less what is left', (...row) => {
  const [, payment, component, counterBefore, earnedMinor, lost] = row
  const line = { id: 64 * 5 + component, fullBaseMinor: 10_000, earnedMinor, counterBefore, quantity: 3 }
  expect(lostToRefunds({ ...line, isCapped: false }, { payment }, 'halfToEven')).toBe(lost)
})

test('[AN21] refunds take no more off a commission than its caps would have left of it', () => {
  const payment = { kind: 'percent', ratePpm: 300_000 } as const
  const caps = { currency: 'USD', event: { minor: 2_000 }, partner: { minor: 9_000, window: 'month' } } as const
  const line = { id: 64 * 5, fullBaseMinor: 10_000, counterBefore: 0, quantity: 1 }
  const lost = (earnedMinor: number, isCapped: boolean) =>
    lostToRefunds({ ...line, earnedMinor, isCapped }, { payment, caps }, 'halfToEven')
  expect([lost(2_000, true), lost(1_500, false), lost(0, false)]).toEqual([0, 500, 2_000])
})

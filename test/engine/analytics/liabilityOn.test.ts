import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import type { ViewFilter, ViewTable } from '../../../src/contract/views.ts'
import { steppingClock, type SteppingClock } from '../../../src/engine/history/clock.ts'
import { anObjective } from '../../support/builders/objectives.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const noon = (day: string): number => Date.parse(`${day}T04:00:00Z`) // 12:00 in Singapore

let clock: SteppingClock
let engine: TestEngine
let acme: number
let bukit: number
beforeEach(async () => {
  clock = steppingClock(noon('2025-12-31'))
  engine = await startTestEngine({ clock })
  await seedPlan(engine)
  acme = await seedPartner(engine, 'Acme')
  bukit = await seedPartner(engine, 'Bukit Data')
})
afterEach(() => engine.close())

type Row = { minor: number; currency: string; age?: string; month?: string }

/** Amounts by age or due month and currency, whatever their status; what comes to nothing is left out. */
function summed(rows: readonly Row[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { age, month, currency, minor } of rows) {
    const key = `${age ?? month ?? ''} ${currency}`
    sums[key] = (sums[key] ?? 0) + minor
  }
  return Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0))
}

const told = ({ months, ages }: Pick<Output<'analytics.liabilityOn'>, 'months' | 'ages'>) => ({
  months: summed(months),
  ages: summed(ages),
})

const on = (day: string) => engine.call('analytics.liabilityOn', { day })

async function listed(table: ViewTable, column: string, day: string, currency: string): Promise<[number, number]> {
  const filters: ViewFilter[] = [
    { column: 'owedOn', operator: 'holds', value: day },
    { column: 'currency', operator: 'is', value: currency },
  ]
  const { view } = await engine.call('views.open', viewSpec(table, { filters }))
  const { totals } = await engine.call('views.settle', { view })
  return [totals.count, totals.sums.find((sum) => sum.column === column)?.total ?? 0]
}

/** Sales of October to December, a hold, an adjustment, and what November's run pays on 20 December. */
async function seedYear(): Promise<number[]> {
  const ids = await seedSales(engine, [
    { partnerId: acme, on: '2025-10-10', minor: 100_000 },
    { partnerId: bukit, on: '2025-11-11', minor: 200_000 },
    { partnerId: acme, on: '2025-12-05', minor: 300_000 },
    { partnerId: bukit, on: '2025-12-12', minor: 40_000, currency: 'JPY' },
    { partnerId: acme, on: '2025-12-20', minor: 500_000 },
  ])
  const run = await approveRun(
    engine,
    (await openRun(engine, { from: '2025-10-01', to: '2025-10-31', cutoffOn: '2025-11-15' })).id,
  )
  await payRun(engine, run, '2025-12-20')
  await engine.call('commissions.hold', { ids: [ids[4]! * 64], reason: 'Chargeback' })
  await engine.call('commissions.adjust', {
    partnerId: bukit,
    currency: 'USD',
    minor: 700,
    day: '2025-12-22',
    reason: 'Bonus',
  })
  return ids
}

test('[AN19] what was owed on a past day as known today is what was told on that day, where nothing came later about it', async () => {
  await seedYear()
  const then = told(await engine.call('analytics.liability', {}))
  // 10 % of November's sale, due on 15 December; of December's three, due on 15 January; and the bonus.
  expect(then.ages).toEqual({ 'late30 USD': 20_000 + 700, 'within30 USD': 30_000 + 50_000, 'within30 JPY': 4000 })
  expect(told(await on('2025-12-31'))).toEqual(then)

  clock.goTo(noon('2026-02-20'))
  const november = { from: '2025-11-01', to: '2025-11-30', cutoffOn: '2025-12-15' }
  await payRun(engine, await approveRun(engine, (await openRun(engine, november)).id), '2026-02-18')
  await seedSales(engine, [{ partnerId: acme, on: '2026-01-03', minor: 900_000 }])
  const today = told(await engine.call('analytics.liability', {}))
  expect(today).not.toEqual(then)
  expect(told(await on('2025-12-31'))).toEqual(then)
  // Paid on the eighteenth: still owed on the day before.
  expect(summed((await on('2026-02-17')).ages)['late90 USD']).toBe(20_000)
  expect(summed((await on('2026-02-18')).ages)['late90 USD']).toBeUndefined()
  expect(told(await on('2026-02-20'))).toEqual(today)
})

test('[AN19] as known today knows what was imported, refunded, rejected and released since, and a day within a month ends with that day', async () => {
  const [, , early = 0, , held = 0] = await seedYear()
  clock.goTo(noon('2026-02-20'))
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-30', minor: 80_000 }])
  await importRows(
    engine,
    ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice'],
    [['R-1', '2026-02-02', 'Acme', '-1000.00', 'USD', await invoiceOf(early)]],
  )
  await engine.call('commissions.reject', { ids: [held * 64], reason: 'Own purchase' })
  // Known today: 200 of 300 is left of the early sale, 80 came late, 500 was rejected. November and the bonus as before.
  const end = await on('2025-12-31')
  expect(summed(end.ages)).toEqual({
    'late30 USD': 20_000 + 700,
    'within30 USD': 20_000 + 8000,
    'within30 JPY': 4000,
  })
  expect(end.adjustments).toEqual([{ currency: 'USD', rows: 1 }])
  // On the nineteenth October was not paid yet, and neither the bonus nor the late sale had happened.
  const within = await on('2025-12-19')
  expect(summed(within.ages)).toEqual({
    'late60 USD': 10_000,
    'late30 USD': 20_000,
    'within30 USD': 20_000,
    'within30 JPY': 4000,
  })
  expect(summed(within.months)).toEqual({
    '2025-11 USD': 10_000,
    '2025-12 USD': 20_000,
    '2026-01 USD': 20_000,
    '2026-01 JPY': 4000,
  })
  expect([
    await listed('commissions', 'earned', '2025-12-31', 'USD'),
    await listed('adjustments', 'amount', '2025-12-31', 'USD'),
    await listed('commissions', 'earned', '2025-12-19', 'USD'),
    await listed('commissions', 'earned', '2025-12-19', 'JPY'),
    await listed('commissions', 'earned', '2025-12-20', 'USD'),
    await listed('adjustments', 'amount', '2025-12-19', 'USD'),
  ]).toEqual([
    [3, 48_000],
    [1, 700],
    [3, 50_000],
    [1, 4000],
    [2, 40_000],
    [0, 0],
  ])
})

test('[ME15] owed by months is what was owed at the end of each as known today, without what is held, and now where a month still runs', async () => {
  await seedYear()
  const read = async (owedAtEnd?: boolean) => {
    const asked = { keys: ['owed' as const], partnerId: null, from: '2025-12-01', to: '2025-12-31' }
    return (await engine.call('measures.read', { ...asked, ...(owedAtEnd === undefined ? {} : { owedAtEnd }) }))
      .values[0]?.value
  }
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'JPY', perBasePpm: 100_000_000 }] },
  })
  const then = await read()
  // November's 200, the bonus of 7, December's 300 and 4000 yen at a hundred to the dollar; 500 is held.
  expect(then).toBe(20_000 + 700 + 30_000 + 4000)
  clock.goTo(noon('2026-02-20'))
  const november = { from: '2025-11-01', to: '2025-11-30', cutoffOn: '2025-12-15' }
  await payRun(engine, await approveRun(engine, (await openRun(engine, november)).id), '2026-02-18')
  await seedSales(engine, [{ partnerId: acme, on: '2026-01-03', minor: 900_000 }])
  // Dated after all that is looked at: owed now, and on no day that is over.
  await engine.call('commissions.adjust', {
    partnerId: acme,
    currency: 'USD',
    minor: 50,
    day: '2026-03-05',
    reason: 'Bonus',
  })
  const month = (name: string, end: string) => ({ from: `${name}-01`, to: `${name}-${end}` })
  const { trends } = await engine.call('measures.trend', {
    keys: ['owed'],
    partnerId: null,
    periods: [
      month('2025-10', '31'),
      month('2025-11', '30'),
      month('2025-12', '31'),
      month('2026-01', '31'),
      month('2026-02', '28'),
    ],
  })
  const now = await read()
  expect(trends[0]?.map(({ value }) => value)).toEqual([10_000, 30_000, then, (then ?? 0) + 90_000, now])
  expect(now).toBeLessThan((then ?? 0) + 90_000)
  expect(await read(true)).toBe(then)
  const objective = { ...anObjective({ measure: 'owed', isNorthStar: false }), target: 1 }
  await engine.call('objectives.create', { ...objective, from: '2025-12-01', to: '2025-12-31' })
  await engine.call('objectives.create', { ...objective, from: '2026-01-01', to: '2026-12-31' })
  const { objectives } = await engine.call('objectives.list', { show: 'all', partnerId: null })
  expect(new Map(objectives.map(({ to, measured }) => [to, measured.value]))).toEqual(
    new Map([
      ['2025-12-31', then],
      ['2026-12-31', now],
    ]),
  )
  const filters: ViewFilter[] = [
    { column: 'owedOn', operator: 'holds', value: '2025-11-30' },
    { column: 'status', operator: 'isNot', value: 'hold' },
  ]
  const { view } = await engine.call('views.open', viewSpec('commissions', { filters }))
  const { totals } = await engine.call('views.settle', { view })
  expect(totals.sums.find((sum) => sum.column === 'earned')?.total).toBe(30_000)
})

async function invoiceOf(conversionId: number): Promise<string> {
  const { rows } = await engine.call('views.open', viewSpec('conversions'))
  return String(rows.find(({ id }) => id === conversionId)?.cells['externalId'])
}

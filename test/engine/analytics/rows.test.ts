import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ViewFilter, ViewTable } from '../../../src/contract/views.ts'
import { aRule, percent } from '../../support/builders/plans.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedDeals } from '../../support/seedDeals.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

// Today is 14 January 2026.
let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** Number of rows and their sum per currency. */
async function rowsBehind(table: ViewTable, column: string, filters: ViewFilter[]) {
  const { view } = await engine.call('views.open', viewSpec(table, { filters }))
  const { totals } = await engine.call('views.settle', { view })
  return [totals.count, totals.sums.find((sum) => sum.column === column)?.total]
}

test('[AN17] commissions that a due month opens to, and open adjustments, add up to what is owed', async () => {
  const acme = await seedPartner(engine, 'Acme')
  const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules: [aRule(percent(100_000))] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-10', minor: 20_000 },
    { partnerId: acme, day: '2025-12-11', minor: 30_000 },
    { partnerId: acme, day: '2025-12-12', minor: 70_000 },
    { partnerId: acme, day: '2025-12-13', minor: 4_000, currency: 'JPY' },
    { partnerId: acme, day: '2025-09-10', minor: 10_000 },
  ])
  await engine.call('programme.update', { rounding: 'halfToEven' })
  await engine.call('commissions.hold', { ids: [ids[1]! * 64], reason: 'Chargeback' })
  await engine.call('commissions.reject', { ids: [ids[2]! * 64], reason: 'Own purchase' })
  const adjust = (currency: string, minor: number) =>
    engine.call('commissions.adjust', {
      partnerId: acme,
      currency,
      minor,
      day: '2026-01-05',
      reason: 'Bonus',
    })
  await adjust('USD', 700)
  await adjust('USD', -200)
  const { months, adjustments } = await engine.call('analytics.liability', {})
  expect(adjustments).toEqual([{ currency: 'USD', rows: 2 }])
  const owed = (month: string): number =>
    months.filter((row) => row.month === month && row.currency === 'USD').reduce((sum, { minor }) => sum + minor, 0)
  // January: 10 % of 200 and 300, and 7 less 2; the rejected one and the yen are not in it.
  expect([owed('2025-10'), owed('2026-01')]).toEqual([1_000, 2_000 + 3_000 + 700 - 200])
  const unpaid: ViewFilter = { column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending', 'hold'] }
  const inUsd: ViewFilter = { column: 'currency', operator: 'is', value: 'USD' }
  const due = (from: string, to: string): ViewFilter => ({ column: 'dueOn', operator: 'between', value: [from, to] })
  expect([
    await rowsBehind('commissions', 'earned', [due('2025-10-01', '2025-10-31'), unpaid, inUsd]),
    await rowsBehind('commissions', 'earned', [due('2026-01-01', '2026-01-31'), unpaid, inUsd]),
    await rowsBehind('adjustments', 'amount', [{ column: 'status', operator: 'in', value: ['open', 'inRun'] }, inUsd]),
  ]).toEqual([
    [1, 1_000],
    [2, 5_000],
    [2, 500],
  ])
})

test('[AN17] deals and answers that a month of a measure opens to are as many as it counts', async () => {
  const acme = await seedPartner(engine, 'Acme')
  await seedPartner(engine, 'Bukit Data')
  await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-11-20', closedOn: '2025-12-05', stage: 'Won', minor: 50_000 },
    { partner: 'Acme', openedOn: '', closedOn: '2025-12-06', stage: 'Won', minor: 20_000 },
    { partner: 'Acme', openedOn: '2025-12-01', closedOn: '2025-12-20', stage: 'Lost', minor: 10_000 },
    { partner: 'Acme', openedOn: '2025-12-31', closedOn: '2026-01-05', stage: 'Won', minor: 40_000 },
    { partner: 'Acme', openedOn: '2025-12-10', minor: 30_000 },
    { partner: 'Bukit Data', openedOn: '2025-12-02', closedOn: '2025-12-03', stage: 'Won', minor: 5_000 },
    { partner: '', openedOn: '2025-12-02', closedOn: '2025-12-03', stage: 'Won', minor: 7_000 },
  ])
  const answer = { respondent: 'Noor Aziz', comment: '', themes: [] }
  for (const nps of [10, 3, null])
    await engine.call('reviews.addFeedback', { partnerId: acme, givenOn: '2025-12-10', nps, ...answer })
  const month = { from: '2025-12-01', to: '2025-12-31' }
  const { values } = await engine.call('measures.read', {
    keys: ['sourcedPipeline', 'dealsWon', 'averageDeal', 'winRate', 'salesCycle', 'promoterScore'],
    partnerId: acme,
    ...month,
  })
  const input = (key: string): number | null =>
    values.flatMap(({ inputs }) => inputs).find((known) => known.key === key)?.value ?? null
  const inMonth = (column: string): ViewFilter => ({ column, operator: 'between', value: [month.from, month.to] })
  const ofAcme: ViewFilter = { column: 'partnerId', operator: 'is', value: acme }
  const closed = inMonth('closedOn')
  const won: ViewFilter = { column: 'stage', operator: 'is', value: 'won' }
  const count = async (...spec: Parameters<typeof rowsBehind>): Promise<unknown> => (await rowsBehind(...spec))[0]
  expect([
    await rowsBehind('deals', 'amount', [inMonth('openedOn'), ofAcme]),
    await rowsBehind('deals', 'amount', [closed, won, ofAcme]),
    await count('deals', 'amount', [closed, { column: 'stage', operator: 'in', value: ['won', 'lost'] }, ofAcme]),
    await count('deals', 'amount', [closed, won, ofAcme, { column: 'cycleDays', operator: 'empty', value: false }]),
    await count('feedback', 'nps', [inMonth('givenOn'), { column: 'nps', operator: 'empty', value: false }, ofAcme]),
  ]).toEqual([
    [input('dealsOpened'), input('openedMinor')],
    [input('dealsWon'), input('wonMinor')],
    (input('dealsWon') ?? 0) + (input('dealsLost') ?? 0),
    input('cycleCount'),
    input('answers'),
  ])
  expect(['dealsOpened', 'dealsWon', 'dealsLost', 'cycleCount', 'answers'].map(input)).toEqual([3, 2, 1, 1, 2])
})

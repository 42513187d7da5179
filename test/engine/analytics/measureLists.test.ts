import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InputKey, MeasureKey } from '../../../src/contract/measures.ts'
import type { ViewFilter, ViewTable } from '../../../src/contract/views.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedDeals } from '../../support/seedDeals.ts'
import { seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

// Today is 14 January 2026.
let engine: TestEngine
let acme: number
let bukit: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
  bukit = await seedPartner(engine, 'Bukit Data')
})
afterEach(() => engine.close())

const december = { from: '2025-12-01', to: '2025-12-31' }
const holds = (column: string, value: string | number): ViewFilter => ({ column, operator: 'holds', value })
const inDecember = (column: string): ViewFilter => ({
  column,
  operator: 'between',
  value: [december.from, december.to],
})
/** Rows of one partner, or of all. */
const whose = (partnerId: number | null): ViewFilter =>
  partnerId === null
    ? { column: 'partner', operator: 'empty', value: false }
    : { column: 'partnerId', operator: 'is', value: partnerId }

async function list(table: ViewTable, filters: ViewFilter[]) {
  const { view } = await engine.call('views.open', viewSpec(table, { filters }))
  const { totals } = await engine.call('views.settle', { view })
  const sum = totals.sums.find(({ column, currency }) => column === 'amount' && currency === 'USD')?.total ?? 0
  return { rows: totals.count, sum }
}

/** What a figure of December is made of. */
async function inputsOf(keys: MeasureKey[], partnerId: number | null) {
  const { values } = await engine.call('measures.read', { keys, partnerId, ...december })
  return (key: InputKey): number | null =>
    values.flatMap(({ inputs }) => inputs).find((known) => known.key === key)?.value ?? null
}

test('[AN20] new, kept and all customers of a partner, or of all, are as many first sales, and what they brought is the sum of its rows', async () => {
  const sale = (partnerId: number | null, customer: string | undefined, day: string, minor: number) => ({
    partnerId,
    day,
    minor,
    ...(customer === undefined ? {} : { customer }),
  })
  seedConversions(engine.file, [
    sale(acme, 'Anvika', '2025-10-05', 10_000),
    sale(acme, 'Anvika', '2025-12-05', 20_000),
    sale(acme, 'Anvika', '2025-12-05', 1000),
    // New to Bukit in December, though Acme knows it; two sales on its first day.
    sale(bukit, 'Anvika', '2025-12-09', 30_000),
    sale(bukit, 'Anvika', '2025-12-09', 40_000),
    sale(acme, 'Nilgiri', '2025-11-30', 5000),
    sale(acme, 'Kiri', '2025-12-31', 6000),
    // Sold to again after the month, and first sold to after it.
    sale(bukit, 'Sura', '2025-11-02', 7000),
    sale(bukit, 'Sura', '2026-01-02', 8000),
    sale(bukit, 'Tala', '2026-01-03', 9000),
    sale(acme, undefined, '2025-12-06', 50_000),
    sale(null, 'Nobody Ltd', '2025-12-06', 60_000),
    { ...sale(acme, 'Nilgiri', '2025-12-20', 4000), refundOf: 5 },
    // Given back what Kiri had paid somebody else before it bought here: in no cohort.
    { ...sale(acme, 'Kiri', '2025-11-15', 2500), refundOf: 6 },
  ])
  const told: unknown[] = []
  const listed: unknown[] = []
  for (const partnerId of [acme, bukit, null]) {
    const input = await inputsOf(['newCustomers', 'retention', 'lifetimeValue'], partnerId)
    const own = whose(partnerId)
    told.push(
      ['newCustomers', 'customersKept', 'customersBefore', 'customersEver'].map((key) => input(key as InputKey)),
    )
    listed.push(
      await Promise.all(
        [
          [inDecember('occurredOn'), holds('firstUntil', '2025-12-31'), own],
          [holds('keptSince', '2025-12-01'), own],
          [holds('firstUntil', '2025-11-30'), own],
          [holds('firstUntil', '2025-12-31'), own],
        ].map(async (filters) => (await list('conversions', filters)).rows),
      ),
    )
  }
  expect(told).toEqual([
    [1, 1, 2, 3],
    [1, 1, 1, 2],
    [2, 2, 3, 5],
  ])
  expect(listed).toEqual(told)

  await engine.call('programme.update', { measuring: { ...(await measuring()), grossMarginPpm: 1_000_000 } })
  const brought = [acme, bukit, null].map(async (partnerId) => [
    (await list('conversions', [holds('ofCustomersUntil', '2025-12-31'), whose(partnerId)])).sum,
    (await inputsOf(['lifetimeValue'], partnerId))('revenueEverMinor'),
  ])
  // Acme: 100 + 200 + 10 + 50 − 40 + 60; Bukit: 300 + 400 + 70.
  expect(await Promise.all(brought)).toEqual([
    [38_000, 38_000],
    [77_000, 77_000],
    [115_000, 115_000],
  ])
})

const measuring = async () => (await engine.call('programme.get', {})).measuring

test('[AN20] deals open on a day, also those closed since, are as many and as much as the pipeline of that day', async () => {
  await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-11-20', closedOn: '2025-12-05', stage: 'Won', minor: 50_000 },
    { partner: 'Acme', openedOn: '2025-12-01', closedOn: '2025-12-31', stage: 'Lost', minor: 10_000 },
    { partner: 'Acme', openedOn: '2025-12-31', closedOn: '2026-01-05', stage: 'Won', minor: 40_000 },
    { partner: 'Acme', openedOn: '2025-10-10', minor: 30_000 },
    { partner: 'Acme', openedOn: '2026-01-02', minor: 90_000 },
    { partner: 'Bukit Data', openedOn: '', minor: 5000 },
    { partner: 'Bukit Data', openedOn: '2025-12-02', stage: 'Won', minor: 6000 },
    { partner: '', openedOn: '2025-12-02', minor: 7000 },
  ])
  const pairs: unknown[] = []
  for (const partnerId of [acme, bukit, null]) {
    const input = await inputsOf(['openPipeline', 'pipelineVelocity'], partnerId)
    const { rows, sum } = await list('deals', [holds('openOn', '2025-12-31'), whose(partnerId)])
    expect([rows, sum]).toEqual([input('dealsOpen'), input('openMinor')])
    pairs.push([rows, sum])
  }
  expect(pairs).toEqual([
    [2, 70_000],
    [1, 5000],
    [3, 75_000],
  ])
})

test('[AN20] deals opened, won, open and timed are those of their lists, also where their days stand the wrong way round', async () => {
  await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-12-01', closedOn: '2025-12-11', stage: 'Won', minor: 100 },
    { partner: 'Acme', openedOn: '2025-12-20', closedOn: '2025-12-10', stage: 'Won', minor: 2000 },
    { partner: 'Acme', openedOn: '2025-12-21', closedOn: '2025-11-10', stage: 'Lost', minor: 30_000 },
    { partner: 'Acme', openedOn: '2026-01-20', closedOn: '2025-12-12', stage: 'Won', minor: 400_000 },
    { partner: 'Acme', openedOn: '', closedOn: '2025-12-13', stage: 'Won', minor: 5_000_000 },
    { partner: 'Acme', openedOn: '2025-12-22', minor: 7 },
  ])
  const input = await inputsOf(['sourcedPipeline', 'openPipeline', 'averageDeal', 'salesCycle'], acme)
  const won: ViewFilter[] = [inDecember('closedOn'), { column: 'stage', operator: 'is', value: 'won' }, whose(acme)]
  const told = [
    [input('dealsOpened'), input('openedMinor')],
    [input('dealsWon'), input('wonMinor')],
    [input('dealsOpen'), input('openMinor')],
    [input('cycleCount')],
  ]
  expect(told).toEqual([[4, 32_107], [4, 5_402_100], [1, 7], [1]])
  const listed = async (filters: ViewFilter[]) => {
    const { rows, sum } = await list('deals', filters)
    return [rows, sum]
  }
  expect([
    await listed([inDecember('openedOn'), whose(acme)]),
    await listed(won),
    await listed([holds('openOn', '2025-12-31'), whose(acme)]),
    (await listed([...won, { column: 'cycleDays', operator: 'empty', value: false }])).slice(0, 1),
  ]).toEqual(told)
})

test('[AN20] deals that one partner influenced or assisted are as many and as much as its part of the pipeline', async () => {
  const ids = await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-12-03', minor: 100_000 },
    { partner: '', openedOn: '2025-12-04', minor: 50_000 },
    { partner: 'Acme', openedOn: '', closedOn: '2025-12-30', stage: 'Won', minor: 8000 },
    { partner: 'Acme', openedOn: '2025-11-30', minor: 7000 },
    { partner: '', openedOn: '2025-12-05', minor: 600, name: 'Twice' },
    { partner: '', openedOn: '2025-12-06', minor: 70, name: 'Taken' },
  ])
  const cita = await seedPartner(engine, 'Cita Labs')
  const help = (at: number, partnerId: number, role: 'influenced' | 'assisted') =>
    engine.call('deals.setRole', { dealId: ids[at] ?? 0, partnerId, role, note: '' })
  for (const at of [0, 1, 2, 3, 4]) await help(at, bukit, 'influenced')
  await help(0, cita, 'influenced')
  await help(1, cita, 'assisted')
  // Whoever brings a deal is no helper of it any more.
  await help(5, acme, 'influenced')
  await seedDeals(engine, [{ partner: 'Acme', openedOn: '2025-12-06', minor: 70, name: 'Taken' }])
  // A newer version of a deal keeps its helpers.
  await seedDeals(engine, [{ partner: '', openedOn: '2025-12-05', minor: 900, name: 'Twice' }])
  const { partners, roles } = await engine.call('analytics.contributions', december)
  const part = (partnerId: number, role: 'influenced' | 'assisted') =>
    partners.find((partner) => partner.partnerId === partnerId)?.[role]
  const of = async (helper: ViewFilter) => {
    const { rows, sum } = await list('deals', [inDecember('countsOn'), helper])
    return { deals: rows, minor: sum }
  }
  expect([
    await of(holds('influencedById', bukit)),
    await of(holds('influencedById', cita)),
    await of(holds('assistedById', cita)),
    await of({ column: 'influencedBy', operator: 'empty', value: false }),
  ]).toEqual([
    part(bukit, 'influenced'),
    part(cita, 'influenced'),
    part(cita, 'assisted'),
    { deals: roles[1]?.deals, minor: roles[1]?.minor },
  ])
  expect(part(bukit, 'influenced')).toEqual({ deals: 4, minor: 158_900 })
  expect(await of(holds('assistedById', bukit))).toEqual({ deals: 0, minor: 0 })
  expect([part(acme, 'influenced'), await of(holds('influencedById', acme))]).toEqual([
    { deals: 0, minor: 0 },
    { deals: 0, minor: 0 },
  ])
})

test('[AN20] of each holder with a certificate valid on the day there is one row', async () => {
  const certificate = (partnerId: number, holder: string, issuedOn: string, expiresOn: string | null) =>
    engine.call('certificates.create', {
      partnerId,
      holder,
      issuedOn,
      expiresOn,
      name: 'Onboarding',
      level: '',
      evidence: '',
    })
  await certificate(acme, 'Noor Aziz', '2025-01-01', '2025-12-30')
  await certificate(acme, 'noor aziz', '2025-06-01', null)
  await certificate(acme, 'Noor Aziz', '2025-07-01', '2026-06-30')
  await certificate(acme, 'Li Wei', '2025-12-31', null)
  await certificate(acme, 'Ana Cruz', '2026-01-01', null)
  await certificate(bukit, 'Noor Aziz', '2025-02-01', '2025-12-31')
  const ofPartner = (partnerId: number): ViewFilter[] => [holds('holderOn', '2025-12-31'), whose(partnerId)]
  const listed = [
    (await list('certificates', ofPartner(acme))).rows,
    (await list('certificates', ofPartner(bukit))).rows,
    (await list('certificates', [holds('holderOn', '2025-12-31')])).rows,
  ]
  const told = [acme, bukit, null].map(async (id) => (await inputsOf(['certificates'], id))('certificates'))
  expect(listed).toEqual([2, 1, 3])
  expect(await Promise.all(told)).toEqual(listed)
})

test('[AN20] commissions and adjustments that are not paid add up to what is owed, also across a balance that was carried over', async () => {
  await seedPlan(engine)
  const ids = seedConversions(engine.file, [
    { partnerId: acme, day: '2025-10-10', minor: 100_000 },
    { partnerId: acme, day: '2025-11-10', minor: 200_000 },
    { partnerId: acme, day: '2025-12-10', minor: 300_000 },
    { partnerId: bukit, day: '2025-12-11', minor: 70_000 },
    { partnerId: bukit, day: '2026-01-11', minor: 5000 },
  ])
  await engine.call('programme.update', { rounding: 'halfToEven' })
  const adjust = (minor: number, day: string) =>
    engine.call('commissions.adjust', { partnerId: acme, currency: 'USD', minor, day, reason: 'Bonus' })
  // October's statement ends below zero and is carried into November's, which is paid.
  await adjust(-15_000, '2025-10-20')
  const month = (from: string, to: string, cutoffOn: string) => openRun(engine, { from, to, cutoffOn })
  await approveRun(engine, (await month('2025-10-01', '2025-10-31', '2025-11-15')).id)
  await payRun(
    engine,
    await approveRun(engine, (await month('2025-11-01', '2025-11-30', '2025-12-15')).id),
    '2026-01-14',
  )
  await engine.call('commissions.hold', { ids: [ids[3]! * 64], reason: 'Chargeback' })
  await adjust(700, '2026-01-05')
  const { values } = await engine.call('measures.read', { keys: ['owed'], partnerId: null, ...december })
  const { view } = await engine.call(
    'views.open',
    viewSpec('commissions', {
      filters: [{ column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending'] }],
    }),
  )
  const { totals } = await engine.call('views.settle', { view })
  const commissions = totals.sums.find(({ column }) => column === 'earned')?.total ?? 0
  const adjustments = await list('adjustments', [{ column: 'status', operator: 'in', value: ['open', 'inRun'] }])
  expect([commissions, adjustments.sum]).toEqual([30_000 + 500, 700])
  expect(values[0]?.value).toBe(commissions + adjustments.sum)
})

test('[AN20] the last sale or won deal that recency counts from stands first in one of its lists', async () => {
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-10', minor: 1000 },
    { partnerId: acme, day: '2026-01-05', minor: 1000 },
    { partnerId: bukit, day: '2025-11-30', minor: 1000 },
    { partnerId: bukit, day: '2025-12-30', minor: 1000, refundOf: 2 },
  ])
  await seedDeals(engine, [
    { partner: 'Acme', openedOn: '2025-12-20', closedOn: '2025-12-21', stage: 'Lost', minor: 100 },
    { partner: 'Bukit Data', openedOn: '2025-12-01', closedOn: '2025-12-20', stage: 'Won', minor: 100 },
    { partner: 'Bukit Data', openedOn: '2025-12-01', closedOn: '2026-01-03', stage: 'Won', minor: 100 },
  ])
  const first = async (table: ViewTable, day: string, filters: ViewFilter[]) => {
    const until: ViewFilter = { column: day, operator: 'atMost', value: december.to }
    const { rows } = await engine.call('views.open', viewSpec(table, { filters: [until, ...filters] }))
    return rows[0]?.cells[day]
  }
  const listed = async (partnerId: number) => [
    await first('conversions', 'occurredOn', [{ column: 'kind', operator: 'is', value: 'sale' }, whose(partnerId)]),
    await first('deals', 'closedOn', [{ column: 'stage', operator: 'is', value: 'won' }, whose(partnerId)]),
  ]
  expect([await listed(acme), await listed(bukit)]).toEqual([
    ['2025-12-10', undefined],
    // A won deal is a sale too.
    ['2025-12-20', '2025-12-20'],
  ])
  const days = async (id: number) => (await inputsOf(['recency'], id))('daysSinceLast')
  expect([await days(acme), await days(bukit)]).toEqual([21, 11])
})

test('[AN20] active partners are those that had a sale or won deal in the days of the setting, up to the day or today', async () => {
  const { measuring } = await engine.call('programme.get', {})
  await engine.call('programme.update', { measuring: { ...measuring, activeDays: 30 } })
  await seedPartner(engine, 'Cita')
  await seedPartner(engine, 'Fox')
  const dora = await seedPartner(engine, 'Dora')
  const elm = await seedPartner(engine, 'Elm')
  const gone = await seedPartner(engine, 'Gone')
  const { id: young } = await engine.call('partners.create', { name: 'Young', startedOn: '2026-01-05' })
  seedConversions(engine.file, [
    // The day of the setting counts, the one before it does not.
    { partnerId: acme, day: '2025-12-02', minor: 1000 },
    { partnerId: bukit, day: '2025-12-01', minor: 1000 },
    // Twice in the month of a day, before it and after it; and after it only.
    { partnerId: dora, day: '2025-12-10', minor: 1000 },
    { partnerId: dora, day: '2025-12-28', minor: 1000 },
    { partnerId: dora, day: '2026-01-12', minor: 1000 },
    { partnerId: elm, day: '2025-12-31', minor: 1000 },
    { partnerId: elm, day: '2026-01-13', minor: 1000, refundOf: 5 },
    { partnerId: gone, day: '2025-12-30', minor: 1000 },
    { partnerId: young, day: '2025-12-30', minor: 1000 },
  ])
  await seedDeals(engine, [
    { partner: 'Cita', stage: 'Won', minor: 1000, openedOn: '2025-10-01', closedOn: '2025-12-20' },
    { partner: 'Fox', stage: 'Lost', minor: 1000, openedOn: '2025-10-01', closedOn: '2025-12-20' },
  ])
  await engine.call('partners.archive', { id: gone, isArchived: true })
  const told: (number | null | undefined)[] = []
  const listed: number[] = []
  for (const day of [
    '2025-11-30',
    '2025-12-05',
    '2025-12-15',
    '2025-12-30',
    '2025-12-31',
    '2026-01-05',
    '2026-01-14',
    '2026-12-31',
  ]) {
    const span = { from: `${day.slice(0, 7)}-01`, to: day }
    const { values } = await engine.call('measures.read', { keys: ['activePartners'], partnerId: null, ...span })
    told.push(values[0]?.value)
    listed.push((await list('partners', [holds('activeOn', day)])).rows)
  }
  expect(listed).toEqual(told)
  expect(told).toEqual([0, 2, 3, 4, 4, 4, 4, 4])
})

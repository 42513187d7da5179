import { afterEach, beforeEach, expect, test } from 'vitest'
import { anObjective } from '../../support/builders/objectives.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

// Today is 14 January 2026.
let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const list = async (show: 'running' | 'ahead' | 'over' | 'archived' | 'all' = 'running') =>
  (await engine.call('objectives.list', { show, partnerId: null })).objectives

test('[OB7] an objective is measured over its own period up to today, of the programme or of its partner', async () => {
  const acme = await seedPartner(engine, 'Acme')
  const bukit = await seedPartner(engine, 'Bukit Data')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-12-31', minor: 70_000 },
    { partnerId: acme, day: '2026-01-05', minor: 150_000 },
    { partnerId: bukit, day: '2026-01-10', minor: 20_000 },
    { partnerId: bukit, day: '2026-01-12', minor: 5_000, refundOf: 2 },
  ])
  await engine.call('objectives.create', anObjective())
  await engine.call('objectives.create', anObjective({ partnerId: bukit, isNorthStar: false, target: 100_000 }))
  const [programme, partner] = await list()
  expect(programme).toMatchObject({
    measure: 'revenue',
    isNorthStar: true,
    currency: 'USD',
    partnerName: '',
    measured: {
      value: 165_000,
      inputs: [
        { key: 'salesMinor', value: 170_000 },
        { key: 'refundsMinor', value: 5_000 },
        { key: 'revenueMinor', value: 165_000 },
      ],
    },
    // 1,000,000 × 14 ÷ 90
    judgement: { verdict: 'onTrack', elapsed: 14, total: 90, expected: 155_556, limit: 140_000 },
  })
  expect(partner).toMatchObject({
    partnerName: 'Bukit Data',
    measured: { value: 15_000 },
    judgement: { verdict: 'drifting', expected: 15_556, limit: 14_000 },
  })
})

test('[OB4] [OB7] an amount without a rate leaves the verdict open and names the currency; a rate settles it', async () => {
  const acme = await seedPartner(engine, 'Acme')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2026-01-05', minor: 150_000 },
    { partnerId: acme, day: '2026-01-06', minor: 3_000, currency: 'JPY' },
  ])
  await engine.call('objectives.create', anObjective())
  expect((await list())[0]).toMatchObject({
    measured: { value: null, problem: 'rateMissing' },
    judgement: { verdict: 'cannotTell', reason: 'rateMissing' },
    missing: [{ currency: 'JPY', rows: 1 }],
  })
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'JPY', perBasePpm: 150_000_000 }] },
  })
  expect((await list())[0]).toMatchObject({
    measured: { value: 152_000 },
    judgement: { verdict: 'drifting' },
    foreign: ['JPY'],
    missing: [],
  })
})

test('[OB4] a target that was set in another currency is not compared with amounts of this one', async () => {
  await engine.call('objectives.create', anObjective())
  await engine.call('objectives.create', anObjective({ measure: 'sales', isNorthStar: false, target: 5 }))
  await engine.call('programme.update', { baseCurrency: 'JPY' })
  expect((await list()).map(({ judgement }) => judgement.reason)).toEqual(['otherCurrency', null])
})

test('[OB5] a second North Star is refused while another one shines on a day of its period', async () => {
  const { id } = await engine.call('objectives.create', anObjective())
  const second = anObjective({ measure: 'sales', target: 50, from: '2026-03-31', to: '2026-06-30' })
  expect(await engine.refused('objectives.create', second)).toEqual({
    code: 'objective.northStarTaken',
    details: { measure: 'Partner revenue', from: '2026-01-01', to: '2026-03-31' },
  })
  await engine.call('objectives.create', { ...second, from: '2026-04-01' })
  await engine.call('objectives.update', { ...anObjective({ target: 5 }), id })
  await engine.call('objectives.archive', { id, isArchived: true })
  await engine.call('objectives.create', { ...second, to: '2026-03-31' })
  expect(await engine.refused('objectives.archive', { id, isArchived: false })).toMatchObject({
    code: 'objective.northStarTaken',
  })
  expect(await engine.refused('objectives.update', { ...anObjective(), id })).toMatchObject({ code: 'entity.archived' })
})

test('[OB5] a North Star is the programme’s, and a measure of the programme is no partner’s', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  expect(await engine.refused('objectives.create', anObjective({ partnerId }))).toMatchObject({ code: 'call.badInput' })
  const share = anObjective({ partnerId, isNorthStar: false, measure: 'bookingsShare', target: 400_000 })
  expect(await engine.refused('objectives.create', share)).toEqual({
    code: 'objective.wrongScope',
    details: { measure: 'Share of bookings' },
  })
  const backwards = anObjective({ from: '2026-04-01', to: '2026-03-31' })
  expect(await engine.refused('objectives.create', backwards)).toMatchObject({ code: 'call.badInput' })
})

test('[OB6] [OB7] objectives are listed by where their period stands, and tiles are those of a period', async () => {
  const create = (from: string, to: string, measure: 'revenue' | 'sales' = 'sales') =>
    engine.call('objectives.create', anObjective({ from, to, measure, isNorthStar: measure === 'revenue', target: 10 }))
  const past = (await create('2025-10-01', '2025-12-31')).id
  const now = (await create('2026-01-01', '2026-03-31', 'revenue')).id
  const next = (await create('2026-04-01', '2026-06-30')).id
  const gone = (await create('2026-01-01', '2026-01-31')).id
  await engine.call('objectives.archive', { id: gone, isArchived: true })
  const ids = async (show: Parameters<typeof list>[0]) => (await list(show)).map(({ id }) => id)
  expect({
    running: await ids('running'),
    ahead: await ids('ahead'),
    over: await ids('over'),
    archived: await ids('archived'),
    all: await ids('all'),
  }).toEqual({ running: [now], ahead: [next], over: [past], archived: [gone], all: [now, past, gone, next] })
  const tiles = async (from: string, to: string) =>
    (await engine.call('objectives.tiles', { from, to })).objectives.map(({ id }) => id)
  expect(await tiles('2025-10-01', '2025-12-31')).toEqual([past])
  expect(await tiles('2026-01-01', '2026-12-31')).toEqual([now, next])
})

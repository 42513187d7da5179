import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import { defaultAgenda } from '../../../src/contract/reviewTexts.ts'
import { dashboardMeasures, recapMeasures } from '../../../src/engine/reviews/numbers.ts'
import { aCommitment, fourthQuarter, planReview } from '../../support/reviewSamples.ts'
import { importRows, seedPartner, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const texts = (commitments: Output<'reviews.get'>['lastActions']) =>
  commitments.map(({ text, carried }) => [text, carried])
const contentOf = async (reviewId: number) => engine.call('reviews.content', { of: { reviewId } })
const pointsOf = async (reviewId: number) =>
  (await contentOf(reviewId)).points.map(({ key, state, text }) => [key, state, text])

test('[QB1] the five largest partners are due for a review each quarter until one is planned; a smaller one is not', async () => {
  const partners: number[] = []
  for (let i = 1; i <= 6; i++) partners.push(await seedPartner(engine, `Partner ${i}`))
  await seedSales(engine, partners.map((partnerId, i) => ({ partnerId, on: '2025-12-03', minor: 100_000 - i * 1000 })))
  const due = await engine.call('reviews.due', { days: 30 })
  expect(due.partners.map(({ partnerName, rank, plannedOn, from, to }) => [partnerName, rank, plannedOn, from, to])).toEqual(
    [1, 2, 3, 4, 5].map((rank) => [`Partner ${rank}`, rank, '2026-01-21', '2025-10-01', '2025-12-31']),
  )
  const [first] = due.partners
  if (!first) throw new Error('nobody is due')
  const { partnerId, plannedOn, from, to } = first
  const { ids } = await engine.call('reviews.plan', { reviews: [{ partnerId, plannedOn, from, to }] })
  expect((await engine.call('reviews.due', { days: 30 })).partners).toHaveLength(4)
  // Held, it is due again three months later; cancelled, at once.
  await engine.call('reviews.hold', { id: ids[0] ?? 0, heldOn: '2026-01-14', next: null })
  expect((await engine.call('reviews.due', { days: 89 })).partners).toHaveLength(4)
  expect((await engine.call('reviews.due', { days: 90 })).partners.at(-1)).toMatchObject({
    partnerId,
    plannedOn: '2026-04-14',
    from: '2026-01-01',
    to: '2026-03-31',
    lastOn: '2026-01-14',
  })
}) // prettier-ignore

test('[QB1] a partner that is paused, archived or in no cadence is not due', async () => {
  const [paused, archived, other] = [await seedPartner(engine, 'A'), await seedPartner(engine, 'B'), await seedPartner(engine, 'C')]
  await seedSales(engine, [paused, archived, other].map((partnerId) => ({ partnerId, on: '2025-12-03', minor: 1000 })))
  await engine.call('partners.setStatus', { id: paused, status: 'paused', validFrom: '2026-01-01' })
  await engine.call('partners.archive', { id: archived, isArchived: true })
  await engine.call('partners.update', { id: other, changes: { group: 'Strategic' } })
  const dueWith = async (cadences: Output<'programme.get'>['reviews']['cadences']) => {
    await engine.call('programme.update', { reviews: { cadences, themes: [] } })
    return (await engine.call('reviews.due', { days: 30 })).partners.map(({ partnerName }) => partnerName)
  }
  expect(await dueWith([{ scope: 'top', count: 10, months: 3 }])).toEqual(['C'])
  expect(await dueWith([{ scope: 'group', group: 'Strategic', months: 6 }])).toEqual(['C'])
  expect(await dueWith([{ scope: 'group', group: 'Silver', months: 6 }])).toEqual([])
  expect(await engine.call('reviews.scopes', {})).toEqual({ groups: ['Strategic'], tiers: [] })
}) // prettier-ignore

test('[QB2] a review begins with an agenda of 75 minutes whose first part is the last actions', async () => {
  const { id } = await planReview(engine)
  const { agenda } = await engine.call('reviews.get', { id })
  expect(agenda).toEqual(defaultAgenda)
  expect(agenda[0]?.kind).toBe('lastActions')
  expect(agenda.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(75)
  const [first, second] = defaultAgenda
  if (!first || !second) throw new Error('no agenda')
  expect((await engine.refused('reviews.saveAgenda', { id, agenda: [second, first] })).code).toBe('call.badInput')
  expect((await engine.refused('reviews.saveAgenda', { id, agenda: [first, second, second] })).code).toBe('call.badInput')
  const own = { kind: 'other' as const, title: 'New price list', minutes: 15 }
  await engine.call('reviews.saveAgenda', { id, agenda: [first, own, own] })
  expect((await engine.call('reviews.get', { id })).agenda).toEqual([first, own, own])
}) // prettier-ignore

test('[QB3] [QB4] a commitment of one review comes first in the next ones with how often it was carried, until it is closed', async () => {
  const { id, partnerId } = await planReview(engine)
  const made = await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment })
  const { nextId } = await engine.call('reviews.hold', {
    id,
    heldOn: '2026-01-14',
    next: { plannedOn: '2026-04-14', from: '2026-01-01', to: '2026-03-31' },
  })
  const second = await engine.call('reviews.get', { id: nextId ?? 0 })
  expect(texts(second.lastActions)).toEqual([['Train two engineers', 1]])
  expect(second.previous?.id).toBe(id)
  await engine.call('reviews.hold', {
    id: second.id,
    heldOn: '2026-04-14',
    next: { plannedOn: '2026-07-14', from: '2026-04-01', to: '2026-06-30' },
  })
  const third = (await engine.call('reviews.get', { id: second.id })).next
  expect(texts((await engine.call('reviews.get', { id: third?.id ?? 0 })).lastActions)).toEqual([
    ['Train two engineers', 2],
  ])
  const { rows } = await engine.call('views.open', viewSpec('commitments'))
  expect(rows[0]?.cells).toMatchObject({ partner: 'Acme', carried: 1, state: 'open', isLate: false })
  expect((await engine.call('reviews.ofPartner', { partnerId })).commitments[0]?.carried).toBe(1)

  await engine.call('reviews.closeCommitment', {
    id: made.id,
    state: 'done',
    closedOn: '2026-04-14',
    note: 'Both passed',
  })
  expect((await engine.call('reviews.get', { id: third?.id ?? 0 })).lastActions).toEqual([])
  expect((await engine.call('reviews.get', { id: second.id })).lastActions[0]).toMatchObject({
    state: 'done',
    closingNote: 'Both passed',
  })
  const again = { id: made.id, state: 'dropped', closedOn: '2026-04-15', note: 'No' } as const
  expect((await engine.refused('reviews.closeCommitment', again)).code).toBe('commitment.closed')
  expect((await engine.refused('reviews.changeCommitment', { id: made.id, changes: { owner: 'X' } })).code).toBe(
    'commitment.closed',
  )
})

test('[QB3] a commitment belongs to the partner of its review, and to one that was not cancelled', async () => {
  const { id, partnerId } = await planReview(engine)
  const other = await seedPartner(engine, 'Bukit Data')
  const commit = { partnerId: other, reviewId: id, ...aCommitment }
  expect((await engine.refused('reviews.commit', commit)).code).toBe('entity.notFound')
  await engine.call('reviews.cancel', { id })
  expect((await engine.refused('reviews.commit', { ...commit, partnerId })).code).toBe('review.illegalState')
})

test('[QB5] points are proposed from the figures, kept in other words with the figures of the engine, taken out and put back', async () => {
  const { id } = await planReview(engine)
  const revenue = 'Partner revenue rose by 69.6% to USD 1,696.00, from USD 1,000.00, mostly because there were more sales (2 after 1).'
  const customer = 'Anvika Retail alone brought 73.1% of the revenue of 2 customers.'
  expect(await pointsOf(id)).toEqual([
    ['revenue', 'proposed', revenue],
    ['concentration', 'proposed', customer],
  ])
  await engine.call('reviews.keepPoint', { id, key: 'revenue', text: 'Two thirds more.' })
  await engine.call('reviews.keepPoint', { id, key: null, text: 'They moved office.' })
  await engine.call('reviews.dropPoint', { id, key: 'concentration' })
  const { points } = await contentOf(id)
  expect(points).toEqual([
    {
      key: 'revenue',
      state: 'kept',
      text: 'Two thirds more.',
      tone: 'good',
      figures: [
        { key: 'revenue', value: 169_600, before: 100_000 },
        { key: 'sales', value: 2, before: 1 },
      ],
    },
    { key: 'concentration', state: 'removed', text: customer, tone: 'note', figures: [{ key: 'largestCustomer', value: 731_132, before: 1_000_000 }] },
    { key: expect.any(String), state: 'own', text: 'They moved office.', tone: 'note', figures: [] },
  ])
  await engine.call('reviews.resetPoint', { id, key: 'concentration' })
  await engine.call('reviews.resetPoint', { id, key: 'revenue' })
  await engine.call('reviews.dropPoint', { id, key: points[2]?.key ?? '' })
  expect((await pointsOf(id)).map(([key, state]) => [key, state])).toEqual([
    ['revenue', 'proposed'],
    ['concentration', 'proposed'],
  ])
  expect((await engine.refused('reviews.keepPoint', { id, key: 'winRate', text: 'Invented.' })).code).toBe('review.noSuchPoint')
  expect((await engine.refused('reviews.dropPoint', { id, key: 'noDeal' })).code).toBe('review.noSuchPoint')
}) // prettier-ignore

test('[QB6] what is undecided when a review is held is kept as it stands then, whatever comes in later', async () => {
  const { id, partnerId } = await planReview(engine)
  await engine.call('reviews.dropPoint', { id, key: 'concentration' })
  await engine.call('reviews.hold', { id, heldOn: '2026-01-14', next: null })
  const kept = await pointsOf(id)
  expect(kept.map(([key, state]) => [key, state])).toEqual([
    ['revenue', 'kept'],
    ['concentration', 'removed'],
  ])
  await seedSales(engine, [{ partnerId, on: '2025-12-30', minor: 900_000 }])
  expect(await pointsOf(id)).toEqual(kept)
  await engine.call('reviews.resetPoint', { id, key: 'concentration' })
  expect((await pointsOf(id)).map(([, state]) => state)).toEqual(['kept', 'kept'])
  expect((await engine.refused('reviews.hold', { id, heldOn: '2026-01-14', next: null })).code).toBe('review.illegalState')
  expect((await engine.refused('reviews.cancel', { id })).code).toBe('review.illegalState')
  expect((await engine.refused('reviews.move', { id, ...fourthQuarter })).code).toBe('review.illegalState')
  await engine.call('reviews.reopen', { id })
  expect(await engine.call('reviews.get', { id })).toMatchObject({ state: 'planned', heldOn: null })
}) // prettier-ignore

test('[QB7] the figures of a review are the measures of its period, of the twelve months and of those before', async () => {
  const { id, partnerId } = await planReview(engine)
  await importRows(
    engine,
    ['Deal ID', 'Deal name', 'Partner', 'Customer', 'Stage', 'Created', 'Close date', 'Amount', 'Currency'],
    [
      ['D-1', 'Stores', 'Acme', 'Anvika Retail', 'Won', '2025-10-02', '2025-11-01', '500.00', 'USD'],
      ['D-2', 'Clinics', 'Acme', 'Falak Clinics', 'Lost', '2025-10-02', '2025-12-01', '700.00', 'USD'],
      ['D-3', 'Hotels', 'Acme', 'Merapi Hotels', 'Negotiation', '2025-12-12', '', '900.00', 'USD'],
      ['D-4', 'Schools', 'Acme', 'Penang Schools', 'Negotiation', '2025-12-13', '', '1200.00', 'USD'],
      ['D-5', 'Later', 'Acme', 'Penang Schools', 'Won', '2025-12-14', '2026-01-13', '2000.00', 'USD'],
    ],
  )
  const content = await contentOf(id)
  const read = (keys: typeof recapMeasures | typeof dashboardMeasures, from: string, to: string) =>
    engine.call('measures.read', { keys: [...keys], from, to, partnerId })
  const values = ({ values: found }: Output<'measures.read'>) => found.map(({ key, value }) => [key, value])
  const figures = (of: typeof content.recap, which: 'value' | 'before') => of.map((figure) => [figure.key, figure[which]])
  const { from, to } = fourthQuarter
  expect(figures(content.recap, 'value')).toEqual(values(await read(recapMeasures, from, to)))
  expect(figures(content.recap, 'before')).toEqual(values(await read(recapMeasures, '2025-07-01', '2025-09-30')))
  const year = content.dashboard.filter(({ key }) => key !== 'weightedPipeline' && key !== 'budgetUsed')
  expect(figures(year, 'value')).toEqual(values(await read(dashboardMeasures, '2025-01-01', to)))
  expect(figures(year, 'before')).toEqual(values(await read(dashboardMeasures, '2024-01-01', '2024-12-31')))
  // 4,100.00 open on 31 December × 1 of 2 closed deals won.
  expect(content.dashboard.find(({ key }) => key === 'weightedPipeline')?.value).toBe(205_000)
  expect(content.dashboard.find(({ key }) => key === 'openPipeline')?.fact).toBe('3 deals on 31 Dec 2025')

  expect(content.asOf).toBe('2026-01-14')
  expect(content.pipeline).toEqual({
    count: 2,
    deals: [
      { id: expect.any(Number), name: 'Schools', customer: 'Penang Schools', stage: 'Negotiation', openedOn: '2025-12-13', expectedCloseOn: null, minor: 120_000, currency: 'USD', baseMinor: 120_000 },
      expect.objectContaining({ name: 'Hotels', baseMinor: 90_000 }),
    ],
  })
  expect(content.trend.map(({ quarter, revenueMinor, dealsWon, dealsLost, newCustomers }) => [quarter, revenueMinor, dealsWon, dealsLost, newCustomers]).slice(-2)).toEqual([
    ['FY2025-Q3', 100_000, 0, 0, 1],
    // The deal that was won brought a sale of 500.00.
    ['FY2025-Q4', 219_600, 1, 1, 1],
  ])
  expect(content.customers).toEqual({
    count: 2,
    quiet: 0,
    rows: [
      { customerId: expect.any(Number), name: 'Anvika Retail', minor: 174_000, beforeMinor: 100_000, lastOn: '2025-11-03' },
      { customerId: expect.any(Number), name: 'Nilgiri Tea Estates', minor: 45_600, beforeMinor: 0, lastOn: '2025-12-18' },
    ],
  })
}) // prettier-ignore

test('[QB7] a partner and a period give the same content as the review of just that partner and period', async () => {
  const { id, partnerId } = await planReview(engine)
  const { from, to } = fourthQuarter
  expect(await engine.call('reviews.content', { of: { partnerId, from, to } })).toEqual(await contentOf(id))
  const other = await engine.call('reviews.content', { of: { partnerId, from: '2025-07-01', to: '2025-09-30' } })
  expect(other.review).toBeNull()
  expect(other.recap[0]).toMatchObject({ key: 'revenue', value: 100_000 })
  const backwards = { partnerId, from: '2025-09-30', to: '2025-07-01' }
  expect((await engine.refused('reviews.content', { of: backwards })).code).toBe('review.badPeriod')
  expect((await engine.refused('reviews.content', { of: { partnerId: 99, from, to } })).code).toBe('entity.notFound')
})

test('[QB7] figures follow every change but what is written about a review', async () => {
  const { id, partnerId } = await planReview(engine)
  const revenue = async () => (await contentOf(id)).recap[0]?.value
  expect(await revenue()).toBe(169_600)
  await engine.call('reviews.saveNotes', { id, notes: 'Asked for a second price list.' })
  expect((await engine.call('reviews.get', { id })).notes).toBe('Asked for a second price list.')
  await seedSales(engine, [{ partnerId, on: '2025-12-30', minor: 400 }])
  expect(await revenue()).toBe(170_000)
  await engine.call('history.undo', {})
  expect(await revenue()).toBe(169_600)
})

test('[QB7] an amount without a rate makes the figure unknown, never smaller, and the page says what is missing', async () => {
  const { id, partnerId } = await planReview(engine)
  await seedSales(engine, [{ partnerId, on: '2025-12-20', minor: 5000, currency: 'THB', customer: 'Merapi Hotels' }])
  const content = await contentOf(id)
  expect(content.recap[0]).toEqual({ key: 'revenue', value: null, before: 100_000, problem: 'rateMissing', fact: '' })
  expect(content.missing).toEqual([{ currency: 'THB', rows: 1 }])
  expect(content.points).toEqual([])
})

test('[QB17] the calendar has reviews on their day and open commitments on the day they are due', async () => {
  const { id, partnerId } = await planReview(engine)
  await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment })
  const quarter = { from: '2026-01-01', to: '2026-03-31' }
  const calendar = await engine.call('reviews.calendar', quarter)
  expect(calendar.reviews.map(({ plannedOn, partnerName }) => [plannedOn, partnerName])).toEqual([['2026-01-20', 'Acme']])
  expect(calendar.commitments.map(({ dueOn, text }) => [dueOn, text])).toEqual([['2026-02-27', 'Train two engineers']])
  await engine.call('reviews.cancel', { id })
  expect((await engine.call('reviews.calendar', quarter)).reviews).toEqual([])
}) // prettier-ignore

test('[QB4] the list of commitments counts like the review: nothing for a review that was cancelled', async () => {
  const { id, partnerId } = await planReview(engine)
  await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment })
  await engine.call('reviews.commit', { partnerId, reviewId: null, ...aCommitment, text: 'Between' })
  const hold = async (heldOn: string): Promise<void> => {
    const { ids } = await engine.call('reviews.plan', { reviews: [{ partnerId, ...fourthQuarter, plannedOn: heldOn }] })
    await engine.call('reviews.hold', { id: ids[0] ?? 0, heldOn, next: null })
  }
  await hold('2026-02-10')
  await hold('2026-03-10')
  const carried = async () => (await engine.call('views.open', viewSpec('commitments'))).rows.map(({ cells }) => cells['carried'])
  const { commitments } = await engine.call('reviews.ofPartner', { partnerId })
  expect(await carried()).toEqual(commitments.map((one) => one.carried))
  expect(await carried()).toEqual([2, 2])
}) // prettier-ignore

test('[QB7] a review names currencies and missing rates of its own partner only', async () => {
  const [acme, beta] = [await seedPartner(engine, 'Acme'), await seedPartner(engine, 'Beta')]
  await seedSales(engine, [
    { partnerId: acme, on: '2025-11-03', minor: 1_000 },
    { partnerId: beta, on: '2025-11-03', minor: 1_000, currency: 'EUR' },
  ])
  const named = async (partnerId: number) => {
    const { from, to } = fourthQuarter
    const { foreign, missing } = await engine.call('reviews.content', { of: { partnerId, from, to } })
    return { foreign, missing }
  }
  expect([await named(acme), await named(beta)]).toEqual([
    { foreign: [], missing: [] },
    { foreign: ['EUR'], missing: [{ currency: 'EUR', rows: 1 }] },
  ])
})

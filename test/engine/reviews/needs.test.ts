import { afterEach, beforeEach, expect, test } from 'vitest'
import { steppingClock } from '../../../src/engine/history/clock.ts'
import { aCommitment, planReview } from '../../support/reviewSamples.ts'
import { seedPartner, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
let clock: ReturnType<typeof steppingClock>
const goTo = (day: string): void => clock.goTo(Date.parse(`${day}T02:00:00Z`))
beforeEach(async () => {
  clock = steppingClock(Date.UTC(2026, 0, 14, 9))
  engine = await startTestEngine({ clock })
})
afterEach(() => engine.close())

async function needs(): Promise<Record<string, [number, string, string | null]>> {
  const waiting = await engine.call('metrics.needs', {})
  const ours = waiting.needs.filter(({ kind }) => /^(commitments|reviews)/.test(kind))
  return Object.fromEntries(ours.map(({ kind, count, label, dueOn }) => [kind, [count, label, dueOn]]))
}
const waiting = async (): Promise<number> => (await engine.call('metrics.counts', {})).reviewsWaiting

test('[ME4] Home asks for late commitments and for reviews whose day has passed, until they are closed or held', async () => {
  const { id, partnerId } = await planReview(engine)
  const beta = await seedPartner(engine, 'Beta', null)
  const { id: first } = await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment })
  const ours = { ...aCommitment, partnerId: beta, reviewId: null, side: 'ours' as const, dueOn: '2026-02-20' }
  await engine.call('reviews.commit', ours)
  goTo('2026-01-20')
  expect([await needs(), await waiting()]).toEqual([{}, 0])
  goTo('2026-01-21')
  expect([await needs(), await waiting()]).toEqual([{ reviewsMissed: [1, 'Acme', '2026-01-20'] }, 1])
  // The other one is due today.
  goTo('2026-02-27')
  expect((await needs())['commitmentsLate']).toEqual([1, 'Beta', '2026-02-20'])
  goTo('2026-02-28')
  expect([await needs(), await waiting()]).toEqual([
    { commitmentsLate: [2, 'Beta, Acme', '2026-02-20'], reviewsMissed: [1, 'Acme', '2026-01-20'] },
    3,
  ])
  // The older before the younger, and both before what has no day.
  const kinds = (await engine.call('metrics.needs', {})).needs.map(({ kind }) => kind)
  expect(kinds).toEqual(['reviewsMissed', 'commitmentsLate', 'noPlan'])
  // Each opens to its rows.
  const rowsOf = async (table: 'commitments' | 'reviews', column: string): Promise<number> => {
    const filters = [{ column, operator: 'is' as const, value: true }]
    return (await engine.call('views.open', { table, filters, sort: [], groupBy: null, search: '' })).rows.length
  }
  expect([await rowsOf('commitments', 'isLate'), await rowsOf('reviews', 'isOverdue')]).toEqual([2, 1])

  await engine.call('reviews.closeCommitment', { id: first, state: 'done', closedOn: '2026-02-28', note: 'Trained' })
  await engine.call('reviews.hold', { id, heldOn: '2026-02-28', next: null })
  expect([await needs(), await waiting()]).toEqual([{ commitmentsLate: [1, 'Beta', '2026-02-20'] }, 1])
})

test('[ME4] Home asks for reviews that the cadence wants within a fortnight, but not where nobody has ever planned one', async () => {
  const acme = await seedPartner(engine, 'Acme', null)
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-18', minor: 45_600 }])
  expect((await engine.call('reviews.due', { days: 14 })).partners).toHaveLength(1)
  expect(await needs()).toEqual({})

  // With a week's notice.
  const { id } = await planReview(engine, 'Beta')
  expect(await needs()).toEqual({ reviewsDue: [1, 'Acme', '2026-01-21'] })
  goTo('2026-01-20')
  await engine.call('reviews.hold', { id, heldOn: '2026-01-20', next: null })
  // Three months later, on 20 April, Beta is due again.
  goTo('2026-04-05')
  expect(await needs()).toEqual({ reviewsDue: [1, 'Acme', '2026-04-13'] })
  goTo('2026-04-06')
  expect(await needs()).toEqual({ reviewsDue: [2, 'Acme, Beta', '2026-04-13'] })
})

test('[ME4] undo takes a need of reviews back, and as of a past day Home asks what was late then', async () => {
  const { id, partnerId } = await planReview(engine)
  await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment, dueOn: '2026-01-16' })
  goTo('2026-01-22')
  await engine.call('reviews.hold', { id, heldOn: '2026-01-20', next: null })
  expect([await needs(), await waiting()]).toEqual([{ commitmentsLate: [1, 'Acme', '2026-01-16'] }, 1])
  await engine.call('history.undo', {})
  const both = { commitmentsLate: [1, 'Acme', '2026-01-16'], reviewsMissed: [1, 'Acme', '2026-01-20'] }
  expect([await needs(), await waiting()]).toEqual([both, 2])
  goTo('2026-01-25')
  await engine.call('reviews.cancel', { id })
  // What is cancelled is asked for by the cadence anew, and only by that.
  expect(Object.keys(await needs())).toEqual(['commitmentsLate', 'reviewsDue'])

  goTo('2026-01-27')
  const asOf = async (day: string): Promise<unknown[]> => {
    const { token } = await engine.call('history.travel', { day })
    await engine.call('history.show', { token })
    return [await needs(), await waiting()]
  }
  expect(await asOf('2026-01-14')).toEqual([{}, 0])
  expect(await asOf('2026-01-22')).toEqual([both, 2])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carriedSoFar, carryInto, type Meeting, type Promised } from '../../../src/engine/reviews/carry.rules.ts'

const held = (id: number, day: string): Meeting => ({ id, day, state: 'held' })
const quarters: Meeting[] = [
  held(1, '2025-04-08'),
  held(2, '2025-07-08'),
  held(3, '2025-10-07'),
  { id: 4, day: '2026-01-20', state: 'planned' },
]
const open = (reviewId: number | null, madeOn: string): Promised => ({
  reviewId,
  madeOn,
  state: 'open',
  closedOn: null,
})
const done = (reviewId: number, closedOn: string): Promised => ({ reviewId, madeOn: '', state: 'done', closedOn })

test('[QB3] what was promised in a review and is open comes first in every later one, each time carried once more', () => {
  const promise = open(1, '2025-04-08')
  const carriedInto = [1, 2, 3, 4].map((id) => carryInto(id, quarters, [promise]).map(({ carried }) => carried))
  expect(carriedInto).toEqual([[], [1], [2], [3]])
})

test('[QB3] what was closed since the review before still comes first, as something to tell; what was closed by then does not', () => {
  const promises = [done(1, '2025-07-08'), done(1, '2025-07-09'), done(1, '2025-10-07'), done(2, '2026-01-13')]
  const shown = (id: number) => carryInto(id, quarters, promises).map(({ promise }) => promises.indexOf(promise))
  expect([2, 3, 4].map(shown)).toEqual([[0, 1, 2], [1, 2, 3], [3]])
})

test('[QB3] a promise closed on the very day it was made is told once, in the next review', () => {
  const promise = done(2, '2025-07-08')
  expect([2, 3, 4].map((id) => carryInto(id, quarters, [promise]).length)).toEqual([0, 1, 0])
})

test('[QB3] a promise made between two reviews comes first in the next one, and one made before all of them in the first', () => {
  const promises = [open(null, '2025-08-01'), open(null, '2025-01-15')]
  const carried = (id: number) =>
    carryInto(id, quarters, promises).map(({ promise, carried: times }) => [promises.indexOf(promise), times])
  expect([1, 2, 3, 4].map(carried)).toEqual([
    [[1, 1]],
    [[1, 2]],
    [
      [0, 1],
      [1, 3],
    ],
    [
      [0, 2],
      [1, 4],
    ],
  ]) // prettier-ignore
})

test('[QB4] a cancelled review carries nothing and has no last actions', () => {
  const meetings = quarters.map((meeting) => (meeting.id === 2 ? { ...meeting, state: 'cancelled' as const } : meeting))
  expect(carryInto(2, meetings, [open(1, '2025-04-08')])).toEqual([])
  expect(carryInto(3, meetings, [open(1, '2025-04-08')])[0]?.carried).toBe(1)
  // Made in the review that was cancelled later: it counts from the day it was made.
  expect(carryInto(3, meetings, [open(2, '2025-07-08')])[0]?.carried).toBe(1)
})

test('[QB4] so far a promise was carried into the reviews that were held after it and before it was closed', () => {
  expect(carriedSoFar(open(1, '2025-04-08'), quarters)).toBe(2)
  expect(carriedSoFar(done(1, '2025-09-30'), quarters)).toBe(1)
  expect(carriedSoFar(open(3, '2025-10-07'), quarters)).toBe(0)
  expect(carriedSoFar(open(null, '2025-08-01'), quarters)).toBe(1)
})

test('[QB3] no open promise is ever lost: it stands first in every review after it that is not cancelled', () => {
  const dayOf = (n: number): string => `2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`
  const state = fc.constantFrom<Meeting['state']>('held', 'planned', 'cancelled')
  const meetings = fc.array(fc.record({ n: fc.nat(300), state }), { maxLength: 8 })
  fc.assert(
    fc.property(meetings, fc.nat(300), (given, made) => {
      const all = given.map(({ n, state: now }, index): Meeting => ({ id: index + 1, day: dayOf(n), state: now }))
      const promise = open(null, dayOf(made))
      for (const { id, day, state: now } of all) {
        const isLater = now !== 'cancelled' && day > promise.madeOn
        expect(carryInto(id, all, [promise])).toHaveLength(isLater ? 1 : 0)
      }
    }),
  )
}) // prettier-ignore

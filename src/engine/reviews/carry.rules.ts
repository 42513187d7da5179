import type { Day } from '../../contract/dates.ts'
import type { ReviewState } from '../../contract/reviews.ts'

/** A review of a partner as far as carrying needs it; `day`: held on, else planned on. */
export interface Meeting {
  id: number
  day: Day
  state: ReviewState
}

/** A promise as far as carrying needs it. */
export interface Promised {
  reviewId: number | null
  madeOn: Day
  state: 'open' | 'done' | 'dropped'
  closedOn: Day | null
}

/** The reviews of a partner in the order in which they take place; cancelled ones carry nothing. */
export function inOrder(meetings: readonly Meeting[]): Meeting[] {
  return meetings
    .filter(({ state }) => state !== 'cancelled')
    .toSorted((a, b) => (a.day === b.day ? a.id - b.id : a.day < b.day ? -1 : 1))
}

/** Place of the review a promise was made in, or of the last one before it was made; −1: before all of them. */
function originOf({ reviewId, madeOn }: Promised, order: readonly Meeting[]): number {
  const made = order.findIndex(({ id }) => id === reviewId)
  return made === -1 ? order.findLastIndex(({ day }) => day <= madeOn) : made
}

/**
 * The promises that come first in a review: made in the one before, or still open when the review before it was over. Each with
 * how many reviews it was carried into, this one included. [QB3] [QB4]
 *
 * @param reviewId one of `meetings`; a cancelled one has no last actions
 * @param meetings every review of the partner, in any order
 * @param promises every promise of the partner
 */
export function carryInto<P extends Promised>(
  reviewId: number,
  meetings: readonly Meeting[],
  promises: readonly P[],
): { promise: P; carried: number }[] {
  const order = inOrder(meetings)
  const place = order.findIndex(({ id }) => id === reviewId)
  if (place === -1) return []
  const before = order[place - 1]
  return promises.flatMap((promise) => {
    const origin = originOf(promise, order)
    // What was made in the review before was no last action yet, even when it was closed the same day.
    const wasShown = origin < place - 1 && before !== undefined
    const isSettled = wasShown && promise.closedOn !== null && promise.closedOn <= before.day
    return origin < place && !isSettled ? [{ promise, carried: place - origin }] : []
  })
}

/** How many reviews a promise has been carried into so far: those held after it was made and before it was closed. [QB4] */
export function carriedSoFar(promise: Promised, meetings: readonly Meeting[]): number {
  const order = inOrder(meetings)
  const origin = originOf(promise, order)
  const { closedOn } = promise
  return order.filter(
    ({ day, state }, place) => place > origin && state === 'held' && (closedOn === null || day <= closedOn),
  ).length
}

/** Open first, the earliest due first; then what was closed, the latest first. */
export function byUrgency(
  a: { state: string; dueOn: Day; closedOn: Day | null; id: number },
  b: { state: string; dueOn: Day; closedOn: Day | null; id: number },
): number {
  if ((a.state === 'open') !== (b.state === 'open')) return a.state === 'open' ? -1 : 1
  const [left, right] = a.state === 'open' ? [a.dueOn, b.dueOn] : [b.closedOn ?? '', a.closedOn ?? '']
  return left === right ? a.id - b.id : left < right ? -1 : 1
}

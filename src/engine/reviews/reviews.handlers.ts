import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { ReviewState, reviewMethods } from '../../contract/reviews.ts'
import { defaultAgenda } from '../../contract/reviewTexts.ts'
import type { CommandContext, HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { byUrgency, carriedSoFar, inOrder } from './carry.rules.ts'
import { commitmentHandlers } from './commitments.handlers.ts'
import { promisesOf, readProposals } from './content.ts'
import { listDue } from './due.ts'
import { checkPeriod } from './period.rules.ts'
import { keepAll } from './points.rules.ts'
import { pointHandlers } from './points.handlers.ts'
import {
  getReview,
  listCalendar,
  listCommitments,
  listReviews,
  listScopes,
  type StoredReview,
  toMeeting,
} from './reviews.repo.ts'

/** @throws AppError review.illegalState unless it is in one of the states */
function expectState(review: StoredReview, ...states: ReviewState[]): void {
  if (!states.includes(review.state)) throw new AppError('review.illegalState', { state: review.state })
}

async function describeReview(context: CommandContext, { partnerId }: { partnerId: number }): Promise<void> {
  context.describe((await getPartnerRow(context.db, partnerId)).name)
}

function insertReview(
  { write, clock }: CommandContext,
  { partnerId, plannedOn, from, to }: { partnerId: number; plannedOn: Day; from: Day; to: Day },
): number {
  checkPeriod({ from, to })
  return write.insert('qbr', {
    uid: clock.uid(),
    partner_id: partnerId,
    planned_on: plannedOn,
    from_on: from,
    to_on: to,
    state: 'planned',
    agenda: JSON.stringify(defaultAgenda),
    narrative: '[]',
    notes: '',
    held_on: null,
  })
}

export const reviewHandlers: HandlersOf<typeof reviewMethods> = {
  ...commitmentHandlers,
  ...pointHandlers,

  async 'reviews.get'(context, { id }) {
    const review = getReview(context.raw, id)
    const reviews = listReviews(context.raw, review.partnerId)
    const order = inOrder(reviews.map(toMeeting))
    const place = order.findIndex((meeting) => meeting.id === id)
    const at = (index: number) => reviews.find((one) => one.id === order[index]?.id) ?? null
    return {
      ...review,
      partnerName: (await getPartnerRow(context.db, review.partnerId)).name,
      ...promisesOf(context, review.partnerId, review),
      previous: place === -1 ? null : at(place - 1),
      next: place === -1 ? null : at(place + 1),
    }
  },

  async 'reviews.ofPartner'(context, { partnerId }) {
    const reviews = listReviews(context.raw, partnerId)
    const meetings = reviews.map(toMeeting)
    const commitments = listCommitments(context.raw, partnerId).map((promise) => ({
      ...promise,
      carried: carriedSoFar(promise, meetings),
    }))
    return { reviews: reviews.toReversed(), commitments: commitments.toSorted(byUrgency) }
  },

  async 'reviews.calendar'(context, { from, to }) {
    return listCalendar(context.raw, from, to)
  },

  async 'reviews.scopes'(context) {
    return listScopes(context.raw)
  },

  async 'reviews.due'(context, { days }) {
    return { partners: await listDue(context, days) }
  },

  async 'reviews.plan'(context, { reviews }) {
    const names: string[] = []
    const ids: number[] = []
    for (const plan of reviews) {
      names.push((await getPartnerRow(context.db, plan.partnerId)).name)
      ids.push(insertReview(context, plan))
    }
    context.describe(names.length > 2 ? `${names[0]} + ${names.length - 1}` : names.join(', '))
    return { ids }
  },

  async 'reviews.move'(context, { id, plannedOn, from, to }) {
    const review = getReview(context.raw, id)
    expectState(review, 'planned')
    checkPeriod({ from, to })
    context.write.update('qbr', id, { planned_on: plannedOn, from_on: from, to_on: to })
    await describeReview(context, review)
    return {}
  },

  async 'reviews.hold'(context, { id, heldOn, next }) {
    const review = getReview(context.raw, id)
    expectState(review, 'planned')
    const points = keepAll(await readProposals(context, review), review.points)
    context.write.update('qbr', id, { state: 'held', held_on: heldOn, narrative: JSON.stringify(points) })
    await describeReview(context, review)
    return { nextId: next === null ? null : insertReview(context, { partnerId: review.partnerId, ...next }) }
  },

  async 'reviews.cancel'(context, { id }) {
    const review = getReview(context.raw, id)
    expectState(review, 'planned')
    context.write.update('qbr', id, { state: 'cancelled' })
    await describeReview(context, review)
    return {}
  },

  async 'reviews.reopen'(context, { id }) {
    const review = getReview(context.raw, id)
    expectState(review, 'held', 'cancelled')
    context.write.update('qbr', id, { state: 'planned', held_on: null })
    await describeReview(context, review)
    return {}
  },

  async 'reviews.saveAgenda'(context, { id, agenda }) {
    const review = getReview(context.raw, id)
    expectState(review, 'planned', 'held')
    context.write.update('qbr', id, { agenda: JSON.stringify(agenda) })
    await describeReview(context, review)
    return {}
  },

  async 'reviews.saveNotes'(context, { id, notes }) {
    const review = getReview(context.raw, id)
    expectState(review, 'planned', 'held')
    context.write.update('qbr', id, { notes })
    await describeReview(context, review)
    return {}
  },
}

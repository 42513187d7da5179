import { AppError } from '../../contract/errors.ts'
import type { reviewMethods } from '../../contract/reviews.ts'
import type { HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { getCommitment, getReview } from './reviews.repo.ts'

type CommitmentMethods =
  'reviews.commit' | 'reviews.changeCommitment' | 'reviews.closeCommitment' | 'reviews.reopenCommitment'

export const commitmentHandlers: HandlersOf<Pick<typeof reviewMethods, CommitmentMethods>> = {
  async 'reviews.commit'(context, { partnerId, reviewId, text, owner, side, dueOn }) {
    await getPartnerRow(context.db, partnerId)
    if (reviewId !== null) {
      const review = getReview(context.raw, reviewId)
      if (review.partnerId !== partnerId) throw new AppError('entity.notFound', { entity: 'qbr', id: reviewId })
      if (review.state === 'cancelled') throw new AppError('review.illegalState', { state: review.state })
    }
    const id = context.write.insert('commitment', {
      uid: context.clock.uid(),
      partner_id: partnerId,
      qbr_id: reviewId,
      text,
      owner,
      side,
      made_on: context.today(),
      due_on: dueOn,
      state: 'open',
      closed_on: null,
      closing_note: '',
    })
    context.describe(text)
    return { id }
  },

  async 'reviews.changeCommitment'(context, { id, changes: { text, owner, side, dueOn } }) {
    const commitment = getCommitment(context.raw, id)
    if (commitment.state !== 'open') throw new AppError('commitment.closed', { id })
    context.write.update('commitment', id, {
      ...(text === undefined ? {} : { text }),
      ...(owner === undefined ? {} : { owner }),
      ...(side === undefined ? {} : { side }),
      ...(dueOn === undefined ? {} : { due_on: dueOn }),
    })
    context.describe(text ?? commitment.text)
    return {}
  },

  async 'reviews.closeCommitment'(context, { id, state, closedOn, note }) {
    const commitment = getCommitment(context.raw, id)
    if (commitment.state !== 'open') throw new AppError('commitment.closed', { id })
    context.write.update('commitment', id, { state, closed_on: closedOn, closing_note: note })
    context.describe(commitment.text)
    return {}
  },

  async 'reviews.reopenCommitment'(context, { id }) {
    const commitment = getCommitment(context.raw, id)
    context.write.update('commitment', id, { state: 'open', closed_on: null, closing_note: '' })
    context.describe(commitment.text)
    return {}
  },
}

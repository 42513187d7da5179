import { AppError } from '../../contract/errors.ts'
import type { reviewMethods } from '../../contract/reviews.ts'
import type { CommandContext, HandlersOf } from '../context.ts'
import { readProposals } from './content.ts'
import { withPoint } from './points.rules.ts'
import { getReview, type StoredReview } from './reviews.repo.ts'
import type { StoredPoint } from '../../contract/reviewFigures.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'

type PointMethods = 'reviews.keepPoint' | 'reviews.dropPoint' | 'reviews.resetPoint'

/** @throws AppError review.illegalState when it was cancelled */
function getEditable(context: CommandContext, id: number): StoredReview {
  const review = getReview(context.raw, id)
  if (review.state === 'cancelled') throw new AppError('review.illegalState', { state: review.state })
  return review
}

/** A point as it is known: kept before, or proposed as the figures stand now. @throws AppError review.noSuchPoint */
async function findPoint(context: CommandContext, review: StoredReview, key: string): Promise<StoredPoint> {
  const stored = review.points.find((point) => point.key === key)
  if (stored) return stored
  const proposed = review.state === 'held' ? [] : await readProposals(context, review)
  const point = proposed.find((one) => one.key === key)
  if (!point) throw new AppError('review.noSuchPoint', { key })
  return { ...point, isRemoved: false }
}

async function savePoints(context: CommandContext, review: StoredReview, points: readonly StoredPoint[]) {
  context.write.update('qbr', review.id, { narrative: JSON.stringify(points) })
  context.describe((await getPartnerRow(context.db, review.partnerId)).name)
  return {}
}

export const pointHandlers: HandlersOf<Pick<typeof reviewMethods, PointMethods>> = {
  async 'reviews.keepPoint'(context, { id, key, text }) {
    const review = getEditable(context, id)
    const point: StoredPoint =
      key === null
        ? { key: context.clock.uid(), text, tone: 'note', figures: [], isRemoved: false }
        : { ...(await findPoint(context, review, key)), text, isRemoved: false }
    return savePoints(context, review, withPoint(review.points, point))
  },

  async 'reviews.dropPoint'(context, { id, key }) {
    const review = getEditable(context, id)
    const point = await findPoint(context, review, key)
    // A point of the user's own is gone; one of the rules stays known, else it would be proposed again.
    const points =
      point.figures.length === 0
        ? review.points.filter((known) => known.key !== key)
        : withPoint(review.points, { ...point, isRemoved: true })
    return savePoints(context, review, points)
  },

  async 'reviews.resetPoint'(context, { id, key }) {
    const review = getEditable(context, id)
    const point = review.points.find((known) => known.key === key)
    if (!point) throw new AppError('review.noSuchPoint', { key })
    // A held review proposes nothing any more: what was taken out comes back in its words.
    const points =
      review.state === 'held'
        ? withPoint(review.points, { ...point, isRemoved: false })
        : review.points.filter((known) => known.key !== key)
    return savePoints(context, review, points)
  },
}

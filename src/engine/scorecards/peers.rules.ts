import { scale } from '../../contract/money.ts'
import type { Scorecard } from '../../contract/scorecards.ts'

/** With fewer others a share of them says nothing. */
const LEAST_PEERS = 5

/**
 * Tells where a score stands among those of the other partners: the share of them with a lower score, equal ones half
 * (the mean percentile rank, as in scipy.stats.percentileofscore(kind='mean')), and its place. [SC5]
 *
 * @param all scores of every partner, in millionths; null: it has no score
 * @returns   for a score of `all`, compared with all others
 */
export function rankScores(all: readonly (number | null)[]): (own: number | null) => Scorecard['peers'] {
  const sorted = all.filter((score) => score !== null).toSorted((a, b) => a - b)
  const places = new Map<number, { lower: number; equal: number }>()
  for (const [place, score] of sorted.entries()) {
    const known = places.get(score)
    if (known) known.equal += 1
    else places.set(score, { lower: place, equal: 0 })
  }
  return (own) => {
    const place = own === null ? undefined : places.get(own)
    const count = place ? sorted.length - 1 : sorted.length
    if (!place || count < LEAST_PEERS) return { count, percentilePpm: null, rank: null }
    const { lower, equal } = place
    return {
      count,
      percentilePpm: Math.round(((2 * lower + equal) * 1_000_000) / (2 * count)),
      rank: count - lower - equal + 1,
    }
  }
}

/** The middle value, of an even number the mean of the two middle ones, rounded half away from zero; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return low === undefined || high === undefined ? null : scale(low + high, 1, 2, 'halfAwayFromZero')
}

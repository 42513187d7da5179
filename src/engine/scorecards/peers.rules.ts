import { scale } from '../../contract/money.ts'
import type { Scorecard } from '../../contract/scorecards.ts'

/** With fewer others a share of them says nothing. */
export const LEAST_PEERS = 5

/**
 * Where a score stands among those of other partners: the share of them with a lower score, equal ones half (the mean
 * percentile rank, as in scipy.stats.percentileofscore(kind='mean')), and its place. [SC5]
 *
 * @param own    millionths; null: it has no score
 * @param others scores of the other partners, in millionths
 */
export function compareWithPeers(own: number | null, others: readonly number[]): Scorecard['peers'] {
  const count = others.length
  if (own === null || count < LEAST_PEERS) return { count, percentilePpm: null, rank: null }
  const lower = others.filter((score) => score < own).length
  const equal = others.filter((score) => score === own).length
  return {
    count,
    percentilePpm: Math.round(((2 * lower + equal) * 1_000_000) / (2 * count)),
    rank: count - lower - equal + 1,
  }
}

/** The middle value, of an even number the mean of the two middle ones, rounded half away from zero; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return low === undefined || high === undefined ? null : scale(low + high, 1, 2, 'halfAwayFromZero')
}

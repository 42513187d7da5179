import { allocate, type Minor } from '../../contract/money.ts'

export interface Concentration {
  /** Of each partner, in the order given; they add up to 1,000,000. */
  sharesPpm: number[]
  topThreePpm: number
  /** Herfindahl–Hirschman index, the sum of squared shares (Hirschman, "The Paternity of an Index", 1964). */
  hhiPpm: number
  /** How many equally large partners would give the same index: 1 / HHI (Laakso and Taagepera, 1979), in millionths. */
  effectivePpm: number
}

const MILLION = 1_000_000n

/**
 * How much of a programme hangs on few partners. Shares .45 .2 .1 .1 .05 .05 .05 give an index of .27, as
 * concentrated as 3.7 equal partners. [ME2]
 *
 * @param amounts revenue per partner in one currency, > 0, largest first; null when there are none
 */
export function computeConcentration(amounts: readonly Minor[]): Concentration | null {
  if (amounts.length === 0) return null
  let total = 0n
  let squares = 0n
  for (const amount of amounts) {
    total += BigInt(amount)
    squares += BigInt(amount) * BigInt(amount)
  }
  const sharesPpm = allocate(1_000_000, amounts)
  return {
    sharesPpm,
    topThreePpm: sharesPpm.slice(0, 3).reduce((sum, share) => sum + share, 0),
    hhiPpm: divideRounded(squares * MILLION, total * total),
    effectivePpm: divideRounded(total * total * MILLION, squares),
  }
}

function divideRounded(value: bigint, divisor: bigint): number {
  return Number((value * 2n + divisor) / (divisor * 2n))
}

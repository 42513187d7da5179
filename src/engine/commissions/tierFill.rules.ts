import type { Tier } from '../../contract/plans.ts'
import { tierAt, tierIndexAt } from './tiers.rules.ts'

/**
 * How much of each marginal tier is used up.
 *
 * Settled conversions keep the rates they were paid at. Where one that lay between them is still open (it was on hold,
 * say) or arrives late, it takes what they left of the lowest tier before it goes on to the next, so that in the end
 * each tier has been paid on exactly its own part of the volume. [CO12]
 */
export class TierFill {
  readonly tiers: readonly Tier[]
  private readonly used: number[]

  constructor(tiers: readonly Tier[]) {
    this.tiers = tiers
    this.used = tiers.map(() => 0)
  }

  /** Uses up the stretch of the counter that begins at `from`. */
  add(from: number, step: number): void {
    let index = tierIndexAt(this.tiers, from)
    let position = from
    let left = step
    while (left > 0) {
      const part = Math.min(left, this.endOf(index) - position)
      this.used[index] = this.usedOf(index) + part
      position += part
      left -= part
      index += 1
    }
  }

  /** Uses up the lowest free parts. */
  addAnywhere(step: number): void {
    let left = step
    for (let index = 0; left > 0; index += 1) {
      const part = Math.min(left, Math.max(0, this.freeOf(index)))
      this.used[index] = this.usedOf(index) + part
      left -= part
    }
  }

  /**
   * The place in the counter from which the next conversion takes what is free in the lowest tier and then goes on. One
   * that is larger than that and the whole next tier together is rated as if that next tier were still free: one place
   * is all that a commission remembers.
   */
  position(): number {
    let index = 0
    while (this.freeOf(index) <= 0) index += 1
    return tierAt(this.tiers, index).from + this.usedOf(index)
  }

  /** The last tier has no end. */
  private endOf(index: number): number {
    return this.tiers[index + 1]?.from ?? Infinity
  }

  private usedOf(index: number): number {
    return this.used[index] ?? 0
  }

  private freeOf(index: number): number {
    return this.endOf(index) - tierAt(this.tiers, index).from - this.usedOf(index)
  }
}

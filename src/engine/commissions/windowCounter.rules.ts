import { addMinor } from '../../contract/money.ts'
import type { Tier } from '../../contract/plans.ts'
import type { CompiledRule } from '../plans/compile.rules.ts'
import { TierFill } from './tierFill.rules.ts'
import { PaidInWindow } from './trueUps.rules.ts'

/** One counter of one window: minor units or conversions. */
export class WindowCounter {
  value = 0
  /** One per whole-tier rule that shares the counter (versions of a plan do). */
  readonly paid: PaidInWindow[] = []
  /** Stretches of the counter that settled conversions were rated by; later also those of open ones. Starts and lengths. */
  private readonly claims: { from: number; step: number }[] = []
  /** One per table of marginal tiers, once there are claims. */
  private readonly fills: TierFill[] = []
  /** Counted by settled conversions without a stretch of their own. */
  private floating = 0

  paidBy(rule: CompiledRule): PaidInWindow {
    let paid = this.paid.find((candidate) => candidate.rule === rule)
    if (!paid) {
      paid = new PaidInWindow(rule, this.value)
      this.paid.push(paid)
    }
    return paid
  }

  /** A settled conversion was rated by this stretch. All claims come before the first open conversion. */
  claim(from: number, step: number): void {
    this.value = addMinor(this.value, step)
    this.claims.push({ from, step })
  }

  /** A settled conversion that another rule paid: it counts, but never had a stretch of its own. */
  claimAnywhere(step: number): void {
    this.value = addMinor(this.value, step)
    this.floating = addMinor(this.floating, step)
  }

  /** Where the next open conversion begins. Without claims that is what has been counted. */
  positionOf(tiers: readonly Tier[]): number {
    return this.claims.length === 0 ? this.value : this.fillOf(tiers).position()
  }

  /** Counts an open conversion where `positionOf` has put it. */
  fill(tiers: readonly Tier[], step: number): void {
    if (this.claims.length > 0) {
      const from = this.positionOf(tiers)
      this.claims.push({ from, step })
      for (const fill of this.fills) fill.add(from, step)
    }
    this.value = addMinor(this.value, step)
  }

  private fillOf(tiers: readonly Tier[]): TierFill {
    let fill = this.fills.find((candidate) => candidate.tiers === tiers)
    if (!fill) {
      fill = new TierFill(tiers)
      for (const { from, step } of this.claims) fill.add(from, step)
      fill.addAnywhere(this.floating)
      this.fills.push(fill)
    }
    return fill
  }
}

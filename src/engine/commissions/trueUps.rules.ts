import type { CompiledRule } from '../plans/compile.rules.ts'
import { tierIndexAt } from './tiers.rules.ts'

/** A step that the counter of a window crossed. */
export interface Crossing {
  tierIndex: number
  /** Index of the conversion that crossed it. */
  trigger: number
  /** Counter before that conversion. */
  counterBefore: number
}

/** The conversions of one window that one whole-tier rule paid, each with the tier that it has been paid at so far. */
export class PaidInWindow {
  readonly rule: CompiledRule
  readonly rows: number[] = []
  readonly tierIndexes: number[] = []
  readonly crossings: Crossing[] = []
  /** The tier that the window's counter has reached. */
  tierIndex: number
  /** Counter value from which on the next tier begins. */
  nextFrom: number

  constructor(rule: CompiledRule, counter: number) {
    this.rule = rule
    this.tierIndex = tierIndexAt(rule.tiers, counter)
    this.nextFrom = rule.tiers[this.tierIndex + 1]?.from ?? Infinity
  }

  cross(counter: number, trigger: number, counterBefore: number): Crossing {
    this.tierIndex = tierIndexAt(this.rule.tiers, counter)
    this.nextFrom = this.rule.tiers[this.tierIndex + 1]?.from ?? Infinity
    const crossing = { tierIndex: this.tierIndex, trigger, counterBefore }
    this.crossings.push(crossing)
    return crossing
  }
}

/** One counter of one window. */
export class WindowCounter {
  value = 0
  /** One per whole-tier rule that shares the counter (versions of a plan do). */
  readonly paid: PaidInWindow[] = []

  paidBy(rule: CompiledRule): PaidInWindow {
    let paid = this.paid.find((candidate) => candidate.rule === rule)
    if (!paid) {
      paid = new PaidInWindow(rule, this.value)
      this.paid.push(paid)
    }
    return paid
  }
}

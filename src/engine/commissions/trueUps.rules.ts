import type { CompiledRule } from '../plans/compile.rules.ts'
import { tierIndexAt } from './tiers.rules.ts'

/** A lift of one commission from one tier to a higher one. */
export interface Lift {
  from: number
  to: number
}

/** A step that the counter of a window crossed. */
export interface Crossing {
  tierIndex: number
  /** Index of the conversion that crossed it. */
  trigger: number
  /** Counter before that conversion. */
  counterBefore: number
}

/** The conversions of one window that one whole-tier rule paid, each with the tier that it has been lifted to so far. */
export class PaidInWindow {
  readonly rule: CompiledRule
  readonly rows: number[] = []
  readonly tierIndexes: number[] = []
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
    return { tierIndex: this.tierIndex, trigger, counterBefore }
  }
}

/** The lifts that bring a commission from one tier to another besides those that are settled, lowest first. [CO12] */
export function missingLifts(from: number, to: number, settled: readonly Lift[]): Lift[] {
  const missing: Lift[] = []
  let reached = from
  for (const lift of settled.toSorted((a, b) => a.from - b.from)) {
    if (lift.to <= reached || lift.from >= to) continue
    if (lift.from > reached) missing.push({ from: reached, to: lift.from })
    reached = lift.to
  }
  if (reached < to) missing.push({ from: reached, to })
  return missing
}

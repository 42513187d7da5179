import { addMinor } from '../../contract/money.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import type { Payment } from '../../contract/plans.ts'
import { earnedOf } from './calculate.rules.ts'
import { componentKind, RATE, trueUpComponent } from './ids.rules.ts'
import { marginalTerms, tierAt, tierIndexAt } from './tiers.rules.ts'
import type { Term } from './tiers.rules.ts'

/** What stands in approved statements and is therefore never computed again. One entry per conversion in each array. */
export interface Settled {
  /** Bit c is set when component c of the conversion is settled. */
  components: Uint32Array
  /** Of the settled rate component, as stored; meaningful where bit 0 is set. */
  baseMinor: Float64Array
  counterBefore: Float64Array
  versionId: Int32Array
  ruleIndex: Uint8Array
  /** Settled lines of sales that have refunds, by the sale's index. */
  paid: ReadonlyMap<number, readonly PaidLine[]>
  /** Settled clawbacks, by commission id. */
  clawbacks: ReadonlyMap<number, TakenBack>
}

/** One settled component of a sale. */
export interface PaidLine {
  component: number
  versionId: number
  ruleIndex: number
  baseMinor: Minor
  earnedMinor: Minor
  /** As paid; empty for a fixed amount. */
  terms: readonly Term[]
}

/** What refunds took back of one line, both >= 0. */
export interface TakenBack {
  baseMinor: Minor
  earnedMinor: Minor
}

export interface Clawback {
  /** Index of the refund it hangs on. */
  refund: number
  /** Base taken back before it, and by it. */
  before: TakenBack
  baseMinor: Minor
  /** Minor units, <= 0. */
  earnedMinor: Minor
}

/** The exact terms of a rate or true-up line, rebuilt from what is stored with it; none for a fixed amount. [CO10] */
export function termsOf(payment: Payment, component: number, baseMinor: Minor, counterBefore: number): Term[] {
  const kind = componentKind(component)
  if (kind === 'fixed' || payment.kind === 'fixed') return []
  if (payment.kind === 'percent' || payment.kind === 'hybrid') return [{ minor: baseMinor, ratePpm: payment.ratePpm }]
  const { tiers, counter } = payment
  if (payment.kind === 'marginal') return marginalTerms(tiers, counter.unit, counterBefore, baseMinor)
  const stood = tierAt(tiers, tierIndexAt(tiers, counterBefore))
  if (kind === 'trueUp') {
    const reached = tierAt(tiers, component - trueUpComponent(0))
    return [{ minor: baseMinor, ratePpm: reached.ratePpm - stood.ratePpm }]
  }
  const step = counter.unit === 'count' ? 1 : baseMinor
  return [{ minor: baseMinor, ratePpm: tierAt(tiers, tierIndexAt(tiers, counterBefore + step)).ratePpm }]
}

/**
 * Takes back a settled line as its sale is refunded: at the rate as paid, the last part of the amount first, so that
 * what stays is what the rest of the base would have earned; a fixed amount only when nothing is left. Each clawback is
 * the total so far minus what earlier ones took, so a full refund takes back exactly what was paid. [CO7]
 *
 * @param absorbedMinor refunds that the settled base already took into account
 * @param refunds       oldest first; `settled` when its clawback stands in an approved statement
 */
export function clawBack(
  line: PaidLine,
  refunds: readonly { refund: number; baseMinor: Minor; settled: TakenBack | undefined }[],
  absorbedMinor: Minor,
  rounding: Rounding,
): Clawback[] {
  const taken: TakenBack = { baseMinor: 0, earnedMinor: 0 }
  for (const { settled } of refunds) {
    if (!settled) continue
    taken.baseMinor += settled.baseMinor
    taken.earnedMinor = addMinor(taken.earnedMinor, settled.earnedMinor)
  }
  const clawbacks: Clawback[] = []
  let absorbed = absorbedMinor
  for (const { refund, baseMinor, settled } of refunds) {
    if (settled) continue
    const known = Math.min(absorbed, baseMinor)
    absorbed -= known
    const part = Math.min(baseMinor - known, line.baseMinor - taken.baseMinor)
    if (part <= 0) continue
    const total = earnedByLast(line, taken.baseMinor + part, rounding)
    const earnedMinor = taken.earnedMinor - total
    if (earnedMinor !== 0) clawbacks.push({ refund, before: { ...taken }, baseMinor: part, earnedMinor })
    taken.baseMinor += part
    taken.earnedMinor = total
  }
  return clawbacks
}

/** What the last `baseMinor` of a line's base earned. */
function earnedByLast(line: PaidLine, baseMinor: Minor, rounding: Rounding): Minor {
  if (baseMinor === line.baseMinor) return line.earnedMinor
  return earnedOf({ component: 'rate', terms: lastTerms(line.terms, baseMinor), fixedMinor: 0, quantity: 1 }, rounding)
}

/** The terms of the last `minor` of an amount: the highest step is given back first. */
export function lastTerms(terms: readonly Term[], minor: Minor): Term[] {
  const last: Term[] = []
  let left = minor
  for (const term of terms.toReversed()) {
    const taken = Math.min(left, term.minor)
    if (taken > 0) last.unshift({ minor: taken, ratePpm: term.ratePpm })
    left -= taken
  }
  return last
}

/** True when the position of a conversion in its counters is settled: its rate or one of its true-ups is. */
export function isPositionSettled(components: number): boolean {
  return (components & ~2) !== 0
}

/** True when the rate component is settled. */
export function isRateSettled(components: number): boolean {
  return ((components >>> RATE) & 1) === 1
}

import type { Minor } from '../../contract/money.ts'
import { fixedMinorOf, type PartialRefund, partialRefundOf, type Payment } from '../../contract/plans.ts'
import { SALE } from './conversionColumns.rules.ts'
import type { ConversionColumns } from './conversionColumns.rules.ts'
import { atTurn, componentKind, componentOf, FIXED, RATE, trueUpComponent, UPLIFT } from './ids.rules.ts'
import { marginalTerms, tierAt, tierIndexAt } from './tiers.rules.ts'
import type { Term } from './tiers.rules.ts'
import type { Lift } from './trueUps.rules.ts'

/** What stands in approved statements and still holds, and is therefore never computed again. One entry per conversion in each array. */
export interface Settled {
  /** Bit c is set when component c of the conversion is settled. */
  components: Uint32Array
  /** Of the settled rate component, as stored; meaningful where bit 0 is set. */
  baseMinor: Float64Array
  counterBefore: Float64Array
  versionId: Int32Array
  ruleIndex: Uint8Array
  /** Settled true-ups, by the conversion's index. */
  lifts: Map<number, Lift[]>
  /** Settled lines of sales that have refunds, or of all where they are asked for, by the sale's index. */
  paid: Map<number, PaidLine[]>
  /** Settled clawbacks that stand, by their id in turn 0. */
  clawbacks: Map<number, TakenBack>
}

/** Conversions with what is settled of them. */
export interface SettledPart {
  conversions: ConversionColumns
  settled: Settled
}

/** One settled commission as it is stored. */
export interface SettledLine {
  /** Index of the conversion it hangs on. */
  row: number
  id: number
  versionId: number
  ruleIndex: number
  baseMinor: Minor
  earnedMinor: Minor
  counterBefore: number
  /** When it was paid, days since 1970-01-01; null when it is not, or nobody asks. */
  paidDay: number | null
  isCapped: boolean
}

/**
 * Collects what is settled for one partner's run.
 *
 * A true-up must not be settled before the rate it lifts is.
 *
 * @param paymentOf what the rule of a version pays
 * @param keepsAll  lines of sales without refunds are asked for, too
 */
export function collectSettled(
  conversions: ConversionColumns,
  lines: Iterable<SettledLine>,
  paymentOf: (versionId: number, ruleIndex: number) => Payment,
  keepsAll = false,
): Settled {
  const { count, refundOf } = conversions
  const settled: Settled = {
    components: new Uint32Array(count),
    baseMinor: new Float64Array(count),
    counterBefore: new Float64Array(count),
    versionId: new Int32Array(count),
    ruleIndex: new Uint8Array(count),
    lifts: new Map(),
    paid: new Map(),
    clawbacks: new Map(),
  }
  for (let row = 0; refundOf !== null && row < count; row += 1) {
    const sale = refundOf[row] ?? SALE
    if (sale >= 0) settled.paid.set(sale, [])
  }
  for (const line of lines) {
    if (keepsAll && !settled.paid.has(line.row)) settled.paid.set(line.row, [])
    addSettled(settled, conversions, line, paymentOf)
  }
  return settled
}

function addSettled(
  settled: Settled,
  { quantity, baseMinor: soldMinor }: ConversionColumns,
  { row, id, versionId, ruleIndex, baseMinor, earnedMinor, counterBefore, paidDay, isCapped }: SettledLine,
  paymentOf: (versionId: number, ruleIndex: number) => Payment,
): void {
  const component = componentOf(id)
  const kind = componentKind(component)
  if (kind === 'clawback') {
    settled.clawbacks.set(atTurn(id, 0), { baseMinor: -baseMinor, earnedMinor: -earnedMinor })
    return
  }
  settled.components[row] = (settled.components[row] ?? 0) | (1 << component)
  if (kind === 'rate') {
    settled.baseMinor[row] = baseMinor
    settled.counterBefore[row] = counterBefore
    settled.versionId[row] = versionId
    settled.ruleIndex[row] = ruleIndex
  }
  const paid = settled.paid.get(row)
  if (kind !== 'trueUp' && !paid) return
  const payment = paymentOf(versionId, ruleIndex)
  if (kind === 'trueUp' && payment.kind === 'whole') {
    const lift = { from: tierIndexAt(payment.tiers, counterBefore), to: component - trueUpComponent(0) }
    settled.lifts.set(row, [...(settled.lifts.get(row) ?? []), lift])
  }
  paid?.push({
    versionId,
    ruleIndex,
    baseMinor,
    earnedMinor,
    paidDay,
    isCapped,
    quantity: quantity?.[row] ?? 1,
    soldMinor: soldMinor[row] ?? 0,
    ...asPaid(payment, component, baseMinor, counterBefore),
  })
}

/** The part of a paid line that its plan tells. */
export function asPaid(
  payment: Payment,
  component: number,
  baseMinor: Minor,
  counterBefore: number,
): Pick<PaidLine, 'component' | 'terms' | 'fixedMinor' | 'partialRefund'> {
  return {
    component,
    terms: termsOf(payment, component, baseMinor, counterBefore),
    fixedMinor: fixedMinorOf(payment),
    partialRefund: componentKind(component) === 'fixed' ? partialRefundOf(payment) : null,
  }
}

/** One settled component of a sale. */
export interface PaidLine extends Pick<SettledLine, 'paidDay' | 'isCapped'> {
  component: number
  versionId: number
  ruleIndex: number
  baseMinor: Minor
  earnedMinor: Minor
  /** As paid; empty for a fixed amount. */
  terms: readonly Term[]
  /** Of one piece, before a cap; pieces; and the sale's base before refunds. They matter to a fixed amount only. */
  fixedMinor: Minor
  quantity: number
  soldMinor: Minor
  /** Of a fixed amount. */
  partialRefund: PartialRefund | null
}

/** What refunds took back of one line, both >= 0. */
export interface TakenBack {
  baseMinor: Minor
  earnedMinor: Minor
}

/** The exact terms of a line, rebuilt from what is stored with it; none for a fixed amount. [CO10] */
export function termsOf(payment: Payment, component: number, baseMinor: Minor, counterBefore: number): Term[] {
  const kind = componentKind(component)
  if (kind === 'uplift') return [{ minor: baseMinor, ratePpm: counterBefore }]
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

/** Fixed amounts and uplifts look at no counter. */
const WITHOUT_COUNTER = (1 << FIXED) | (1 << UPLIFT)

/** True when the position of a conversion in its counters is settled: its rate or one of its true-ups is. */
export function isPositionSettled(components: number): boolean {
  return (components & ~WITHOUT_COUNTER) !== 0
}

/** The turn in which lines that were settled and do not hold are earned anew, by their id in turn 0. */
export type NextTurns = ReadonlyMap<number, number>

/** The id under which a line that is not settled is earned: nearly always its own. */
export function openIdOf(turns: NextTurns, id: number): number {
  return turns.size === 0 ? id : atTurn(id, turns.get(id) ?? 0)
}

/** True when the rate component is settled. */
export function isRateSettled(components: number): boolean {
  return ((components >>> RATE) & 1) === 1
}

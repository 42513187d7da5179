import type { Trace } from '../../contract/commissions.ts'
import { applyRates, scale } from '../../contract/money.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import { fixedMinorOf, partialRefundOf, type Payment } from '../../contract/plans.ts'
import { counterStep, marginalTerms, tierAt, tierIndexAt } from './tiers.rules.ts'
import type { Term } from './tiers.rules.ts'

/** One line a conversion earns. A `rate` line is its terms rounded once; a `fixed` line is `fixedMinor` × `quantity` × its share. */
export interface Component {
  component: 'rate' | 'fixed'
  terms: Term[]
  fixedMinor: Minor
  /** See `Trace`. */
  share?: NonNullable<Trace['share']>
  quantity: number
  earnedMinor: Minor
}

export interface Calculation {
  /** Commission base, >= 0. */
  baseMinor: Minor
  /** The base before refunds. */
  wholeMinor: Minor
  quantity: number
  /** First conversion of the customer with this partner. */
  isFirst: boolean
  /** Fully refunded: pays nothing and counts for nothing. */
  isReversed: boolean
  /** Counter of the rule's window before this conversion; 0 for rules without one. */
  counterBefore: number
}

/**
 * What a payment earns on one conversion, one entry per component, each rounded once. [CO3] [MO3]
 *
 * Nothing when the payment is for first conversions only and this is a later one. A whole-tier payment uses the tier
 * that this conversion reaches; what it changes for earlier ones is `trueUps`.
 */
export function calculate(payment: Payment, input: Calculation, rounding: Rounding): Component[] {
  switch (payment.kind) {
    case 'fixed':
      return payment.per === 'everyConversion' || input.isFirst ? [fixedComponent(payment, input, rounding)] : []
    case 'percent':
      return [rateComponent([{ minor: input.baseMinor, ratePpm: payment.ratePpm }], input, rounding)]
    case 'hybrid': {
      const components: Component[] = []
      if (input.isFirst) components.push(fixedComponent(payment, input, rounding))
      if (!input.isFirst || payment.firstEarnsBoth)
        components.push(rateComponent([{ minor: input.baseMinor, ratePpm: payment.ratePpm }], input, rounding))
      return components
    }
    case 'marginal': {
      const terms = marginalTerms(payment.tiers, payment.counter.unit, input.counterBefore, input.baseMinor)
      return [rateComponent(terms, input, rounding)]
    }
    case 'whole': {
      const after = input.counterBefore + counterStep(payment.counter.unit, input.baseMinor, input.isReversed)
      const { ratePpm } = tierAt(payment.tiers, tierIndexAt(payment.tiers, after))
      return [rateComponent([{ minor: input.baseMinor, ratePpm }], input, rounding)]
    }
  }
}

/** Sum of what the components earn. */
export function totalEarned(components: readonly Component[]): Minor {
  return components.reduce((total, component) => total + component.earnedMinor, 0)
}

/**
 * Minor units of a trace-shaped line, from its terms and fixed part alone. [CO10]
 *
 * `fixed`: fixedMinor × quantity, × its share of the base where it has one. `clawback`, `restored`: the terms rounded
 * once plus fixedMinor (what earlier refunds took back, or the whole settled line). Otherwise: the terms rounded once. At
 * most what a cap left. [CO27]
 *
 * @throws AppError 'money.tooLarge'
 */
export function earnedOf(
  line: Pick<Trace, 'component' | 'terms' | 'fixedMinor' | 'quantity' | 'share' | 'cap'>,
  rounding: Rounding,
): Minor {
  return Math.min(wholeOf(line, rounding), line.cap?.leftMinor ?? Infinity)
}

/** The same before its cap. */
function wholeOf(
  line: Pick<Trace, 'component' | 'terms' | 'fixedMinor' | 'quantity' | 'share'>,
  rounding: Rounding,
): Minor {
  switch (line.component) {
    case 'fixed': {
      const whole = scale(line.fixedMinor, line.quantity, 1, rounding)
      return line.share === undefined ? whole : scale(whole, line.share.minor, line.share.ofMinor, rounding)
    }
    case 'clawback':
    case 'restored':
      return applyRates(line.terms, rounding) + line.fixedMinor
    case 'rate':
    case 'trueUp':
    case 'uplift':
      return applyRates(line.terms, rounding)
  }
}

function rateComponent(terms: Term[], input: Calculation, rounding: Rounding): Component {
  const line = { component: 'rate' as const, terms, fixedMinor: 0, quantity: input.quantity }
  return { ...line, earnedMinor: earnedOf(line, rounding) }
}

/** A fixed amount is gone on a full refund; on a partial one the plan decides. [CO22] */
function fixedComponent(payment: Payment, input: Calculation, rounding: Rounding): Component {
  const left = fixedLeft(payment, input)
  const line = { component: 'fixed' as const, terms: [], quantity: input.quantity, ...left }
  return { ...line, earnedMinor: earnedOf(line, rounding) }
}

/** What refunds have left of a payment's fixed amount of one unit, as a line has it. */
export function fixedLeft(
  payment: Payment,
  { baseMinor, wholeMinor, isReversed }: Pick<Calculation, 'baseMinor' | 'wholeMinor' | 'isReversed'>,
): Pick<Component, 'fixedMinor' | 'share'> {
  const [minor, policy] = [fixedMinorOf(payment), partialRefundOf(payment)]
  const isPartial = baseMinor < wholeMinor
  if (isReversed || (isPartial && policy === 'void')) return { fixedMinor: 0 }
  if (!isPartial || policy === 'keep') return { fixedMinor: minor }
  return { fixedMinor: minor, share: { minor: baseMinor, ofMinor: wholeMinor } }
}

import type { Trace } from '../../contract/commissions.ts'
import { applyRates, scale } from '../../contract/money.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import type { Payment } from '../../contract/plans.ts'
import { counterStep, marginalTerms, tierAt, tierIndexAt } from './tiers.rules.ts'
import type { Term } from './tiers.rules.ts'

/** One line a conversion earns. A `rate` line is its terms rounded once; a `fixed` line is `fixedMinor` × `quantity`. */
export interface Component {
  component: 'rate' | 'fixed'
  terms: Term[]
  fixedMinor: Minor
  quantity: number
  earnedMinor: Minor
}

export interface Calculation {
  /** Commission base, >= 0. */
  baseMinor: Minor
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
      return payment.per === 'everyConversion' || input.isFirst ? [fixedComponent(payment.minor, input)] : []
    case 'percent':
      return [rateComponent([{ minor: input.baseMinor, ratePpm: payment.ratePpm }], input, rounding)]
    case 'hybrid': {
      const components: Component[] = []
      if (input.isFirst) components.push(fixedComponent(payment.fixedMinor, input))
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
 * `fixed`: fixedMinor × quantity. `clawback`, `restored`: the terms rounded once plus fixedMinor (what earlier refunds
 * took back, or the whole settled line).
 * Otherwise: the terms rounded once.
 *
 * @throws AppError 'money.tooLarge'
 */
export function earnedOf(
  line: Pick<Trace, 'component' | 'terms' | 'fixedMinor' | 'quantity'>,
  rounding: Rounding,
): Minor {
  switch (line.component) {
    case 'fixed':
      return scale(line.fixedMinor, line.quantity, 1, rounding)
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

/** A fixed amount is kept on a partial refund and gone on a full one. */
function fixedComponent(minor: Minor, input: Calculation): Component {
  const fixedMinor = input.isReversed ? 0 : minor
  return {
    component: 'fixed',
    terms: [],
    fixedMinor,
    quantity: input.quantity,
    earnedMinor: scale(fixedMinor, input.quantity, 1, 'halfAwayFromZero'),
  }
}

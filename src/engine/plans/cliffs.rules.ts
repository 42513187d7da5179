import type { z } from 'zod'
import type { Minor, Rounding } from '../../contract/money.ts'
import { applyRate } from '../../contract/money.ts'
import type { Payment, PlanBody, planMethods, PlanRule } from '../../contract/plans.ts'
import { tierAt } from '../commissions/tiers.rules.ts'
import { previewOrders } from './preview.rules.ts'
import type { PreviewOrder } from './preview.rules.ts'

export type Cliff = z.infer<(typeof planMethods)['plans.preview']['output']>['cliffs'][number]

/** A jump is worth a warning when it is more than this part of what was paid before it: 5 %. */
const WORTH_A_WARNING_PPM = 50_000

/**
 * Where one more minor unit, or one more conversion, moves the total by more than 5 %: at the steps of whole tiers and at
 * the bounds of amount conditions. Partners time their orders around such places, so the editor shows them. [PL9]
 *
 * An amount is tried as a single order just below and at the place, with all rules of the plan competing. A step counted
 * in conversions is compared at the step itself, old rate against new, on orders of `typicalMinor` each.
 */
export function findCliffs(body: PlanBody, typicalMinor: Minor, rounding: Rounding): Cliff[] {
  const cliffs = new Map<string, Cliff>()
  for (const rule of body.rules) {
    const tried = amountsToTry(rule).map(({ currency, at }) => tryAmount(body, rule, currency, at, rounding))
    for (const cliff of [...tried, ...countSteps(rule, typicalMinor, rounding)]) {
      const place = `${cliff.at} ${cliff.currency}`
      if (isWorthAWarning(cliff) && !cliffs.has(place)) cliffs.set(place, cliff)
    }
  }
  return [...cliffs.values()]
}

function isWorthAWarning({ beforeMinor, afterMinor }: Cliff): boolean {
  const jump = Math.abs(afterMinor - beforeMinor)
  // One minor unit is what rounding alone may do.
  return jump > 1 && jump > applyRate(beforeMinor, WORTH_A_WARNING_PPM, 'halfAwayFromZero')
}

function amountsToTry(rule: PlanRule): { currency: string; at: Minor }[] {
  const { payment } = rule
  const places: { currency: string; at: Minor }[] = []
  if (payment.kind === 'whole' && payment.counter.unit === 'amount')
    for (const tier of payment.tiers.slice(1)) places.push({ currency: payment.currency, at: tier.from })
  for (const condition of rule.conditions) {
    if (condition.field !== 'amount') continue
    const { currency, atLeastMinor, atMostMinor } = condition
    if (atLeastMinor !== null && atLeastMinor > 0) places.push({ currency, at: atLeastMinor })
    if (atMostMinor !== null && atMostMinor >= 0) places.push({ currency, at: atMostMinor + 1 })
  }
  return places
}

function tryAmount(body: PlanBody, rule: PlanRule, currency: string, at: Minor, rounding: Rounding): Cliff {
  const total = (minor: Minor): Minor =>
    previewOrders(body, [{ ...orderFor(rule), minor, currency }], rounding)[0]?.earnedMinor ?? 0
  return { rule: rule.name, at, currency, beforeMinor: total(at - 1), afterMinor: total(at) }
}

/** An order that meets the rule's other conditions. */
function orderFor(rule: PlanRule): Omit<PreviewOrder, 'minor' | 'currency'> {
  const order = { isNewCustomer: isForFirst(rule.payment), product: '', country: '' }
  for (const condition of rule.conditions) {
    if (condition.field === 'product') order.product = condition.in[0] ?? ''
    if (condition.field === 'country') order.country = condition.in[0] ?? ''
    if (condition.field === 'customer') order.isNewCustomer = condition.is === 'new'
  }
  return order
}

function isForFirst(payment: Payment): boolean {
  return payment.kind === 'fixed' && payment.per === 'firstConversion'
}

function countSteps(rule: PlanRule, typicalMinor: Minor, rounding: Rounding): Cliff[] {
  const { payment } = rule
  if (payment.kind !== 'whole' || payment.counter.unit !== 'count') return []
  const { tiers, currency } = payment
  return tiers.slice(1).map((tier, place) => {
    const volumeMinor = typicalMinor * tier.from
    return {
      rule: rule.name,
      at: tier.from,
      currency,
      beforeMinor: applyRate(volumeMinor, tierAt(tiers, place).ratePpm, rounding),
      afterMinor: applyRate(volumeMinor, tier.ratePpm, rounding),
    }
  })
}

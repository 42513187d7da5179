import type { Condition, Counter, Payment, PlanRule } from '../../../src/contract/plans.ts'

/** A rule for everybody and for life that pays `payment`. */
export function aRule(payment: Payment, changes: Partial<PlanRule> = {}): PlanRule {
  return { key: 'rule', name: 'Rule', priority: 0, conditions: [], payment, limitMonths: null, ...changes }
}

export function percent(ratePpm: number): Payment {
  return { kind: 'percent', ratePpm }
}

export function fixed(minor: number, per: 'firstConversion' | 'everyConversion' = 'everyConversion'): Payment {
  return { kind: 'fixed', minor, currency: 'USD', per }
}

export function hybrid(fixedMinor: number, ratePpm: number, firstEarnsBoth = true): Payment {
  return { kind: 'hybrid', fixedMinor, currency: 'USD', ratePpm, firstEarnsBoth }
}

/** A tier payment in USD; steps are [from, rate in ppm]. */
export function tiered(
  kind: 'marginal' | 'whole',
  steps: readonly (readonly [from: number, ratePpm: number])[],
  counter: Counter = { unit: 'amount', window: 'quarter' },
): Payment {
  return { kind, currency: 'USD', counter, tiers: steps.map(([from, ratePpm]) => ({ from, ratePpm })) }
}

export const forProduct = (...names: string[]): Condition => ({ field: 'product', in: names })
export const forCountry = (...names: string[]): Condition => ({ field: 'country', in: names })
export const forCustomer = (is: 'new' | 'recurring'): Condition => ({ field: 'customer', is })
export const forLeads: Condition = { field: 'kind', is: 'lead' }
export const forAmount = (atLeastMinor: number | null, atMostMinor: number | null = null): Condition => ({
  field: 'amount',
  currency: 'USD',
  atLeastMinor,
  atMostMinor,
})

import {
  type CapKind,
  capKinds,
  capsProblem,
  type Condition,
  currenciesOf,
  isForLeads,
  leadRuleProblem,
  type Payment,
  type PlanBody,
  type PlanRule,
  type Tier,
} from '../../contract/plans.ts'
import { currencyExponent } from '../../contract/money.ts'
import { planTexts as texts } from './planTexts.ts'

const PERCENT = 10_000

/** A plain start for each way of paying; amounts in whole units of the currency. */
export function newPayment(kind: Payment['kind'], currency: string): Payment {
  const unit = 10 ** currencyExponent(currency)
  const tiers = [
    { from: 0, ratePpm: 5 * PERCENT },
    { from: 50_000 * unit, ratePpm: 8 * PERCENT },
  ]
  const counter = { unit: 'amount', window: 'quarter' } as const
  switch (kind) {
    case 'fixed':
      return { kind, minor: 40 * unit, currency, per: 'firstConversion' }
    case 'percent':
      return { kind, ratePpm: 10 * PERCENT }
    case 'hybrid':
      return { kind, fixedMinor: 40 * unit, currency, ratePpm: 10 * PERCENT, firstEarnsBoth: true }
    case 'marginal':
    case 'whole':
      return { kind, currency, counter, tiers }
  }
}

/** Another way of paying that keeps what both have in common. */
export function changeKind(payment: Payment, kind: Payment['kind'], currency: string): Payment {
  if ((payment.kind === 'marginal' || payment.kind === 'whole') && (kind === 'marginal' || kind === 'whole'))
    return { ...payment, kind }
  return newPayment(kind, 'currency' in payment ? payment.currency : currency)
}

export function newRule(kind: Payment['kind'], currency: string, taken: readonly string[]): PlanRule {
  let number = taken.length + 1
  while (taken.includes(`rule-${number}`)) number += 1
  return {
    key: `rule-${number}`,
    name: texts.templates[kind].label,
    priority: 0,
    conditions: [],
    payment: newPayment(kind, currency),
    limitMonths: null,
  }
}

export function newBody(kind: Payment['kind'], currency: string): PlanBody {
  return { rules: [newRule(kind, currency, [])] }
}

function newCondition(field: Condition['field'], currency: string): Condition {
  switch (field) {
    case 'product':
    case 'country':
      return { field, in: [] }
    case 'customer':
      return { field, is: 'new' }
    case 'amount':
      return { field, currency, atLeastMinor: 0, atMostMinor: null }
    case 'kind':
      return { field, is: 'lead' }
  }
}

/** The rule with one condition more. Leads have no amount, so a rule for them pays a fixed one and asks for none. */
export function withCondition(rule: PlanRule, field: Condition['field'], currency: string): PlanRule {
  const conditions = [...rule.conditions, newCondition(field, currenciesOf(rule)[0] ?? currency)]
  if (field !== 'kind') return { ...rule, conditions }
  const payment = rule.payment.kind === 'fixed' ? rule.payment : changeKind(rule.payment, 'fixed', currency)
  const kept = conditions.filter((condition) => condition.field !== 'amount')
  return withPayment({ ...rule, conditions: kept }, payment)
}

/** The rule paying another way; its caps are in the currency that it pays in. */
export function withPayment({ caps, ...rule }: PlanRule, payment: Payment): PlanRule {
  if (!caps) return { ...rule, payment }
  return { ...rule, payment, caps: 'currency' in payment ? { ...caps, currency: payment.currency } : caps }
}

/** The caps that a rule may still get. */
export function missingCaps({ caps }: PlanRule): CapKind[] {
  return capKinds.filter((kind) => caps?.[kind] === undefined)
}

/** The rule with one cap more: a thousand units, of a month. */
export function withCap(rule: PlanRule, kind: CapKind, baseCurrency: string): PlanRule {
  const currency = rule.caps?.currency ?? currenciesOf(rule)[0] ?? baseCurrency
  const minor = 1_000 * 10 ** currencyExponent(currency)
  const cap = kind === 'event' ? { [kind]: { minor } } : { [kind]: { minor, window: 'month' as const } }
  return { ...rule, caps: { ...rule.caps, currency, ...cap } }
}

/** The rule without one of its caps. */
export function withoutCap({ caps, ...rule }: PlanRule, kind: CapKind): PlanRule {
  if (!caps) return rule
  const { [kind]: _, ...left } = caps
  return capKinds.some((other) => left[other as keyof typeof left] !== undefined) ? { ...rule, caps: left } : rule
}

/** The conditions that a rule may still get. */
export function missingConditions(rule: PlanRule): Condition['field'][] {
  return (['product', 'country', 'customer', 'amount', 'kind'] as const).filter(
    (field) =>
      !rule.conditions.some((condition) => condition.field === field) && !(field === 'amount' && isForLeads(rule)),
  )
}

/** The next step of a tier table: twice as far, two points more. */
export function addTier(tiers: readonly Tier[], unit: number): Tier[] {
  const last = tiers.at(-1) ?? { from: 0, ratePpm: 0 }
  return [...tiers, { from: Math.max(last.from * 2, last.from + unit), ratePpm: last.ratePpm + 2 * PERCENT }]
}

/** What is missing in a condition, as a sentence; null when nothing is. */
export function conditionProblem(condition: Condition): string | null {
  switch (condition.field) {
    case 'product':
    case 'country':
      return condition.in.length === 0 ? texts.nothingChosen : null
    case 'amount': {
      const { atLeastMinor, atMostMinor } = condition
      return atMostMinor !== null && atMostMinor < (atLeastMinor ?? 0) ? texts.endsBeforeStart : null
    }
    case 'customer':
    case 'kind':
      return null
  }
}

/** Whether a body can be stored: every rule named, every condition whole, no share of leads, caps that make sense, and steps that rise. */
export function isStorable(body: PlanBody): boolean {
  return body.rules.every(
    (rule) =>
      rule.name.trim() !== '' &&
      leadRuleProblem(rule) === null &&
      capsProblem(rule) === null &&
      rule.conditions.every((condition) => conditionProblem(condition) === null) &&
      (!('tiers' in rule.payment) ||
        rule.payment.tiers.every((tier, i, tiers) => i === 0 || tier.from > (tiers[i - 1]?.from ?? 0))),
  )
}

/** The currency in which a body is exemplified: the first that a rule names, else the programme's. */
export function currencyOf(body: PlanBody, baseCurrency: string): string {
  return body.rules.flatMap(currenciesOf)[0] ?? baseCurrency
}

/** The names that conditions on this field ask for, each once, in the order of the rules. */
export function namesIn(body: PlanBody, field: 'product' | 'country'): string[] {
  const conditions = body.rules.flatMap((rule) => rule.conditions)
  return [...new Set(conditions.flatMap((condition) => (condition.field === field ? condition.in : [])))]
}

import type { z } from 'zod'
import type { Day } from '../../contract/dates.ts'
import { applyRate, formatMinor, formatRate } from '../../contract/money.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import { listCaps, type PlanBody, type planMethods, type PlanRule } from '../../contract/plans.ts'
import { describeCut } from '../../contract/statementText.ts'
import { calculate } from '../commissions/calculate.rules.ts'
import type { Component } from '../commissions/calculate.rules.ts'
import { type CapPlace, CapUse } from '../commissions/caps.rules.ts'
import { counterStep, tierAt, tierIndexAt } from '../commissions/tiers.rules.ts'
import { findMiss } from './conditions.rules.ts'
import type { ConversionFacts } from './conditions.rules.ts'
import { selectRule } from './selection.rules.ts'

type PreviewOutput = z.infer<(typeof planMethods)['plans.preview']['output']>
export type PreviewOrder = z.input<(typeof planMethods)['plans.preview']['input']>['orders'][number]
export type PreviewedOrder = PreviewOutput['orders'][number]
type PreviewLine = PreviewedOrder['lines'][number]

/** What a rule has counted so far and, for whole tiers, the orders it paid and the tier they stand at. */
interface RuleState {
  value: number
  paid: { baseMinor: Minor; place: CapPlace }[]
  tierIndex: number
  use: CapUse
}

/** A day for all orders: they share every counter window, and no limit in months has begun to end. */
const ONE_DAY: Day = '2000-01-01'

/**
 * The worked example of the plan editor: the rules run on made-up orders, one after the other, all of one partner and in
 * one counter window. True-ups stand with the order that caused them. Orders of a customer who is not new are those of
 * the customer before. [PL8] [CO27]
 *
 * @param orders `minor` is the commission base; a lead has none
 */
export function previewOrders(body: PlanBody, orders: readonly PreviewOrder[], rounding: Rounding): PreviewedOrder[] {
  const states = new Map(
    body.rules.map(({ key }): [string, RuleState] => [key, { value: 0, paid: [], tierIndex: 0, use: new CapUse() }]),
  )
  let customer = 1
  return orders.map((order, event) => {
    if (order.isNewCustomer) customer += 1
    return previewOrder(body, order, { event, customer, month: 0, fiscalYearStartMonth: 1 }, states, rounding)
  })
}

function previewOrder(
  body: PlanBody,
  order: PreviewOrder,
  place: CapPlace,
  states: ReadonlyMap<string, RuleState>,
  rounding: Rounding,
): PreviewedOrder {
  const facts = toFacts(order)
  const { winner } = selectRule(body.rules, facts, {
    quantity: 1,
    rounding,
    counterBefore: (rule) => states.get(rule.key)?.value ?? 0,
  })
  const lines: PreviewLine[] = []
  if (winner) {
    const state = states.get(winner.key)
    for (const component of calculate(winner.payment, toCalculation(facts, state?.value ?? 0), rounding))
      lines.push(cut(toLine(winner, component, order), winner, order, place, state))
  }
  for (const rule of body.rules) {
    const state = states.get(rule.key)
    if (state && findMiss(rule, facts) === null)
      lines.push(...countOrder(rule, order, place, state, rule === winner, rounding))
  }
  return {
    earnedMinor: lines.reduce((sum, line) => sum + line.earnedMinor, 0),
    currency: order.currency,
    lines,
  }
}

/** Counts an order for one rule and answers the true-ups that the step it crossed brings to earlier orders. */
function countOrder(
  rule: PlanRule,
  order: PreviewOrder,
  place: CapPlace,
  state: RuleState,
  isWinner: boolean,
  rounding: Rounding,
): PreviewLine[] {
  const { payment } = rule
  if (payment.kind !== 'marginal' && payment.kind !== 'whole') return []
  state.value += counterStep(payment.counter.unit, baseOf(order), false)
  if (payment.kind === 'marginal') return []
  const stood = tierAt(payment.tiers, state.tierIndex).ratePpm
  state.tierIndex = tierIndexAt(payment.tiers, state.value)
  const reached = tierAt(payment.tiers, state.tierIndex).ratePpm
  const trueUps = state.paid.flatMap(({ baseMinor, place: earlier }): PreviewLine[] => {
    const earnedMinor = applyRate(baseMinor, reached - stood, rounding)
    if (earnedMinor === 0) return []
    const explanation = `${formatMinor(baseMinor, order.currency)} × (${formatRate(reached)} − ${formatRate(stood)})`
    const line = { component: 'trueUp' as const, rule: rule.name, baseMinor, earnedMinor, explanation }
    return [cut(line, rule, order, earlier, state)]
  })
  if (isWinner) state.paid.push({ baseMinor: order.minor, place })
  return trueUps
}

/** The line as the caps of its rule leave it; all windows of the example are one. */
function cut(
  line: PreviewLine,
  { caps }: PlanRule,
  { currency }: PreviewOrder,
  place: CapPlace,
  state: RuleState | undefined,
): PreviewLine {
  if (!caps || !state) return line
  const numbered = listCaps(caps).map((cap, number) => ({ ...cap, number }))
  const { earnedMinor, cap } = state.use.take(numbered, place, line.earnedMinor)
  if (cap === null) return line
  const explanation = describeCut(line.explanation, { ...cap, leftMinor: earnedMinor }, currency)
  return { ...line, earnedMinor, explanation }
}

function toLine(rule: PlanRule, component: Component, order: PreviewOrder): PreviewLine {
  return {
    component: component.component,
    rule: rule.name,
    baseMinor: baseOf(order),
    earnedMinor: component.earnedMinor,
    explanation: explainComponent(component, order.currency),
  }
}

/** The arithmetic in one line: "200.00 × 4% + 100.00 × 6%", "40.00 × 2". */
export function explainComponent(component: Component, currency: string): string {
  if (component.component === 'fixed') return `${formatMinor(component.fixedMinor, currency)} × ${component.quantity}`
  return component.terms.map((term) => `${formatMinor(term.minor, currency)} × ${formatRate(term.ratePpm)}`).join(' + ')
}

function toFacts(order: PreviewOrder): ConversionFacts {
  return {
    isLead: order.isLead === true,
    occurredOn: ONE_DAY,
    currency: order.currency,
    baseMinor: baseOf(order),
    product: order.product,
    country: order.country,
    isFirst: order.isNewCustomer,
    firstOn: ONE_DAY,
  }
}

function baseOf({ minor, isLead }: PreviewOrder): Minor {
  return isLead === true ? 0 : minor
}

function toCalculation(facts: ConversionFacts, counterBefore: number) {
  const { baseMinor } = facts
  return { baseMinor, wholeMinor: baseMinor, quantity: 1, isFirst: facts.isFirst, isReversed: false, counterBefore }
}

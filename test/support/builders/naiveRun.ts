import { periodRange, quarterOf } from '../../../src/contract/dates.ts'
import { applyRate } from '../../../src/contract/money.ts'
import type { Rounding } from '../../../src/contract/money.ts'
import type { PlanRule } from '../../../src/contract/plans.ts'
import { calculate } from '../../../src/engine/commissions/calculate.rules.ts'
import { findMiss } from '../../../src/engine/plans/conditions.rules.ts'
import type { ConversionFacts } from '../../../src/engine/plans/conditions.rules.ts'
import { selectRule } from '../../../src/engine/plans/selection.rules.ts'
import type { TestConversion } from './commissions.ts'

/** "conversion.component" → the place of the rule that pays it and the minor units it earns. */
export type NaiveEarnings = Record<string, { ruleIndex: number; earnedMinor: number }>

/**
 * The rules once more, one conversion at a time, with strings, lists and no shortcuts: the yardstick for the evaluator
 * that is built for speed. Counters are summed anew from all earlier conversions each time.
 */
export function runNaively(
  rules: readonly PlanRule[],
  given: readonly TestConversion[],
  rounding: Rounding,
  fiscalYearStartMonth: number,
): NaiveEarnings {
  const ordered = given.toSorted((a, b) => (a.day === b.day ? a.id - b.id : a.day < b.day ? -1 : 1))
  const sales = ordered.filter(({ refunds }) => refunds === undefined)
  const earned: NaiveEarnings = {}
  const paid: { rule: PlanRule; sale: TestConversion; minor: number }[] = []
  /** What the caps of a rule leave of an amount, and pays it. */
  const cut = (rule: PlanRule, sale: TestConversion, wanted: number): number => {
    const before = paid.filter((one) => one.rule === rule)
    const used = (isUnder: (other: TestConversion) => boolean): number =>
      before.filter((one) => isUnder(one.sale)).reduce((sum, { minor }) => sum + minor, 0)
    const { event, customer, partner } = rule.caps ?? {}
    const isSameCustomer = (other: TestConversion): boolean =>
      other === sale || ((sale.customer ?? 0) !== 0 && other.customer === sale.customer)
    const isIn = (window: string, other: TestConversion): boolean =>
      isSameWindow(window, other.day, sale.day, fiscalYearStartMonth)
    const rooms = [
      ...(event ? [event.minor - used((other) => other === sale)] : []),
      ...(customer ? [customer.minor - used((other) => isSameCustomer(other) && isIn(customer.window, other))] : []),
      ...(partner ? [partner.minor - used((other) => isIn(partner.window, other))] : []),
    ]
    const minor = Math.min(wanted, ...rooms.map((room) => Math.max(0, room)))
    paid.push({ rule, sale, minor })
    return minor
  }
  const leftOf = (sale: TestConversion): number =>
    ordered.reduce((left, other) => (other.refunds === sale.id ? Math.max(0, left - other.minor) : left), sale.minor)
  const factsOf = (sale: TestConversion): ConversionFacts => {
    const isOfKind = (other: TestConversion): boolean => (other.isLead ?? false) === (sale.isLead ?? false)
    const first =
      sales.find((other) => (sale.customer ?? 0) !== 0 && other.customer === sale.customer && isOfKind(other)) ?? sale
    return {
      isLead: sale.isLead ?? false,
      occurredOn: sale.day,
      currency: sale.currency ?? 'USD',
      baseMinor: leftOf(sale) === 0 ? sale.minor : leftOf(sale),
      product: sale.product ?? '',
      country: sale.country ?? '',
      isFirst: first === sale,
      firstOn: first.day,
    }
  }
  const counterBefore = (rule: PlanRule, upTo: number): number => {
    const { payment } = rule
    const sale = sales[upTo]
    if ((payment.kind !== 'marginal' && payment.kind !== 'whole') || !sale) return 0
    return sales
      .slice(0, upTo)
      .filter((other) => isSameWindow(payment.counter.window, other.day, sale.day, fiscalYearStartMonth))
      .filter((other) => findMiss(rule, factsOf(other)) === null)
      .filter((other) => leftOf(other) > 0 || other.minor === 0)
      .reduce((sum, other) => sum + (payment.counter.unit === 'amount' ? leftOf(other) : 1), 0)
  }
  const winnerOf = (place: number): PlanRule | null => {
    const sale = sales[place]
    if (!sale) return null
    const context = {
      quantity: sale.quantity ?? 1,
      rounding,
      counterBefore: (rule: PlanRule) => counterBefore(rule, place),
    }
    return selectRule(rules, factsOf(sale), context).winner
  }
  for (const [place, sale] of sales.entries()) {
    const facts = factsOf(sale)
    const left = leftOf(sale)
    const winner = winnerOf(place)
    const isReversed = left === 0 && sale.minor > 0
    if (winner) {
      const input = {
        baseMinor: left,
        wholeMinor: sale.minor,
        quantity: sale.quantity ?? 1,
        isFirst: facts.isFirst,
        isReversed,
      }
      for (const line of calculate(winner.payment, { ...input, counterBefore: counterBefore(winner, place) }, rounding))
        earned[`${sale.id}.${line.component === 'rate' ? 0 : 1}`] = {
          ruleIndex: rules.indexOf(winner),
          earnedMinor: cut(winner, sale, line.earnedMinor),
        }
    }
    for (const rule of rules) {
      const { payment } = rule
      if (payment.kind !== 'whole' || findMiss(rule, facts) !== null || isReversed) continue
      const before = counterBefore(rule, place)
      const tierOf = (value: number): number => payment.tiers.findLastIndex(({ from }) => from <= value)
      const [from, to] = [tierOf(before), tierOf(before + (payment.counter.unit === 'amount' ? left : 1))]
      const lift = (payment.tiers[to]?.ratePpm ?? 0) - (payment.tiers[from]?.ratePpm ?? 0)
      for (const [earlier, other] of sales.slice(0, place).entries()) {
        if (!isSameWindow(payment.counter.window, other.day, sale.day, fiscalYearStartMonth)) continue
        const minor = from < to && winnerOf(earlier) === rule ? applyRate(leftOf(other), lift, rounding) : 0
        if (minor !== 0)
          earned[`${other.id}.${to + 1}`] = { ruleIndex: rules.indexOf(rule), earnedMinor: cut(rule, other, minor) }
      }
    }
  }
  return earned
}

function isSameWindow(window: string, day: string, other: string, startMonth: number): boolean {
  if (window === 'lifetime') return true
  if (window === 'month') return day.slice(0, 7) === other.slice(0, 7)
  const quarter = quarterOf(other, startMonth)
  const { from, to } = periodRange(window === 'quarter' ? quarter : quarter.slice(0, 6), startMonth)
  return from <= day && day <= to
}

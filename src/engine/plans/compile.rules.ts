import { AppError } from '../../contract/errors.ts'
import type { Minor, Ppm } from '../../contract/money.ts'
import {
  type Condition,
  currenciesOf,
  fixedMinorOf,
  isForLeads,
  listCaps,
  type PartialRefund,
  partialRefundOf,
  type Payment,
  type PlanBody,
  type PlanRule,
  type Tier,
} from '../../contract/plans.ts'
import type { NumberedCap } from '../commissions/caps.rules.ts'
import type { CounterWindow } from '../commissions/windows.rules.ts'
import { toComparable } from './conditions.rules.ts'
import { compareRank } from './selection.rules.ts'

/** Names behind the small integers of the conversion columns: `products[3]` is what product 3 is called. */
export interface Dictionary {
  currencies: readonly string[]
  products: readonly string[]
  countries: readonly string[]
}

/** A published version as it is stored. */
export interface PublishedVersion {
  id: number
  planId: number
  body: PlanBody
}

/** A rule with everything looked up, for evaluation without strings. */
export interface CompiledRule {
  versionId: number
  /** Place in the version's body. */
  index: number
  /** Rules with equal rank compete by money; a lower rank goes first. */
  rank: number
  kind: Payment['kind']
  isForLeads: boolean
  /** Product ids that match, as a bit of 1 per id; null: any. */
  products: Uint8Array | null
  countries: Uint8Array | null
  /** 0 any customer, 1 first conversion only, 2 later ones only. */
  customer: 0 | 1 | 2
  /** Currency id, -1 any, -2 none of the dictionary. */
  currency: number
  atLeastMinor: Minor
  atMostMinor: Minor
  /** -1: for life. */
  limitMonths: number
  fixedMinor: Minor
  ratePpm: Ppm
  partialRefund: PartialRefund
  firstEarnsBoth: boolean
  /** Fixed amounts: for first conversions only. */
  isFirstOnly: boolean
  tiers: readonly Tier[]
  unit: 'amount' | 'count'
  window: CounterWindow
  /** Counters with the same number are one counter (the same rule in several versions of a plan); -1 without one. */
  counter: number
  /** Those of one partner; null: none. */
  caps: readonly NumberedCap[] | null
  /** Of all partners together. */
  budget: NumberedCap | null
}

export interface CompiledPlan {
  versionId: number
  planId: number
  /** Best rank first; within a rank in the plan's order. */
  rules: readonly CompiledRule[]
  needsFirst: boolean
  needsCustomer: boolean
  needsLeads: boolean
  needsProduct: boolean
  needsCountry: boolean
}

/**
 * Compiles every published version at once, because versions of a plan share the counters of their rules: a rule is
 * the same rule as long as its key, kind, currency, unit and window are, so a new version does not start a quarter anew. [PL5]
 *
 * @throws AppError 'plan.invalid' when two rules of a version have the same key
 */
export function compilePlans(versions: readonly PublishedVersion[], dictionary: Dictionary): Map<number, CompiledPlan> {
  const numbers = { counters: new Map<string, number>(), caps: new Map<string, number>() }
  return new Map(versions.map((version) => [version.id, compilePlan(version, dictionary, numbers)]))
}

/** Numbers that versions of a plan share, by what they number. */
type Numbers = Record<'counters' | 'caps', Map<string, number>>

function numberOf(numbers: Map<string, number>, parts: readonly unknown[]): number {
  const name = JSON.stringify(parts)
  const number = numbers.get(name) ?? numbers.size
  numbers.set(name, number)
  return number
}

function compilePlan(version: PublishedVersion, dictionary: Dictionary, numbers: Numbers): CompiledPlan {
  const { rules } = version.body
  const keys = new Set(rules.map((rule) => rule.key))
  if (keys.size < rules.length) throw new AppError('plan.invalid', { versionId: version.id, problem: 'duplicateKey' })
  const ranked = rules.map((rule, index) => ({ rule, index })).sort((a, b) => compareRank(a.rule, b.rule))
  let rank = 0
  const compiled = ranked.map(({ rule, index }, place) => {
    const previous = ranked[place - 1]
    if (previous && compareRank(previous.rule, rule) !== 0) rank += 1
    return compileRule(version, rule, index, rank, dictionary, numbers)
  })
  return {
    versionId: version.id,
    planId: version.planId,
    rules: compiled,
    needsFirst: rules.some(looksAtFirst),
    needsCustomer: rules.some((rule) => looksAtFirst(rule) || rule.caps?.customer !== undefined),
    needsLeads: rules.some(isForLeads),
    needsProduct: compiled.some((rule) => rule.products !== null),
    needsCountry: compiled.some((rule) => rule.countries !== null),
  }
}

function looksAtFirst(rule: PlanRule): boolean {
  return (
    rule.limitMonths !== null ||
    rule.payment.kind === 'hybrid' ||
    (rule.payment.kind === 'fixed' && rule.payment.per === 'firstConversion') ||
    rule.conditions.some((condition) => condition.field === 'customer')
  )
}

const ANY = -1
const NONE = -2

function compileRule(
  version: PublishedVersion,
  rule: PlanRule,
  index: number,
  rank: number,
  dictionary: Dictionary,
  numbers: Numbers,
): CompiledRule {
  const currencyId = (code: string): number => {
    const id = dictionary.currencies.indexOf(code)
    return id === -1 ? NONE : id
  }
  const { payment, caps } = rule
  const currencies = currenciesOf(rule).map(currencyId)
  const numbered = listCaps(caps).map((cap) => ({
    ...cap,
    number: numberOf(numbers.caps, [version.planId, rule.key, cap.kind, cap.window, caps?.currency]),
  }))
  const own = numbered.filter(({ kind }) => kind !== 'programme')
  const compiled: CompiledRule = {
    versionId: version.id,
    index,
    rank,
    kind: payment.kind,
    isForLeads: isForLeads(rule),
    products: null,
    countries: null,
    customer: 0,
    currency: currencies.length > 1 ? NONE : (currencies[0] ?? ANY),
    atLeastMinor: -Infinity,
    atMostMinor: Infinity,
    limitMonths: rule.limitMonths ?? -1,
    fixedMinor: fixedMinorOf(payment),
    ratePpm: payment.kind === 'percent' || payment.kind === 'hybrid' ? payment.ratePpm : 0,
    partialRefund: partialRefundOf(payment),
    firstEarnsBoth: payment.kind === 'hybrid' && payment.firstEarnsBoth,
    isFirstOnly: payment.kind === 'fixed' && payment.per === 'firstConversion',
    tiers: [],
    unit: 'amount',
    window: 'lifetime',
    counter: -1,
    caps: own.length === 0 ? null : own,
    budget: numbered.find(({ kind }) => kind === 'programme') ?? null,
  }
  for (const condition of rule.conditions) compileCondition(compiled, condition, dictionary, currencyId)
  if (payment.kind === 'marginal' || payment.kind === 'whole') {
    const { unit, window } = payment.counter
    const counter = numberOf(numbers.counters, [version.planId, rule.key, payment.kind, payment.currency, unit, window])
    Object.assign(compiled, { tiers: payment.tiers, unit, window, counter })
  }
  return compiled
}

/** Conditions of one field narrow each other; two that exclude each other leave a rule that never matches. */
function compileCondition(
  rule: CompiledRule,
  condition: Condition,
  dictionary: Dictionary,
  currencyId: (code: string) => number,
): void {
  switch (condition.field) {
    case 'kind':
      break
    case 'product':
      rule.products = narrow(rule.products, dictionary.products, condition.in)
      break
    case 'country':
      rule.countries = narrow(rule.countries, dictionary.countries, condition.in)
      break
    case 'customer': {
      const wanted = condition.is === 'new' ? 1 : 2
      if (rule.customer !== 0 && rule.customer !== wanted) rule.currency = NONE
      rule.customer = wanted
      break
    }
    case 'amount': {
      const currency = currencyId(condition.currency)
      rule.currency = rule.currency === ANY || rule.currency === currency ? currency : NONE
      rule.atLeastMinor = Math.max(rule.atLeastMinor, condition.atLeastMinor ?? -Infinity)
      rule.atMostMinor = Math.min(rule.atMostMinor, condition.atMostMinor ?? Infinity)
      break
    }
  }
}

function narrow(known: Uint8Array | null, names: readonly string[], wanted: readonly string[]): Uint8Array {
  const comparable = new Set(wanted.map(toComparable))
  return Uint8Array.from(names, (name, id) => (known?.[id] !== 0 && comparable.has(toComparable(name)) ? 1 : 0))
}

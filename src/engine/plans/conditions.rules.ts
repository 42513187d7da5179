import type { Explanation } from '../../contract/commissions.ts'
import { toEpochDays } from '../../contract/dates.ts'
import type { Day } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import { type Condition, currenciesOf, isForLeads, type PlanRule } from '../../contract/plans.ts'
import { isWithinMonths } from '../commissions/windows.rules.ts'

/** What a rule may look at. */
export interface ConversionFacts {
  /** A lead has no amount and meets only rules for leads. */
  isLead: boolean
  occurredOn: Day
  currency: string
  /** Commission base; of a fully refunded conversion the base before the refund, so that the same rule is found. */
  baseMinor: Minor
  product: string
  country: string
  /** First sale of the customer with this partner, of a lead its first lead; one without a customer is its own first. */
  isFirst: boolean
  /** Day of that first conversion. */
  firstOn: Day
}

export type MissReason = Exclude<
  Explanation['competing'][number]['reason'],
  'won' | 'lowerPriority' | 'lessSpecific' | 'earnsLess'
>

/** Why a rule cannot pay, and by how much where a bound missed (minor units). */
export interface Miss {
  reason: MissReason
  shortBy: Minor | null
}

/** How product and country names are compared: exports differ in case, spaces and accents' encoding. */
export function toComparable(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Why a condition does not hold, or null when it does. */
export function findConditionMiss(condition: Condition, facts: ConversionFacts): Miss | null {
  switch (condition.field) {
    case 'kind':
      return facts.isLead ? null : { reason: 'leadsOnly', shortBy: null }
    case 'product':
      return isListed(condition.in, facts.product) ? null : { reason: 'otherProduct', shortBy: null }
    case 'country':
      return isListed(condition.in, facts.country) ? null : { reason: 'otherCountry', shortBy: null }
    case 'customer':
      if (facts.isFirst === (condition.is === 'new')) return null
      return { reason: condition.is === 'new' ? 'notNewCustomer' : 'notRecurring', shortBy: null }
    case 'amount':
      if (facts.currency !== condition.currency) return { reason: 'otherCurrency', shortBy: null }
      if (condition.atLeastMinor !== null && facts.baseMinor < condition.atLeastMinor)
        return { reason: 'amountTooSmall', shortBy: condition.atLeastMinor - facts.baseMinor }
      if (condition.atMostMinor !== null && facts.baseMinor > condition.atMostMinor)
        return { reason: 'amountTooLarge', shortBy: facts.baseMinor - condition.atMostMinor }
      return null
  }
}

/**
 * Why a rule cannot pay a conversion, or null when it can: it is for leads or sales as asked, all its conditions hold, its payment and its caps are in the
 * conversion's currency, its limit in months has not passed and a payment for first conversions meets one. [PL2]
 */
export function findMiss(rule: PlanRule, facts: ConversionFacts): Miss | null {
  if (facts.isLead !== isForLeads(rule)) return { reason: facts.isLead ? 'salesOnly' : 'leadsOnly', shortBy: null }
  for (const condition of rule.conditions) {
    const miss = findConditionMiss(condition, facts)
    if (miss) return miss
  }
  const { payment } = rule
  if (currenciesOf(rule).some((currency) => currency !== facts.currency))
    return { reason: 'otherCurrency', shortBy: null }
  if (!isWithinLimit(rule.limitMonths, facts)) return { reason: 'afterLimit', shortBy: null }
  if (payment.kind === 'fixed' && payment.per === 'firstConversion' && !facts.isFirst)
    return { reason: 'notFirst', shortBy: null }
  return null
}

/**
 * How specific a rule is: more kinds of condition win; between equally many, product before country before customer
 * before amount (HighLevel's documented order: product over time over default). Higher is more specific. [PL3]
 */
export function specificity(conditions: readonly Condition[]): number {
  const fields = new Set(conditions.map((condition) => condition.field))
  let weight = 0
  for (const field of fields) weight += FIELD_WEIGHT[field]
  return fields.size * 16 + weight
}

// Rules for leads compete among themselves, and all of them say so.
const FIELD_WEIGHT: Readonly<Record<Condition['field'], number>> = {
  product: 8,
  country: 4,
  customer: 2,
  amount: 1,
  kind: 0,
}

function isListed(names: readonly string[], name: string): boolean {
  const wanted = toComparable(name)
  return names.some((candidate) => toComparable(candidate) === wanted)
}

/** A limit of 0 months pays the first conversion only. */
function isWithinLimit(limitMonths: number | null, facts: ConversionFacts): boolean {
  if (limitMonths === null || facts.isFirst) return true
  return isWithinMonths(toEpochDays(facts.firstOn), toEpochDays(facts.occurredOn), limitMonths)
}

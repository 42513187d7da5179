import { fromEpochDays } from '../../contract/dates.ts'
import type { Rounding } from '../../contract/money.ts'
import type { PlanRule } from '../../contract/plans.ts'
import { type ConversionFacts, findMiss } from '../plans/conditions.rules.ts'
import { type Competitor, selectRule } from '../plans/selection.rules.ts'
import { computeRemaining, type ConversionColumns, findFirstOnes, SALE } from './conversionColumns.rules.ts'
import type { Dictionary } from '../plans/compile.rules.ts'
import { counterStep } from './tiers.rules.ts'
import { windowKey } from './windows.rules.ts'

/** One partner's conversions, as far as an explanation looks at them. */
export class PartnerHistory {
  private readonly conversions: ConversionColumns
  private readonly dictionary: Dictionary
  private readonly remaining: ArrayLike<number>
  private readonly first: Int32Array

  constructor(conversions: ConversionColumns, dictionary: Dictionary) {
    this.conversions = conversions
    this.dictionary = dictionary
    this.remaining = computeRemaining(conversions)
    this.first = findFirstOnes(conversions)
  }

  /** Index of a conversion, or -1 when it no longer counts. */
  indexOf(conversionId: number): number {
    return Array.prototype.indexOf.call(this.conversions.id, conversionId)
  }

  isLead(index: number): boolean {
    return this.conversions.lead?.[index] === 1
  }

  /** 1 for the customer's first sale with this partner, 2 for the next; of a lead, among its leads. */
  chargeNumber(index: number): number {
    const { customer, refundOf } = this.conversions
    const whose = customer?.[index] ?? 0
    if (whose === 0) return 1
    let number = 0
    for (let row = 0; row <= index; row += 1)
      if (
        customer?.[row] === whose &&
        (refundOf === null || refundOf[row] === SALE) &&
        this.isLead(row) === this.isLead(index)
      )
        number += 1
    return number
  }

  facts(index: number): ConversionFacts {
    const { currencies, products, countries } = this.dictionary
    const { currency, product, country, day } = this.conversions
    const first = this.first[index] ?? index
    return {
      isLead: this.isLead(index),
      occurredOn: fromEpochDays(day[index] ?? 0),
      currency: currencies[currency[index] ?? 0] ?? '',
      baseMinor: this.isReversed(index) ? this.net(index) : (this.remaining[index] ?? 0),
      product: products[product?.[index] ?? 0] ?? '',
      country: countries[country?.[index] ?? 0] ?? '',
      isFirst: first === index,
      firstOn: fromEpochDays(day[first] ?? 0),
    }
  }

  /**
   * A rule's counter before a conversion: what the sales before it in the same window added, each as far as the rule's
   * conditions hold for it. [CO4]
   */
  counterBefore(rule: PlanRule, index: number, fiscalYearStartMonth: number): number {
    const { payment } = rule
    if (payment.kind !== 'marginal' && payment.kind !== 'whole') return 0
    const { unit, window } = payment.counter
    const keyAt = (row: number): string =>
      windowKey(fromEpochDays(this.conversions.day[row] ?? 0), window, fiscalYearStartMonth)
    const key = keyAt(index)
    let counter = 0
    for (let row = index - 1; row >= 0 && keyAt(row) === key; row -= 1) {
      const { refundOf, blocked } = this.conversions
      if ((refundOf !== null && refundOf[row] !== SALE) || blocked?.[row] === 1) continue
      if (findMiss(rule, this.facts(row)) === null)
        counter += counterStep(unit, this.remaining[row] ?? 0, this.isReversed(row))
    }
    return counter
  }

  /**
   * Every rule of the version that paid a conversion, the winner first, each with what it would have paid. [PL4]
   *
   * @param known the paying rule's key and the counter that is stored with its commission
   */
  compete(
    rules: readonly PlanRule[],
    index: number,
    known: { key: string; counterBefore: number } | null,
    settings: { rounding: Rounding; fiscalYearStartMonth: number },
  ): Competitor[] {
    return selectRule(rules, this.facts(index), {
      quantity: this.conversions.quantity?.[index] ?? 1,
      rounding: settings.rounding,
      counterBefore: (rule) =>
        rule.key === known?.key ? known.counterBefore : this.counterBefore(rule, index, settings.fiscalYearStartMonth),
    }).competing
  }

  private net(index: number): number {
    return this.conversions.baseMinor[index] ?? 0
  }

  private isReversed(index: number): boolean {
    return this.remaining[index] === 0 && this.net(index) > 0
  }
}

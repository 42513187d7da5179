import { LEAST_DECIDED, type ApprovalRate } from '../../contract/analytics.ts'
import type { Month } from '../../contract/dates.ts'
import { type Minor, PPM_ONE, type Rounding, scale } from '../../contract/money.ts'
import { fixedMinorOf, leastCap, type PlanRule } from '../../contract/plans.ts'
import { earnedOf } from '../commissions/calculate.rules.ts'
import { componentKind, componentOf } from '../commissions/ids.rules.ts'
import { termsOf } from '../commissions/settled.rules.ts'

/** Commissions of one currency and month, as they stand; lines that take others back are among them. */
export interface CommissionMonth {
  currency: string
  month: Month
  isRejected: boolean
  /** One of them is pending or on hold. */
  isOpen: boolean
  rows: number
  minor: Minor
}

/** Lines that take back what was settled, or give it back: by their own month, and by that of the sale. */
export interface TakenBackSum {
  currency: string
  month: Month
  saleMonth: Month
  isRejected: boolean
  rows: number
  minor: Minor
}

/** What refunds took off commissions before they were settled; >= 0. */
export interface ReducedSum {
  currency: string
  month: Month
  minor: Minor
}

/** A commission whose base refunds have lowered. */
export interface ReducedLine {
  id: number
  /** Of the sale before its refunds. */
  fullBaseMinor: Minor
  earnedMinor: Minor
  counterBefore: number
  quantity: number
  isCapped: boolean
}

/**
 * What refunds took off a commission: what its rule pays on the whole base, under caps of which nothing is used, less
 * what is left; nothing where a cap cuts off more than they did. Minor units. [AN21]
 */
export function lostToRefunds(line: ReducedLine, rule: ReducedRule, rounding: Rounding): Minor {
  const { id, fullBaseMinor, earnedMinor, counterBefore, quantity } = line
  if (line.isCapped) return 0
  const { payment } = rule
  const component = componentOf(id)
  const terms = termsOf(payment, component, fullBaseMinor, counterBefore)
  const full = { component: componentKind(component), terms, fixedMinor: fixedMinorOf(payment), quantity }
  return Math.min(earnedOf(full, rounding), leastCap(rule)) - earnedMinor
}
type ReducedRule = Pick<PlanRule, 'payment' | 'caps'>

interface Tally extends Omit<ApprovalRate, 'currency' | 'spans' | 'months' | 'ratePpm'> {
  isOpen: boolean
}

/**
 * How much of what commissions first came to was neither rejected nor reversed, per currency, over the months of whose
 * commissions none is pending or on hold; null of fewer than LEAST_DECIDED. What is taken back counts in the month of its
 * sale. [AN21]
 */
export function rateApprovals(
  months: readonly CommissionMonth[],
  takenBack: readonly TakenBackSum[],
  reduced: readonly ReducedSum[],
): ApprovalRate[] {
  const currencies = new Map<string, Map<Month, Tally>>()
  for (const { currency, month, isRejected, isOpen, rows, minor } of months) {
    const byMonth = currencies.get(currency) ?? new Map<Month, Tally>()
    currencies.set(currency, byMonth)
    const tally = byMonth.get(month) ?? {
      isOpen: false,
      commissions: 0,
      earnedMinor: 0,
      rejectedMinor: 0,
      reversedMinor: 0,
    }
    byMonth.set(month, tally)
    tally.isOpen ||= isOpen
    addOwn(tally, isRejected, rows, minor)
  }
  for (const { currency, month, saleMonth, isRejected, rows, minor } of takenBack) {
    const byMonth = currencies.get(currency)
    const own = byMonth?.get(month)
    if (own) addOwn(own, isRejected, -rows, -minor)
    const sale = byMonth?.get(saleMonth)
    if (sale && !isRejected) sale.reversedMinor -= minor
  }
  for (const { currency, month, minor } of reduced) {
    const tally = currencies.get(currency)?.get(month)
    if (!tally) continue
    tally.earnedMinor += minor
    tally.reversedMinor += minor
  }
  return [...currencies].map(([currency, byMonth]) => rateOf(currency, byMonth))
}

function addOwn(tally: Tally, isRejected: boolean, rows: number, minor: Minor): void {
  tally.commissions += rows
  tally.earnedMinor += minor
  if (isRejected) tally.rejectedMinor += minor
}

function rateOf(currency: string, byMonth: ReadonlyMap<Month, Tally>): ApprovalRate {
  const rate: ApprovalRate = {
    currency,
    months: 0,
    spans: [],
    commissions: 0,
    earnedMinor: 0,
    rejectedMinor: 0,
    reversedMinor: 0,
    ratePpm: null,
  }
  let isAfterOpen = true
  for (const [month, tally] of [...byMonth].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const span = rate.spans.at(-1)
    if (!tally.isOpen) {
      if (isAfterOpen || span === undefined) rate.spans.push({ from: month, to: month })
      else span.to = month
      rate.months += 1
      for (const key of ['commissions', 'earnedMinor', 'rejectedMinor', 'reversedMinor'] as const)
        rate[key] += tally[key]
    }
    isAfterOpen = tally.isOpen
  }
  const { commissions, earnedMinor, rejectedMinor, reversedMinor } = rate
  const kept = Math.max(0, earnedMinor - rejectedMinor - reversedMinor)
  if (commissions >= LEAST_DECIDED && earnedMinor > 0)
    rate.ratePpm = Math.min(PPM_ONE, scale(kept, PPM_ONE, earnedMinor, 'halfAwayFromZero'))
  return rate
}

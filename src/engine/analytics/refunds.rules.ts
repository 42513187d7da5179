import { type Day, endOfMonth, type Month, monthOf, toEpochDays } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { type Minor, PPM_ONE, scale } from '../../contract/money.ts'
import type { Exchange } from '../rates/exchange.rules.ts'

export interface RefundRow {
  /** Null when the refund names no sale that counts. */
  soldOn: Day | null
  refundedOn: Day
  /** A positive amount. */
  minor: Minor
  currency: string
}

/** A refund with the day of its sale; a positive amount in the base currency. */
export interface LinkedRefund {
  soldOn: Day
  refundedOn: Day
  minor: Minor
}

/**
 * Refunds in the base currency, with the sale they take back or without one; those without a rate are counted as
 * missing. [AN8]
 */
export function sortRefunds(
  refunds: readonly RefundRow[],
  exchange: Pick<Exchange, 'convert'>,
  missing: Map<string, number>,
): { linked: LinkedRefund[]; unlinked: { rows: number; minor: Minor } } {
  const linked: LinkedRefund[] = []
  const unlinked = { rows: 0, minor: 0 }
  for (const { soldOn, refundedOn, minor, currency } of refunds) {
    const converted = exchange.convert(minor, currency, toEpochDays(refundedOn))
    if (converted === null) missing.set(currency, (missing.get(currency) ?? 0) + 1)
    if (soldOn === null) {
      unlinked.rows += 1
      unlinked.minor += converted ?? 0
    } else if (converted !== null) linked.push({ soldOn, refundedOn, minor: converted })
  }
  return { linked, unlinked }
}

type RefundMonth = Output<'analytics.refunds'>['months'][number]

const SPANS = [30, 60, 90] as const

/**
 * Refunds by the month of the sale they take back: in all, and within 30, 60 and 90 days, each with the share of the
 * month that has had so many days. A rate of a month that has not is not final. [AN8]
 *
 * @param sales of each month in order, in the base currency
 */
export function ageRefunds(
  sales: readonly { month: Month; minor: Minor }[],
  refunds: readonly LinkedRefund[],
  today: Day,
): RefundMonth[] {
  const byMonth = new Map<Month, LinkedRefund[]>()
  for (const refund of refunds) {
    const month = monthOf(refund.soldOn)
    const own = byMonth.get(month)
    if (own) own.push(refund)
    else byMonth.set(month, [refund])
  }
  return sales.map(({ month, minor: salesMinor }) => {
    const own = byMonth.get(month) ?? []
    const sum = (most: number): Minor =>
      own.reduce(
        (all, { soldOn, refundedOn, minor }) =>
          toEpochDays(refundedOn) - toEpochDays(soldOn) <= most ? all + minor : all,
        0,
      )
    const rateOf = (refundedMinor: Minor): number | null =>
      salesMinor > 0 ? scale(refundedMinor, PPM_ONE, salesMinor, 'halfAwayFromZero') : null
    return {
      month,
      salesMinor,
      refundedMinor: sum(Infinity),
      ratePpm: rateOf(sum(Infinity)),
      within: SPANS.map((days) => ({
        days,
        refundedMinor: sum(days),
        ratePpm: rateOf(sum(days)),
        maturePpm: maturityOf(month, days, today),
      })),
    }
  })
}

/** Share of the days of a month that lie at least so many days back. [AN8] */
export function maturityOf(month: Month, days: number, today: Day): number {
  const first = toEpochDays(`${month}-01`)
  const length = toEpochDays(endOfMonth(`${month}-01`)) - first + 1
  const mature = Math.max(0, Math.min(length, toEpochDays(today) - days - first + 1))
  return scale(mature, PPM_ONE, length, 'halfAwayFromZero')
}

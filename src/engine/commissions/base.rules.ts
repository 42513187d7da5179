import type { Trace } from '../../contract/commissions.ts'
import type { Minor } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'

/** What is known about one conversion, in minor units of its currency. Signs are ignored: exports write refunds and discounts either way. */
export interface ChargedAmounts {
  chargedMinor: Minor
  taxMinor: Minor
  shippingMinor: Minor
  discountMinor: Minor
  /** Sum of the bases of its refunds. */
  refundedMinor: Minor
}

export type BaseLine = Trace['baseLines'][number]

/**
 * What a commission is computed on: charged − tax − shipping − discount as the programme's flags say, − refunded. [CO2]
 *
 * A deduction takes at most what is left, so the base is never negative and its signed lines always add up to it:
 * base = max(0, |charged| − |tax| − |shipping| − |discount| − |refunded|). The base of a refund is computed in the same
 * way from its own row.
 */
export function computeBase(
  amounts: ChargedAmounts,
  flags: ProgrammeSettings['base'],
): { lines: BaseLine[]; baseMinor: Minor } {
  const charged = Math.abs(amounts.chargedMinor)
  const lines: BaseLine[] = [{ label: 'charged', minor: charged }]
  let left = charged
  const deduct = (label: BaseLine['label'], minor: Minor): void => {
    const taken = Math.min(left, Math.abs(minor))
    if (taken === 0) return
    lines.push({ label, minor: -taken })
    left -= taken
  }
  if (flags.excludeTax) deduct('tax', amounts.taxMinor)
  if (flags.excludeShipping) deduct('shipping', amounts.shippingMinor)
  if (flags.excludeDiscount) deduct('discount', amounts.discountMinor)
  deduct('refunded', amounts.refundedMinor)
  return { lines, baseMinor: left }
}

import type { Output } from '../../contract/methods.ts'

type Month = Output<'analytics.refunds'>['months'][number]

/** What came back of a month's sales within the longest time that is told; null while the month has not had it. [AN16] */
export function finalPart({ within }: Month): Month['within'][number] | null {
  const longest = within.at(-1)
  return longest?.maturePpm === 1_000_000 ? longest : null
}

const rateOf = (months: readonly Month[]): number | null => {
  const sold = months.reduce((sum, { salesMinor }) => sum + salesMinor, 0)
  const refunded = months.reduce((sum, month) => sum + (finalPart(month)?.refundedMinor ?? 0), 0)
  return sold > 0 ? Math.round((refunded / sold) * 1_000_000) : null
}

/** The same months of both periods, in their order, as far as both have had the time. [AN16] */
export function comparableRates(now: readonly Month[], before: readonly Month[]) {
  const pairs = now.flatMap((month, at) => {
    const old = before[at]
    return old && finalPart(month) && finalPart(old) ? [{ month, old }] : []
  })
  return { now: rateOf(pairs.map(({ month }) => month)), before: rateOf(pairs.map(({ old }) => old)) }
}

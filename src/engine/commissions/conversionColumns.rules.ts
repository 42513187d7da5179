/**
 * All live conversions of one partner, leads among them, oldest first, ties by id; one entry per conversion in each column.
 * A column that no plan looks at may be null (see `CompiledPlan.needs…`).
 */
export interface ConversionColumns {
  count: number
  id: ArrayLike<number>
  /** Days since 1970-01-01. */
  day: ArrayLike<number>
  /** Index into `Dictionary.currencies`. */
  currency: ArrayLike<number>
  /** Base from the conversion's own row (`computeBase` with nothing refunded), minor units >= 0; of a refund, what it takes back. */
  baseMinor: ArrayLike<number>
  /** null: 1 each. */
  quantity: ArrayLike<number> | null
  /** Customer id, 0 for none; null when nobody looks at first conversions. */
  customer: ArrayLike<number> | null
  product: ArrayLike<number> | null
  country: ArrayLike<number> | null
  /** Day of the source that it falls due by, NOT_YET_DAY while not told; null when the event's day decides. */
  sourceDay: ArrayLike<number> | null
  /** SALE, UNKNOWN_SALE, or the index of the conversion that this one refunds; null when there are no refunds. */
  refundOf: ArrayLike<number> | null
  /** 1 for leads, whose base is 0; null: none. */
  lead: ArrayLike<number> | null
  /** 1 where a gate about this one conversion failed (self-referral, paid to another): it earns and counts nothing. null: none. */
  blocked: ArrayLike<number> | null
}

/** Those of a partner that has none. */
export const NO_CONVERSIONS: ConversionColumns = {
  count: 0,
  id: [],
  day: [],
  currency: [],
  baseMinor: [],
  quantity: null,
  customer: null,
  product: null,
  country: null,
  sourceDay: null,
  refundOf: null,
  lead: null,
  blocked: null,
}

/** The conversions with some more of them blocked. */
export function withBlocked(conversions: ConversionColumns, isBlocked: (row: number) => boolean): ConversionColumns {
  let blocked: Uint8Array | null = null
  for (let row = 0; row < conversions.count; row += 1) {
    if (!isBlocked(row)) continue
    blocked ??= Uint8Array.from({ length: conversions.count }, (_, at) => conversions.blocked?.[at] ?? 0)
    blocked[row] = 1
  }
  return blocked === null ? conversions : { ...conversions, blocked }
}

/** In `refundOf`: not a refund. */
export const SALE = -1
/** In `refundOf`: the refund of a sale that is not among this partner's conversions; it takes nothing back. */
export const UNKNOWN_SALE = -2

/**
 * For each conversion the index of the first sale of its customer with this partner: by day, then id, refunded or not; for
 * each lead that of its customer's first lead. A conversion without a customer is its own first. [CO6] [PL13]
 */
export function findFirstOnes(conversions: ConversionColumns): Int32Array {
  const { count, customer, refundOf, lead } = conversions
  const first = new Int32Array(count)
  const [seenSales, seenLeads] = [new Map<number, number>(), new Map<number, number>()]
  for (let row = 0; row < count; row += 1) {
    const id = customer === null ? 0 : (customer[row] ?? 0)
    if (id === 0) {
      first[row] = row
      continue
    }
    const seen = lead !== null && lead[row] === 1 ? seenLeads : seenSales
    const known = seen.get(id)
    first[row] = known ?? row
    if (known === undefined && (refundOf === null || refundOf[row] === SALE)) seen.set(id, row)
  }
  return first
}

/** What is left of each base after its refunds, never below 0; the column itself when there are none. [CO7] */
export function computeRemaining(conversions: ConversionColumns): ArrayLike<number> {
  const { count, baseMinor, refundOf } = conversions
  if (refundOf === null) return baseMinor
  const remaining = Float64Array.from(baseMinor)
  for (let row = 0; row < count; row += 1) {
    const sale = refundOf[row] ?? SALE
    if (sale >= 0) remaining[sale] = Math.max(0, (remaining[sale] ?? 0) - (baseMinor[row] ?? 0))
  }
  return remaining
}

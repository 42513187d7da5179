import type { Dictionary } from '../plans/compile.rules.ts'
import { type ConversionColumns, SALE, UNKNOWN_SALE } from './conversionColumns.rules.ts'

/** Live conversions that have a partner, in id order, one entry per conversion in each column. */
export interface ConversionSet {
  count: number
  id: Float64Array
  partner: Int32Array
  /** Days since 1970-01-01. */
  day: Int32Array
  currency: Int32Array
  /** Charged less tax, shipping and discount as the programme says; >= 0, also for refunds. */
  baseMinor: Float64Array
  /** 0: none; null when nobody asked for the column. */
  customer: Float64Array | null
  product: Int32Array | null
  country: Int32Array | null
  /** 1 for leads; null when there are none. */
  lead: Uint8Array | null
  /** Where the quantity is not 1, by conversion id. */
  quantities: ReadonlyMap<number, number>
  /** The refunded sale (0: unknown) of each refund, by the refund's id. */
  refunds: ReadonlyMap<number, number>
  dictionary: Dictionary
}

/** "partner customer": pairs where a partner buys from itself. */
export type SelfReferrals = ReadonlySet<string>

export interface PartnerConversions {
  partnerId: number
  conversions: ConversionColumns
}

/** The conversions of each partner, partners by id, conversions by day, ties by id. [CO1] */
export function groupByPartner(set: ConversionSet, selfReferrals: SelfReferrals): PartnerConversions[] {
  const byId = new Int32Array(set.count)
  for (let row = 0; row < set.count; row += 1) byId[row] = row
  const order = sortBy(sortBy(byId, set.day), set.partner)
  const sorted = {
    id: gather(set.id, order),
    day: gather(set.day, order),
    currency: gather(set.currency, order),
    baseMinor: gather(set.baseMinor, order),
    customer: set.customer && gather(set.customer, order),
    product: set.product && gather(set.product, order),
    country: set.country && gather(set.country, order),
    lead: set.lead && gather(set.lead, order),
  }
  const groups: PartnerConversions[] = []
  const partnerAt = (place: number): number => set.partner[order[place] ?? 0] ?? 0
  for (let from = 0, to = 0; from < set.count; from = to) {
    const partnerId = partnerAt(from)
    while (to < set.count && partnerAt(to) === partnerId) to += 1
    const id = sorted.id.subarray(from, to)
    const customer = sorted.customer?.subarray(from, to) ?? null
    groups.push({
      partnerId,
      conversions: {
        count: to - from,
        id,
        day: sorted.day.subarray(from, to),
        currency: sorted.currency.subarray(from, to),
        baseMinor: sorted.baseMinor.subarray(from, to),
        quantity: set.quantities.size === 0 ? null : Float64Array.from(id, (key) => set.quantities.get(key) ?? 1),
        customer,
        product: sorted.product?.subarray(from, to) ?? null,
        country: sorted.country?.subarray(from, to) ?? null,
        lead: sorted.lead?.subarray(from, to) ?? null,
        refundOf: findRefunded(id, set.refunds),
        blocked: findBlocked(partnerId, customer, selfReferrals),
      },
    })
  }
  return groups
}

/** For each of a partner's conversions the index of the one it refunds; null when it has no refunds. */
function findRefunded(ids: Float64Array, refunds: ReadonlyMap<number, number>): Int32Array | null {
  if (refunds.size === 0 || !ids.some((id) => refunds.has(id))) return null
  const indexOf = new Map<number, number>()
  ids.forEach((id, row) => indexOf.set(id, row))
  return Int32Array.from(ids, (id) => {
    const sale = refunds.get(id)
    return sale === undefined ? SALE : (indexOf.get(sale) ?? UNKNOWN_SALE)
  })
}

function findBlocked(
  partnerId: number,
  customers: Float64Array | null,
  selfReferrals: SelfReferrals,
): Uint8Array | null {
  if (selfReferrals.size === 0 || customers === null) return null
  return Uint8Array.from(customers, (customer) => (selfReferrals.has(`${partnerId} ${customer}`) ? 1 : 0))
}

/** Stable counting sort of `order` by ascending `key`. */
function sortBy(order: Int32Array, key: Int32Array): Int32Array {
  let [least, most] = [Infinity, -Infinity]
  for (const value of key) {
    if (value < least) least = value
    if (value > most) most = value
  }
  if (least === most || order.length === 0) return order
  const starts = new Int32Array(most - least + 2)
  for (const value of key) {
    const place = value - least + 1
    starts[place] = (starts[place] ?? 0) + 1
  }
  for (let i = 1; i < starts.length; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
  const sorted = new Int32Array(order.length)
  for (const row of order) {
    const bucket = (key[row] ?? 0) - least
    const place = starts[bucket] ?? 0
    starts[bucket] = place + 1
    sorted[place] = row
  }
  return sorted
}

function gather<Column extends Int32Array | Float64Array | Uint8Array>(column: Column, order: Int32Array): Column {
  const gathered = new (column.constructor as new (length: number) => Column)(order.length) // the same kind of array
  for (let i = 0; i < order.length; i += 1) gathered[i] = column[order[i] ?? 0] ?? 0
  return gathered
}

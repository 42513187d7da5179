import { type ConversionColumns, SALE, UNKNOWN_SALE } from './conversionColumns.rules.ts'
import { NOT_YET_DAY, type SourceDayColumn } from './due.rules.ts'

/** A conversion's place in time. */
export interface Moment {
  /** Days since 1970-01-01. */
  day: number
  id: number
}

/**
 * Customers that bring a partner nothing, by "partner customer": null where a partner buys from itself; after a fraud, what
 * comes later than its conversion.
 */
export type BlockedPairs = ReadonlyMap<string, Moment | null>

/** @param selfReferrals pairs of which all is blocked, whatever else holds for them */
export function toBlockedPairs(selfReferrals: Iterable<string>, frauds: ReadonlyMap<string, Moment>): BlockedPairs {
  const pairs = new Map<string, Moment | null>(frauds)
  for (const pair of selfReferrals) pairs.set(pair, null)
  return pairs
}

/** Which columns somebody looks at; the others are not read. */
export interface ColumnNeeds {
  customer: boolean
  product: boolean
  country: boolean
  /** Leads count for somebody; else they are not read. */
  lead: boolean
  /** The day of the source that commissions fall due by; null: by the event's. */
  sourceDay: SourceDayColumn | null
}

/** One conversion as it was read. */
export interface ConversionRow {
  id: number
  day: number
  currency: number
  baseMinor: number
  customer: number
  product: number
  country: number
  isLead: boolean
  /** NOT_YET_DAY while the source has not told it. */
  sourceDay: number
  quantity: number
  /** The refunded sale (0: unknown) of a refund, null for others. */
  refundOf: number | null
}

/** Columns into which the conversions of several partners are put, one partner after the other. */
export interface Shelf {
  id: Float64Array
  day: Int32Array
  currency: Int32Array
  baseMinor: Float64Array
  customer: Float64Array | null
  product: Int32Array | null
  country: Int32Array | null
  sourceDay: Int32Array | null
}

export function createShelf(count: number, needs: ColumnNeeds): Shelf {
  return {
    id: new Float64Array(count),
    day: new Int32Array(count),
    currency: new Int32Array(count),
    baseMinor: new Float64Array(count),
    customer: needs.customer ? new Float64Array(count) : null,
    product: needs.product ? new Int32Array(count) : null,
    country: needs.country ? new Int32Array(count) : null,
    sourceDay: needs.sourceDay === null ? null : new Int32Array(count).fill(NOT_YET_DAY),
  }
}

const LEAST_ROOM = 16

/** The conversions of one partner in the order they were read, by id. */
export class PartnerRows {
  count = 0
  private readonly needs: ColumnNeeds
  private rows: Shelf
  private readonly leads = new Set<number>()
  private readonly quantities = new Map<number, number>()
  private readonly refunds = new Map<number, number>()

  constructor(needs: ColumnNeeds) {
    this.needs = needs
    this.rows = createShelf(LEAST_ROOM, needs)
  }

  add(row: ConversionRow): void {
    if (this.count === this.rows.id.length) this.grow()
    const { count, rows } = this
    rows.id[count] = row.id
    rows.day[count] = row.day
    rows.currency[count] = row.currency
    rows.baseMinor[count] = row.baseMinor
    if (rows.customer !== null) rows.customer[count] = row.customer
    if (rows.product !== null) rows.product[count] = row.product
    if (rows.country !== null) rows.country[count] = row.country
    if (rows.sourceDay !== null) rows.sourceDay[count] = row.sourceDay
    if (row.isLead) this.leads.add(row.id)
    if (row.quantity !== 1) this.quantities.set(row.id, row.quantity)
    if (row.refundOf !== null) this.refunds.set(row.id, row.refundOf)
    this.count += 1
  }

  /**
   * Puts the conversions on a shelf by day, ties by id. [CO1]
   *
   * @param from    place on the shelf of the first one
   * @param blockOf see `BlockedPairs`; undefined for other customers
   */
  placeOn(shelf: Shelf, from: number, blockOf: (customer: number) => Moment | null | undefined): ConversionColumns {
    const { count, rows } = this
    const order = this.inOrder()
    const place = <Column extends Int32Array | Float64Array>(to: Column | null, source: Column | null) => {
      if (to === null || source === null) return null
      for (let i = 0; i < count; i += 1) to[from + i] = source[order[i] ?? 0] ?? 0
      return to.subarray(from, from + count) as Column // a part of the same kind
    }
    const id = place(shelf.id, rows.id) ?? []
    const day = place(shelf.day, rows.day) ?? []
    const customer = place(shelf.customer, rows.customer)
    return {
      count,
      id,
      day,
      currency: place(shelf.currency, rows.currency) ?? [],
      baseMinor: place(shelf.baseMinor, rows.baseMinor) ?? [],
      customer,
      product: place(shelf.product, rows.product),
      country: place(shelf.country, rows.country),
      sourceDay: place(shelf.sourceDay, rows.sourceDay),
      quantity: this.quantities.size === 0 ? null : Float64Array.from(id, (key) => this.quantities.get(key) ?? 1),
      lead: this.leads.size === 0 ? null : Uint8Array.from(id, (key) => (this.leads.has(key) ? 1 : 0)),
      refundOf: this.findRefunded(id),
      blocked: customer === null ? null : findBlocked({ id, day, customer }, blockOf),
    }
  }

  /** Rows by day, ties as they were read: a stable counting sort. */
  private inOrder(): Int32Array {
    const day = this.rows.day.subarray(0, this.count)
    let [first, last] = [Infinity, -Infinity]
    for (const one of day) {
      if (one < first) first = one
      if (one > last) last = one
    }
    const starts = new Int32Array(last - first + 2)
    for (const one of day) starts[one - first + 1] = (starts[one - first + 1] ?? 0) + 1
    for (let i = 1; i < starts.length; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
    const order = new Int32Array(this.count)
    for (let row = 0; row < order.length; row += 1) {
      const bucket = (day[row] ?? 0) - first
      const place = starts[bucket] ?? 0
      starts[bucket] = place + 1
      order[place] = row
    }
    return order
  }

  /** For each conversion the index of the one it refunds; null when there are no refunds. */
  private findRefunded(ids: ArrayLike<number>): Int32Array | null {
    if (this.refunds.size === 0) return null
    const indexOf = new Map<number, number>()
    for (let row = 0; row < ids.length; row += 1) indexOf.set(ids[row] ?? 0, row)
    return Int32Array.from(ids, (id) => {
      const sale = this.refunds.get(id)
      return sale === undefined ? SALE : (indexOf.get(sale) ?? UNKNOWN_SALE)
    })
  }

  private grow(): void {
    const { rows } = this
    const larger = createShelf(rows.id.length * 2, this.needs)
    larger.id.set(rows.id)
    larger.day.set(rows.day)
    larger.currency.set(rows.currency)
    larger.baseMinor.set(rows.baseMinor)
    if (rows.customer !== null) larger.customer?.set(rows.customer)
    if (rows.product !== null) larger.product?.set(rows.product)
    if (rows.country !== null) larger.country?.set(rows.country)
    if (rows.sourceDay !== null) larger.sourceDay?.set(rows.sourceDay)
    this.rows = larger
  }
}

/** 1 for each conversion that is blocked; null when none is. */
function findBlocked(
  { id, day, customer }: { id: ArrayLike<number>; day: ArrayLike<number>; customer: Float64Array },
  blockOf: (customer: number) => Moment | null | undefined,
): Uint8Array | null {
  let blocked: Uint8Array | null = null
  for (let row = 0; row < customer.length; row += 1) {
    const since = blockOf(customer[row] ?? 0)
    if (since === undefined) continue
    const [ownDay, ownId] = [day[row] ?? 0, id[row] ?? 0]
    if (since !== null && (ownDay < since.day || (ownDay === since.day && ownId <= since.id))) continue
    blocked ??= new Uint8Array(customer.length)
    blocked[row] = 1
  }
  return blocked
}

import type { RollupCohortTable, RollupLifetimeTable } from '../db/schema.ts'
import { monthOfIndex } from '../commissions/windows.rules.ts'

/** Rows and pairs in growing blocks of typed numbers: a million rows cost 16 MB, not 100. */
class Column<T extends Int32Array | Float64Array> {
  length = 0
  values: T
  private readonly make: (size: number) => T

  constructor(make: (size: number) => T) {
    this.make = make
    this.values = make(1024)
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = this.make(this.length * 2)
      grown.set(this.values)
      this.values = grown
    }
    this.values[this.length] = value
    this.length += 1
  }
}

const integers = (): Column<Int32Array> => new Column((size) => new Int32Array(size))
const amounts = (): Column<Float64Array> => new Column((size) => new Float64Array(size))

const MONTHS = 65_536
const PAIRS_PER_TURN = 50_000

/**
 * Collects what each customer bought of each partner in each month, and sums it by the month of the first purchase:
 * cohorts (customers that bought in a month, and for how much) and lifetimes (first and last month). [ME6]
 *
 * Rows come in any order; a customer without a sale (only refunds) has no cohort.
 */
export class CustomerMonths {
  private readonly partnerOf = integers()
  /** By customer id: pair + 1 of the first partner it was met with; 0 not met. */
  private pairs = new Int32Array(1024)
  private readonly otherPairs = new Map<number, number>()
  private readonly rowPair = integers()
  /** Month index × 2, + 1 for a sale. */
  private readonly rowMonth = integers()
  private readonly rowBase = amounts()

  /** @param baseMinor in the base currency; 0 where there is no rate */
  add(partner: number, customer: number, monthIndex: number, isSale: boolean, baseMinor: number): void {
    this.rowPair.push(this.pairOf(partner, customer))
    this.rowMonth.push(monthIndex * 2 + (isSale ? 1 : 0))
    this.rowBase.push(baseMinor)
  }

  /** Customers of each partner. */
  countCustomers(): Map<number, number> {
    const counts = new Map<number, number>()
    for (let pair = 0; pair < this.partnerOf.length; pair += 1) {
      const partner = this.partnerOf.values[pair] ?? 0
      counts.set(partner, (counts.get(partner) ?? 0) + 1)
    }
    return counts
  }

  /** Sums of all partners but 0, which is nobody. */
  async sum(pause: () => Promise<void>): Promise<{ cohorts: RollupCohortTable[]; lifetimes: RollupLifetimeTable[] }> {
    const { order, ends } = this.sortByPair()
    await pause()
    const cohorts = new Map<number, RollupCohortTable>()
    const lifetimes = new Map<number, RollupLifetimeTable>()
    for (let pair = 0; pair < this.partnerOf.length; pair += 1) {
      if (pair % PAIRS_PER_TURN === PAIRS_PER_TURN - 1) await pause()
      const partner = this.partnerOf.values[pair] ?? 0
      if (partner === 0) continue
      const rows = order.subarray(ends[pair] ?? 0, ends[pair + 1] ?? 0)
      this.sumPair(partner, rows, cohorts, lifetimes)
    }
    return { cohorts: [...cohorts.values()], lifetimes: [...lifetimes.values()] }
  }

  private pairOf(partner: number, customer: number): number {
    if (customer >= this.pairs.length) {
      const grown = new Int32Array(Math.max(customer + 1, this.pairs.length * 2))
      grown.set(this.pairs)
      this.pairs = grown
    }
    const known = (this.pairs[customer] ?? 0) - 1
    if (known >= 0 && this.partnerOf.values[known] === partner) return known
    const key = partner * 4_294_967_296 + customer
    const other = this.otherPairs.get(key)
    if (other !== undefined) return other
    const pair = this.partnerOf.length
    this.partnerOf.push(partner)
    if (known < 0) this.pairs[customer] = pair + 1
    else this.otherPairs.set(key, pair)
    return pair
  }

  /** Row numbers pair by pair; those of pair p stand from `ends[p]` to before `ends[p + 1]`. */
  private sortByPair(): { order: Int32Array; ends: Int32Array } {
    const { rowPair } = this
    const ends = new Int32Array(this.partnerOf.length + 1)
    for (let row = 0; row < rowPair.length; row += 1) increment(ends, (rowPair.values[row] ?? 0) + 1, 1)
    for (let pair = 0; pair < this.partnerOf.length; pair += 1) increment(ends, pair + 1, ends[pair] ?? 0)
    const next = ends.slice()
    const order = new Int32Array(rowPair.length)
    for (let row = 0; row < rowPair.length; row += 1) {
      const pair = rowPair.values[row] ?? 0
      order[next[pair] ?? 0] = row
      increment(next, pair, 1)
    }
    return { order, ends }
  }

  private sumPair(
    partner: number,
    rows: Int32Array,
    cohorts: Map<number, RollupCohortTable>,
    lifetimes: Map<number, RollupLifetimeTable>,
  ): void {
    let first = Infinity
    let last = -1
    for (const row of rows) {
      const month = this.rowMonth.values[row] ?? 0
      if (month % 2 === 0) continue
      first = Math.min(first, month >> 1)
      last = Math.max(last, month >> 1)
    }
    if (last < 0) return
    const lifetimeKey = (partner * MONTHS + first) * MONTHS + last
    const lifetime = lifetimes.get(lifetimeKey)
    if (lifetime) lifetime.customer_count += 1
    else
      lifetimes.set(lifetimeKey, {
        partner_id: partner,
        first_month: monthOfIndex(first),
        last_month: monthOfIndex(last),
        customer_count: 1,
      })
    const counted = new Set<number>()
    for (const row of rows) {
      const entry = this.rowMonth.values[row] ?? 0
      const month = entry >> 1
      if (month < first) continue
      const key = (partner * MONTHS + first) * MONTHS + month
      let cohort = cohorts.get(key)
      if (cohort === undefined) {
        cohort = {
          partner_id: partner,
          first_month: monthOfIndex(first),
          month: monthOfIndex(month),
          customer_count: 0,
          base_minor: 0,
        }
        cohorts.set(key, cohort)
      }
      cohort.base_minor += this.rowBase.values[row] ?? 0
      if (entry % 2 === 0 || counted.has(month)) continue
      if (rows.length > 1) counted.add(month)
      cohort.customer_count += 1
    }
  }
}

function increment(numbers: Int32Array, at: number, by: number): void {
  numbers[at] = (numbers[at] ?? 0) + by
}

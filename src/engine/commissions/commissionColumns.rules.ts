/**
 * Commissions as they come out of `runPartner`, one entry per commission in each column, for one or many partners.
 * The columns grow; only the first `count` entries are meant. Set `count` to 0 to use the columns again. Their memory is
 * shared with the threads that are told of them.
 */
export class CommissionColumns {
  count = 0
  /** See ids.rules.ts. */
  id: Float64Array
  versionId: Int32Array
  /** Place of the rule in the version's body. */
  ruleIndex: Uint8Array
  /** What the amount was computed on, minor units; negative for a clawback. */
  baseMinor: Float64Array
  earnedMinor: Float64Array
  /**
   * Tier rules: the counter before the conversion (true-ups: before the crossing, at least where the step the earlier
   * commission stood on begins). Clawbacks: how much of the base earlier refunds took back. Uplifts: their rate in ppm.
   * Otherwise 0.
   */
  counterBefore: Float64Array
  currency: Uint16Array
  /** Days since 1970-01-01; a true-up's is the day of the crossing. */
  day: Int32Array
  dueDay: Int32Array
  /** Conversion that caused it: the crossing one (true-up), the refunded one (clawback); 0 for none. */
  triggerId: Float64Array
  /** Fully refunded: stays for the record, pays 0. */
  isReversed: Uint8Array
  /** Place in `capKinds` + 1 of the cap that cut it; 0: none did. */
  cappedBy: Uint8Array

  constructor(capacity = 1024) {
    const room = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(capacity * bytes)
    this.id = new Float64Array(room(8))
    this.versionId = new Int32Array(room(4))
    this.ruleIndex = new Uint8Array(room(1))
    this.baseMinor = new Float64Array(room(8))
    this.earnedMinor = new Float64Array(room(8))
    this.counterBefore = new Float64Array(room(8))
    this.currency = new Uint16Array(room(2))
    this.day = new Int32Array(room(4))
    this.dueDay = new Int32Array(room(4))
    this.triggerId = new Float64Array(room(8))
    this.isReversed = new Uint8Array(room(1))
    this.cappedBy = new Uint8Array(room(1))
  }

  /** Index of a new entry, all columns of which the caller fills. */
  next(): number {
    if (this.count === this.id.length) this.grow()
    this.count += 1
    return this.count - 1
  }

  private grow(): void {
    const larger = new CommissionColumns(Math.max(1024, this.id.length * 2))
    larger.id.set(this.id)
    larger.versionId.set(this.versionId)
    larger.ruleIndex.set(this.ruleIndex)
    larger.baseMinor.set(this.baseMinor)
    larger.earnedMinor.set(this.earnedMinor)
    larger.counterBefore.set(this.counterBefore)
    larger.currency.set(this.currency)
    larger.day.set(this.day)
    larger.dueDay.set(this.dueDay)
    larger.triggerId.set(this.triggerId)
    larger.isReversed.set(this.isReversed)
    larger.cappedBy.set(this.cappedBy)
    Object.assign(this, larger, { count: this.count })
  }
}

import type { Minor } from '../../contract/money.ts'
import type { Motion } from '../../contract/tiers.ts'

/** Amounts by group; null once one of them has no exchange rate. */
type Amounts = Minor[] | null

/** Revenue of partners over a span by motion and group, in the base currency. */
export class MotionBook {
  private readonly partners = new Map<number, Record<Motion, Amounts>>()
  private readonly places: number
  /** Currencies of deals that were converted, by partner. */
  readonly foreign = new Map<number, Set<string>>()

  constructor(groups: number) {
    this.places = groups + 1
  }

  of(partnerId: number): Record<Motion, Amounts> {
    let known = this.partners.get(partnerId)
    if (known === undefined) {
      const none = (): Minor[] => Array.from({ length: this.places }, () => 0)
      known = { sourced: none(), assisted: none(), managed: none() }
      this.partners.set(partnerId, known)
    }
    return known
  }

  add(partnerId: number, motion: Motion, group: number, minor: Minor | null): void {
    const own = this.of(partnerId)
    const amounts = own[motion]
    if (minor === null) own[motion] = null
    else if (amounts !== null) amounts[group] = (amounts[group] ?? 0) + minor
  }
}

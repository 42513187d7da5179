import type { InputKey } from '../../contract/measures.ts'
import type { Inputs } from './measures.rules.ts'
import { sumAt } from './sumAt.ts'

/** Inputs that stand or fall together when an amount has no exchange rate. */
export type InputGroup = 'revenue' | 'deals' | 'commissions' | 'costs' | 'company' | 'owed'

/** Which group each money input belongs to. */
export const groupOf: Readonly<Partial<Record<InputKey, InputGroup>>> = {
  salesMinor: 'revenue',
  refundsMinor: 'revenue',
  revenueMinor: 'revenue',
  marginMinor: 'revenue',
  revenueEverMinor: 'revenue',
  largestMinor: 'revenue',
  largestThreeMinor: 'revenue',
  concentrationIndex: 'revenue',
  openedMinor: 'deals',
  wonMinor: 'deals',
  openMinor: 'deals',
  influencedMinor: 'deals',
  assistedMinor: 'deals',
  commissionsMinor: 'commissions',
  directCostMinor: 'costs',
  sharedCostMinor: 'costs',
  marketingMinor: 'company',
  companyBookingsMinor: 'company',
  owedMinor: 'owed',
}

/** The inputs of one partner, or of the programme, as they are collected. */
export class Entry {
  readonly inputs: Partial<Record<InputKey, number>> = {}
  /** Rows left out for want of a rate, by group. */
  readonly unrated = new Map<InputGroup, number>()
  /** The same by currency. */
  readonly missing = new Map<string, number>()
  /** Currencies that were converted, by group. */
  readonly foreign = new Map<InputGroup, Set<string>>()

  add(key: InputKey, value: number): void {
    this.inputs[key] = (this.inputs[key] ?? 0) + value
  }
}

/** What was collected over a period: per partner, in sum, and which currencies wait for a rate. */
export class Book {
  readonly partners = new Map<number, Entry>()
  readonly total = new Entry()
  /** Currencies that were converted, for anybody. */
  readonly foreign = new Set<string>()
  /** By group, those of amounts that have part in the figures of every partner. */
  private readonly sharedForeign = new Map<InputGroup, Set<string>>()
  /** Months of the period for which a company figure is missing. */
  readonly missingFigures = new Set<InputKey>()

  /** Rows without a rate by currency, of anybody and of nobody. */
  get missing(): Map<string, number> {
    return this.total.missing
  }

  of(partnerId: number): Entry {
    let entry = this.partners.get(partnerId)
    if (entry === undefined) {
      entry = new Entry()
      this.partners.set(partnerId, entry)
    }
    return entry
  }

  /** Of a partner, and so of the programme. */
  add(partnerId: number, key: InputKey, value: number): void {
    if (value === 0) return
    this.of(partnerId).add(key, value)
    this.total.add(key, value)
  }

  /** An amount that could not be converted; `partnerId` null when it is no partner's. */
  addUnrated(partnerId: number | null, group: InputGroup, currency: string, rows: number): void {
    if (rows === 0) return
    for (const { unrated, missing } of partnerId === null ? [this.total] : [this.of(partnerId), this.total]) {
      unrated.set(group, (unrated.get(group) ?? 0) + rows)
      missing.set(currency, (missing.get(currency) ?? 0) + rows)
    }
  }

  /** An amount of another currency has part in a figure of a partner; `partnerId` null: of every partner. */
  addForeign(partnerId: number | null, group: InputGroup, currency: string): void {
    this.foreign.add(currency)
    const own = partnerId === null ? this.sharedForeign : this.of(partnerId).foreign
    sumAt(own, group, () => new Set<string>()).add(currency)
  }

  /** Currencies that were converted for figures of some groups of one partner, in order. [TI18] */
  foreignOf(partnerId: number, groups: ReadonlySet<InputGroup>): string[] {
    const own = this.partners.get(partnerId)?.foreign
    const found = [...groups].flatMap((group) => [...(own?.get(group) ?? []), ...(this.sharedForeign.get(group) ?? [])])
    return [...new Set(found)].toSorted()
  }

  /** Adds an amount that was converted, or counts it as waiting for a rate. */
  addConverted(partnerId: number, key: InputKey, currency: string, baseMinor: number | null, rows = 1): void {
    const group = groupOf[key]
    if (baseMinor !== null) this.add(partnerId, key, baseMinor)
    else if (group) this.addUnrated(partnerId, group, currency, rows)
  }

  inputsOf(partnerId: number | null): Inputs {
    return (partnerId === null ? this.total : this.of(partnerId)).inputs
  }
}

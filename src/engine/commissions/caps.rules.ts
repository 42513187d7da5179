import { addMinor, type Minor } from '../../contract/money.ts'
import { type CapKind, capKinds, type Caps } from '../../contract/plans.ts'
import { type CounterWindow, windowOfMonth } from './windows.rules.ts'

/** One cap of a rule; caps with the same number share what was paid, as a rule does with its next version. */
export interface NumberedCap {
  kind: CapKind
  limitMinor: Minor
  /** null: the cap of one event. */
  window: CounterWindow | null
  number: number
}

/** Where a line stands to caps. */
export interface CapPlace {
  /** Any number that is the event's own. */
  event: number
  /** 0: unknown, and then a customer of its own. */
  customer: number
  /** See `monthIndexOf`. */
  month: number
  fiscalYearStartMonth: number
}

/** What the caps of a rule leave for one more line, and which of them leaves it. */
export interface CapRoom {
  minor: Minor
  kind: CapKind
}

/** The caps of a rule in the order in which they are told. */
export function numberCaps(caps: Caps, numberOf: (cap: Omit<NumberedCap, 'number'>) => number): NumberedCap[] {
  return capKinds.flatMap((kind) => {
    const cap = caps[kind]
    if (cap === undefined) return []
    const numbered = { kind, limitMinor: cap.minor, window: 'window' in cap ? cap.window : null }
    return [{ ...numbered, number: numberOf(numbered) }]
  })
}

/** Customers and windows are numbers that together stay exact. */
const CUSTOMERS = 2 ** 33

/** What one partner was paid under caps so far. */
export class CapUse {
  /** By the cap's number, then its window and customer, or its event. */
  private readonly used: Map<number, Minor>[] = []

  /** The least that a cap leaves, of equals the first; null without caps. */
  room(caps: readonly NumberedCap[], place: CapPlace): CapRoom | null {
    let least: CapRoom | null = null
    for (const cap of caps) {
      const minor = Math.max(0, cap.limitMinor - (this.used[cap.number]?.get(keyOf(cap, place)) ?? 0))
      if (least === null || minor < least.minor) least = { minor, kind: cap.kind }
    }
    return least
  }

  /** @param minor negative where something is taken back */
  add(caps: readonly NumberedCap[], place: CapPlace, minor: Minor): void {
    for (const cap of caps) {
      const used = (this.used[cap.number] ??= new Map<number, Minor>())
      const key = keyOf(cap, place)
      used.set(key, addMinor(used.get(key) ?? 0, minor))
    }
  }
}

function keyOf({ kind, window }: NumberedCap, { event, customer, month, fiscalYearStartMonth }: CapPlace): number {
  if (window === null || (kind === 'customer' && customer === 0)) return -1 - event
  const number = windowOfMonth(month, window, fiscalYearStartMonth)
  return kind === 'customer' ? number * CUSTOMERS + customer : number
}

import { addMinor, type Minor } from '../../contract/money.ts'
import type { Cap, PlanBody } from '../../contract/plans.ts'
import { windowOfMonth } from './windows.rules.ts'

/** One cap of a rule; caps with the same number share what was paid, as a rule does with its next version. */
export interface NumberedCap extends Cap {
  number: number
}

/** Whether any of these versions of plans has caps: then more is looked at. */
export function haveCaps(versions: readonly { body: PlanBody }[]): boolean {
  return versions.some(({ body }) => body.rules.some(({ caps }) => caps !== undefined))
}

/** The versions with a budget for all partners: what one of them earns decides what is left for others. */
export function withBudgets<Version extends { body: PlanBody }>(versions: readonly Version[]): Version[] {
  return versions.filter(({ body }) => body.rules.some(({ caps }) => caps?.programme !== undefined))
}

/** Where a line stands to caps. */
export interface CapPlace {
  /** Id of the conversion. */
  event: number
  /** 0: unknown, and then a customer of its own. */
  customer: number
  /** See `monthIndexOf`. */
  month: number
  fiscalYearStartMonth: number
}

/** A line as caps leave it; `cap` is the one that cut it, null: none did. */
export interface CutLine {
  earnedMinor: Minor
  cap: NumberedCap | null
}

/** Customers and windows are numbers that together stay exact. */
const CUSTOMERS = 2 ** 33

/** What one partner was paid under caps so far. */
export class CapUse {
  /** By the cap's number, then its window and customer, or its event. */
  private readonly used: Map<number, Minor>[] = []

  /**
   * Cuts a line to the least that a cap leaves, of equals the first.
   *
   * @param isCounted it takes room from others
   */
  take(caps: readonly NumberedCap[], place: CapPlace, wantedMinor: Minor, isCounted = true): CutLine {
    let line: CutLine = { earnedMinor: wantedMinor, cap: null }
    for (const cap of caps) {
      const roomMinor = Math.max(0, cap.limitMinor - (this.used[cap.number]?.get(keyOf(cap, place)) ?? 0))
      if (roomMinor < line.earnedMinor) line = { earnedMinor: roomMinor, cap }
    }
    if (isCounted) this.add(caps, place, line.earnedMinor)
    return line
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

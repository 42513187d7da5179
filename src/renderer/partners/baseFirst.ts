import type { Money } from '../../contract/money.ts'

/** The programme's own currency leads; the others keep their order. */
export function baseFirst(amounts: readonly Money[], base: string | undefined): Money[] {
  return amounts.toSorted((a, b) => Number(b.currency === base) - Number(a.currency === base))
}

import type { ViewRow } from '../../../contract/views.ts'

/** How many rows there are in a currency, and what one of their columns comes to in minor units. */
export interface CurrencyTotal {
  currency: string
  count: number
  minor: number
}

/** Count and sum of a money column per currency, the one with most rows first; nothing is added across currencies. */
export function totalsOf(rows: readonly ViewRow[], column: string): CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>()
  for (const { cells } of rows) {
    const currency = String(cells['currency'] ?? '')
    const { count, minor } = totals.get(currency) ?? { count: 0, minor: 0 }
    const cell = cells[column]
    totals.set(currency, { currency, count: count + 1, minor: minor + (typeof cell === 'number' ? cell : 0) })
  }
  return [...totals.values()].toSorted((a, b) => b.count - a.count)
}

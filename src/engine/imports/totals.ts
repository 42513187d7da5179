import type { Day } from '../../contract/dates.ts'

/** Sums over the rows of a file that are taken. */
export interface Totals {
  add(kind: 'deals' | 'conversions', word: string, currency: string, minor: number): void
  /** Rows and sums by word and currency. */
  list(kind: 'deals' | 'conversions'): { word: string; currency: string; rows: number; minor: number }[]
  noteDay(kind: 'deals' | 'conversions', day: Day | null): void
  /** Days of conversions; of deals where there are none. */
  span(): { earliestOn: Day | null; latestOn: Day | null }
  rowsWithoutPartner: number
}

export function createTotals(): Totals {
  const sums = new Map<string, { word: string; currency: string; rows: number; minor: number }>()
  const spans = { deals: { first: '9999', last: '' }, conversions: { first: '9999', last: '' } }
  return {
    rowsWithoutPartner: 0,
    add(kind, word, currency, minor) {
      const key = `${kind}/${word}/${currency}`
      const sum = sums.get(key)
      if (sum === undefined) sums.set(key, { word, currency, rows: 1, minor })
      else {
        sum.rows += 1
        sum.minor += minor
      }
    },
    list: (kind) =>
      [...sums]
        .filter(([key]) => key.startsWith(`${kind}/`))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, sum]) => sum),
    noteDay(kind, day) {
      if (day === null) return
      const span = spans[kind]
      if (day < span.first) span.first = day
      if (day > span.last) span.last = day
    },
    span() {
      const span = spans.conversions.last === '' ? spans.deals : spans.conversions
      return span.last === '' ? { earliestOn: null, latestOn: null } : { earliestOn: span.first, latestOn: span.last }
    },
  }
}

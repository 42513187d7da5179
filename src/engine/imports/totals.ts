import { type Day, endOfMonth, type Month } from '../../contract/dates.ts'
import type { CompanyMeasure } from '../../contract/figures.ts'

/** Sums over the rows of a file that are taken. */
export interface Totals {
  add(kind: 'deals' | 'conversions', word: string, currency: string, minor: number): void
  /** Rows and sums by word and currency. */
  list(kind: 'deals' | 'conversions'): { word: string; currency: string; rows: number; minor: number }[]
  noteDay(kind: keyof typeof SPANS, day: Day | null): void
  noteRate(day: Day, base: string, quote: string): void
  /** Days and currencies of exchange rates; null where there are none. */
  rates(): { days: number; currencies: number; rates: number } | null
  noteFigure(month: Month, measure: CompanyMeasure, currency: string, value: number): void
  /** Sums of company figures by measure and currency. */
  figures(): FigureSum[]
  /** Days of conversions; of clicks, deals, rates or figures where there are none. */
  span(): { earliestOn: Day | null; latestOn: Day | null }
  /** A sale or refund that must be converted. */
  noteForeign(currency: string, day: Day): void
  /** How many there are, by currency and day. */
  foreign: ReadonlyMap<string, ReadonlyMap<Day, number>>
  rowsWithoutPartner: number
}

interface FigureSum {
  measure: CompanyMeasure
  currency: string
  months: number
  value: number
}

interface Sum {
  kind: 'deals' | 'conversions'
  word: string
  currency: string
  rows: number
  minor: number
}

/** No day yet, of each kind. */
const SPANS = {
  deals: { first: '9999', last: '' },
  conversions: { first: '9999', last: '' },
  clicks: { first: '9999', last: '' },
  rates: { first: '9999', last: '' },
  figures: { first: '9999', last: '' },
}

export function createTotals(): Totals {
  const sums: Sum[] = []
  const spans = structuredClone(SPANS)
  const [rateDays, currencies] = [new Set<Day>(), new Set<string>()]
  let rates = 0
  const figures = new Map<string, FigureSum>()
  const foreign = new Map<string, Map<Day, number>>()
  // Rows come in runs of one word and one currency, and a file has few of either.
  const find = (kind: Sum['kind'], word: string, currency: string): Sum => {
    for (const sum of sums) if (sum.currency === currency && sum.word === word && sum.kind === kind) return sum
    const sum = { kind, word, currency, rows: 0, minor: 0 }
    sums.push(sum)
    return sum
  }
  function noteDay(kind: keyof typeof SPANS, day: Day | null): void {
    if (day === null) return
    const span = spans[kind]
    if (day < span.first) span.first = day
    if (day > span.last) span.last = day
  }
  return {
    rowsWithoutPartner: 0,
    add(kind, word, currency, minor) {
      const sum = find(kind, word, currency)
      sum.rows += 1
      sum.minor += minor
    },
    list: (kind) =>
      sums
        .filter((sum) => sum.kind === kind)
        .toSorted((a, b) => (`${a.word}/${a.currency}` < `${b.word}/${b.currency}` ? -1 : 1))
        .map(({ word, currency, rows, minor }) => ({ word, currency, rows, minor })),
    noteDay,
    foreign,
    noteForeign(currency, day) {
      let days = foreign.get(currency)
      if (days === undefined) foreign.set(currency, (days = new Map()))
      days.set(day, (days.get(day) ?? 0) + 1)
    },
    noteRate(day, base, quote) {
      noteDay('rates', day)
      rateDays.add(day)
      currencies.add(base).add(quote)
      rates += 1
    },
    noteFigure(month, measure, currency, value) {
      noteDay('figures', `${month}-01`)
      noteDay('figures', endOfMonth(`${month}-01`))
      const key = `${measure} ${currency}`
      const sum = figures.get(key) ?? { measure, currency, months: 0, value: 0 }
      figures.set(key, { ...sum, months: sum.months + 1, value: sum.value + value })
    },
    figures: () => [...figures.values()],
    rates: () => (rates === 0 ? null : { days: rateDays.size, currencies: currencies.size, rates }),
    span() {
      const span = [spans.conversions, spans.clicks, spans.deals, spans.rates, spans.figures].find(
        ({ last }) => last !== '',
      )
      return span === undefined ? { earliestOn: null, latestOn: null } : { earliestOn: span.first, latestOn: span.last }
    },
  }
}

import { measureKeys, type MeasureKey, type MeasureValue } from '../../contract/measures.ts'
import { reviewMethods } from '../../contract/reviews.ts'
import type { Span } from '../../contract/periods.ts'
import type { QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import { unchanged } from '../db/slices.ts'
import type { Book } from '../metrics/book.ts'
import { measureOf, openBook } from '../metrics/openBook.ts'
import { inTurn } from '../pause.ts'
import { offerExchange } from '../rates/rates.repo.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { type CustomerBook, type DealRow, readCustomers, readDeals, type Whose } from './lists.repo.ts'
import { narrativeMeasures } from './narrative.rules.ts'
import { periodBefore, quartersUntil, yearUntil } from './period.rules.ts'

export const TREND_QUARTERS = 8

/** Of the twelve months: what a partner manager is asked first. */
export const dashboardMeasures = [
  'revenue',
  'openPipeline',
  'averageDeal',
  'salesCycle',
  'winRate',
  'certificates',
  'retention',
  'promoterScore',
] as const satisfies readonly MeasureKey[]

export const recapMeasures = [
  'revenue',
  'sales',
  'averageSale',
  'refundRate',
  'newCustomers',
  'retention',
  'sourcedPipeline',
  'dealsWon',
  'winRate',
  'commissions',
] as const satisfies readonly MeasureKey[]

const trendMeasures = ['revenue', 'dealsWon', 'winRate', 'newCustomers'] as const satisfies readonly MeasureKey[]
const periodMeasures = measureKeys.filter(
  (key) => (recapMeasures as readonly string[]).includes(key) || (narrativeMeasures as readonly string[]).includes(key),
)

/** The sums of a period from which every partner's figures are read; the same for all partners, so made once. */
export interface Numbers {
  period: Span
  before: Span
  year: Span
  now: Book
  old: Book
  ofYear: Book
  ofYearBefore: Book
  trend: readonly { quarter: string; book: Book }[]
}

/** What people write about a review changes no figure; after any other command figures are summed anew. */
const writingOnly = Object.keys(reviewMethods)
const lastChange = `SELECT coalesce(max(seq), 0) FROM command WHERE method NOT IN (${writingOnly.map(() => '?').join(', ')})`

interface Kept<Value> {
  key: string
  value: Value
}
const keptNumbers = new WeakMap<Connection, Kept<Promise<Numbers>>>()
const keptLists = new WeakMap<Connection, Kept<Promise<Lists>>>()

/** The value kept for a key of this connection, or a new one in its place: only the last one is kept, and no failure. */
function keep<Value>(kept: WeakMap<Connection, Kept<Value>>, raw: Connection, key: string, make: () => Value): Value {
  const found = kept.get(raw)
  if (found?.key === key) return found.value
  const value = make()
  kept.set(raw, { key, value })
  if (value instanceof Promise) value.catch(() => kept.get(raw)?.value === value && kept.delete(raw))
  return value
}

function stateKey(context: QueryContext, period: Span): string {
  const seq = context.raw
    .prepare(lastChange)
    .pluck()
    .get(...writingOnly) as number
  return `${seq} ${context.today()} ${period.from} ${period.to}`
}

/** The sums of a period and of those it is compared with. */
export function readNumbers(context: QueryContext, period: Span): Promise<Numbers> {
  return keep(keptNumbers, context.raw, stateKey(context, period), async () => {
    const before = periodBefore(period)
    const year = yearUntil(period.to)
    const { fiscalYearStartMonth } = context.settings()
    return {
      period,
      before,
      year,
      now: await openBook(context, periodMeasures, period),
      old: await openBook(context, periodMeasures, before),
      ofYear: await openBook(context, dashboardMeasures, year),
      ofYearBefore: await openBook(context, dashboardMeasures, yearUntil(periodBefore(year).to)),
      trend: await inTurn(
        quartersUntil(period.to, TREND_QUARTERS, fiscalYearStartMonth),
        async ({ quarter, ...span }) => ({ quarter, book: await openBook(context, trendMeasures, span) }),
      ),
    }
  })
}

/** Deals and customers by partner, with the exchange that converts them. */
export interface Lists {
  exchange: Exchange
  deals: ReadonlyMap<number, DealRow[]>
  customers: ReadonlyMap<number, CustomerBook>
}

/** Of one partner read anew each time; of everyone kept while nothing changes, for many partners one after the other. */
export function readLists(context: QueryContext, { period, before }: Numbers, whose: Whose): Promise<Lists> {
  const read = async (): Promise<Lists> => {
    const settings = context.settings()
    const exchange = offerExchange(context.raw, settings)
    return {
      exchange,
      deals: readDeals(context.raw, whose),
      customers: await readCustomers(context.raw, whose, settings.baseCurrency, period, before),
    }
  }
  return whose === 'everyone'
    ? keep(keptLists, context.raw, stateKey(context, period), read)
    : unchanged(context.raw, read)
}

/** Measures of a partner by their keys. */
export function measuresOf(
  book: Book,
  keys: readonly MeasureKey[],
  partnerId: number,
): ReadonlyMap<MeasureKey, MeasureValue> {
  const entry = book.of(partnerId)
  return new Map(keys.map((key) => [key, measureOf(book, key, entry)]))
}

const keptBooks = new WeakMap<Connection, Kept<Map<string, Promise<Book>>>>()

/** One measure over any span; goals of many partners often share theirs. */
export function bookOf(context: QueryContext, measure: MeasureKey, span: Span): Promise<Book> {
  const seq = context.raw
    .prepare(lastChange)
    .pluck()
    .get(...writingOnly) as number
  const books = keep(keptBooks, context.raw, `${seq} ${context.today()}`, () => new Map<string, Promise<Book>>())
  const key = `${measure} ${span.from} ${span.to}`
  let book = books.get(key)
  if (book === undefined) {
    book = openBook(context, [measure], span)
    books.set(key, book)
    book.catch(() => books.delete(key))
  }
  return book
}

import type { MeasureKey, MeasureValue } from '../../contract/measures.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import type { QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { addActivity } from './activity.repo.ts'
import { Book, type Entry, groupOf } from './book.ts'
import { computeConcentration } from './concentration.rules.ts'
import { addCompanyFigures, addCosts } from './costInputs.repo.ts'
import { addDealRoles, addDeals } from './dealInputs.repo.ts'
import type { Span } from '../../contract/periods.ts'
import {
  addCertificates,
  addClicks,
  addCommissions,
  addCustomers,
  addFeedback,
  addForeignEver,
  addMargins,
  addOwed,
  addOwedOn,
  addRevenue,
} from './inputs.repo.ts'
import { computeMeasure, needsInput } from './measures.rules.ts'

/**
 * Collects what the measures need of a period, for every partner and in sum. [ME7]
 *
 * @param owedAtEnd what is owed is told of the end of the period, as known today, and not of now [ME15]
 */
export function openBook(
  context: QueryContext,
  keys: readonly MeasureKey[],
  span: Span,
  owedAtEnd = false,
): Promise<Book> {
  return unchanged(context.raw, () => collect(context, keys, span, owedAtEnd))
}

async function collect(
  context: QueryContext,
  keys: readonly MeasureKey[],
  span: Span,
  owedAtEnd: boolean,
): Promise<Book> {
  const { raw } = context
  const settings = context.settings()
  const { measuring } = settings
  const exchange = readExchange(raw, settings)
  const today = context.today()
  const book = new Book()
  const needsCosts = needsInput(keys, 'directCostMinor', 'sharedCostMinor')
  const needsCustomers =
    needsInput(keys, 'newCustomers', 'customersBefore', 'customersEver', 'customerMonths') ||
    (needsCosts && measuring.costAllocation === 'newCustomers')

  const needsRevenue =
    needsInput(keys, 'revenueMinor', 'salesMinor', 'saleCount', 'leadCount', 'marginMinor', 'largestMinor') ||
    needsInput(keys, 'refundsMinor', 'concentrationIndex', 'largestThreeMinor') ||
    needsCosts
  if (needsRevenue) await addRevenue(raw, book, exchange, span)
  if (needsCustomers) addCustomers(raw, book, span, needsRevenue)
  if (needsInput(keys, 'revenueEverMinor')) addForeignEver(raw, book, span)
  if (needsInput(keys, 'clickCount')) addClicks(raw, book, span)
  if (needsInput(keys, 'openedMinor', 'dealsWon', 'dealsLost', 'openMinor', 'cycleDays'))
    await addDeals(raw, book, exchange, span)
  if (needsInput(keys, 'influencedMinor', 'assistedMinor')) await addDealRoles(raw, book, exchange, span)
  if (needsInput(keys, 'commissionsMinor')) await addCommissions(raw, book, exchange, span)
  if (needsInput(keys, 'certificates')) addCertificates(raw, book, span)
  if (needsInput(keys, 'answers')) addFeedback(raw, book, span)
  if (needsInput(keys, 'owedMinor')) {
    if (owedAtEnd && span.to < today) await addOwedOn(raw, book, exchange, span.to)
    else addOwed(raw, book, exchange, today)
  }
  if (needsCosts) addCosts(raw, book, exchange, span, measuring.costAllocation)
  if (needsInput(keys, 'companyBookingsMinor', 'companyNewCustomers', 'marketingMinor'))
    addCompanyFigures(raw, book, exchange, span, today)
  if (needsInput(keys, 'daysSinceLast', 'activePartners', 'startedPartners', 'partners'))
    await addActivity(raw, book, span, today, measuring)
  addMargins(book, measuring.grossMarginPpm, settings.rounding)
  if (needsInput(keys, 'concentrationIndex', 'largestMinor', 'largestThreeMinor')) addShares(book)
  return book
}

/** How much hangs on the largest partners. */
function addShares(book: Book): void {
  const amounts = [...book.partners.values()]
    .map(({ inputs }) => inputs.revenueMinor ?? 0)
    .filter((amount) => amount > 0)
    .toSorted((a, b) => b - a)
  const concentration = computeConcentration(amounts)
  if (concentration === null) return
  const largest = (count: number): number => amounts.slice(0, count).reduce((sum, amount) => sum + amount, 0)
  Object.assign(book.total.inputs, {
    concentrationIndex: concentration.hhiPpm,
    largestMinor: largest(1),
    largestThreeMinor: largest(3),
  })
}

/** A measure with the numbers it was computed from; without a value where an amount waits for a rate. [ME7] [FX1] */
export function measureOf(book: Book, key: MeasureKey, entry: Entry): MeasureValue {
  const { inputs: needed } = measureDefinitions[key]
  const inputs = needed.map((input) => ({ key: input, value: entry.inputs[input] ?? (groupOf[input] ? 0 : null) }))
  const isUnrated = needed.some((input) => {
    const group = groupOf[input]
    return group !== undefined && (entry.unrated.get(group) ?? 0) > 0
  })
  if (isUnrated) return { key, value: null, problem: 'rateMissing', inputs }
  if (needed.some((input) => book.missingFigures.has(input)))
    return { key, value: null, problem: 'figureMissing', inputs }
  const value = computeMeasure(key, entry.inputs)
  return { key, value, problem: value === null ? 'nothing' : null, inputs }
}

/** Currencies that were converted for a measure of one partner, in order. [TI18] */
export function foreignOf(book: Book, keys: readonly MeasureKey[], partnerId: number): string[] {
  const groups = keys.flatMap((key) => measureDefinitions[key].inputs.flatMap((input) => groupOf[input] ?? []))
  return book.foreignOf(partnerId, new Set(groups))
}

/** Rows that wait for an exchange rate, by currency. */
export function missingOf(book: Book): { currency: string; rows: number }[] {
  return [...book.missing]
    .map(([currency, rows]) => ({ currency, rows }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

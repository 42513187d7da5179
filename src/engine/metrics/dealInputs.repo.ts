import { addDays, type Day, endOfMonth, type Month, monthOf, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Span } from '../../contract/periods.ts'
import { readOnce } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Book } from './book.ts'
import { type DealsOfDays, type HelpOfDays, sumDealsOfDays, sumHelpOfDays } from './dealSums.ts'
import { splitPeriod } from './period.rules.ts'
import { sumAt } from './sumAt.ts'

const eventsOfMonths = `
  SELECT partner_id AS partnerId, event, currency, sum(deal_count) AS deals, sum(base_minor) AS baseMinor,
    sum(unrated_count) AS unrated, sum(cycle_count) AS cycles, sum(cycle_days) AS cycleDays
  FROM rollup_deal WHERE month BETWEEN @from AND @to AND event <> 'begun' GROUP BY 1, 2, 3`

/**
 * Deals that partners brought: opened, won and lost in the period, and open on its last day. Amounts are converted on
 * the day they count: opening, closing, or, in one sum, the last day. [ME17]
 */
export async function addDeals(raw: Connection, book: Book, exchange: Exchange, span: Span): Promise<void> {
  const { months, edges } = splitPeriod(span.from, span.to)
  if (months) addEvents(book, exchange, readOnce(raw, eventsOfMonths, months) as DealsOfDays[])
  for (const edge of edges) addEvents(book, exchange, await sumDealsOfDays(raw, exchange, edge))
  await addOpen(raw, book, exchange, span.to)
}

function addEvents(book: Book, exchange: Exchange, sums: readonly Omit<DealsOfDays, 'minor'>[]): void {
  for (const { partnerId, event, currency, deals, baseMinor, unrated, cycles, cycleDays } of sums) {
    if (event === 'begun') continue
    if (event === 'lost') {
      book.add(partnerId, 'dealsLost', deals)
      continue
    }
    book.add(partnerId, event === 'won' ? 'dealsWon' : 'dealsOpened', deals)
    book.add(partnerId, event === 'won' ? 'wonMinor' : 'openedMinor', baseMinor)
    book.add(partnerId, 'cycleCount', cycles)
    book.add(partnerId, 'cycleDays', cycleDays)
    if (currency !== '' && currency !== exchange.into) book.addForeign(partnerId, 'deals', currency)
    book.addUnrated(partnerId, 'deals', currency, unrated)
  }
}

interface OpenDeals {
  partnerId: number
  currency: string
  deals: number
  minor: Minor
}

const openOfMonths = `
  SELECT partner_id AS partnerId, currency, sum(iif(event = 'begun', deal_count, -deal_count)) AS deals,
    sum(iif(event = 'begun', amount_minor, -amount_minor)) AS minor
  FROM rollup_deal WHERE month <= @to AND event <> 'opened' GROUP BY 1, 2`

/** What has begun by a day less what was closed by then. */
async function addOpen(raw: Connection, book: Book, exchange: Exchange, day: Day): Promise<void> {
  const isWhole = day === endOfMonth(day)
  const first: Day = `${monthOf(day)}-01`
  const to: Month = monthOf(isWhole ? day : addDays(first, -1))
  let open = readOnce(raw, openOfMonths, { to }) as readonly OpenDeals[]
  if (!isWhole) open = withDays(open, await sumDealsOfDays(raw, exchange, { from: first, to: day }))
  for (const { partnerId, currency, deals, minor } of open) {
    if (deals === 0) continue
    book.add(partnerId, 'dealsOpen', deals)
    if (currency === '') continue
    if (currency !== exchange.into) book.addForeign(partnerId, 'deals', currency)
    book.addConverted(partnerId, 'openMinor', currency, exchange.convert(minor, currency, toEpochDays(day)), deals)
  }
}

function withDays(open: readonly OpenDeals[], days: readonly DealsOfDays[]): OpenDeals[] {
  const sums = new Map(open.map((sum) => [`${sum.partnerId} ${sum.currency}`, { ...sum }]))
  for (const { partnerId, currency, event, deals, minor } of days) {
    if (event === 'opened') continue
    const sum = sumAt(sums, `${partnerId} ${currency}`, () => ({ partnerId, currency, deals: 0, minor: 0 }))
    const sign = event === 'begun' ? 1 : -1
    sum.deals += sign * deals
    sum.minor += sign * minor
  }
  return [...sums.values()]
}

const helpOfMonths = `
  SELECT partner_id AS partnerId, role, is_first AS isFirst, currency, sum(base_minor) AS baseMinor,
    sum(unrated_count) AS unrated
  FROM rollup_deal_role WHERE month BETWEEN @from AND @to GROUP BY 1, 2, 3, 4`

/**
 * Deals of the period that partners influenced or assisted; kept apart from those they brought. Of a deal that several
 * partners influenced each has the whole amount, the programme has it once. [AN2]
 */
export async function addDealRoles(raw: Connection, book: Book, exchange: Exchange, { from, to }: Span): Promise<void> {
  const { months, edges } = splitPeriod(from, to)
  if (months) addHelp(book, exchange, readOnce(raw, helpOfMonths, months) as HelpOfDays[])
  for (const edge of edges) addHelp(book, exchange, await sumHelpOfDays(raw, exchange, edge))
}

function addHelp(book: Book, exchange: Exchange, sums: readonly HelpOfDays[]): void {
  for (const { partnerId, role, isFirst, currency, baseMinor, unrated } of sums) {
    const key = role === 'assisted' ? 'assistedMinor' : 'influencedMinor'
    if (currency !== exchange.into) book.addForeign(partnerId, 'deals', currency)
    book.addUnrated(partnerId, 'deals', currency, unrated)
    if (isFirst === 1) book.add(partnerId, key, baseMinor)
    else book.of(partnerId).add(key, baseMinor)
  }
}

import { endOfMonth } from '../../contract/dates.ts'
import { NOT_YET_MONTH } from '../../contract/due.ts'
import type { ViewFilter } from '../../contract/views.ts'
import { linkTo } from './navigation.ts'
import type { Span } from '../../contract/periods.ts'

/** All days of a month, "2025-10". */
export const monthSpan = (month: string): Span => ({ from: `${month}-01`, to: endOfMonth(`${month}-01`) })

/** The days that lie in both spans. */
export const overlap = (a: Span, b: Span): Span => ({
  from: a.from > b.from ? a.from : b.from,
  to: a.to < b.to ? a.to : b.to,
})

export const within = (column: string, { from, to }: Span): ViewFilter => ({
  column,
  operator: 'between',
  value: [from, to],
})
const is = (column: string, value: string | number): ViewFilter => ({ column, operator: 'is', value })
const holds = (column: string, value: string | number): ViewFilter => ({ column, operator: 'holds', value })
const ofPartners: ViewFilter = { column: 'partner', operator: 'empty', value: false }

/** Rows of one partner, or of all partners but of nobody else. */
export const whose = (partnerId: number | undefined): ViewFilter =>
  partnerId === undefined ? ofPartners : is('partnerId', partnerId)

/** Sales or refunds of partners in a period; the filters are the figure's own definition. */
export function conversionsLink(
  span: Span,
  kind: 'sale' | 'refund' | null,
  partnerId?: number,
  currency?: string,
): string {
  return linkTo({
    page: 'revenue',
    filters: [
      within('occurredOn', span),
      ...(kind === null ? [] : [is('kind', kind)]),
      whose(partnerId),
      ...(currency === undefined ? [] : [is('currency', currency)]),
    ],
  })
}

/** Partners that count as active on a day. */
export function activePartnersLink(day: string): string {
  return linkTo({ page: 'partners', filters: [holds('activeOn', day)] })
}

/** Customers that were new to their partner in a period, or up to its end: the first sale of each. */
export function newCustomersLink({ from, to }: { from: string | null; to: string }, partnerId?: number): string {
  const inPeriod = from === null ? [] : [within('occurredOn', { from, to })]
  return linkTo({ page: 'revenue', filters: [...inPeriod, holds('firstUntil', to), whose(partnerId)] })
}

/** Customers from before a day that have bought since: the first sale of each. */
export function keptCustomersLink(day: string, partnerId?: number): string {
  return linkTo({ page: 'revenue', filters: [holds('keptSince', day), whose(partnerId)] })
}

/** What customers of partners have brought up to a day. */
export function broughtLink(day: string, partnerId?: number): string {
  return linkTo({ page: 'revenue', filters: [holds('ofCustomersUntil', day), whose(partnerId)] })
}

/** Sales, and won deals, of partners up to a day, the last first. */
export function salesUntilLink(day: string, partnerId?: number): string {
  return linkTo({
    page: 'revenue',
    filters: [{ column: 'occurredOn', operator: 'atMost', value: day }, is('kind', 'sale'), whose(partnerId)],
  })
}
export function wonDealsUntilLink(day: string, partnerId?: number): string {
  return linkTo({
    page: 'deals',
    filters: [{ column: 'closedOn', operator: 'atMost', value: day }, is('stage', 'won'), whose(partnerId)],
  })
}

/** One certificate of each holder with one that is valid on a day. */
export function holdersLink(day: string, partnerId?: number): string {
  return linkTo({
    page: 'tiers',
    parts: ['certificates'],
    filters: [holds('holderOn', day), ...(partnerId === undefined ? [] : [whose(partnerId)])],
  })
}

/** Commissions of all currencies that counted as owed at the end of a day, as known today. */
export function payableOnLink(day: string): string {
  const notHeld: ViewFilter = { column: 'status', operator: 'isNot', value: 'hold' }
  return linkTo({ page: 'payouts', parts: ['commissions'], filters: [holds('owedOn', day), notHeld] })
}

/** Adjustments of all currencies that counted so. */
export function openOnLink(day: string): string {
  return linkTo({ page: 'payouts', parts: ['adjustments'], filters: [holds('owedOn', day)] })
}

/** Commissions, and adjustments, that count as owed now. */
export const owedCommissionsLink = linkTo({
  page: 'payouts',
  parts: ['commissions'],
  filters: [{ column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending'] }],
})
export const owedAdjustmentsLink = linkTo({
  page: 'payouts',
  parts: ['adjustments'],
  filters: [{ column: 'status', operator: 'in', value: ['open', 'inRun'] }],
})

/** What comes before a sale has tables of its own. */
export function beforeSaleLink(span: Span, kind: 'clicks' | 'leads', partnerId?: number): string {
  return linkTo({ page: 'revenue', parts: [kind], filters: [within('occurredOn', span), whose(partnerId)] })
}

/** Deals opened in a period that partners, or one of them, brought. */
export function openedDealsLink(span: Span, partnerId?: number): string {
  return linkTo({ page: 'deals', filters: [within('openedOn', span), whose(partnerId)] })
}

/** Deals of a period that partners, or one of them, influenced or assisted. */
export function helpedDealsLink(span: Span, role: 'influenced' | 'assisted', partnerId?: number): string {
  const column = `${role}By`
  const helper: ViewFilter =
    partnerId === undefined ? { column, operator: 'empty', value: false } : holds(`${column}Id`, partnerId)
  return linkTo({ page: 'deals', filters: [within('countsOn', span), helper] })
}

/** Deals of partners open at the end of a day. */
export function openDealsLink(day: string, partnerId?: number): string {
  return linkTo({ page: 'deals', filters: [holds('openOn', day), whose(partnerId)] })
}

/** Deals of partners closed in a period. */
export function closedDealsLink(span: Span, partnerId?: number): string {
  return linkTo({
    page: 'deals',
    filters: [within('closedOn', span), { column: 'stage', operator: 'in', value: ['won', 'lost'] }, whose(partnerId)],
  })
}

/** Deals of partners won in a period; `isTimed`: only those that say how long it took. */
export function wonDealsLink(span: Span, partnerId?: number, isTimed = false): string {
  const timed: ViewFilter = { column: 'cycleDays', operator: 'empty', value: false }
  return linkTo({
    page: 'deals',
    filters: [within('closedOn', span), is('stage', 'won'), whose(partnerId), ...(isTimed ? [timed] : [])],
  })
}

/** Commissions earned in a period. */
export function commissionsLink(span: Span, partnerId?: number): string {
  return linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [
      within('occurredOn', span),
      { column: 'status', operator: 'isNot', value: 'rejected' },
      ...(partnerId === undefined ? [] : [whose(partnerId)]),
    ],
  })
}

/** Commissions of one currency that fall due in a month, or in none yet, and are not paid, by where they stand. */
export function owedLink(month: string, currency: string, statuses: readonly string[]): string {
  const isDue: ViewFilter =
    month === NOT_YET_MONTH ? { column: 'dueOn', operator: 'empty', value: true } : within('dueOn', monthSpan(month))
  return dueCommissionsLink(isDue, currency, statuses)
}

/** Commissions of one currency that are neither paid nor held and fall due in a month, or also before it. */
export function payableLink(month: string, isOverdueToo: boolean, currency: string): string {
  const payable = ['inRun', 'approved', 'pending']
  if (!isOverdueToo) return owedLink(month, currency, payable)
  return dueCommissionsLink({ column: 'dueOn', operator: 'atMost', value: monthSpan(month).to }, currency, payable)
}

function dueCommissionsLink(isDue: ViewFilter, currency: string, statuses: readonly string[]): string {
  return linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [isDue, { column: 'status', operator: 'in', value: [...statuses] }, is('currency', currency)],
  })
}

/** All commissions of one currency earned in a period, without lines that take others back. */
export function earnedCommissionsLink(span: Span, currency: string): string {
  return linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [
      within('occurredOn', span),
      { column: 'component', operator: 'in', value: ['rate', 'fixed', 'trueUp', 'uplift'] },
      is('currency', currency),
    ],
  })
}

/** Adjustments of one currency that are not paid. */
export function openAdjustmentsLink(currency: string): string {
  return linkTo({
    page: 'payouts',
    parts: ['adjustments'],
    filters: [{ column: 'status', operator: 'in', value: ['open', 'inRun'] }, is('currency', currency)],
  })
}

/** Commissions, and adjustments, of one currency that were owed at the end of a day as known today. */
export function owedOnLink(day: string, currency: string): string {
  return linkTo({ page: 'payouts', parts: ['commissions'], filters: [holds('owedOn', day), is('currency', currency)] })
}
export function adjustmentsOwedOnLink(day: string, currency: string): string {
  return linkTo({ page: 'payouts', parts: ['adjustments'], filters: [holds('owedOn', day), is('currency', currency)] })
}

/** Where months of company figures, and costs of the programme, are entered. */
export const figuresLink = linkTo({ page: 'settings', parts: ['figures'] })
export const costsLink = linkTo({ page: 'settings', parts: ['costs'] })

/** Answers of a period that say how likely a partner, or one of all, recommends us. */
export function answersLink(span: Span, partnerId?: number): string {
  return linkTo({
    page: 'reviews',
    parts: ['feedback'],
    filters: [
      within('givenOn', span),
      { column: 'nps', operator: 'empty', value: false },
      ...(partnerId === undefined ? [] : [whose(partnerId)]),
    ],
  })
}

/** Partners that started in a period. */
export function startedLink(span: Span): string {
  return linkTo({ page: 'partners', filters: [within('startedOn', span)] })
}

import { endOfMonth } from '../../contract/dates.ts'
import type { ViewFilter } from '../../contract/views.ts'
import { linkTo } from '../client/navigation.ts'

interface Span {
  from: string
  to: string
}

const within = (column: string, { from, to }: Span): ViewFilter => ({ column, operator: 'between', value: [from, to] })
const ofPartners: ViewFilter = { column: 'partner', operator: 'empty', value: false }
const ofPartner = (partnerId: number): ViewFilter => ({ column: 'partnerId', operator: 'is', value: partnerId })

const whose = (partnerId: number | undefined): ViewFilter =>
  partnerId === undefined ? ofPartners : ofPartner(partnerId)

/** Sales or refunds of partners in a period; the filters are the figure's own definition. */
export function conversionsLink(span: Span, kind: 'sale' | 'refund' | null, partnerId?: number): string {
  return linkTo({
    page: 'revenue',
    filters: [
      within('occurredOn', span),
      ...(kind === null ? [] : [{ column: 'kind', operator: 'is', value: kind } as const]),
      whose(partnerId),
    ],
  })
}

/** What comes before a sale has tables of its own. */
export function beforeSaleLink(span: Span, kind: 'clicks' | 'leads', partnerId?: number): string {
  return linkTo({ page: 'revenue', parts: [kind], filters: [within('occurredOn', span), whose(partnerId)] })
}

export function commissionsLink(span: Span, partnerId?: number): string {
  return linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [
      within('occurredOn', span),
      { column: 'status', operator: 'isNot', value: 'rejected' },
      ...(partnerId === undefined ? [] : [ofPartner(partnerId)]),
    ],
  })
}

/** Commissions that fall due in a month, by where they stand. */
export function dueLink(month: string): string {
  return linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [within('dueOn', { from: `${month}-01`, to: endOfMonth(`${month}-01`) })],
  })
}

/** Deals opened in a period that partners brought, influenced or assisted. */
export function dealsLink(span: Span, role: 'sourced' | 'influenced' | 'assisted'): string {
  const column = { sourced: 'partner', influenced: 'influencedBy', assisted: 'assistedBy' }[role]
  return linkTo({
    page: 'deals',
    filters: [within('openedOn', span), { column, operator: 'empty', value: false }],
  })
}

/** Deals of partners closed in a period. */
export function closedDealsLink(span: Span, partnerId?: number): string {
  return linkTo({
    page: 'deals',
    filters: [within('closedOn', span), { column: 'stage', operator: 'in', value: ['won', 'lost'] }, whose(partnerId)],
  })
}

/** Partners that started in a period. */
export function startedLink(span: Span): string {
  return linkTo({ page: 'partners', filters: [within('startedOn', span)] })
}

export const partnerLink = (partnerId: number): string => linkTo({ page: 'partners', parts: [partnerId] })

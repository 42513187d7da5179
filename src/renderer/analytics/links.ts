import { linkTo } from '../client/navigation.ts'
import type { Span } from '../client/period.ts'
import { whose, within } from '../client/rowLinks.ts'

/** What comes before a sale has tables of its own. */
export function beforeSaleLink(span: Span, kind: 'clicks' | 'leads', partnerId?: number): string {
  return linkTo({ page: 'revenue', parts: [kind], filters: [within('occurredOn', span), whose(partnerId)] })
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

export const partnerLink = (partnerId: number): string => linkTo({ page: 'partners', parts: [partnerId] })

import type { MeasureKey } from '../../contract/measures.ts'
import type { Span } from '../client/period.ts'
import {
  answersLink,
  beforeSaleLink,
  closedDealsLink,
  commissionsLink,
  conversionsLink,
  costsLink,
  figuresLink,
  helpedDealsLink,
  openedDealsLink,
  startedLink,
  wonDealsLink,
} from '../client/rowLinks.ts'

type Whose = number | undefined
type ToRows = (span: Span, partnerId: Whose) => string
type ToRowsIfAny = (...of: Parameters<ToRows>) => string | undefined

const conversions: ToRows = (span, partnerId) => conversionsLink(span, null, partnerId)
const sales: ToRows = (span, partnerId) => conversionsLink(span, 'sale', partnerId)
const leads: ToRows = (span, partnerId) => beforeSaleLink(span, 'leads', partnerId)
const clicks: ToRows = (span, partnerId) => beforeSaleLink(span, 'clicks', partnerId)
const started: ToRows = (span) => startedLink(span)
/** Deals name who helped with them by name only, so those of one partner have no list. */
const helped =
  (role: 'influenced' | 'assisted'): ToRowsIfAny =>
  (span, partnerId) =>
    partnerId === undefined ? helpedDealsLink(span, role) : undefined

/** The list that holds all rows of a measure in a period. */
const rows: Partial<Record<MeasureKey, ToRowsIfAny>> = {
  revenue: conversions,
  sales,
  averageSale: sales,
  refundRate: conversions,
  sourcedPipeline: openedDealsLink,
  dealsWon: wonDealsLink,
  averageDeal: wonDealsLink,
  winRate: closedDealsLink,
  salesCycle: (span, partnerId) => wonDealsLink(span, partnerId, true),
  influencedPipeline: helped('influenced'),
  assistedPipeline: helped('assisted'),
  leads,
  clicks,
  commissions: commissionsLink,
  promoterScore: answersLink,
  activationRate: started,
  timeToFirstSale: started,
  largestShare: conversions,
  largestThreeShare: conversions,
  concentration: conversions,
  effectivePartners: conversions,
}

const lists = {
  conversions,
  sales,
  leads,
  clicks,
  commissions: commissionsLink,
  costs: () => costsLink,
  figures: () => figuresLink,
} satisfies Record<string, ToRows>
type List = keyof typeof lists

/** The lists of a measure that is made of several. What is not in either table is not read from rows of a period. */
const parts: Partial<Record<MeasureKey, readonly List[]>> = {
  clickToLead: ['leads', 'clicks'],
  leadToSale: ['sales', 'leads'],
  clickToSale: ['sales', 'clicks'],
  earningsPerClick: ['commissions', 'clicks'],
  commissionShare: ['commissions', 'conversions'],
  costPerSale: ['commissions', 'sales'],
  programmeCost: ['commissions', 'costs'],
  acquisitionCost: ['commissions', 'costs', 'sales'],
  returnOnInvestment: ['conversions', 'commissions', 'costs'],
  returnOnCommissions: ['conversions', 'commissions'],
  payback: ['commissions', 'costs', 'conversions'],
  bookingsShare: ['conversions', 'figures'],
  effectiveAcquisitionCost: ['commissions', 'costs', 'figures'],
  largestShareOfAll: ['conversions', 'figures'],
}

/** Where the rows of a measure in a period are. */
export function rowsLink(measure: MeasureKey, span: Span, partnerId: Whose): string | undefined {
  return rows[measure]?.(span, partnerId)
}

/** The lists that a measure is made of where it has no rows of its own. */
export function madeOf(measure: MeasureKey, span: Span, partnerId: Whose): { list: List; href: string }[] {
  return (parts[measure] ?? []).map((list) => ({ list, href: lists[list](span, partnerId) }))
}

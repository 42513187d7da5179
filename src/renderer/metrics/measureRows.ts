import { addDays, type Day, monthOf } from '../../contract/dates.ts'
import type { MeasureKey } from '../../contract/measures.ts'
import type { Span } from '../../contract/periods.ts'
import {
  activePartnersLink,
  answersLink,
  beforeSaleLink,
  broughtLink,
  closedDealsLink,
  commissionsLink,
  conversionsLink,
  costsLink,
  figuresLink,
  helpedDealsLink,
  holdersLink,
  keptCustomersLink,
  newCustomersLink,
  openOnLink,
  openDealsLink,
  openedDealsLink,
  owedAdjustmentsLink,
  owedCommissionsLink,
  payableOnLink,
  salesUntilLink,
  startedLink,
  wonDealsLink,
  wonDealsUntilLink,
} from '../client/rowLinks.ts'

type Whose = number | undefined
type ToRows = (span: Span, partnerId: Whose) => string

const conversions: ToRows = (span, partnerId) => conversionsLink(span, null, partnerId)
const sales: ToRows = (span, partnerId) => conversionsLink(span, 'sale', partnerId)
const leads: ToRows = (span, partnerId) => beforeSaleLink(span, 'leads', partnerId)
const clicks: ToRows = (span, partnerId) => beforeSaleLink(span, 'clicks', partnerId)
const started: ToRows = (span) => startedLink(span)
const helped =
  (role: 'influenced' | 'assisted'): ToRows =>
  (span, partnerId) =>
    helpedDealsLink(span, role, partnerId)
const timedDeals: ToRows = (span, partnerId) => wonDealsLink(span, partnerId, true)
const openDeals: ToRows = ({ to }, partnerId) => openDealsLink(to, partnerId)
/** Customers are counted by whole months. */
const firstOfLastMonth = ({ to }: Span): Day => `${monthOf(to)}-01`

/** The list that holds all rows of a measure in a period. */
const rows: Partial<Record<MeasureKey, ToRows>> = {
  revenue: conversions,
  sales,
  averageSale: sales,
  newCustomers: newCustomersLink,
  retention: (span, partnerId) => keptCustomersLink(firstOfLastMonth(span), partnerId),
  refundRate: conversions,
  sourcedPipeline: openedDealsLink,
  openPipeline: openDeals,
  dealsWon: wonDealsLink,
  averageDeal: wonDealsLink,
  winRate: closedDealsLink,
  salesCycle: timedDeals,
  influencedPipeline: helped('influenced'),
  assistedPipeline: helped('assisted'),
  leads,
  clicks,
  commissions: commissionsLink,
  certificates: ({ to }, partnerId) => holdersLink(to, partnerId),
  promoterScore: answersLink,
  // Adjustments stand apart, among the lists that it is made of.
  owed: ({ to }) => payableOnLink(to),
  activePartners: ({ to }) => activePartnersLink(to),
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
  newCustomers: newCustomersLink,
  customersBefore: (span, partnerId) =>
    newCustomersLink({ from: null, to: addDays(firstOfLastMonth(span), -1) }, partnerId),
  customersKept: (span, partnerId) => keptCustomersLink(firstOfLastMonth(span), partnerId),
  customersEver: ({ to }, partnerId) => newCustomersLink({ from: null, to }, partnerId),
  brought: ({ to }, partnerId) => broughtLink(to, partnerId),
  openDeals,
  closedDeals: closedDealsLink,
  timedDeals,
  salesUntil: ({ to }, partnerId) => salesUntilLink(to, partnerId),
  dealsUntil: ({ to }, partnerId) => wonDealsUntilLink(to, partnerId),
  owedCommissions: () => owedCommissionsLink,
  owedAdjustments: () => owedAdjustmentsLink,
  owedCommissionsThen: ({ to }) => payableOnLink(to),
  owedAdjustmentsThen: ({ to }) => openOnLink(to),
  costs: () => costsLink,
  figures: () => figuresLink,
} satisfies Record<string, ToRows>
type List = keyof typeof lists

/** The lists of a measure that is made of several; those of one day or month are of the last one. */
const parts: Partial<Record<MeasureKey, readonly List[]>> = {
  retention: ['customersKept', 'customersBefore'],
  lifetimeValue: ['brought', 'customersEver'],
  pipelineVelocity: ['openDeals', 'closedDeals', 'timedDeals'],
  recency: ['salesUntil', 'dealsUntil'],
  owed: ['owedCommissions', 'owedAdjustments'],
  clickToLead: ['leads', 'clicks'],
  leadToSale: ['sales', 'leads'],
  clickToSale: ['sales', 'clicks'],
  earningsPerClick: ['commissions', 'clicks'],
  commissionShare: ['commissions', 'conversions'],
  costPerSale: ['commissions', 'sales'],
  programmeCost: ['commissions', 'costs'],
  acquisitionCost: ['commissions', 'costs', 'newCustomers'],
  returnOnInvestment: ['conversions', 'commissions', 'costs'],
  returnOnCommissions: ['conversions', 'commissions'],
  payback: ['commissions', 'costs', 'conversions', 'newCustomers'],
  bookingsShare: ['conversions', 'figures'],
  effectiveAcquisitionCost: ['commissions', 'costs', 'figures'],
  largestShareOfAll: ['conversions', 'figures'],
}

/** Where the rows of a measure in a period are. */
export function rowsLink(measure: MeasureKey, span: Span, partnerId: Whose): string | undefined {
  return rows[measure]?.(span, partnerId)
}

/** What is told of the last day of an objective that is over, and not of now. */
const partsThen: Partial<Record<MeasureKey, readonly List[]>> = { owed: ['owedCommissionsThen', 'owedAdjustmentsThen'] }

/**
 * The lists that a measure is made of where it has no rows of its own.
 *
 * @param lastDay of an objective that is over
 */
export function madeOf(
  measure: MeasureKey,
  span: Span,
  partnerId: Whose,
  lastDay: Day | null = null,
): { list: List; href: string }[] {
  const then = lastDay === null ? undefined : partsThen[measure]
  const of = then === undefined || lastDay === null ? span : { ...span, to: lastDay }
  return (then ?? parts[measure] ?? []).map((list) => ({ list, href: lists[list](of, partnerId) }))
}

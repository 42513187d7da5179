import type { InputKey, MeasureKey, MeasureUnit } from './measures.ts'
import { formatMinor } from './money.ts'

/** What a measure is called and what it says, for the window and for documents alike. */
export interface MeasureText {
  label: string
  /** With the names of its inputs. */
  formula: string
  /** Which rows it is computed from. */
  source: string
  /** What to know before one trusts it. */
  note: string
}

const conversions = 'Imported sales and refunds credited to partners'
const deals = 'Imported deals of partners'
const costs = 'Commissions that were not rejected, and the programme costs of the settings'
const customers = 'Customers of partners by the months of their first and last purchase'

export const measureTexts: Readonly<Record<MeasureKey, MeasureText>> = {
  revenue: {
    label: 'Partner revenue',
    formula: 'sales − refunds',
    source: conversions,
    note: 'On the day of the sale, or of the refund.',
  },
  sales: { label: 'Sales', formula: 'number of sales', source: conversions, note: 'Refunds are not taken off.' },
  averageSale: { label: 'Average sale', formula: 'sales ÷ number of sales', source: conversions, note: '' },
  refundRate: {
    label: 'Refund rate',
    formula: 'refunds ÷ sales',
    source: conversions,
    note: 'Lags behind: sales of the last weeks have not had time to be refunded.',
  },
  newCustomers: {
    label: 'New customers',
    formula: 'customers whose first purchase with the partner lies in the period',
    source: customers,
    note: 'Counted by whole months.',
  },
  retention: {
    label: 'Retention',
    formula: 'customers of before that bought in the period or later ÷ customers of before',
    source: customers,
    note: 'Counted by whole months. Who has not bought yet may still come.',
  },
  lifetimeValue: {
    label: 'Lifetime value',
    formula: 'revenue of all customers to date × gross margin ÷ customers',
    source: customers,
    note: 'Observed, not forecast: it grows with the age of the programme.',
  },
  sourcedPipeline: {
    label: 'Sourced pipeline',
    formula: 'amounts of deals opened in the period',
    source: deals,
    note: 'Deals that a partner brought. Influenced and assisted deals are kept apart and never added.',
  },
  openPipeline: {
    label: 'Open pipeline',
    formula: 'amounts of deals open on the last day',
    source: deals,
    note: '',
  },
  dealsWon: { label: 'Deals won', formula: 'deals closed as won in the period', source: deals, note: '' },
  averageDeal: { label: 'Average deal', formula: 'amounts of won deals ÷ deals won', source: deals, note: '' },
  winRate: {
    label: 'Win rate',
    formula: 'deals won ÷ (deals won + deals lost)',
    source: deals,
    note: 'By the day the deal was closed.',
  },
  salesCycle: {
    label: 'Sales cycle',
    formula: 'days from opening to winning ÷ deals won',
    source: deals,
    note: 'Won deals with both days.',
  },
  pipelineVelocity: {
    label: 'Pipeline velocity per day',
    formula: 'open deals × average deal × win rate ÷ sales cycle',
    source: deals,
    note: '',
  },
  influencedPipeline: {
    label: 'Influenced pipeline',
    formula: 'amounts of deals of the period that a partner influenced',
    source: 'Partners named on deals as influencing',
    note: 'Never added to what partners sourced: that would count deals twice.',
  },
  assistedPipeline: {
    label: 'Assisted pipeline',
    formula: 'amounts of deals of the period that a partner assisted',
    source: 'Partners named on deals as assisting',
    note: 'Never added to what partners sourced: that would count deals twice.',
  },
  leads: { label: 'Leads', formula: 'number of leads', source: 'Imported leads credited to partners', note: '' },
  clicks: { label: 'Clicks', formula: 'number of clicks', source: 'Imported clicks of partner links', note: '' },
  clickToLead: { label: 'Leads per click', formula: 'leads ÷ clicks', source: 'Imported leads and clicks', note: '' },
  leadToSale: { label: 'Sales per lead', formula: 'sales ÷ leads', source: 'Imported sales and leads', note: '' },
  clickToSale: { label: 'Sales per click', formula: 'sales ÷ clicks', source: 'Imported sales and clicks', note: '' },
  earningsPerClick: {
    label: 'Earnings per click',
    formula: 'commissions ÷ clicks',
    source: 'Commissions and imported clicks',
    note: 'What a partner earns per click, not what you take.',
  },
  commissions: {
    label: 'Commissions',
    formula: 'commissions on events of the period that were not rejected',
    source: 'Commissions',
    note: 'By the day of the event, whenever they are paid.',
  },
  commissionShare: { label: 'Commission share', formula: 'commissions ÷ revenue', source: costs, note: '' },
  costPerSale: { label: 'Commission per sale', formula: 'commissions ÷ sales', source: costs, note: '' },
  programmeCost: {
    label: 'Programme cost',
    formula: 'commissions + own costs + share of common costs',
    source: costs,
    note: 'Common costs are spread over partners as the settings say.',
  },
  acquisitionCost: {
    label: 'Cost per new customer',
    formula: '(commissions + own costs + share of common costs) ÷ new customers',
    source: costs,
    note: 'All commissions of the period, also those on returning customers.',
  },
  returnOnInvestment: {
    label: 'Return on investment',
    formula: '(revenue × gross margin − programme cost) ÷ programme cost',
    source: costs,
    note: 'Of revenue that partners sourced; influenced revenue is not in it.',
  },
  returnOnCommissions: { label: 'Revenue per commission', formula: 'revenue ÷ commissions', source: costs, note: '' },
  payback: {
    label: 'Payback',
    formula: 'cost per new customer ÷ (gross margin − commissions per customer and month)',
    source: costs,
    note: 'Months until a customer has earned what it cost.',
  },
  recency: {
    label: 'Recency',
    formula:
      'days since the last sale or won deal: up to 7 is 100, 30 is 85, 90 is 70, 180 is 55, more is 40, never 50',
    source: 'Imported sales and deals',
    note: '',
  },
  certificates: {
    label: 'Valid certificates',
    formula: 'different holders with a certificate valid on the last day',
    source: 'Certificates of partners',
    note: '',
  },
  promoterScore: {
    label: 'Partner NPS',
    formula: 'share of answers 9–10 − share of answers 0–6',
    source: 'Feedback of partners',
    note: 'Few answers move it far.',
  },
  bookingsShare: {
    label: 'Share of bookings',
    formula: 'revenue through partners ÷ bookings of the whole company',
    source: 'Imported sales and refunds, company figures by month',
    note: '',
  },
  effectiveAcquisitionCost: {
    label: 'Effective acquisition cost',
    formula: '(marketing spend + commissions + programme costs) ÷ new customers of the whole company',
    source: 'Company figures by month, commissions, programme costs',
    note: 'Of all customers, direct and through partners.',
  },
  activePartners: {
    label: 'Active partners',
    formula: 'partners with a sale or won deal in the time the settings name, up to the last day',
    source: 'Imported sales and deals',
    note: '',
  },
  activationRate: {
    label: 'Activation rate',
    formula: 'partners with a first sale in the days the settings name ÷ partners started in the period',
    source: 'Start of partners, imported sales and deals',
    note: 'Partners that started a short time ago may still become active.',
  },
  timeToFirstSale: {
    label: 'Time to first sale',
    formula: 'median of days from start to first sale (Kaplan–Meier)',
    source: 'Start of partners, imported sales and deals',
    note: 'Partners without a sale count as long as they have been waiting.',
  },
  largestShare: {
    label: 'Largest partner',
    formula: 'revenue of the largest partner ÷ revenue of all partners',
    source: conversions,
    note: '',
  },
  largestShareOfAll: {
    label: 'Largest partner of all bookings',
    formula: 'revenue of the largest partner ÷ bookings of the whole company',
    source: 'Imported sales and refunds, company figures by month',
    note: '',
  },
  largestThreeShare: {
    label: 'Three largest partners',
    formula: 'revenue of the three largest partners ÷ revenue of all partners',
    source: conversions,
    note: '',
  },
  concentration: {
    label: 'Concentration (HHI)',
    formula: 'sum of squared shares of revenue',
    source: conversions,
    note: '1 is one partner alone, 0.05 twenty equal ones.',
  },
  effectivePartners: {
    label: 'Effective partners',
    formula: '1 ÷ concentration',
    source: conversions,
    note: 'As many equal partners would be as concentrated.',
  },
  owed: {
    label: 'Owed to partners',
    formula: 'commissions and adjustments not paid yet',
    source: 'Ledger',
    note: 'As it stands now, whatever the period; of an objective that is over, by months, and of a period compared with, at its end as known today.',
  },
}

/** What the numbers behind a measure are called. */
export const inputTexts: Readonly<Record<InputKey, string>> = {
  salesMinor: 'Sales',
  refundsMinor: 'Refunds',
  revenueMinor: 'Revenue',
  saleCount: 'Number of sales',
  refundCount: 'Number of refunds',
  leadCount: 'Leads',
  clickCount: 'Clicks',
  newCustomers: 'New customers',
  customersBefore: 'Customers of before',
  customersKept: 'Of these bought since',
  customerMonths: 'Customers × months in which they bought',
  customersEver: 'Customers to date',
  revenueEverMinor: 'Revenue × gross margin to date',
  dealsOpened: 'Deals opened',
  openedMinor: 'Amount of deals opened',
  dealsWon: 'Deals won',
  wonMinor: 'Amount of deals won',
  dealsLost: 'Deals lost',
  dealsOpen: 'Open deals',
  openMinor: 'Amount of open deals',
  cycleDays: 'Days from opening to winning',
  cycleCount: 'Won deals with both days',
  influencedMinor: 'Amount of influenced deals',
  assistedMinor: 'Amount of assisted deals',
  commissionsMinor: 'Commissions',
  directCostMinor: 'Own costs',
  sharedCostMinor: 'Common costs',
  marginMinor: 'Revenue × gross margin',
  marketingMinor: 'Marketing spend',
  companyBookingsMinor: 'Bookings of the company',
  companyNewCustomers: 'New customers of the company',
  daysSinceLast: 'Days since the last sale or won deal',
  certificates: 'Valid certificates',
  promoters: 'Answers 9–10',
  detractors: 'Answers 0–6',
  answers: 'Answers',
  partners: 'Partners',
  activePartners: 'Active partners',
  startedPartners: 'Partners started',
  activatedPartners: 'Of these with a first sale in time',
  firstSaleDays: 'Median days',
  largestMinor: 'Revenue of the largest partner',
  largestThreeMinor: 'Revenue of the three largest',
  concentrationIndex: 'Sum of squared shares',
  owedMinor: 'Owed',
}

const MONEY_INPUTS = /Minor$/

/** A value of a measure for people, without its unit's name: "12,340.00", "37.5%", "41", "3.2". */
export function formatMeasure(value: number, unit: MeasureUnit, currency: string): string {
  switch (unit) {
    case 'money':
      return formatMinor(value, currency)
    case 'count':
      return grouped(String(Math.abs(value)), value < 0)
    case 'rate':
      return `${oneDecimal(value / 10_000)}%`
    case 'days':
    case 'months':
    case 'score':
      return oneDecimal(value / 1_000_000)
    case 'index':
      return Math.abs(value) < 10_000_000 && value !== 0
        ? (value / 1_000_000).toFixed(3)
        : oneDecimal(value / 1_000_000)
  }
}

/** A number behind a measure for people. */
export function formatInput(key: InputKey, value: number, currency: string): string {
  if (MONEY_INPUTS.test(key)) return formatMinor(value, currency)
  if (key === 'concentrationIndex') return formatMeasure(value, 'index', currency)
  if (key === 'firstSaleDays') return formatMeasure(value, 'days', currency)
  return formatMeasure(value, 'count', currency)
}

function oneDecimal(value: number): string {
  const [whole = '0', decimal = '0'] = Math.abs(value).toFixed(1).split('.')
  const isZero = Number(whole) === 0 && decimal === '0'
  return grouped(`${whole}.${decimal}`, value < 0 && !isZero)
}

function grouped(text: string, isNegative: boolean): string {
  const [whole = '', decimals] = text.split('.')
  const parts = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${isNegative ? '−' : ''}${parts}${decimals === undefined ? '' : `.${decimals}`}`
}

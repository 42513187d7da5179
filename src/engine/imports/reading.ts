import type { ImportKind, RejectionReason } from '../../contract/imports.ts'
import type { Day, Month } from '../../contract/dates.ts'
import type { CompanyMeasure } from '../../contract/figures.ts'
import type { Minor } from '../../contract/money.ts'

/** How a row names its partner. Every text is trimmed, '' where the file says nothing; `email` and `domain` are normalised. */
export interface PartnerReading {
  name: string
  externalId: string
  code: string
  email: string
  domain: string
  /** Only from a file that lists partners. */
  details: PartnerDetails | null
}

export interface PartnerDetails {
  kind: string
  group: string
  manager: string
  region: string
  country: string
  /** Countries as the cell writes them. */
  territory: string
  status: string
  startedOn: Day | null
  payee: PayeeReading | null
}

/** `method` and `currency` are '' where the file does not say or the word is unknown. */
export interface PayeeReading {
  method: '' | 'paypal' | 'wise' | 'bank'
  accountName: string
  email: string
  account: string
  currency: string
}

export interface CustomerReading {
  name: string
  externalId: string
  email: string
  domain: string
  country: string
}

export interface DealReading {
  externalId: string
  name: string
  stage: 'open' | 'won' | 'lost'
  stageText: string
  currency: string
  amountMinor: Minor | null
  openedOn: Day | null
  closedOn: Day | null
  expectedCloseOn: Day | null
  product: string
  country: string
  owner: string
}

/** A sale has a positive amount, a lead none; a refund a negative one and, where the file tells, the id of its sale. */
export interface ConversionReading {
  kind: 'sale' | 'refund' | 'lead'
  /** Where it comes from: a row of its own, a won deal, the refunded part of a sale's row, or a lead. Part of the id. */
  from: 'row' | 'won' | 'refunded' | 'lead'
  externalId: string
  originalId: string
  occurredOn: Day
  currency: string
  amountMinor: Minor
  taxMinor: Minor
  shippingMinor: Minor
  discountMinor: Minor
  quantity: number
  product: string
  country: string
  /** When the source approved it, and when the customer paid its invoice. */
  approvedOn: Day | null
  invoicePaidOn: Day | null
}

export interface ClickReading {
  externalId: string
  /** When, as the file writes it: part of the identity, so that two clicks of one day stay two. */
  moment: string
  occurredOn: Day
  link: string
  /** The partner's code, of the row or its link; '' for none. */
  code: string
  referrer: string
  country: string
}

/** 1 unit of `base` was `ratePpm` millionths of `quote` on a day. */
export interface RateReading {
  base: string
  quote: string
  day: Day
  ratePpm: number
}

/** A figure of the whole company in a month: minor units of a currency, or a count, whose currency is ''. */
export interface FigureReading {
  month: Month
  measure: CompanyMeasure
  currency: string
  value: number
}

/** Why a row is refused; `column` is the index of the cell that is to blame, null when it is the row itself. */
export interface RowRejection {
  reason: RejectionReason
  column: number | null
  text: string
}

/** What one row of a file says. Either `rejection` is set, or at least one record is. */
export interface RowReading {
  line: number
  rejection: RowRejection | null
  partner: PartnerReading | null
  customer: CustomerReading | null
  deal: DealReading | null
  conversion: ConversionReading | null
  refund: ConversionReading | null
  lead: ConversionReading | null
  click: ClickReading | null
  rates: readonly RateReading[]
  figures: readonly FigureReading[]
}

const NO_RATES: readonly RateReading[] = []
const NO_FIGURES: readonly FigureReading[] = []

/** A row that says nothing yet. */
export function emptyRow(line: number): RowReading {
  return {
    line,
    rejection: null,
    partner: null,
    customer: null,
    deal: null,
    conversion: null,
    refund: null,
    lead: null,
    click: null,
    rates: NO_RATES,
    figures: NO_FIGURES,
  }
}

/** Reads the records of one kind from a row into it, or answers why the row has to be refused. */
export type RecordReader = (values: readonly string[], row: RowReading) => RowRejection | undefined

/** What reading a row needs to know beyond the mapping: the programme's own zone, day and currency. */
export interface ReadingOptions {
  timeZone: string
  today: Day
  /** Stands with deals that say neither amount nor currency. */
  baseCurrency: string
}

/** A mapping made ready for a million rows. */
export interface CompiledMapping {
  source: string
  kinds: ReadonlySet<ImportKind>
  read(cells: readonly string[], line: number): RowReading
}

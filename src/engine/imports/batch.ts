import type { ImportAnswers, ImportMapping, RejectionReason } from '../../contract/imports.ts'
import type { ErrorDetails } from '../../contract/errors.ts'
import type { Day, Month } from '../../contract/dates.ts'
import type { CompanyMeasure } from '../../contract/figures.ts'
import type { Minor } from '../../contract/money.ts'
import type { FactKind } from './factKinds.ts'
import type { PartnerReading, ReadingOptions } from './reading.ts'

/** What the parser thread is asked to do. */
export interface ParseRequest {
  path: string
  mapping: ImportMapping
  answers: ImportAnswers
  options: ReadingOptions
  /** Also send the original bytes, for keeping. */
  keepsOriginal: boolean
  /** Shared: messages not yet taken, and how many there may be; the thread sleeps while there are as many. */
  ahead: Int32Array
}

/** Messages the parser thread may be ahead of the writer: its memory stays small however slow the disk is. */
export const MAX_AHEAD = 4
/** The same until the writer takes the first: some 40 MB that are gone when it is at work. */
export const MAX_AHEAD_AT_FIRST = 128

/** Columns have one entry per record; hashes are `HASH_BYTES` each, one after the other. `row` ascends. */
export interface CustomerColumns {
  row: number[]
  identity: Uint8Array<ArrayBuffer>
  name: string[]
  externalId: string[]
  email: string[]
  domain: string[]
  country: string[]
}

export interface DealColumns {
  row: number[]
  identity: Uint8Array<ArrayBuffer>
  content: Uint8Array<ArrayBuffer>
  externalId: string[]
  name: string[]
  stage: ('open' | 'won' | 'lost')[]
  stageText: string[]
  amountMinor: (Minor | null)[]
  currency: string[]
  openedOn: (Day | null)[]
  closedOn: (Day | null)[]
  expectedCloseOn: (Day | null)[]
  product: string[]
  country: string[]
  owner: string[]
}

export interface ConversionColumns {
  row: number[]
  identity: Uint8Array<ArrayBuffer>
  content: Uint8Array<ArrayBuffer>
  /** Hash of what two tellings of one sale share; zeros for a record with an id of its own, empty when all have one. */
  suspect: Uint8Array<ArrayBuffer>
  /** Identity of the sale a refund takes back; zeros for sales and refunds that name none, empty when there is none. */
  original: Uint8Array<ArrayBuffer>
  externalId: string[]
  originalId: string[]
  kind: ('sale' | 'refund' | 'lead')[]
  occurredOn: Day[]
  amountMinor: Minor[]
  taxMinor: Minor[]
  shippingMinor: Minor[]
  discountMinor: Minor[]
  currency: string[]
  quantity: number[]
  product: string[]
  country: string[]
  approvedOn: (Day | null)[]
  invoicePaidOn: (Day | null)[]
}

export interface ClickColumns {
  row: number[]
  identity: Uint8Array<ArrayBuffer>
  content: Uint8Array<ArrayBuffer>
  externalId: string[]
  occurredOn: Day[]
  link: string[]
  code: string[]
  referrer: string[]
  country: string[]
}

export interface RateColumns {
  row: number[]
  identity: Uint8Array<ArrayBuffer>
  content: Uint8Array<ArrayBuffer>
  base: string[]
  quote: string[]
  day: Day[]
  ratePpm: number[]
}

export interface FigureColumns {
  row: number[]
  identity: Uint8Array<ArrayBuffer>
  content: Uint8Array<ArrayBuffer>
  month: Month[]
  measure: CompanyMeasure[]
  currency: string[]
  value: number[]
}

export interface RejectedRow {
  line: number
  reason: RejectionReason
  /** Header of the cell to blame, '' for the whole row. */
  column: string
  text: string
}

/** The records of each kind that a batch has. */
export interface FactColumns {
  customers: CustomerColumns
  deals: DealColumns
  conversions: ConversionColumns
  clicks: ClickColumns
  rates: RateColumns
  figures: FigureColumns
}

/** Some thousand rows as typed columns. Rows are counted within the batch; rejected ones are no rows of it. */
export interface RowBatch extends FactColumns {
  t: 'rows'
  /** Line of each row. */
  line: number[]
  /** Number of the partner each row names, counted over the whole file from 0; -1 for none. */
  partner: number[]
  /** Partners that no earlier batch named. */
  newPartners: PartnerReading[]
  rejected: RejectedRow[]
  /** Bytes of the file read so far. */
  bytes: number
}

/** A batch as it crosses between threads; see pack.ts. */
export type PackedColumns = Readonly<Record<string, string | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>>
export interface PackedBatch extends Omit<RowBatch, 'line' | 'partner' | FactKind>, Record<FactKind, PackedColumns> {
  line: Float64Array<ArrayBuffer>
  partner: Float64Array<ArrayBuffer>
}

export type ParserMessage =
  | PackedBatch
  | { t: 'chunk'; number: number; firstLine: number; content: Uint8Array<ArrayBuffer> }
  | { t: 'end'; sha256: string; rows: number; preambleLines: number; footerLines: number }
  | { t: 'failed'; code: string; details: ErrorDetails }

import { hash } from 'node:crypto'
import type {
  ClickColumns,
  ConversionColumns,
  CustomerColumns,
  DealColumns,
  FactColumns,
  FigureColumns,
  RateColumns,
  RowBatch,
} from './batch.ts'
import { factKinds, type VersionedKind } from './factKinds.ts'
import { createEqualRows } from './equalRows.ts'
import { HASH_BYTES } from './factIndex.ts'
import {
  clickContent,
  clickIdentity,
  conversionContent,
  conversionIdentity,
  customerIdentity,
  dealContent,
  dealIdentity,
  type FactIdentity,
  figureContent,
  figureIdentity,
  originalIdentity,
  rateContent,
  rateIdentity,
  suspectText,
  withOrdinal,
} from './identity.rules.ts'
import type {
  ClickReading,
  ConversionReading,
  CustomerReading,
  DealReading,
  FigureReading,
  PartnerReading,
  RateReading,
  RowReading,
} from './reading.ts'

const ROWS_PER_BATCH = 2048

export interface Batcher {
  add(row: RowReading): void
  /** Sends what is left. */
  flush(): void
}

/** Turns readings of rows into batches of typed columns with the hashes of every fact. */
export function createBatcher(
  source: string,
  header: readonly string[],
  bytesSoFar: () => number,
  send: (batch: RowBatch) => void,
): Batcher {
  const partnerNumbers = new Map<string, number>()
  const equalRows = createEqualRows()
  let batch = emptyBatch()

  function numberOf(partner: PartnerReading | null): number {
    if (partner === null) return -1
    const key = keyOf(partner)
    const known = partnerNumbers.get(key)
    if (known !== undefined) return known
    const number = partnerNumbers.size
    partnerNumbers.set(copyOf(key), number)
    batch.newPartners.push(partner)
    return number
  }

  /** Text of the identity, equal rows of one file told apart by their order. */
  function identityText(identity: FactIdentity): string {
    if (identity.isOwn) return identity.text
    return withOrdinal(identity, equalRows.count(identity.text))
  }

  function addCustomer(row: number, customer: CustomerReading): void {
    const into = batch.customers
    into.identity = withRoom(into.identity, into.row.length)
    writeHash(into.identity, into.row.length, customerIdentity(source, customer))
    into.row.push(row)
    into.name.push(customer.name)
    into.externalId.push(customer.externalId)
    into.email.push(customer.email)
    into.domain.push(customer.domain)
    into.country.push(customer.country)
  }

  function addDeal(row: number, reading: RowReading, deal: DealReading): void {
    const into = batch.deals
    const at = into.row.length
    makeRoom(into, at)
    writeHash(into.identity, at, identityText(dealIdentity(source, reading, deal)))
    writeHash(into.content, at, dealContent(reading, deal))
    into.row.push(row)
    into.externalId.push(deal.externalId)
    into.name.push(deal.name)
    into.stage.push(deal.stage)
    into.stageText.push(deal.stageText)
    into.amountMinor.push(deal.amountMinor)
    into.currency.push(deal.currency)
    into.openedOn.push(deal.openedOn)
    into.closedOn.push(deal.closedOn)
    into.expectedCloseOn.push(deal.expectedCloseOn)
    into.product.push(deal.product)
    into.country.push(deal.country)
    into.owner.push(deal.owner)
  }

  function addConversion(row: number, reading: RowReading, conversion: ConversionReading): void {
    const into = batch.conversions
    const at = into.row.length
    makeRoom(into, at)
    const identity = conversionIdentity(source, reading, conversion)
    writeHash(into.identity, at, identityText(identity))
    writeHash(into.content, at, conversionContent(reading, conversion))
    if (!identity.isOwn) {
      into.suspect = withRoom(into.suspect, at)
      writeHash(into.suspect, at, suspectText(reading, conversion))
    }
    const original = conversion.kind === 'refund' ? originalIdentity(source, reading, conversion) : undefined
    if (original !== undefined) {
      into.original = withRoom(into.original, at)
      writeHash(into.original, at, original)
    }
    into.row.push(row)
    into.externalId.push(conversion.externalId)
    into.originalId.push(conversion.originalId)
    into.kind.push(conversion.kind)
    into.occurredOn.push(conversion.occurredOn)
    into.amountMinor.push(conversion.amountMinor)
    into.taxMinor.push(conversion.taxMinor)
    into.shippingMinor.push(conversion.shippingMinor)
    into.discountMinor.push(conversion.discountMinor)
    into.currency.push(conversion.currency)
    into.quantity.push(conversion.quantity)
    into.product.push(conversion.product)
    into.country.push(conversion.country)
    into.approvedOn.push(conversion.approvedOn)
    into.invoicePaidOn.push(conversion.invoicePaidOn)
  }

  function addClick(row: number, reading: RowReading, click: ClickReading): void {
    const into = batch.clicks
    const at = into.row.length
    makeRoom(into, at)
    writeHash(into.identity, at, identityText(clickIdentity(source, reading, click)))
    writeHash(into.content, at, clickContent(reading, click))
    into.row.push(row)
    into.externalId.push(click.externalId)
    into.occurredOn.push(click.occurredOn)
    into.link.push(click.link)
    into.code.push(click.code)
    into.referrer.push(click.referrer)
    into.country.push(click.country)
  }

  function addRate(row: number, rate: RateReading): void {
    const into = batch.rates
    const at = into.row.length
    makeRoom(into, at)
    writeHash(into.identity, at, rateIdentity(source, rate))
    writeHash(into.content, at, rateContent(rate))
    into.row.push(row)
    into.base.push(rate.base)
    into.quote.push(rate.quote)
    into.day.push(rate.day)
    into.ratePpm.push(rate.ratePpm)
  }

  function addFigure(row: number, figure: FigureReading): void {
    const into = batch.figures
    const at = into.row.length
    makeRoom(into, at)
    writeHash(into.identity, at, figureIdentity(source, figure))
    writeHash(into.content, at, figureContent(figure))
    into.row.push(row)
    into.month.push(figure.month)
    into.measure.push(figure.measure)
    into.currency.push(figure.currency)
    into.value.push(figure.value)
  }

  function flush(): void {
    if (batch.line.length === 0 && batch.rejected.length === 0) return
    batch.bytes = bytesSoFar()
    for (const kind of factKinds) trim(batch[kind])
    send(batch)
    batch = emptyBatch()
  }

  return {
    flush,
    add(reading) {
      if (reading.rejection !== null) {
        const { reason, column, text } = reading.rejection
        batch.rejected.push({
          line: reading.line,
          reason,
          column: column === null ? '' : (header[column] ?? ''),
          text: text.slice(0, 200),
        })
      } else {
        const row = batch.line.length
        batch.line.push(reading.line)
        batch.partner.push(numberOf(reading.partner))
        if (reading.customer !== null) addCustomer(row, reading.customer)
        if (reading.deal !== null) addDeal(row, reading, reading.deal)
        if (reading.conversion !== null) addConversion(row, reading, reading.conversion)
        if (reading.refund !== null) addConversion(row, reading, reading.refund)
        if (reading.lead !== null) addConversion(row, reading, reading.lead)
        if (reading.click !== null) addClick(row, reading, reading.click)
        for (const rate of reading.rates) addRate(row, rate)
        for (const figure of reading.figures) addFigure(row, figure)
      }
      if (batch.line.length + batch.rejected.length >= ROWS_PER_BATCH) flush()
    },
  }
}

/** Tells readings of partners apart. Most files give one thing of each, and that is the key. */
function keyOf({ name, externalId, code, email, domain, details }: PartnerReading): string {
  if (details === null && externalId === '' && code === '' && email === '' && domain === '') return name
  const key = `${name}\u001f${externalId}\u001f${code}\u001f${email}\u001f${domain}`
  return details === null ? key : `${key}\u001f${JSON.stringify(details)}`
}

/** A copy of its own: a cut text would keep the whole piece of the file that it was cut from. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

/** First bytes of the SHA-256 of a text. A one-shot hash to a latin1 string allocates least. */
export function writeHash(into: Uint8Array, at: number, text: string): void {
  const buffer = Buffer.isBuffer(into) ? into : Buffer.from(into.buffer, into.byteOffset, into.byteLength)
  buffer.write(hash('sha256', text, 'binary'), at * HASH_BYTES, HASH_BYTES, 'latin1')
}

const hashes = (records: number): Uint8Array<ArrayBuffer> => Buffer.alloc(records * HASH_BYTES)

/** The hashes with room for one more at `at`; what a file does not have takes none, and a row may bring several records. */
function withRoom(known: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const records = known.length / HASH_BYTES
  if (at < records) return known
  // Skipped records keep zeros.
  const larger = hashes(Math.max(ROWS_PER_BATCH, 2 * records, at + 1))
  larger.set(known)
  return larger
}

function makeRoom(columns: FactColumns[VersionedKind], at: number): void {
  columns.identity = withRoom(columns.identity, at)
  columns.content = withRoom(columns.content, at)
}

function emptyBatch(): RowBatch {
  const customers: CustomerColumns = {
    row: [], identity: hashes(0), name: [], externalId: [], email: [], domain: [], country: [],
  } // prettier-ignore
  const deals: DealColumns = {
    row: [], identity: hashes(0), content: hashes(0), externalId: [], name: [], stage: [], stageText: [],
    amountMinor: [], currency: [], openedOn: [], closedOn: [], expectedCloseOn: [], product: [], country: [], owner: [],
  } // prettier-ignore
  const conversions: ConversionColumns = {
    row: [], identity: hashes(0), content: hashes(0), suspect: hashes(0), original: hashes(0), externalId: [], originalId: [], kind: [], occurredOn: [], amountMinor: [], taxMinor: [],
    shippingMinor: [], discountMinor: [], currency: [], quantity: [], product: [], country: [], approvedOn: [], invoicePaidOn: [],
  } // prettier-ignore
  const clicks: ClickColumns = {
    row: [], identity: hashes(0), content: hashes(0), externalId: [], occurredOn: [], link: [], code: [], referrer: [], country: [],
  } // prettier-ignore
  const rates: RateColumns = {
    row: [], identity: hashes(0), content: hashes(0), base: [], quote: [], day: [], ratePpm: [],
  } // prettier-ignore
  const figures: FigureColumns = {
    row: [], identity: hashes(0), content: hashes(0), month: [], measure: [], currency: [], value: [],
  } // prettier-ignore
  return {
    t: 'rows',
    line: [],
    partner: [],
    newPartners: [],
    customers,
    deals,
    conversions,
    clicks,
    rates,
    figures,
    rejected: [],
    bytes: 0,
  }
}

/** Cuts the hashes to the records there are. */
function trim(columns: FactColumns[keyof FactColumns]): void {
  const last = columns.row.length - 1
  const bytes = columns.row.length * HASH_BYTES
  columns.identity = columns.identity.subarray(0, bytes)
  if ('content' in columns) columns.content = columns.content.subarray(0, bytes)
  if ('suspect' in columns) {
    // Where any record has one, those after it have zeros.
    if (columns.suspect.length > 0) columns.suspect = withRoom(columns.suspect, last).subarray(0, bytes)
    if (columns.original.length > 0) columns.original = withRoom(columns.original, last).subarray(0, bytes)
  }
}

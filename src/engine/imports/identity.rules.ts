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

/** Version of the recipe by which facts get their ids. Raising it makes every row of every file new: do not. [IM21] */
export const KEY_RECIPE = '1'

/** Separates the parts of an identity; no cell contains it after normalisation. */
const SEPARATOR = '\u001f'

/**
 * The text a fact's id is hashed from: source, recipe and what the file itself says; never a partner that was matched
 * or a mapping. With an id of its own the row is that id whatever else changes. Without one, `ordinal` tells equal rows
 * of one file apart, so that two real equal sales stay two and the same file again adds none. [IM20] [IM21]
 */
export interface FactIdentity {
  text: string
  /** False when the caller has to count equal texts in the file and add the count with `withOrdinal`. */
  isOwn: boolean
}

export function conversionIdentity(source: string, row: RowReading, conversion: ConversionReading): FactIdentity {
  const space = prefix(source, conversion.from === 'row' ? 'conversion' : conversion.from)
  if (conversion.externalId !== '') return { text: space + externalIdText(conversion.externalId), isOwn: true }
  return { text: space + ownText(row, conversion), isOwn: false }
}

/**
 * What tells a conversion without an id. That of a won deal is told by its deal and a refund by its sale, so that an
 * amount which moves later is a change of the same fact and not a second one.
 */
function ownText(row: RowReading, conversion: ConversionReading): string {
  if (conversion.from === 'won' && row.deal !== null) return dealText(row, row.deal)
  const told = conversion.from === 'refunded' && row.conversion !== null ? row.conversion : conversion
  return [suspectText(row, told), eventText(row, told)].join(SEPARATOR)
}

/** Identity of the sale that a refund takes back, as far as its row tells; undefined when it does not. */
export function originalIdentity(source: string, row: RowReading, refund: ConversionReading): string | undefined {
  if (refund.from === 'refunded' && row.conversion !== null) return conversionIdentity(source, row, row.conversion).text
  return refund.originalId === '' ? undefined : saleIdentity(source, refund.originalId)
}

/** Identity of a sale by its id in its source. */
export function saleIdentity(source: string, externalId: string): string {
  return prefix(source, 'conversion') + externalIdText(externalId)
}

const SPACES = {
  clicks: ['click'],
  deals: ['deal'],
  conversions: ['conversion', 'won', 'refunded'],
  leads: ['lead'],
} as const

/** The identities that a record with this id in its source may have; a conversion's is of a row, of a won deal or of a row's refunded part. */
export function* ownIdentities(kind: keyof typeof SPACES, source: string, externalId: string): Generator<string> {
  for (const space of SPACES[kind]) yield prefix(source, space) + externalIdText(externalId)
}

/** A click without an id is told by its time and all that the log says of it. */
export function clickIdentity(source: string, row: RowReading, click: ClickReading): FactIdentity {
  const space = prefix(source, 'click')
  if (click.externalId !== '') return { text: space + click.externalId, isOwn: true }
  return { text: `${space}${comparable(click.moment)}${SEPARATOR}${clickContent(row, click)}`, isOwn: false }
}

/** Everything a click says but its time of day. */
export function clickContent(row: RowReading, { occurredOn, link, code, referrer, country }: ClickReading): string {
  const where = `${comparable(link)}\u001f${comparable(code)}\u001f${comparable(referrer)}\u001f${comparable(country)}`
  return `${occurredOn}\u001f${where}\u001f${comparable(partnerText(row.partner))}`
}

/** A rate is told by its day and its two currencies: another figure for them is a correction. */
export function rateIdentity(source: string, { base, quote, day }: RateReading): string {
  return prefix(source, 'rate') + [base, quote, day].join(SEPARATOR)
}

export function rateContent({ ratePpm }: RateReading): string {
  return String(ratePpm)
}

/** A company figure is told by its month and measure. */
export function figureIdentity(source: string, { month, measure }: FigureReading): string {
  return prefix(source, 'figure') + month + SEPARATOR + measure
}

export function figureContent({ currency, value }: FigureReading): string {
  return `${currency} ${value}`
}

/** A deal without an id is told by what does not change while it is worked: its name, customer, partner and first day. */
export function dealIdentity(source: string, row: RowReading, deal: DealReading): FactIdentity {
  const space = prefix(source, 'deal')
  if (deal.externalId !== '') return { text: space + externalIdText(deal.externalId), isOwn: true }
  return { text: space + dealText(row, deal), isOwn: false }
}

function dealText(row: RowReading, deal: DealReading): string {
  const parts = [deal.name, partnerText(row.partner), customerText(row.customer), deal.openedOn ?? '', deal.product]
  return parts.map(comparable).join(SEPARATOR)
}

/** The text of the `ordinal`-th (from 0) of equal rows in one file. */
export function withOrdinal(identity: FactIdentity, ordinal: number): string {
  return identity.isOwn ? identity.text : `${identity.text}${SEPARATOR}#${ordinal}`
}

/**
 * Partner, day, amount, currency and customer of a conversion: another row with the same ones may be the same sale told
 * by another file, which is a question, never a reason to skip it. (Dub swallows two real equal sales here.) [IM22]
 */
export function suspectText(row: RowReading, conversion: ConversionReading): string {
  return [
    conversion.kind,
    comparable(partnerText(row.partner)),
    conversion.occurredOn,
    conversion.amountMinor,
    conversion.currency,
    comparable(customerText(row.customer)),
  ].join(SEPARATOR)
}

/** Everything a conversion says: a row with the same id and another content is "changed". */
export function conversionContent(row: RowReading, conversion: ConversionReading): string {
  const { approvedOn, invoicePaidOn } = conversion
  const text = eventText(row, conversion)
  // A row without them has the content that it had before there were such days.
  if (approvedOn === null && invoicePaidOn === null) return text
  return `${text}\u001f${approvedOn ?? ''}\u001f${invoicePaidOn ?? ''}`
}

/** What happened, without the days that come later. */
function eventText(row: RowReading, conversion: ConversionReading): string {
  // Joined by hand: this runs for every row, and a list of thirteen costs more than its text.
  const { kind, occurredOn, amountMinor, currency, taxMinor, shippingMinor, discountMinor, quantity } = conversion
  const money = `${amountMinor}\u001f${currency}\u001f${taxMinor}\u001f${shippingMinor}\u001f${discountMinor}`
  const what = `${conversion.originalId}\u001f${comparable(conversion.product)}\u001f${comparable(conversion.country)}`
  const who = `${comparable(partnerText(row.partner))}\u001f${comparable(customerText(row.customer))}`
  return `${kind}\u001f${occurredOn}\u001f${money}\u001f${quantity}\u001f${what}\u001f${who}`
}

/** Everything a deal says. */
export function dealContent(row: RowReading, deal: DealReading): string {
  return [
    deal.stage,
    comparable(deal.stageText),
    comparable(deal.name),
    deal.amountMinor ?? '',
    deal.currency,
    deal.openedOn ?? '',
    deal.closedOn ?? '',
    deal.expectedCloseOn ?? '',
    comparable(deal.product),
    comparable(deal.country),
    comparable(deal.owner),
    comparable(partnerText(row.partner)),
    comparable(customerText(row.customer)),
  ].join(SEPARATOR)
}

/** The partner as the file names it: its id if it has one, else the first thing that names it. */
export function partnerText(partner: PartnerReading | null): string {
  if (partner === null) return ''
  return partner.externalId || partner.code || partner.email || partner.name || partner.domain
}

/** A customer is told by the first of external id, e-mail, domain and name that the file gives. */
export function customerIdentity(source: string, customer: CustomerReading): string {
  const space = prefix(source, 'customer')
  if (customer.externalId !== '') return `${space}id${SEPARATOR}${externalIdText(customer.externalId)}`
  if (customer.email !== '') return `${space}email${SEPARATOR}${customer.email}`
  if (customer.domain !== '') return `${space}domain${SEPARATOR}${customer.domain}`
  return `${space}name${SEPARATOR}${comparable(customer.name)}`
}

/** Everything a customer's row says. */
export function customerContent(customer: CustomerReading): string {
  return [customer.externalId, customer.email, customer.domain, customer.name, customer.country].join(SEPARATOR)
}

/** The customer as the file names it. */
export function customerText(customer: CustomerReading | null): string {
  if (customer === null) return ''
  return customer.externalId || customer.email || customer.domain || customer.name
}

/**
 * A text as it is compared: composed (NFC), lower case, runs of white space one space, no control characters. [IM20]
 */
export function comparable(text: string): string {
  if (text === '') return ''
  const lower = text.toLowerCase()
  const composed = isPlain(lower) ? lower : lower.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ')
  return composed.trim()
}

/** Only ASCII without control characters or doubled spaces: nothing to normalise. */
function isPlain(text: string): boolean {
  let previous = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 32 || code > 126 || (code === 32 && previous === 32)) return false
    previous = code
  }
  return true
}

/**
 * Ids are compared letter by letter: Salesforce's 15-letter ids differ in case alone. Its 18-letter form adds a checksum
 * of the case ("Record ID 18", developer.salesforce.com), so the first 15 are the id. [IM20]
 */
function externalIdText(id: string): string {
  return isSalesforceLongId(id) ? id.slice(0, 15) : id
}

function isSalesforceLongId(id: string): boolean {
  return id.length === 18 && /^00[16Q][A-Za-z0-9]{12}[A-Z0-5]{3}$/.test(id)
}

function prefix(source: string, space: string): string {
  return `${comparable(source)}${SEPARATOR}${KEY_RECIPE}${SEPARATOR}${space}${SEPARATOR}`
}

import type { ColumnRole, ImportKind } from '../../contract/imports.ts'
import type { CellReaders } from './cells.rules.ts'
import { isDayProblem } from './days.rules.ts'
import type {
  CustomerReading,
  PartnerDetails,
  PartnerReading,
  PayeeReading,
  RowReading,
  RowRejection,
} from './reading.ts'
import { codeOfLink } from './links.rules.ts'
import { cleanText, normaliseDomain, normaliseEmail } from './texts.rules.ts'

/** Reads who a row is about: its partner and its customer. */
export interface Parties {
  /** Puts partner and customer into `row`; answers why the row has to be refused, if so. */
  read(values: readonly string[], row: RowReading): RowRejection | undefined
  customerName(values: readonly string[]): string
  customerCountry(values: readonly string[]): string
}

export function compileParties(
  columns: ReadonlyMap<ColumnRole, number>,
  kinds: ReadonlySet<ImportKind>,
  cells: CellReaders,
): Parties {
  const at = (role: ColumnRole): number => columns.get(role) ?? -1
  const partnerAt = {
    name: at('partnerName'),
    externalId: at('partnerId'),
    code: at('partnerCode'),
    email: at('partnerEmail'),
    domain: at('partnerDomain'),
  }
  const customerAt = {
    name: at('customerName'),
    externalId: at('customerId'),
    email: at('customerEmail'),
    domain: at('customerDomain'),
    country: at('customerCountry'),
  }
  const detailsAt = {
    kind: at('partnerKind'),
    group: at('partnerGroup'),
    manager: at('partnerManager'),
    region: at('partnerRegion'),
    country: at('partnerCountry'),
    territory: at('partnerTerritory'),
    status: at('partnerStatus'),
    startedOn: at('partnerStartedOn'),
  }
  const payeeAt = {
    method: at('payeeMethod'),
    accountName: at('payeeAccountName'),
    email: at('payeeEmail'),
    account: at('payeeAccount'),
    currency: at('payeeCurrency'),
  }
  // The person who enquired stands in for a company that the row leaves out.
  const contactAt = kinds.has('leads') ? at('recordName') : -1
  const linkAt = at('link')
  const listsPartners = kinds.has('partners')
  const listsCustomers = kinds.has('customers')
  const namesPartner = linkAt >= 0 || Object.values(partnerAt).some((index) => index >= 0)
  const namesCustomer = contactAt >= 0 || Object.values(customerAt).some((index) => index >= 0)
  const hasPayee = Object.values(payeeAt).some((index) => index >= 0)

  function text(values: readonly string[], index: number): string {
    return index < 0 ? '' : cleanText(values[index] ?? '')
  }
  function email(values: readonly string[], index: number): string {
    return index < 0 ? '' : normaliseEmail(values[index] ?? '')
  }
  function domain(values: readonly string[], index: number): string {
    return index < 0 ? '' : normaliseDomain(values[index] ?? '')
  }

  function partner(values: readonly string[], details: PartnerDetails | null): PartnerReading | null {
    const reading = {
      name: text(values, partnerAt.name),
      externalId: text(values, partnerAt.externalId),
      code: text(values, partnerAt.code),
      email: email(values, partnerAt.email),
      domain: domain(values, partnerAt.domain),
      details,
    }
    const isNamed = reading.name || reading.externalId || reading.code || reading.email || reading.domain
    if (isNamed !== '') return reading
    if (linkAt < 0) return null
    reading.code = codeOfLink(text(values, linkAt))
    return reading.code === '' ? null : reading
  }

  function customer(values: readonly string[]): CustomerReading | null {
    const reading = {
      name: text(values, customerAt.name) || text(values, contactAt),
      externalId: text(values, customerAt.externalId),
      email: email(values, customerAt.email),
      domain: domain(values, customerAt.domain),
      country: text(values, customerAt.country),
    }
    return (reading.name || reading.externalId || reading.email || reading.domain) === '' ? null : reading
  }

  function payee(values: readonly string[]): PayeeReading | null | RowRejection {
    if (!hasPayee) return null
    const currencyText = text(values, payeeAt.currency)
    const currency = cells.readCurrency(currencyText)
    if (currency === undefined) return { reason: 'currencyUnknown', column: payeeAt.currency, text: currencyText }
    const account = text(values, payeeAt.account)
    const address = text(values, payeeAt.email)
    const method =
      readMethod(text(values, payeeAt.method)) || (account !== '' ? 'bank' : address !== '' ? 'paypal' : '')
    if (method === '' && text(values, payeeAt.accountName) === '') return null
    return { method, accountName: text(values, payeeAt.accountName), email: address, account, currency }
  }

  function details(values: readonly string[]): PartnerDetails | RowRejection {
    const started = detailsAt.startedOn < 0 ? 'dateEmpty' : cells.readDay(values[detailsAt.startedOn] ?? '')
    const startedOn = isDayProblem(started) ? null : started
    if (isDayProblem(started) && started !== 'dateEmpty') {
      return { reason: started, column: detailsAt.startedOn, text: values[detailsAt.startedOn] ?? '' }
    }
    const payment = payee(values)
    if (payment !== null && 'reason' in payment) return payment
    return {
      kind: text(values, detailsAt.kind),
      group: text(values, detailsAt.group),
      manager: text(values, detailsAt.manager),
      region: text(values, detailsAt.region),
      country: text(values, detailsAt.country),
      territory: text(values, detailsAt.territory),
      status: text(values, detailsAt.status),
      startedOn,
      payee: payment,
    }
  }

  return {
    read(values, row) {
      let more: PartnerDetails | null = null
      if (listsPartners) {
        const read = details(values)
        if ('reason' in read) return read
        more = read
      }
      if (namesPartner) row.partner = partner(values, more)
      if (namesCustomer) row.customer = customer(values)
      const isNothing = (listsPartners && row.partner === null) || (listsCustomers && row.customer === null)
      const isNobody = row.lead !== null && row.customer === null && row.lead.externalId === ''
      if (!isNobody && (!isNothing || row.deal !== null || row.conversion !== null || row.lead !== null))
        return undefined
      const column = listsPartners ? partnerAt.name : customerAt.name
      return { reason: 'nameMissing', column: column < 0 ? null : column, text: '' }
    },
    customerName: (values) => text(values, customerAt.name),
    customerCountry: (values) => text(values, customerAt.country),
  }
}

/** PayPal, Wise or a bank account, as tools and people write it; '' for anything else. */
function readMethod(text: string): PayeeReading['method'] {
  const word = text.toLowerCase()
  if (word.includes('paypal')) return 'paypal'
  if (word.includes('wise')) return 'wise'
  return /bank|iban|sepa|swift|ach|wire|überweisung|virement|transferencia|transferência|overboeking|bonifico/.test(
    word,
  )
    ? 'bank'
    : ''
}

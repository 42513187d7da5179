import { toDecimal } from '../../contract/money.ts'
import { toCsvLine } from '../text/csv.ts'
import type { SampleClick } from './clicks.rules.ts'
import type { SampleDeal } from './deals.rules.ts'
import type { SampleLead } from './leads.rules.ts'
import type { SamplePartner } from './partners.rules.ts'
import type { SamplePayment } from './payments.rules.ts'

type Cells = Parameters<typeof toCsvLine>[0]

const toCsv = <T>(header: readonly string[], rows: readonly T[], toCells: (row: T) => Cells): string =>
  [toCsvLine(header), ...rows.map((row) => toCsvLine(toCells(row)))].join('')

export function toPartnersCsv(partners: readonly SamplePartner[]): string {
  return toCsv(
    ['Partner code', 'Partner name', 'Partner email', 'Website', 'Country', 'Partner group', 'Partner manager', 'Start date'],
    partners,
    (partner) => [
      partner.code, partner.name, partner.email, partner.domain, partner.country, partner.group, partner.manager, partner.startedOn,
    ],
  ) // prettier-ignore
}

/** Only those that have said how they want their money. */
export function toPayeesCsv(partners: readonly SamplePartner[]): string {
  const known = partners.flatMap(({ payee, ...partner }) => (payee === null ? [] : [{ ...partner, ...payee }]))
  return toCsv(['Partner', 'Method', 'Account name', 'Email', 'Account', 'Currency'], known, (payee) => [
    payee.name, payee.method, payee.name, payee.email, payee.account, payee.currency,
  ]) // prettier-ignore
}

export function toPaymentsCsv(payments: readonly SamplePayment[]): string {
  return toCsv(
    [
      'Payment ID', 'Date', 'Amount', 'Tax', 'Currency', 'Partner code', 'Customer', 'Customer email', 'Product', 'Country', 'Original payment ID',
    ],
    payments,
    (payment) => [
      payment.id, payment.day, toDecimal(payment.minor, payment.currency), toDecimal(payment.taxMinor, payment.currency),
      payment.currency, payment.partner.code, payment.customer, payment.email, payment.product, payment.partner.country, payment.refundOf,
    ],
  ) // prettier-ignore
}

export function toDealsCsv(deals: readonly SampleDeal[]): string {
  return toCsv(
    [
      'Deal ID', 'Deal name', 'Stage', 'Amount', 'Currency', 'Partner code', 'Customer', 'Deal owner', 'Created date', 'Close date',
      'Expected close date',
    ],
    deals,
    (deal) => [
      deal.id, deal.name, deal.stage, toDecimal(deal.minor, 'USD'), 'USD', deal.partner.code, deal.customer, deal.partner.manager,
      deal.openedOn, deal.closedOn, deal.expectedOn,
    ],
  ) // prettier-ignore
}

export function toLeadsCsv(leads: readonly SampleLead[]): string {
  return toCsv(
    ['Lead ID', 'Date', 'Partner code', 'Company', 'Email', 'Product', 'Country', 'Status'],
    leads,
    (lead) => [
      lead.id, lead.day, lead.partner.code, lead.company, lead.email, lead.product, lead.partner.country, lead.status,
    ],
  ) // prettier-ignore
}

export function toClicksCsv(clicks: readonly SampleClick[]): string {
  return toCsv(['Click ID', 'Time', 'Link', 'Referrer', 'Country'], clicks, (click) => [
    click.id, click.time, `https://get.tandem.example/r/${click.partner.code}`, click.referrer, click.partner.country,
  ]) // prettier-ignore
}

import type { ClickTable, ConversionTable, DealTable, FxRateTable } from '../db/schema.ts'
import {
  type ClickReading,
  type ConversionReading,
  type CustomerReading,
  type DealReading,
  emptyRow,
  type PartnerReading,
  type RateReading,
  type RowReading,
} from './reading.ts'

/** The columns of a fact's customer that say who it is; null where the fact has none. */
export interface StoredCustomer {
  customer_external_id: string | null
  customer_email: string | null
  customer_domain: string | null
  customer_name: string | null
}

/** All columns of a fact with those of its customer; a WHERE follows. */
export const selectWithCustomer = (table: 'deal' | 'conversion'): string =>
  `SELECT ${table}.*, customer.external_id AS customer_external_id, customer.email AS customer_email,
     customer.domain AS customer_domain, customer.name AS customer_name
   FROM ${table} LEFT JOIN customer ON customer.id = customer_id`

/** A stored conversion as the reading it came from, as far as its content hash and its suspects go. */
export function readingOf(
  row: ConversionTable,
  customer: StoredCustomer,
): RowReading & { conversion: ConversionReading } {
  return {
    ...rowOf(row.line, row.partner_text, customer),
    conversion: {
      kind: row.kind,
      from: 'row',
      externalId: row.external_id,
      originalId: row.original_external_id,
      occurredOn: row.occurred_on,
      currency: row.currency,
      amountMinor: row.amount_minor,
      taxMinor: row.tax_minor,
      shippingMinor: row.shipping_minor,
      discountMinor: row.discount_minor,
      quantity: row.quantity,
      product: row.product,
      country: row.country,
      approvedOn: row.approved_on,
      invoicePaidOn: row.invoice_paid_on,
    },
  }
}

/** A stored deal as the reading it came from. */
export function dealReadingOf(row: DealTable, customer: StoredCustomer): RowReading & { deal: DealReading } {
  return {
    ...rowOf(row.line, row.partner_text, customer),
    deal: {
      externalId: row.external_id,
      name: row.name,
      stage: row.stage,
      stageText: row.stage_text,
      currency: row.currency,
      amountMinor: row.amount_minor,
      openedOn: row.opened_on,
      closedOn: row.closed_on,
      expectedCloseOn: row.expected_close_on,
      product: row.product,
      country: row.country,
      owner: row.owner,
    },
  }
}

/** A stored click as the reading it came from; its time of day is not kept. */
export function clickReadingOf(row: ClickTable): RowReading & { click: ClickReading } {
  return {
    ...rowOf(row.line, row.partner_text, null),
    click: {
      externalId: row.external_id,
      moment: '',
      occurredOn: row.occurred_on,
      link: row.link,
      code: row.code,
      referrer: row.referrer,
      country: row.country,
    },
  }
}

/** A stored exchange rate as the reading it came from. */
export function rateReadingOf(row: FxRateTable): RateReading {
  return { base: row.base_currency, quote: row.quote_currency, day: row.day, ratePpm: row.rate_ppm }
}

function rowOf(line: number, partnerText: string, customer: StoredCustomer | null): RowReading {
  // The text is the first of the five that the file gave, so as a name alone it reads the same.
  const partner: PartnerReading | null =
    partnerText === '' ? null : { name: partnerText, externalId: '', code: '', email: '', domain: '', details: null }
  const named: CustomerReading | null =
    customer === null || customer.customer_name === null
      ? null
      : {
          name: customer.customer_name,
          externalId: customer.customer_external_id ?? '',
          email: customer.customer_email ?? '',
          domain: customer.customer_domain ?? '',
          country: '',
        }
  return { ...emptyRow(line), partner, customer: named }
}

import type { DealRole } from '../../contract/deals.ts'
import { conversionAttributionSchema, dealStageSchema } from '../../contract/revenue.ts'
import { cycleDaysSql } from '../deals/cycleSql.ts'
import { firstDealSql } from '../deals/firstDealSql.ts'
import { goesWithSaleSql } from './attribution.repo.ts'
import type { ViewColumnDefinition, ViewDefinition } from '../views/viewDefinition.ts'

const baseCurrency = `(SELECT json_extract(value, '$') FROM setting WHERE key = 'baseCurrency')`

/** What a customer is called: its name, else the first thing that tells it. */
export const customerLabel = `coalesce(nullif(customer.name, ''), nullif(customer.email, ''), nullif(customer.domain, ''), customer.external_id)`

/** SQL of a row's `conversionAttributionSchema`. */
export const attributionSql = (conversion: string): string =>
  `CASE WHEN ${goesWithSaleSql(conversion)} THEN iif(${conversion}.partner_id IS NULL, 'none', 'sale')
    WHEN EXISTS (SELECT 1 FROM attribution WHERE conversion_id = ${conversion}.id) THEN 'byHand'
    WHEN ${conversion}.partner_id IS NULL THEN 'none' ELSE 'file' END`

const ofCustomerAndPartner = 'partner_id IS NOT NULL AND customer_id IS NOT NULL'

/**
 * Ids of the first sale of each customer with each partner: a new customer of a partner is one row. Read in one pass, since
 * a look at the other sales of each row would take many times as long. [AN20]
 */
const firstSales = (where: string, having = '1'): string =>
  `SELECT CAST(substr(min(occurred_on || (1000000000000 + id)), 12) AS INTEGER) FROM conversion
   WHERE is_live = 1 AND kind = 'sale' AND ${ofCustomerAndPartner} AND ${where} GROUP BY +customer_id, partner_id HAVING ${having}`

const conversionColumns: readonly ViewColumnDefinition[] = [
  { key: 'occurredOn', type: 'day', sql: 'conversion.occurred_on' },
  { key: 'customer', type: 'text', sql: `coalesce(${customerLabel}, '')`, isGroupable: true },
  { key: 'partner', type: 'text', sql: `coalesce(partner.name, '')`, isGroupable: true },
  { key: 'product', type: 'text', sql: 'conversion.product', isGroupable: true },
  { key: 'country', type: 'text', sql: 'conversion.country', isGroupable: true },
  { key: 'kind', type: 'choice', sql: 'conversion.kind', choices: ['sale', 'refund'], isGroupable: true },
  {
    key: 'attribution',
    type: 'choice',
    sql: attributionSql('conversion'),
    choices: conversionAttributionSchema.options,
    isGroupable: true,
  },
  { key: 'tax', type: 'money', sql: 'conversion.tax_minor', isSummed: true },
  { key: 'shipping', type: 'money', sql: 'conversion.shipping_minor', isSummed: true },
  { key: 'discount', type: 'money', sql: 'conversion.discount_minor', isSummed: true },
  { key: 'quantity', type: 'number', sql: 'conversion.quantity', isSummed: true },
  { key: 'amount', type: 'money', sql: 'conversion.amount_minor', isSummed: true },
  { key: 'currency', type: 'text', sql: 'conversion.currency', isGroupable: true },
  { key: 'approvedOn', type: 'day', sql: 'conversion.approved_on' },
  { key: 'invoicePaidOn', type: 'day', sql: 'conversion.invoice_paid_on' },
  { key: 'partnerText', type: 'text', sql: 'conversion.partner_text', isGroupable: true },
  { key: 'partnerId', type: 'number', sql: 'conversion.partner_id' },
  { key: 'externalId', type: 'text', sql: 'conversion.external_id' },
  { key: 'source', type: 'text', sql: 'conversion.source', isGroupable: true },
  { key: 'attemptId', type: 'number', sql: 'conversion.attempt_id' },
]

/** Every sale and refund that counts. Joins that a query does not need are left out by SQLite. */
export const conversionsView: ViewDefinition = {
  table: 'conversions',
  from: `conversion LEFT JOIN customer ON customer.id = conversion.customer_id
    LEFT JOIN partner ON partner.id = conversion.partner_id`,
  id: 'conversion.id',
  where: `conversion.is_live = 1 AND conversion.kind <> 'lead'`,
  currency: 'conversion.currency',
  columns: conversionColumns,
  conditions: {
    firstUntil: (day) => `conversion.id IN (${firstSales(`occurred_on <= ${day}`)})`,
    keptSince: (day) =>
      `conversion.id IN (${firstSales('1', `min(occurred_on) < ${day} AND max(occurred_on) >= ${day}`)})`,
    // What customers brought: a refund of somebody that has not bought yet is in no cohort.
    ofCustomersUntil: (day) =>
      `conversion.occurred_on <= ${day} AND conversion.partner_id IS NOT NULL AND conversion.customer_id IS NOT NULL
       AND (conversion.kind = 'sale' OR EXISTS (SELECT 1 FROM conversion AS sale
         WHERE sale.customer_id = conversion.customer_id AND sale.partner_id = conversion.partner_id AND sale.kind = 'sale'
           AND sale.is_live = 1 AND substr(sale.occurred_on, 1, 7) <= substr(conversion.occurred_on, 1, 7)))`,
  },
  search: [
    'customer.name',
    'customer.email',
    'partner.name',
    'conversion.product',
    'conversion.partner_text',
    'conversion.external_id',
  ],
  defaultOrder: 'conversion.occurred_on DESC',
}

/** Conversions that nobody is credited with. */
export const unattributedView: ViewDefinition = {
  ...conversionsView,
  table: 'unattributed',
  where: `conversion.is_live = 1 AND conversion.kind <> 'lead' AND conversion.partner_id IS NULL`,
  conditions: {},
}

const ofLeads: ReadonlySet<string> = new Set([
  'occurredOn', 'customer', 'partner', 'product', 'country', 'attribution', 'partnerText', 'partnerId', 'externalId', 'source',
  'attemptId',
]) // prettier-ignore

/** Every lead that counts: who enquired, when and through whom. Leads bring no money. */
export const leadsView: ViewDefinition = {
  ...conversionsView,
  table: 'leads',
  where: `conversion.is_live = 1 AND conversion.kind = 'lead'`,
  currency: null,
  conditions: {},
  columns: [
    ...conversionColumns.filter(({ key }) => ofLeads.has(key)),
    { key: 'email', type: 'text', sql: `coalesce(customer.email, '')` },
  ],
}

const helpers = (role: DealRole): string =>
  `coalesce((SELECT group_concat(helper.name, ', ') FROM deal_role JOIN partner AS helper ON helper.id = deal_role.partner_id
    WHERE role = '${role}' AND deal_role.partner_id IS NOT deal.partner_id AND deal_id = ${firstDealSql('deal.id')}), '')`

/** Whether a partner helped with a deal that it did not bring; found from its few parts, in any version of the deal. [AN2] */
const helpedBy =
  (role: DealRole) =>
  (partnerId: string): string => {
    const parts = `SELECT deal_id FROM deal_role WHERE partner_id = ${partnerId} AND role = '${role}'`
    return `deal.partner_id IS NOT ${partnerId} AND deal.id IN (${parts}
      UNION ALL SELECT id FROM fact_version WHERE kind = 'deals' AND first_id IN (${parts}))`
  }

export const dealsView: ViewDefinition = {
  table: 'deals',
  from: 'deal LEFT JOIN customer ON customer.id = deal.customer_id LEFT JOIN partner ON partner.id = deal.partner_id',
  id: 'deal.id',
  where: 'deal.is_live = 1',
  currency: 'deal.currency',
  columns: [
    { key: 'name', type: 'text', sql: 'deal.name' },
    { key: 'customer', type: 'text', sql: `coalesce(${customerLabel}, '')`, isGroupable: true },
    { key: 'partner', type: 'text', sql: `coalesce(partner.name, '')`, isGroupable: true },
    { key: 'stageText', type: 'text', sql: 'deal.stage_text', isGroupable: true },
    { key: 'stage', type: 'choice', sql: 'deal.stage', choices: dealStageSchema.options, isGroupable: true },
    { key: 'openedOn', type: 'day', sql: 'deal.opened_on' },
    { key: 'closedOn', type: 'day', sql: 'deal.closed_on' },
    { key: 'countsOn', type: 'day', sql: 'coalesce(deal.opened_on, deal.closed_on)' },
    { key: 'cycleDays', type: 'number', sql: cycleDaysSql, isSummed: true },
    { key: 'expectedCloseOn', type: 'day', sql: 'deal.expected_close_on' },
    { key: 'product', type: 'text', sql: 'deal.product', isGroupable: true },
    { key: 'country', type: 'text', sql: 'deal.country', isGroupable: true },
    { key: 'amount', type: 'money', sql: 'deal.amount_minor', isSummed: true },
    { key: 'currency', type: 'text', sql: 'deal.currency', isGroupable: true },
    { key: 'owner', type: 'text', sql: 'deal.owner', isGroupable: true },
    { key: 'influencedBy', type: 'text', sql: helpers('influenced') },
    { key: 'assistedBy', type: 'text', sql: helpers('assisted') },
    { key: 'partnerText', type: 'text', sql: 'deal.partner_text', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'deal.partner_id' },
    { key: 'externalId', type: 'text', sql: 'deal.external_id' },
    { key: 'source', type: 'text', sql: 'deal.source', isGroupable: true },
    { key: 'attemptId', type: 'number', sql: 'deal.attempt_id' },
  ],
  conditions: {
    openOn: (day) =>
      `(deal.opened_on IS NULL OR deal.opened_on <= ${day}) AND (deal.stage = 'open' OR deal.closed_on > ${day})`,
    influencedById: helpedBy('influenced'),
    assistedById: helpedBy('assisted'),
  },
  search: ['deal.name', 'customer.name', 'partner.name', 'deal.product', 'deal.partner_text', 'deal.external_id'],
  defaultOrder: 'coalesce(deal.closed_on, deal.expected_close_on, deal.opened_on) DESC',
}

/** Name of the file that an import read; looked up only for rows that are shown. */
const fileOf = (attemptId: string): string =>
  `coalesce((SELECT name FROM import_attempt JOIN import_file ON import_file.id = file_id
    WHERE import_attempt.id = ${attemptId}), '')`

/** Every click that counts, with the code that its link has. */
export const clicksView: ViewDefinition = {
  table: 'clicks',
  from: 'click LEFT JOIN partner ON partner.id = click.partner_id',
  id: 'click.id',
  where: 'click.is_live = 1',
  currency: null,
  columns: [
    { key: 'occurredOn', type: 'day', sql: 'click.occurred_on' },
    { key: 'link', type: 'text', sql: 'click.link', isGroupable: true },
    { key: 'code', type: 'text', sql: 'click.code', isGroupable: true },
    { key: 'partner', type: 'text', sql: `coalesce(partner.name, '')`, isGroupable: true },
    { key: 'referrer', type: 'text', sql: 'click.referrer', isGroupable: true },
    { key: 'country', type: 'text', sql: 'click.country', isGroupable: true },
    { key: 'partnerText', type: 'text', sql: 'click.partner_text', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'click.partner_id' },
    { key: 'externalId', type: 'text', sql: 'click.external_id' },
    { key: 'source', type: 'text', sql: 'click.source', isGroupable: true },
    { key: 'file', type: 'text', sql: fileOf('click.attempt_id') },
    { key: 'attemptId', type: 'number', sql: 'click.attempt_id' },
  ],
  search: ['click.link', 'click.code', 'partner.name', 'click.referrer'],
  defaultOrder: 'click.occurred_on DESC',
}

const ofCustomer = (what: string, and = `AND kind <> 'lead'`): string =>
  `(SELECT ${what} FROM conversion WHERE customer_id = customer.id AND is_live = 1 ${and})`

/** Customers with what they bought; revenue in the programme's base currency. */
export const customersView: ViewDefinition = {
  table: 'customers',
  from: 'customer',
  id: 'customer.id',
  where: 'customer.is_live = 1',
  currency: baseCurrency,
  columns: [
    { key: 'name', type: 'text', sql: customerLabel },
    { key: 'email', type: 'text', sql: 'customer.email' },
    { key: 'country', type: 'text', sql: 'customer.country', isGroupable: true },
    { key: 'domain', type: 'text', sql: 'customer.domain', isGroupable: true },
    { key: 'externalId', type: 'text', sql: 'customer.external_id' },
    { key: 'firstOn', type: 'day', sql: ofCustomer('min(occurred_on)', `AND kind = 'sale'`) },
    { key: 'lastOn', type: 'day', sql: ofCustomer('max(occurred_on)') },
    { key: 'conversions', type: 'number', sql: ofCustomer('count(*)') },
    { key: 'leads', type: 'number', sql: ofCustomer('count(*)', `AND kind = 'lead'`) },
    {
      key: 'deals',
      type: 'number',
      sql: '(SELECT count(*) FROM deal WHERE customer_id = customer.id AND is_live = 1)',
    },
    {
      key: 'revenue',
      type: 'money',
      sql: ofCustomer('coalesce(sum(amount_minor), 0)', `AND kind <> 'lead' AND currency = ${baseCurrency}`),
    },
    { key: 'currency', type: 'text', sql: baseCurrency },
    { key: 'attemptId', type: 'number', sql: 'customer.attempt_id' },
  ],
  search: ['customer.name', 'customer.email', 'customer.domain', 'customer.external_id'],
  defaultOrder: `${customerLabel} COLLATE NOCASE`,
}

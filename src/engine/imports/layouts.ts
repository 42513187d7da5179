import type { ColumnRole, ImportKind, ValueFormat } from '../../contract/imports.ts'
import { headerToken } from './headers.rules.ts'

/** A known export: which columns tell it apart, and what they mean. */
export interface Layout {
  id: string
  /** For people: "Stripe payments, 2026 layout". */
  label: string
  /** Part of every fact's id: never change one. */
  source: string
  kinds: readonly ImportKind[]
  /** Columns of the export; a file has this layout when it has all `required` and at least 60 % of these. */
  signature: readonly string[]
  required: readonly string[]
  /** Headers of each role, the best first: a file may have several. */
  columns: Readonly<Partial<Record<ColumnRole, readonly string[]>>>
  /** What the export always does; how it writes numbers and days is told from its values. */
  format?: Partial<Pick<ValueFormat, 'amountUnit' | 'timeZone'>>
  /** Columns users add to the export (a partner field, mostly) are read by their headers. */
  takesOwnColumns: boolean
}

const STRIPE_COLUMNS: Layout['columns'] = {
  recordId: ['id'],
  occurredOn: ['Created date (UTC)', 'Created (UTC)'],
  amount: ['Amount'],
  refunded: ['Amount Refunded'],
  currency: ['Currency'],
  status: ['Status'],
  captured: ['Captured'],
  customerId: ['Customer ID'],
  customerName: ['Customer Description', 'Customer Name'],
  customerEmail: ['Customer Email'],
  customerCountry: ['Card Address Country'],
}

const SALESFORCE_LABELS: Layout['columns'] = {
  recordId: ['Opportunity ID', 'Opportunity ID 18', 'Opportunity: Opportunity ID', 'Record ID'],
  recordName: ['Opportunity Name', 'Opportunity: Opportunity Name'],
  stage: ['Stage'],
  amount: ['Amount', 'Total Amount', 'Amount (converted)'],
  currency: [
    'Amount Currency',
    'Total Amount Currency',
    'Opportunity Currency',
    'Currency',
    'Amount (converted) Currency',
  ],
  closedOn: ['Close Date'],
  openedOn: ['Created Date'],
  owner: ['Opportunity Owner', 'Owner'],
  customerName: ['Account Name', 'Account Name: Account Name', 'Account'],
  customerId: ['Account ID', 'Account ID 18'],
  customerCountry: ['Billing Country', 'Account Country'],
  product: ['Product Name', 'Primary Product'],
  partnerName: ['Partner Account', 'Partner Account: Account Name', 'Primary Partner', 'Partner'],
}

/** The layouts Tandem knows, most telling first. Field names as the products write them in 2026. */
export const layouts: readonly Layout[] = [
  {
    id: 'stripe-payments-2026',
    label: 'Stripe payments, 2026 layout',
    source: 'stripe',
    kinds: ['conversions'],
    required: ['id', 'Created date (UTC)', 'Amount', 'Currency', 'Status'],
    signature: ['id', 'Created date (UTC)', 'Amount', 'Amount Refunded', 'Currency', 'Captured', 'Fee', 'Status'],
    columns: STRIPE_COLUMNS,
    format: { amountUnit: 'major', timeZone: 'UTC' },
    takesOwnColumns: true,
  },
  {
    id: 'stripe-payments',
    label: 'Stripe payments, older layout',
    source: 'stripe',
    kinds: ['conversions'],
    required: ['id', 'Created (UTC)', 'Amount', 'Currency', 'Status'],
    signature: [
      'id',
      'Description',
      'Created (UTC)',
      'Amount',
      'Amount Refunded',
      'Currency',
      'Converted Amount',
      'Fee',
      'Mode',
      'Status',
      'Customer ID',
      'Customer Email',
      'Captured',
      'Card ID',
      'Invoice ID',
    ],
    columns: STRIPE_COLUMNS,
    format: { amountUnit: 'major', timeZone: 'UTC' },
    takesOwnColumns: true,
  },
  {
    id: 'hubspot-deals',
    label: 'HubSpot deals',
    source: 'hubspot',
    kinds: ['deals', 'conversions'],
    required: ['Record ID', 'Deal Name', 'Deal Stage'],
    signature: ['Record ID', 'Deal Name', 'Deal Stage', 'Amount', 'Close Date', 'Deal owner', 'Pipeline'],
    columns: {
      recordId: ['Record ID'],
      recordName: ['Deal Name'],
      stage: ['Deal Stage'],
      amount: ['Amount', 'Amount in company currency'],
      currency: ['Currency', 'Deal currency code'],
      closedOn: ['Close Date'],
      openedOn: ['Create Date'],
      owner: ['Deal owner'],
      customerName: [
        'Associated Company',
        'Primary Associated Company',
        'Company name',
        'Associated Company (Primary)',
      ],
      product: ['Products', 'Associated Product', 'Solution'],
    },
    takesOwnColumns: true,
  },
  {
    id: 'salesforce-report',
    label: 'Salesforce opportunities report',
    source: 'salesforce',
    kinds: ['deals', 'conversions'],
    required: ['Opportunity Name', 'Stage', 'Close Date'],
    signature: ['Opportunity Owner', 'Account Name', 'Opportunity Name', 'Stage', 'Amount', 'Close Date'],
    columns: SALESFORCE_LABELS,
    takesOwnColumns: true,
  },
  {
    id: 'salesforce-data-loader',
    label: 'Salesforce opportunities, Data Loader',
    source: 'salesforce',
    kinds: ['deals', 'conversions'],
    required: ['Id', 'Name', 'StageName', 'CloseDate'],
    signature: [
      'Id',
      'AccountId',
      'Name',
      'StageName',
      'Amount',
      'CloseDate',
      'OwnerId',
      'CreatedDate',
      'IsClosed',
      'IsWon',
    ],
    columns: {
      recordId: ['Id'],
      recordName: ['Name'],
      stage: ['StageName'],
      amount: ['Amount'],
      currency: ['CurrencyIsoCode'],
      closedOn: ['CloseDate'],
      openedOn: ['CreatedDate'],
      owner: ['Owner.Name', 'OwnerId'],
      customerId: ['AccountId'],
      customerName: ['Account.Name'],
      partnerId: ['PartnerAccountId'],
    },
    format: { amountUnit: 'major', timeZone: 'UTC' },
    takesOwnColumns: true,
  },
  {
    id: 'pipedrive-deals',
    label: 'Pipedrive deals',
    source: 'pipedrive',
    kinds: ['deals', 'conversions'],
    required: ['Deal - Title', 'Deal - Status'],
    signature: [
      'Deal - Title',
      'Deal - Value',
      'Deal - Currency of value',
      'Deal - Stage',
      'Deal - Status',
      'Deal - Owner',
      'Deal - Pipeline',
    ],
    columns: {
      recordId: ['Deal - ID', 'Deal - Pipedrive System ID'],
      recordName: ['Deal - Title'],
      amount: ['Deal - Value'],
      currency: ['Deal - Currency of value', 'Deal - Currency of Value', 'Deal - Currency'],
      stage: ['Deal - Stage', 'Deal - Stage (pipeline)'],
      status: ['Deal - Status'],
      closedOn: ['Deal - Won time', 'Deal - Closed on', 'Deal - Deal closed on'],
      openedOn: ['Deal - Creation date', 'Deal - Deal created', 'Deal - Deal created on'],
      expectedCloseOn: ['Deal - Expected close date'],
      owner: ['Deal - Owner'],
      customerName: ['Organization', 'Deal - Organization', 'Organization - Name'],
      product: ['Product - Name', 'Deal - Product name'],
    },
    takesOwnColumns: true,
  },
  {
    id: 'crm-pipeline',
    label: 'CRM sales pipeline',
    source: 'crm',
    kinds: ['deals', 'conversions'],
    required: ['opportunity_id', 'deal_stage', 'close_value'],
    signature: [
      'opportunity_id',
      'sales_agent',
      'product',
      'account',
      'deal_stage',
      'engage_date',
      'close_date',
      'close_value',
    ],
    columns: {
      recordId: ['opportunity_id'],
      partnerName: ['sales_agent'],
      product: ['product'],
      customerName: ['account'],
      stage: ['deal_stage'],
      openedOn: ['engage_date'],
      closedOn: ['close_date'],
      amount: ['close_value'],
    },
    format: { amountUnit: 'major' },
    takesOwnColumns: true,
  },
  {
    id: 'crm-teams',
    label: 'CRM sales teams, read as partners',
    source: 'crm',
    kinds: ['partners'],
    required: ['sales_agent', 'manager', 'regional_office'],
    signature: ['sales_agent', 'manager', 'regional_office'],
    columns: { partnerName: ['sales_agent'], partnerManager: ['manager'], partnerRegion: ['regional_office'] },
    takesOwnColumns: true,
  },
  {
    id: 'crm-accounts',
    label: 'CRM accounts, read as customers',
    source: 'crm',
    kinds: ['customers'],
    required: ['account', 'sector', 'office_location'],
    signature: ['account', 'sector', 'year_established', 'revenue', 'employees', 'office_location', 'subsidiary_of'],
    columns: { customerName: ['account'], customerCountry: ['office_location'] },
    takesOwnColumns: false,
  },
  {
    id: 'crm-products',
    label: 'CRM price list, nothing to import',
    source: 'crm',
    kinds: [],
    required: ['product', 'series', 'sales_price'],
    signature: ['product', 'series', 'sales_price'],
    columns: { product: ['product'] },
    takesOwnColumns: false,
  },
  {
    id: 'crm-dictionary',
    label: 'Description of columns, nothing to import',
    source: 'crm',
    kinds: [],
    required: ['Table', 'Field', 'Description'],
    signature: ['Table', 'Field', 'Description'],
    columns: {},
    takesOwnColumns: false,
  },
  {
    id: 'payees',
    label: 'Payment details of partners',
    source: 'file',
    kinds: ['partners'],
    required: ['partner', 'method', 'account_name'],
    signature: ['partner', 'method', 'account_name', 'email', 'account', 'currency'],
    columns: {
      partnerName: ['partner'],
      partnerId: ['partner_id'],
      partnerEmail: ['partner_email'],
      payeeMethod: ['method'],
      payeeAccountName: ['account_name'],
      payeeEmail: ['email', 'payment_email', 'paypal_email', 'wise_email'],
      payeeAccount: ['account', 'iban', 'recipient_id'],
      payeeCurrency: ['currency'],
    },
    takesOwnColumns: true,
  },
  {
    id: 'partners',
    label: 'List of partners',
    source: 'file',
    kinds: ['partners'],
    required: ['name', 'code', 'kind'],
    signature: ['partner_id', 'name', 'kind', 'code', 'email', 'domain', 'country', 'group', 'started_on'],
    columns: {
      partnerId: ['partner_id', 'external_id'],
      partnerName: ['name'],
      partnerKind: ['kind'],
      partnerCode: ['code'],
      partnerEmail: ['email'],
      partnerDomain: ['domain', 'website'],
      partnerCountry: ['country'],
      partnerGroup: ['group'],
      partnerManager: ['manager'],
      partnerRegion: ['region'],
      partnerStatus: ['status'],
      partnerStartedOn: ['started_on'],
    },
    takesOwnColumns: true,
  },
  {
    id: 'conversions',
    label: 'List of conversions',
    source: 'file',
    kinds: ['conversions'],
    required: ['date', 'amount', 'partner'],
    signature: ['id', 'date', 'partner', 'customer', 'amount', 'currency'],
    columns: {
      recordId: ['id', 'external_id', 'order_id'],
      originalId: ['original_id'],
      occurredOn: ['date'],
      amount: ['amount'],
      tax: ['tax'],
      shipping: ['shipping'],
      discount: ['discount'],
      refunded: ['refunded'],
      quantity: ['quantity'],
      currency: ['currency'],
      status: ['status'],
      product: ['product'],
      country: ['country'],
      partnerName: ['partner'],
      partnerEmail: ['partner_email'],
      partnerCode: ['code', 'coupon'],
      partnerId: ['partner_id'],
      customerName: ['customer'],
      customerId: ['customer_id'],
      customerEmail: ['customer_email'],
    },
    takesOwnColumns: true,
  },
]

/** A layout found in a file; `confidencePpm` is the share of its signature that the file has. */
export interface LayoutMatch {
  layout: Layout
  confidencePpm: number
  /** Index of the column of each role the layout knows and the file has. */
  columns: ReadonlyMap<ColumnRole, number>
}

const LEAST_SHARE = 0.6

/**
 * The layout of which a file has the most, whatever the order, case and punctuation of its headers; undefined when it
 * has enough of none. [IM38]
 *
 * @param only id of the layout to try, when a person has named it: then a single known column is enough
 */
export function findLayout(headers: readonly string[], only: string | null = null): LayoutMatch | undefined {
  const tokens = new Map<string, number>()
  headers.forEach((header, index) => {
    const token = headerToken(header.slice(0, 200))
    if (token !== '' && !tokens.has(token)) tokens.set(token, index)
  })
  const has = (header: string): boolean => tokens.has(headerToken(header))
  let best: LayoutMatch | undefined
  for (const layout of layouts) {
    if (only !== null && layout.id !== only) continue
    const share = layout.signature.filter(has).length / layout.signature.length
    if (only === null && (share < LEAST_SHARE || !layout.required.every(has))) continue
    const confidencePpm = Math.round(share * 1_000_000)
    if (best !== undefined && best.confidencePpm >= confidencePpm) continue
    best = { layout, confidencePpm, columns: layoutColumns(layout, tokens) }
  }
  return best === undefined || best.confidencePpm === 0 ? undefined : best
}

function layoutColumns(layout: Layout, tokens: ReadonlyMap<string, number>): Map<ColumnRole, number> {
  const columns = new Map<ColumnRole, number>()
  for (const role of Object.keys(layout.columns) as ColumnRole[]) {
    for (const header of layout.columns[role] ?? []) {
      const index = tokens.get(headerToken(header))
      if (index === undefined) continue
      columns.set(role, index)
      break
    }
  }
  return columns
}

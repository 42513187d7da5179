import type { ColumnRole } from '../../contract/imports.ts'

/** What the values of a column with this role are. */
export type RoleValue =
  | 'link'
  | 'day'
  | 'money'
  | 'rate'
  | 'month'
  | 'measure'
  | 'count'
  | 'currency'
  | 'email'
  | 'domain'
  | 'word'
  | 'flag'
  | 'name'
  | 'id'

export const roleValues: Readonly<Record<ColumnRole, RoleValue>> = {
  recordId: 'id',
  recordName: 'id',
  occurredOn: 'day',
  openedOn: 'day',
  closedOn: 'day',
  expectedCloseOn: 'day',
  approvedOn: 'day',
  invoicePaidOn: 'day',
  amount: 'money',
  tax: 'money',
  shipping: 'money',
  discount: 'money',
  refunded: 'money',
  quantity: 'count',
  currency: 'currency',
  stage: 'word',
  status: 'word',
  captured: 'flag',
  product: 'id',
  country: 'name',
  owner: 'name',
  originalId: 'id',
  link: 'link',
  referrer: 'id',
  rate: 'rate',
  quoteCurrency: 'currency',
  month: 'month',
  measure: 'measure',
  bookings: 'money',
  newCustomers: 'count',
  marketingSpend: 'money',
  partnerName: 'name',
  partnerId: 'id',
  partnerCode: 'id',
  partnerEmail: 'email',
  partnerDomain: 'domain',
  partnerKind: 'id',
  partnerGroup: 'id',
  partnerManager: 'name',
  partnerRegion: 'name',
  partnerCountry: 'name',
  partnerTerritory: 'name',
  partnerStatus: 'id',
  partnerStartedOn: 'day',
  payeeMethod: 'id',
  payeeEmail: 'email',
  payeeAccountName: 'id',
  payeeAccount: 'id',
  payeeCurrency: 'currency',
  customerName: 'name',
  customerId: 'id',
  customerEmail: 'email',
  customerDomain: 'domain',
  customerCountry: 'name',
}

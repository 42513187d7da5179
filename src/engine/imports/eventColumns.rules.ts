import type { ColumnRole } from '../../contract/imports.ts'
import { linkShare } from './columns.rules.ts'
import { companyRole, customerRole, type Is, partnerRole } from './partyColumns.rules.ts'
import { isDate, type ReadColumn } from './subjects.rules.ts'

/** Share of a column's values that must be links before its header is overruled. */
const MOST = 0.9

/** Columns of a list of leads: who enquired, when, through whom. [IM60] */
export function leadRole(column: ReadColumn, is: Is): ColumnRole | null {
  if (is('noise') || column.concepts.size === 0) return null
  if (is('coupon') || (is('discount') && is('code'))) return 'partnerCode'
  if (is('partner')) return partnerRole(is, 'leads')
  if (is('status', 'stage')) return is('date', 'id') ? null : 'status'
  if (is('date', 'created', 'started', 'closed') && isDate(column)) return is('closed') ? null : 'occurredOn'
  if (is('link') || (is('domain') && linkShare(column.values) > MOST)) return 'link'
  if (is('owner', 'manager', 'amount', 'deal')) return null
  if (is('email')) return 'customerEmail'
  if (is('product')) return 'product'
  if (is('country')) return 'country'
  if (is('company')) return companyRole(is, 'customer')
  if (is('customer')) return customerRole(is)
  if (is('domain')) return 'customerDomain'
  if (is('id', 'code')) return column.unknown === 0 ? 'recordId' : null
  const isWholeName = column.values.some((value) => value.trim().includes(' '))
  return is('lead', 'name', 'contact') && !is('kind', 'group', 'region', 'territory') && isWholeName
    ? 'recordName'
    : null
}

/** Columns of a log of clicks: when, what was clicked, and where it came from. [IM64] */
export function clickRole(column: ReadColumn, is: Is): ColumnRole | null {
  if (is('noise') || column.concepts.size === 0) return null
  // "Referrer" is a partner to some tools and the page before to others: its values tell.
  if (is('referrer') || (is('partner') && linkShare(column.values) > MOST)) return 'referrer'
  if (is('coupon')) return 'partnerCode'
  if (is('partner')) return partnerRole(is, 'clicks')
  if (is('status', 'kind', 'quantity')) return null
  if (is('date', 'created', 'click') && isDate(column)) return 'occurredOn'
  if (linkShare(column.values) > MOST) return is('link', 'domain', 'code', 'name', 'click') ? 'link' : null
  if (is('code')) return is('id') ? 'recordId' : 'partnerCode'
  if (is('country')) return 'country'
  return is('id') && column.unknown === 0 ? 'recordId' : null
}

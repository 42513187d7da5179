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
  return is('lead', 'name', 'contact') && !is('kind', 'group', 'region') && isWholeName ? 'recordName' : null
}

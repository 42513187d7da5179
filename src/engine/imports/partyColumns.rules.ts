import type { ColumnRole } from '../../contract/imports.ts'
import type { Subject } from './subjects.rules.ts'
import type { Concept } from './vocabulary.ts'

/** Whether a header speaks of one of these. */
export type Is = (...concepts: readonly Concept[]) => boolean

/** What a column says about how a partner is paid; null when it says nothing of it. */
export function payeeRole(is: Is): ColumnRole | null {
  if (is('account')) return is('holder', 'name') ? 'payeeAccountName' : 'payeeAccount'
  if (is('holder')) return 'payeeAccountName'
  if (is('method')) return 'payeeMethod'
  if (!is('payout')) return null
  if (is('email')) return 'payeeEmail'
  if (is('currency')) return 'payeeCurrency'
  if (is('kind')) return 'payeeMethod'
  if (is('id', 'code')) return 'payeeAccount'
  return is('amount', 'date', 'status', 'partner') ? null : 'payeeAccountName'
}

/** What a column that speaks of a partner says about it. */
export function partnerRole(is: Is, subject: Subject): ColumnRole | null {
  if (is('email')) return 'partnerEmail'
  if (is('domain')) return 'partnerDomain'
  if (is('territory') && is('country')) return 'partnerTerritory'
  if (is('country')) return 'partnerCountry'
  if (is('region', 'territory')) return 'partnerRegion'
  if (is('manager', 'owner')) return 'partnerManager'
  if (is('status', 'stage')) return 'partnerStatus'
  if (is('kind')) return 'partnerKind'
  if (is('group')) return 'partnerGroup'
  if (is('date', 'created', 'started')) return subject === 'partners' ? 'partnerStartedOn' : null
  if (is('amount', 'net', 'quantity', 'order')) return null
  if (is('code')) return 'partnerCode'
  return is('id') ? 'partnerId' : 'partnerName'
}

/** What a column that speaks of a customer says about it. */
export function customerRole(is: Is): ColumnRole | null {
  if (is('email')) return 'customerEmail'
  if (is('domain')) return 'customerDomain'
  if (is('country')) return 'customerCountry'
  if (
    is(
      'date',
      'created',
      'started',
      'status',
      'stage',
      'amount',
      'kind',
      'group',
      'region',
      'territory',
      'manager',
      'owner',
    )
  )
    return null
  return is('id', 'code') ? 'customerId' : 'customerName'
}

/** What a column that speaks of a company says about the party that it is here. */
export function companyRole(is: Is, party: 'partner' | 'customer'): ColumnRole | null {
  if (is('domain')) return `${party}Domain`
  if (is('email')) return `${party}Email`
  if (is('country')) return `${party}Country`
  if (is('id', 'code')) return `${party}Id`
  return is('kind', 'status', 'group', 'amount', 'date') ? null : `${party}Name`
}

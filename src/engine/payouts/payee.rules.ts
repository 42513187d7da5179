import type { Payout } from '../../contract/payouts.ts'
import { contentTexts } from '../../contract/statementTexts.ts'

export type PayoutMethod = Payout['method']

/** Where a partner wants its money, as stored. */
export interface StoredPayee {
  payee_method: string | null
  payee_account_name: string
  payee_email: string
  payee_account: string
  payee_currency: string | null
}

/** How a partner can be paid by a file, or null when something is missing for its method. [PO13] */
export function payableMethod(payee: StoredPayee): Exclude<PayoutMethod, 'byHand'> | null {
  switch (payee.payee_method) {
    case 'paypal':
      return payee.payee_email === '' ? null : 'paypal'
    case 'wise':
      return payee.payee_account === '' ? null : 'wise'
    case 'bank':
      return payee.payee_account === '' ? null : 'bank'
    default:
      return null
  }
}

/** The end of an account number, enough to recognise it and not to use it. */
function tail(account: string): string {
  return account.length > 4 ? account.slice(-4) : account
}

/** How a statement names the way of payment; account numbers are never printed whole. */
export function describeMethod(method: PayoutMethod, payee: StoredPayee): string {
  const texts = contentTexts.methods
  switch (method) {
    case 'paypal':
      return texts.paypal(payee.payee_email)
    case 'wise':
      return texts.wise(tail(payee.payee_account))
    case 'bank':
      return texts.bank(tail(payee.payee_account))
    case 'byHand':
      return texts.byHand
  }
}

import type { Minor } from '../../contract/money.ts'
import type { LedgerEntryTable } from '../db/schema.ts'
import { sha256 } from '../history/canonical.ts'

export type Account = LedgerEntryTable['account']
export type LedgerFact = 'statement' | 'adjustment' | 'payment'
export const ledgerFacts = ['statement', 'adjustment', 'payment'] as const

/** One side of a posting; debits are positive, credits negative, minor units. */
export interface Leg {
  leg: number
  account: Account
  amountMinor: Minor
}

function transfer(firstLeg: number, debit: Account, credit: Account, minor: Minor): Leg[] {
  if (minor === 0) return []
  return [
    { leg: firstLeg, account: debit, amountMinor: minor },
    { leg: firstLeg + 1, account: credit, amountMinor: -minor },
  ]
}

/**
 * What an approved statement posts: its commissions become owed, and what it pays out leaves what is owed for what is on
 * its way, so that the next run does not pay it again. [LE1]
 */
export function statementLegs(statement: { earnedMinor: Minor; paidMinor: Minor }): Leg[] {
  return [
    ...transfer(0, 'commission_expense', 'commission_payable', statement.earnedMinor),
    ...transfer(2, 'commission_payable', 'payout_clearing', statement.paidMinor),
  ]
}

/** An adjustment changes what is owed, from the day it is made. [LE1] */
export function adjustmentLegs(amountMinor: Minor): Leg[] {
  return transfer(0, 'adjustment', 'commission_payable', amountMinor)
}

/** A payment ends what was on its way. [LE1] */
export function paymentLegs(amountMinor: Minor): Leg[] {
  return transfer(0, 'payout_clearing', 'bank', amountMinor)
}

/**
 * The legs of a fact's turn: even turns post, odd ones reverse the turn before, leg by leg. A reversal is never itself
 * reversed; what counts again is posted anew. [LE2]
 */
export function legsOfTurn(legs: readonly Leg[], turn: number): Leg[] {
  return turn % 2 === 0 ? [...legs] : legs.map((leg) => ({ ...leg, amountMinor: -leg.amountMinor }))
}

/** Id of an entry: the same fact, turn and leg give the same id on every computer. */
export function entryId(kind: LedgerFact, factUid: string, turn: number, leg: number): string {
  return sha256(`tandem/ledger/1\0${kind}\0${factUid}\0${turn}\0${leg}`).slice(0, 32)
}

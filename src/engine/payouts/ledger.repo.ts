import type { Connection } from '../db/open.ts'
import { adjustmentLegs, type LedgerFact, type Leg, paymentLegs, statementLegs } from './ledger.rules.ts'

/** A fact as the ledger sees it. */
export interface PostedFact {
  kind: LedgerFact
  id: number
  uid: string
  partnerId: number
  currency: string
  /** Business day of a payment or an adjustment; a statement is posted on the day of its approval. */
  day: string | null
  isLive: boolean
  legs: Leg[]
}

interface FactRow {
  id: number
  uid: string
  partner_id: number
  currency: string
  is_live: number
}

const selects: Record<LedgerFact, string> = {
  statement: 'SELECT id, uid, partner_id, currency, is_live, earned_minor, paid_minor FROM statement',
  adjustment: 'SELECT id, uid, partner_id, currency, is_live, amount_minor, occurred_on FROM adjustment',
  payment: 'SELECT id, uid, partner_id, currency, is_live, amount_minor, paid_on FROM payment',
}

function toPostedFact(kind: LedgerFact, row: FactRow): PostedFact {
  const fact = {
    kind,
    id: row.id,
    uid: row.uid,
    partnerId: row.partner_id,
    currency: row.currency,
    isLive: row.is_live === 1,
  }
  switch (kind) {
    case 'statement': {
      const { earned_minor: earnedMinor, paid_minor: paidMinor } = row as FactRow & {
        earned_minor: number
        paid_minor: number
      }
      return { ...fact, day: null, legs: statementLegs({ earnedMinor, paidMinor }) }
    }
    case 'adjustment': {
      const { amount_minor: amountMinor, occurred_on: day } = row as FactRow & {
        amount_minor: number
        occurred_on: string
      }
      return { ...fact, day, legs: adjustmentLegs(amountMinor) }
    }
    case 'payment': {
      const { amount_minor: amountMinor, paid_on: day } = row as FactRow & { amount_minor: number; paid_on: string }
      return { ...fact, day, legs: paymentLegs(amountMinor) }
    }
  }
}

export function findPostedFact(raw: Connection, kind: LedgerFact, id: number): PostedFact | undefined {
  const row = raw.prepare(`${selects[kind]} WHERE id = ?`).get(id) as FactRow | undefined
  return row && toPostedFact(kind, row)
}

export function listPostedFacts(raw: Connection, kind: LedgerFact): PostedFact[] {
  return (raw.prepare(`${selects[kind]} ORDER BY id`).all() as FactRow[]).map((row) => toPostedFact(kind, row))
}

/** Turn of the newest posting of a fact; -1 before the first. */
export function lastTurn(raw: Connection, kind: LedgerFact, id: number): number {
  return raw
    .prepare('SELECT coalesce(max(turn), -1) FROM ledger_entry WHERE fact_kind = ? AND fact_id = ?')
    .pluck()
    .get(kind, id) as number
}

/** What each partner is still owed, per currency: approved or adjusted and not yet paid. [LE4] */
export function listBalances(
  raw: Connection,
  partnerId: number | null,
): { partnerId: number; partnerName: string; currency: string; minor: number }[] {
  return raw
    .prepare(
      `SELECT partner_id AS partnerId, partner.name AS partnerName, currency, -sum(amount_minor) AS minor
       FROM ledger_entry JOIN partner ON partner.id = partner_id
       WHERE account IN ('commission_payable', 'payout_clearing') AND (@partner IS NULL OR partner_id = @partner)
       GROUP BY partner_id, currency HAVING sum(amount_minor) <> 0 ORDER BY partner.name, currency`,
    )
    .all({ partner: partnerId }) as { partnerId: number; partnerName: string; currency: string; minor: number }[]
}

import type { Minor } from '../../contract/money.ts'
import type { Statement } from '../../contract/payouts.ts'
import type { Connection } from '../db/open.ts'
import { findStatementOfPayout, findCommission, readContent } from '../payouts/statementLines.repo.ts'
import { conversionIdOf } from './ids.rules.ts'
import type { SettledLine } from './settled.rules.ts'

/**
 * Tells how much of what refunds had lowered a settled line's base by, as its statement says, is no longer refunded, minor
 * units. [CO18]
 */
export function asksLostRefunds(raw: Connection): (line: SettledLine, refundedMinor: Minor) => Minor {
  const hasLost = raw.prepare(`SELECT 1 FROM conversion WHERE kind = 'refund' AND is_live = 0 AND original_id = ?`)
  const known = new Map<number, ReadonlyMap<number, Minor>>()
  return ({ id }, refundedMinor) => {
    // A statement is only opened for a sale that had a refund.
    if (hasLost.get(conversionIdOf(id)) === undefined) return 0
    const payoutId = findCommission(raw, id)?.payout_id ?? 0
    const refunds = known.get(payoutId) ?? readRefunds(raw, payoutId)
    known.set(payoutId, refunds)
    return Math.max(0, (refunds.get(id) ?? 0) - refundedMinor)
  }
}

/** What refunds had lowered the base of each line of a statement by, by the commission's id. */
function readRefunds(raw: Connection, payoutId: number): ReadonlyMap<number, Minor> {
  const statement = findStatementOfPayout(raw, payoutId)
  if (!statement) return new Map()
  const { lines } = JSON.parse(readContent(statement)) as Statement // checked when it was frozen
  return new Map(
    lines.map(({ trace: { commissionId, baseLines } }) => [
      commissionId,
      baseLines.reduce((sum, { label, minor }) => (label === 'refunded' ? sum - minor : sum), 0),
    ]),
  )
}

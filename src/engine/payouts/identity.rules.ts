import { addMinor } from '../../contract/money.ts'
import type { Minor } from '../../contract/money.ts'

/** The sums of one partner in one currency, minor units. */
export interface PayoutSums {
  openingMinor: Minor
  earnedMinor: Minor
  adjustedMinor: Minor
}

/** opening + earned + adjusted: what is owed before this payment. */
export function balanceOf(sums: PayoutSums): Minor {
  return addMinor(addMinor(sums.openingMinor, sums.earnedMinor), sums.adjustedMinor)
}

/**
 * opening + earned + adjusted − paid = closing, the identity printed on every statement. [PO6]
 *
 * Clawbacks are earnings with a minus sign and a reversed commission earns 0: a refund is counted in one of the two ways,
 * never in both.
 */
export function closingOf(sums: PayoutSums & { paidMinor: Minor }): Minor {
  return addMinor(balanceOf(sums), -sums.paidMinor)
}

/** By how many minor units a statement's closing balance differs from its identity and its earned sum from its lines; both 0 when it is right. */
export function findStatementGap(
  statement: PayoutSums & { paidMinor: Minor; closingMinor: Minor },
  lines: readonly { earnedMinor: Minor }[],
): { closingGapMinor: Minor; linesGapMinor: Minor } {
  const earned = lines.reduce((sum, line) => addMinor(sum, line.earnedMinor), 0)
  return {
    closingGapMinor: statement.closingMinor - closingOf(statement),
    linesGapMinor: statement.earnedMinor - earned,
  }
}

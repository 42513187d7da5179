import { deflateRawSync } from 'node:zlib'
import { addMinor } from '../../contract/money.ts'
import type { Statement } from '../../contract/payouts.ts'
import type { CommandContext } from '../context.ts'
import type { PayoutRunTable, PayoutTable } from '../db/schema.ts'
import { canonicalJson, sha256 } from '../history/canonical.ts'
import { claimsLines } from './claims.rules.ts'
import { findStatementGap } from './identity.rules.ts'
import { listPayouts } from './runs.repo.ts'
import { statementNumber } from './runs.rules.ts'
import { createStatementBuilder } from './statementContent.ts'
import { nextTurn } from '../pause.ts'

/** A statement is due where something happened: lines, adjustments or a payment. A balance that only waits needs none. */
export function needsStatement(payout: PayoutTable): boolean {
  return (
    claimsLines(payout.carried_because) &&
    (payout.line_count > 0 || payout.adjustment_ids !== '[]' || payout.payout_minor !== 0)
  )
}

/** A statement is frozen only when its lines and adjustments add up to its sums, to the last minor unit. [PO6] [PO9] */
function assertAddsUp(statement: Statement): void {
  const gap = findStatementGap(
    statement,
    statement.lines.map(({ trace }) => trace),
  )
  const adjusted = statement.adjustments.reduce((sum, { minor }) => addMinor(sum, minor), 0)
  if (gap.closingGapMinor !== 0 || gap.linesGapMinor !== 0 || adjusted !== statement.adjustedMinor)
    throw new Error(`statement ${statement.number} does not add up`)
}

/** Freezes one statement per payout: canonical JSON with every trace, its hash, deflated. [PO3] @returns how many */
export async function freezeStatements(context: CommandContext, run: PayoutRunTable): Promise<number> {
  const build = await createStatementBuilder(context, run, null)
  const payouts = listPayouts(context.raw, run.id).filter(needsStatement)
  for (const [i, payout] of payouts.entries()) {
    context.progress({ done: i, total: payouts.length, label: payout.partner_name })
    if (i % 20 === 19) await nextTurn() // lets a cancel arrive
    context.signal.throwIfAborted()
    const statement = build(payout, statementNumber(run.number, i + 1))
    assertAddsUp(statement)
    const json = canonicalJson(statement)
    const hash = sha256(json)
    context.write.insert('statement', {
      // The same content is the same statement, whoever approves it.
      uid: sha256(`tandem/statement/1\0${hash}`).slice(0, 32),
      payout_id: payout.id,
      run_id: run.id,
      partner_id: payout.partner_id,
      number: statement.number,
      currency: payout.currency,
      opening_minor: statement.openingMinor,
      earned_minor: statement.earnedMinor,
      adjusted_minor: statement.adjustedMinor,
      paid_minor: statement.paidMinor,
      closing_minor: statement.closingMinor,
      content: deflateRawSync(json),
      content_hash: hash,
      approved_at: context.at,
      approved_by: context.actor,
      is_live: 1,
    })
  }
  return payouts.length
}

/** Statements of a voided run stop counting; the ledger reverses them. */
export function retractStatements(context: CommandContext, runId: number): void {
  const ids = context.raw.prepare('SELECT id FROM statement WHERE run_id = ? AND is_live = 1').pluck().all(runId)
  for (const id of ids) context.write.setLive('statement', id as number, false)
}

import { AppError } from '../../contract/errors.ts'
import { type payoutMethods, type Statement, statementSchema } from '../../contract/payouts.ts'
import type { HandlersOf } from '../context.ts'
import type { Connection } from '../db/open.ts'
import type { StatementTable } from '../db/schema.ts'
import { unchanged } from '../db/slices.ts'
import { listBalances } from './ledger.repo.ts'
import { getPayout, getRun, listPayouts } from './runs.repo.ts'
import { statementNumber } from './runs.rules.ts'
import { needsStatement } from './approve.ts'
import { createStatementBuilder } from './statementContent.ts'
import { toStatementCsv } from './statementCsv.ts'
import { toStatementHtml } from './statementHtml.ts'
import { findStatement, readContent } from './statementLines.repo.ts'

type StatementMethods =
  'payouts.statement' | 'payouts.previewStatement' | 'payouts.renderStatement' | 'payouts.balances'

/** The frozen content; nothing else of the workspace takes part. @throws AppError statement.notFound */
function getStatement(raw: Connection, id: number): { row: StatementTable; statement: Statement } {
  const row = findStatement(raw, id)
  if (!row) throw new AppError('statement.notFound', { id })
  return { row, statement: statementSchema.parse(JSON.parse(readContent(row))) }
}

/** "2025-12-003 Deccan Stack.html": what every file system takes. */
function toFileName({ number, partner }: Statement, format: string): string {
  const name = partner.name
    .replaceAll(/[^\p{L}\p{N} .-]+/gu, '-')
    .slice(0, 80)
    .trim()
  return `${number} ${name}.${format}`
}

export const statementHandlers: HandlersOf<Pick<typeof payoutMethods, StatementMethods>> = {
  async 'payouts.statement'(context, { statementId }) {
    const { row, statement } = getStatement(context.raw, statementId)
    return {
      ...statement,
      id: row.id,
      hash: row.content_hash,
      runId: row.run_id,
      partnerId: row.partner_id,
      approvedAt: row.approved_at,
      approvedBy: row.approved_by,
    }
  },

  async 'payouts.previewStatement'(context, { payoutId }) {
    const payout = getPayout(context.raw, payoutId)
    const run = getRun(context.raw, payout.run_id)
    const ordinal = listPayouts(context.raw, run.id)
      .filter(needsStatement)
      .findIndex(({ id }) => id === payoutId)
    const number = ordinal === -1 ? '' : statementNumber(run.number, ordinal + 1)
    return unchanged(context.raw, async () => (await createStatementBuilder(context, run, payout))(payout, number))
  },

  async 'payouts.renderStatement'(context, { statementId, format }) {
    const { row, statement } = getStatement(context.raw, statementId)
    const render = format === 'html' ? toStatementHtml : toStatementCsv
    return { fileName: toFileName(statement, format), text: render(statement, row.content_hash) }
  },

  async 'payouts.balances'(context, { partnerId }) {
    return { balances: listBalances(context.raw, partnerId) }
  },
}

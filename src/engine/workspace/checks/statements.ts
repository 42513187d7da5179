import { addMinor } from '../../../contract/money.ts'
import { type Statement, statementSchema } from '../../../contract/payouts.ts'
import { replay } from '../../commissions/trace.rules.ts'
import type { Connection } from '../../db/open.ts'
import type { StatementTable } from '../../db/schema.ts'
import { canonicalJson, sha256 } from '../../history/canonical.ts'
import { findStatementGap } from '../../payouts/identity.rules.ts'
import { readContent } from '../../payouts/statementLines.repo.ts'
import type { Check } from '../verify.ts'

/** The content as it was frozen, or what is wrong with it. */
function readFrozen(row: StatementTable): Statement | string {
  let json: string
  try {
    json = readContent(row)
  } catch {
    return 'its content cannot be unpacked'
  }
  if (sha256(json) !== row.content_hash) return 'its content is not what was approved'
  const parsed = statementSchema.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : 'its content is no statement'
}

const COLUMNS = {
  number: 'number',
  currency: 'currency',
  opening_minor: 'openingMinor',
  earned_minor: 'earnedMinor',
  adjusted_minor: 'adjustedMinor',
  paid_minor: 'paidMinor',
  closing_minor: 'closingMinor',
} as const satisfies Partial<Record<keyof StatementTable, keyof Statement>>

function* problemsOf(row: StatementTable, statement: Statement): Generator<string> {
  for (const [column, field] of Object.entries(COLUMNS) as [
    keyof typeof COLUMNS,
    (typeof COLUMNS)[keyof typeof COLUMNS],
  ][])
    if (row[column] !== statement[field])
      yield `${column} is ${canonicalJson(row[column])}, approved was ${canonicalJson(statement[field])}`
  const gap = findStatementGap(
    statement,
    statement.lines.map(({ trace }) => trace),
  )
  if (gap.linesGapMinor !== 0) yield `its lines miss its earned sum by ${gap.linesGapMinor}`
  if (gap.closingGapMinor !== 0) yield `its closing balance is off by ${gap.closingGapMinor}`
  const adjusted = statement.adjustments.reduce((sum, { minor }) => addMinor(sum, minor), 0)
  if (adjusted !== statement.adjustedMinor)
    yield `its adjustments miss their sum by ${statement.adjustedMinor - adjusted}`
  for (const [i, { trace }] of statement.lines.entries())
    if (replay(trace) !== trace.earnedMinor) yield `line ${i + 1} does not follow from its arithmetic`
}

/** Lines of live statements: the stored commission is what was frozen, claimed by this payout, in no other statement. */
function checkLines(
  raw: Connection,
  row: StatementTable,
  statement: Statement,
  claimed: Map<number, string>,
): string[] {
  const find = raw.prepare('SELECT earned_minor, base_minor, payout_id FROM commission WHERE id = ?')
  const problems: string[] = []
  for (const [i, { trace }] of statement.lines.entries()) {
    const other = claimed.get(trace.commissionId)
    if (other !== undefined) problems.push(`line ${i + 1} stands in statement ${other} as well`)
    claimed.set(trace.commissionId, row.number)
    const stored = find.get(trace.commissionId) as
      { earned_minor: number; base_minor: number; payout_id: number | null } | undefined
    if (!stored) problems.push(`line ${i + 1}: commission ${trace.commissionId} is missing`)
    else if (stored.payout_id !== row.payout_id)
      problems.push(`line ${i + 1}: commission ${trace.commissionId} is claimed by another payout`)
    else if (stored.earned_minor !== trace.earnedMinor || stored.base_minor !== trace.baseMinor)
      problems.push(
        `line ${i + 1}: commission ${trace.commissionId} earns ${stored.earned_minor}, approved was ${trace.earnedMinor}`,
      )
  }
  return problems
}

/** Every statement is what was approved, adds up, follows from its own arithmetic, and shares no line. [VE4] */
export const checkStatements: Check = {
  check: 'statements',
  async run({ raw }) {
    const findings: { entity: string; entityId: number; message: string }[] = []
    const claimed = new Map<number, string>()
    const closing = new Map<string, number>()
    let examined = 0
    for (const row of raw.prepare('SELECT * FROM statement ORDER BY id').iterate() as Iterable<StatementTable>) {
      examined += 1
      const add = (message: string): void =>
        void findings.push({ entity: 'statement', entityId: row.id, message: `Statement ${row.number}: ${message}` })
      const statement = readFrozen(row)
      if (typeof statement === 'string') {
        add(statement)
        continue
      }
      for (const problem of problemsOf(row, statement)) add(problem)
      if (row.is_live === 0) continue
      for (const problem of checkLines(raw, row, statement, claimed)) add(problem)
      const chain = `${row.partner_id} ${row.currency}`
      if (statement.openingMinor !== (closing.get(chain) ?? 0))
        add(`it opens with ${statement.openingMinor}, the one before closed with ${closing.get(chain) ?? 0}`)
      closing.set(chain, statement.closingMinor)
    }
    return { examined, findings }
  },
}

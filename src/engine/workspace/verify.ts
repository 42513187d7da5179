import type { VerifyFinding, VerifyReport } from '../../contract/workspace.ts'
import { AppError } from '../../contract/errors.ts'
import type { TaskContext } from '../context.ts'
import { toStorageError } from '../db/open.ts'
import { GENESIS_HASH } from '../history/commands.ts'
import { checkChain } from './checks/chain.ts'
import { checkCommissions } from './checks/commissions.ts'
import { checkFacts } from './checks/facts.ts'
import { checkGuards } from './checks/guards.ts'
import { checkImports } from './checks/imports.ts'
import { checkIntegrity, checkPages } from './checks/integrity.ts'
import { checkLedger } from './checks/ledger.ts'
import { checkRegisters } from './checks/registers.ts'
import { checkRollups } from './checks/rollups.ts'
import { checkScorecards } from './checks/scorecards.ts'
import { checkStatements } from './checks/statements.ts'

/** Everything a check may need. Findings name entity and id; `examined` counts what was looked at. */
export interface Check {
  check: VerifyFinding['check']
  run(context: TaskContext): Promise<{ examined: number; findings: Omit<VerifyFinding, 'check'>[] }>
}

const checks: readonly Check[] = [
  checkIntegrity,
  checkGuards,
  checkChain,
  checkRegisters,
  checkFacts,
  checkImports,
  checkCommissions,
  checkStatements,
  checkScorecards,
  checkLedger,
  checkRollups,
]

/** What is looked at after each opening: a second or two even for a million rows. */
const afterOpening: readonly Check[] = [checkPages, checkGuards, checkLedger]

const MAX_LISTED = 200

/** A page that cannot be read, or holds what this program never writes, stops one check, not the others. */
function toUnreadable(error: unknown): Awaited<ReturnType<Check['run']>> {
  const known = toStorageError(error)
  if (known instanceof AppError && known.code === 'engine.cancelled') throw known
  const why = known instanceof AppError ? known.code : String(known)
  return { examined: 0, findings: [{ entity: 'file', entityId: null, message: `Could not be checked: ${why}` }] }
}

/** Runs every check, one after the other; a defect in one hides none of the others. [VE1] */
export async function verifyWorkspace(context: TaskContext, scope: 'all' | 'afterOpening'): Promise<VerifyReport> {
  const wanted = scope === 'all' ? checks : afterOpening
  const report: VerifyReport['checks'] = []
  const findings: VerifyFinding[] = []
  for (const [done, { check, run }] of wanted.entries()) {
    context.progress({ done, total: wanted.length, label: check })
    if (context.signal.aborted) throw new AppError('engine.cancelled')
    const result = await run(context).catch(toUnreadable)
    report.push({ check, examined: result.examined, findings: result.findings.length })
    findings.push(...result.findings.map((finding) => ({ check, ...finding })))
  }
  const last = context.raw.prepare('SELECT seq, hash FROM command ORDER BY seq DESC LIMIT 1').get() as
    { seq: number; hash: string } | undefined
  return {
    isSound: findings.length === 0,
    checks: report,
    findings: findings.slice(0, MAX_LISTED),
    commands: last?.seq ?? 0,
    chainHash: last?.hash ?? GENESIS_HASH,
  }
}

import type { VerifyFinding, VerifyReport } from '../../contract/workspace.ts'
import type { TaskContext } from '../context.ts'
import { GENESIS_HASH } from '../history/commands.ts'
import { checkChain } from './checks/chain.ts'
import { checkIntegrity } from './checks/integrity.ts'

/** Everything a check may need. Findings name entity and id; `examined` counts what was looked at. */
export interface Check {
  check: VerifyFinding['check']
  run(context: TaskContext): Promise<{ examined: number; findings: Omit<VerifyFinding, 'check'>[] }>
}

const checks: readonly Check[] = [checkIntegrity, checkChain]

const MAX_LISTED = 200

/** Runs every check, one after the other; a defect in one hides none of the others. [VE1] */
export async function verifyWorkspace(context: TaskContext): Promise<VerifyReport> {
  const report: VerifyReport['checks'] = []
  const findings: VerifyFinding[] = []
  for (const [done, { check, run }] of checks.entries()) {
    context.progress({ done, total: checks.length, label: check })
    const result = await run(context)
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

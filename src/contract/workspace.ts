import { z } from 'zod'
import { nothing, query, task } from './method.ts'

/** One thing that `verify` found wrong: which check, which entity, and a sentence that names it. */
export const verifyFindingSchema = z.strictObject({
  check: z.enum([
    'integrity',
    'chain',
    'registers',
    'facts',
    'imports',
    'commissions',
    'statements',
    'scorecards',
    'ledger',
    'rollups',
    'guards',
  ]),
  entity: z.string(),
  entityId: z.int().nullable(),
  message: z.string(),
})
export type VerifyFinding = z.infer<typeof verifyFindingSchema>

export const verifyReportSchema = z.strictObject({
  isSound: z.boolean(),
  checks: z.array(z.strictObject({ check: z.string(), examined: z.int(), findings: z.int() })),
  /** At most 200 are listed; `checks` counts all. */
  findings: z.array(verifyFindingSchema),
  commands: z.int(),
  chainHash: z.string(),
})
export type VerifyReport = z.infer<typeof verifyReportSchema>

export const workspaceMethods = {
  'workspace.status': query(
    nothing,
    z.strictObject({
      isSetUp: z.boolean(),
      programmeName: z.string(),
      schemaVersion: z.int(),
      commands: z.int(),
      lastBackupAt: z.string().nullable(),
      isReadOnly: z.boolean(),
    }),
  ),
  /**
   * Re-derives ledger, statements, chain and integrity and names each difference. `afterOpening`: only what is quick even
   * for large workspaces, integrity, guards and ledger. [VE1] [VE10]
   */
  'workspace.verify': task(z.strictObject({ scope: z.enum(['all', 'afterOpening']).optional() }), verifyReportSchema),
  /** A checked copy of the file (`VACUUM INTO`, then quick_check) in the backup folder beside it. */
  'workspace.backup': task(nothing, z.strictObject({ name: z.string(), bytes: z.int() })),
  /** SHA-256 over all registers and live facts in key order: equal states give equal digests. [HI5] */
  'workspace.digest': query(nothing, z.strictObject({ digest: z.string() })),
}

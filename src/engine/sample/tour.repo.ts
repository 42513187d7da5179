import type { Output } from '../../contract/methods.ts'
import type { Connection } from '../db/open.ts'
import { canonicalJson, sha256 } from '../history/canonical.ts'
import { sampleSetUp } from './setUp.ts'

/** A workspace is the sample's when its story begins as the sample's does. */
function isSample(raw: Connection): boolean {
  const first = raw.prepare('SELECT input_hash FROM command WHERE seq = 1').pluck().get()
  return first === sha256(canonicalJson(['programme.setUp', sampleSetUp]))
}

/** Where the tour stops, or null where there is nothing to show. [SA20] */
export function findTourStops(raw: Connection): Output<'sample.tour'>['stops'] {
  if (!isSample(raw)) return null
  const pick = (sql: string): unknown => raw.prepare(`${sql} LIMIT 1`).get()
  // The run that waits for somebody; once nothing does, the newest.
  const run = pick(
    `SELECT id FROM payout_run ORDER BY state IN ('draft', 'reviewed', 'approved', 'exported') DESC, id DESC`,
  ) as { id: number } | undefined
  const statement = pick('SELECT id FROM statement WHERE is_live = 1 ORDER BY run_id DESC, paid_minor DESC, id') as
    { id: number } | undefined
  if (run === undefined || statement === undefined) return null
  const commission = pick(
    `SELECT commission.id, partner.name FROM commission JOIN partner ON partner.id = partner_id
     WHERE earned_minor > 0 AND is_reversed = 0 ORDER BY occurred_on DESC, earned_minor DESC, commission.id`,
  ) as { id: number; name: string } | undefined
  if (commission === undefined) return null
  return { commissionId: commission.id, partner: commission.name, runId: run.id, statementId: statement.id }
}

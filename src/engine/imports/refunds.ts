import type { Connection } from '../db/open.ts'
import { writeHash } from './batcher.ts'
import type { Classifier } from './classify.ts'
import { HASH_BYTES } from './factIndex.ts'
import { saleIdentity } from './identity.rules.ts'
import { toWords } from './knownFacts.ts'

/** Links refunds that came before their sale. The newest version of the sale is meant. */
export function linkRefunds(connection: Connection, classifier: Classifier): void {
  const open = connection
    .prepare(
      `SELECT id, source, original_external_id AS original FROM conversion
       WHERE kind = 'refund' AND original_id IS NULL AND original_external_id <> ''`,
    )
    .all() as { id: number; source: string; original: string }[]
  const link = connection.prepare('UPDATE conversion SET original_id = ? WHERE id = ?')
  const identity = new Uint8Array(HASH_BYTES)
  for (const refund of open) {
    writeHash(identity, 0, saleIdentity(refund.source, refund.original))
    const sale = classifier.newest('conversions', toWords(identity), 0)
    if (sale !== null) link.run(sale, refund.id)
  }
}

/** Every version of a conversion that has several, as `id` and `first_id`. */
export const versionsSql = `SELECT id, first_id FROM fact_version WHERE kind = 'conversions'
  UNION SELECT first_id, first_id FROM fact_version WHERE kind = 'conversions'`

/** A refund is one of the version of its sale that counts; while none does its link stays. [IM49] */
export function linkToLiveVersions(connection: Connection): void {
  connection
    .prepare(
      `WITH version AS (${versionsSql}),
         live AS (SELECT version.id, first_id FROM version JOIN conversion ON conversion.id = version.id WHERE is_live = 1)
       UPDATE conversion SET original_id = live.id FROM version JOIN live USING (first_id)
       WHERE conversion.kind = 'refund' AND conversion.original_id = version.id AND version.id <> live.id`,
    )
    .run()
}

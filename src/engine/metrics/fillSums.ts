import type { Connection } from '../db/open.ts'
import { readSettings } from '../programme/programme.repo.ts'
import { offerExchange } from '../rates/rates.repo.ts'
import { rollupSelects } from './rollups.repo.ts'

/**
 * Fills sums that have no rows, in the transaction that brings a file up to date: those of deals, whose foreign amounts
 * need the exchange, came with version 6. Whether they are filled is told by them, not by the version: steps before the
 * last one are kept when it fails. [DB2] [ME17]
 */
export function fillSums(raw: Connection): void {
  const base = offerExchange(raw, readSettings(raw)).into
  for (const table of ['rollup_deal', 'rollup_deal_role'] as const)
    if (raw.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined)
      raw.prepare(`INSERT INTO ${table} ${rollupSelects[table]()}`).run({ base })
}

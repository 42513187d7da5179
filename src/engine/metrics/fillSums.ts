import type { Connection } from '../db/open.ts'
import { readSettings } from '../programme/programme.repo.ts'
import { offerExchange } from '../rates/rates.repo.ts'
import { rollupSelects } from './rollups.repo.ts'

/** The version that brought sums of deals; their foreign amounts need the exchange. */
const DEALS_SINCE = 6

/** Fills the sums that a file of before has no rows for, in the transaction that brings it up to date. [DB2] [ME17] */
export function fillSums(raw: Connection, from: number): void {
  if (from >= DEALS_SINCE) return
  const base = offerExchange(raw, readSettings(raw)).into
  for (const table of ['rollup_deal', 'rollup_deal_role'] as const)
    raw.prepare(`INSERT INTO ${table} ${rollupSelects[table]()}`).run({ base })
}

import { createHash } from 'node:crypto'
import { entityNames } from '../../contract/history.ts'
import type { Connection } from '../db/open.ts'
import { canonicalJson } from './canonical.ts'
import { entities } from './entities.ts'

/** SHA-256 over all registers and live facts in id order; derived columns and clocks stay out. [HI5] */
export function stateDigest(connection: Connection): string {
  const hash = createHash('sha256')
  for (const entity of entityNames) {
    const { kind, derived, unlogged } = entities[entity]
    const hidden = new Set([...derived, ...unlogged, 'is_live'])
    const columns = (connection.pragma(`table_info(${entity})`) as { name: string }[])
      .map((column) => column.name)
      .filter((name) => !hidden.has(name))
    const isLive = entity === 'partner' || kind !== 'register' ? 'WHERE is_live = 1' : ''
    hash.update(`${entity}\n`)
    for (const row of connection
      .prepare(`SELECT ${columns.join(', ')} FROM ${entity} ${isLive} ORDER BY id`)
      .raw()
      .iterate()) {
      hash.update(canonicalJson(row))
    }
  }
  const balances = connection
    .prepare(
      'SELECT account, partner_id, currency, sum(amount_minor) FROM ledger_entry GROUP BY 1, 2, 3 HAVING sum(amount_minor) <> 0 ORDER BY 1, 2, 3',
    )
    .raw()
  for (const row of balances.iterate()) hash.update(canonicalJson(row))
  for (const row of connection
    .prepare('SELECT id, partner_id, earned_minor, currency, payout_id FROM commission ORDER BY id')
    .raw()
    .iterate())
    hash.update(canonicalJson(row))
  return hash.digest('hex')
}

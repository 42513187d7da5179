import type { QueryContext } from '../context.ts'
import type { Reaction } from './reactions.ts'
import { runReactionsAlone, type Work } from './replay.ts'
import { createWrite } from './write.ts'

/**
 * Works out anew what an upgrade made stale, in one transaction: it named the partners, and what this program derives of
 * their conversions is no longer what is stored. Asked whenever a file is opened, as the program may have ended before. [DB7]
 *
 * @returns whether there was any
 */
export async function catchUp(query: QueryContext, reactions: readonly Reaction[], work: Work): Promise<boolean> {
  const { raw } = query
  const partners = raw.prepare('SELECT partner_id FROM stale_partner').pluck().all() as number[]
  if (partners.length === 0) return false
  raw.exec('BEGIN IMMEDIATE; UPDATE write_gate SET is_open = 1')
  try {
    const seq = raw.prepare('SELECT coalesce(max(seq), 0) FROM command').pluck().get() as number
    const write = createWrite(raw, () => '')
    write.touch('conversion', raw.prepare('SELECT coalesce(min(id), 0) FROM conversion').pluck().get() as number)
    const affected = { partners: new Set(partners), isEveryone: false, settledImports: new Set<number>() }
    await runReactionsAlone(reactions, query, { seq, write, affected }, work)
    raw.exec('DELETE FROM stale_partner; UPDATE write_gate SET is_open = 0; COMMIT')
  } catch (error) {
    raw.exec('ROLLBACK')
    throw error
  }
  return true
}

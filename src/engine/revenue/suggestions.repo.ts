import type { Connection } from '../db/open.ts'
import type { ConversionTable } from '../db/schema.ts'
import { inTurns } from '../imports/liveness.ts'
import type { KnownPartner } from '../imports/matching.rules.ts'

/** A command credits so many at once. */
const MOST = 10_000

/** Partners in use. */
export function listCreditable(connection: Connection): KnownPartner[] {
  return connection
    .prepare(
      `SELECT id, name, external_id AS externalId, code, email, domain FROM partner
       WHERE is_live = 1 AND is_archived = 0 ORDER BY id`,
    )
    .all() as KnownPartner[]
}

/** Partners in use that are credited with sales of a customer, the one with the newest first. */
export function listPartnersOfCustomer(
  connection: Connection,
  customerId: number,
): { partnerId: number; name: string }[] {
  return connection
    .prepare(
      `SELECT partner.id AS partnerId, name FROM conversion JOIN partner ON partner.id = partner_id
       WHERE customer_id = ? AND conversion.kind = 'sale' AND conversion.is_live = 1 AND partner.is_live = 1 AND is_archived = 0
       GROUP BY partner.id ORDER BY max(occurred_on) DESC, partner.id`,
    )
    .all(customerId) as { partnerId: number; name: string }[]
}

/**
 * Conversions, or leads, that nobody was ever credited with and that are in the same case as one of them: with the same
 * text, or without any for the same customer.
 *
 * @returns their ids, that of the one first; no more than a command takes
 */
export async function listWaiting(connection: Connection, row: ConversionTable): Promise<number[]> {
  const isSame = row.partner_text === '' ? `partner_text = '' AND customer_id = @customerId` : 'partner_text = @text'
  const waiting = connection
    .prepare(
      `SELECT id FROM conversion WHERE id BETWEEN @from AND @to AND is_live = 1 AND partner_id IS NULL
         AND (kind = 'lead') = @isLead AND ${isSame} AND id NOT IN (SELECT conversion_id FROM attribution)`,
    )
    .pluck()
  const isLead = row.kind === 'lead' ? 1 : 0
  const given = row.partner_text === '' ? { customerId: row.customer_id } : { text: row.partner_text }
  const ids: number[] = [row.id]
  const last = connection.prepare('SELECT coalesce(max(id), 0) FROM conversion').pluck().get() as number
  await inTurns([{ from: 1, to: last }], (piece) => {
    if (ids.length < MOST)
      ids.push(...(waiting.all({ ...piece, isLead, ...given }) as number[]).filter((id) => id !== row.id))
  })
  return ids.slice(0, MOST)
}

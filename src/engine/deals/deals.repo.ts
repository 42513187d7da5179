import type { Output } from '../../contract/methods.ts'
import type { Connection } from '../db/open.ts'
import { firstDealSql } from './firstDealSql.ts'

export function firstVersionOf(raw: Connection, dealId: number): number {
  return raw
    .prepare(`SELECT ${firstDealSql('@dealId')}`)
    .pluck()
    .get({ dealId }) as number
}

export function listRoles(raw: Connection, dealId: number): Output<'deals.roles'>['roles'] {
  return raw
    .prepare(
      `SELECT partner_id AS partnerId, name, role, note FROM deal_role JOIN partner ON partner.id = partner_id
       WHERE deal_id = ${firstDealSql('@dealId')} ORDER BY role DESC, name COLLATE NOCASE`,
    )
    .all({ dealId }) as Output<'deals.roles'>['roles']
}

/** Row id of a partner's part in a deal; undefined when it has none. */
export function findRole(raw: Connection, firstDealId: number, partnerId: number): number | undefined {
  return raw
    .prepare('SELECT id FROM deal_role WHERE deal_id = ? AND partner_id = ?')
    .pluck()
    .get(firstDealId, partnerId) as number | undefined
}

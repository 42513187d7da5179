import type { CommandContext } from '../context.ts'
import { settledOnSql } from '../commissions/settledOnSql.ts'
import { entityNames } from '../../contract/history.ts'
import type { Reaction } from '../history/reactions.ts'
import { claimsLinesSql } from './claims.rules.ts'
import { idsInRanges } from './ranges.rules.ts'

interface Claim {
  id: number
  partner_id: number
  currency: string
  commission_ranges: string
  adjustment_ids: string
  claims: number
  is_frozen: number
}

const selectClaims = `SELECT payout.id, payout.partner_id, payout.currency, commission_ranges, adjustment_ids,
  state <> 'void' AND ${claimsLinesSql('carried_because')} AS claims,
  EXISTS (SELECT 1 FROM statement WHERE payout_id = payout.id AND is_live = 1) AS is_frozen
  FROM payout JOIN payout_run ON payout_run.id = run_id`

const toJson = (ids: Iterable<number>): string => JSON.stringify([...ids])

/** Payouts this command touched, by themselves or through their run, also those it removed. */
function touchedPayouts(context: CommandContext): Set<number> {
  const { raw, write } = context
  const ids = new Set(write.touched.get('payout'))
  const ofRuns = raw.prepare('SELECT id FROM payout WHERE run_id IN (SELECT value FROM json_each(?))').pluck()
  for (const id of ofRuns.all(toJson(write.touched.get('payout_run') ?? []))) ids.add(id as number)
  return ids
}

/** Open runs keep their claims on commissions that were derived anew. */
function openPayouts(context: CommandContext): number[] {
  const { raw, affected } = context
  return raw
    .prepare(
      `SELECT payout.id FROM payout JOIN payout_run ON payout_run.id = run_id
       WHERE state IN ('draft', 'reviewed') AND (@everyone OR partner_id IN (SELECT value FROM json_each(@partners)))`,
    )
    .pluck()
    .all({ everyone: affected.isEveryone ? 1 : 0, partners: toJson(affected.partners) }) as number[]
}

function claim(context: CommandContext, ids: ReadonlySet<number>): void {
  const { raw } = context
  const claims = raw
    .prepare(`${selectClaims} WHERE payout.id IN (SELECT value FROM json_each(?))`)
    .all(toJson(ids)) as Claim[]
  const live = new Map(claims.map((row) => [row.id, row]))
  const free = raw.prepare(
    `UPDATE commission SET payout_id = NULL WHERE payout_id = @id AND id NOT IN (${idsInRanges('@ranges')})`,
  )
  const take = raw.prepare(
    `UPDATE commission SET payout_id = @id WHERE payout_id IS NULL AND partner_id = @partner AND currency = @currency
     AND id IN (${idsInRanges('@ranges')})`,
  )
  const freeAdjustments = raw.prepare('UPDATE adjustment SET payout_id = NULL WHERE payout_id = ?')
  const takeAdjustments = raw.prepare(
    'UPDATE adjustment SET payout_id = @id WHERE payout_id IS NULL AND id IN (SELECT value FROM json_each(@adjustments))',
  )
  // All are freed before any is taken: two payouts of one command may hand a line from one to the other.
  for (const id of ids) {
    const row = live.get(id)
    if (!row?.is_frozen) free.run({ id, ranges: row?.claims ? row.commission_ranges : '[]' })
    freeAdjustments.run(id)
  }
  for (const row of claims.filter(({ claims: isClaiming }) => isClaiming)) {
    take.run({ id: row.id, partner: row.partner_id, currency: row.currency, ranges: row.commission_ranges })
    takeAdjustments.run({ id: row.id, adjustments: row.adjustment_ids })
  }
}

function settle(context: CommandContext, partners: ReadonlySet<number>): void {
  context.raw
    .prepare(
      `UPDATE payout SET settled_on = ${settledOnSql('payout.id')} WHERE partner_id IN (SELECT value FROM json_each(?))`,
    )
    .run(toJson(partners))
}

/** Partners whose statements or payments this command touched. */
function touchedPartners({ raw, write }: CommandContext): Set<number> {
  const partners = new Set<number>()
  for (const entity of ['payout', 'statement', 'payment'] as const) {
    const find = raw.prepare(`SELECT partner_id FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`).pluck()
    for (const id of find.all(toJson(write.touched.get(entity) ?? []))) partners.add(id as number)
  }
  return partners
}

/** Derives which payout each commission and adjustment is in, and which payouts are settled. [PO10] */
export const claimsReaction: Reaction = {
  name: 'claims',
  after: entityNames,
  async run(context) {
    const ids = touchedPayouts(context)
    for (const id of openPayouts(context)) ids.add(id)
    if (ids.size > 0) claim(context, ids)
    const partners = touchedPartners(context)
    if (partners.size > 0) settle(context, partners)
  },
}

import { AppError } from '../../contract/errors.ts'
import type { Run, RunState } from '../../contract/payouts.ts'
import type { Connection } from '../db/open.ts'
import type { PayoutRunTable, PayoutTable } from '../db/schema.ts'
import type { RunStep } from './runs.rules.ts'

/** A payout with what its page shows beside it. */
export interface PayoutRow extends PayoutTable {
  partner_name: string
  statement_id: number | null
  statement_number: string | null
  paid_on: string | null
  reference: string | null
}

/** @throws AppError entity.notFound */
export function getRun(raw: Connection, id: number): PayoutRunTable {
  const run = raw.prepare('SELECT * FROM payout_run WHERE id = ?').get(id) as PayoutRunTable | undefined
  if (!run) throw new AppError('entity.notFound', { entity: 'payout_run', id })
  return run
}

/** @throws AppError entity.notFound */
export function getPayout(raw: Connection, id: number): PayoutTable {
  const payout = raw.prepare('SELECT * FROM payout WHERE id = ?').get(id) as PayoutTable | undefined
  if (!payout) throw new AppError('entity.notFound', { entity: 'payout', id })
  return payout
}

export function listRunNumbers(raw: Connection): string[] {
  return raw.prepare('SELECT number FROM payout_run').pluck().all() as string[]
}

/** A run's payouts in the order of their statements. */
export function listPayouts(raw: Connection, runId: number): PayoutRow[] {
  return raw
    .prepare(
      `SELECT payout.*, partner.name AS partner_name, statement.id AS statement_id, statement.number AS statement_number,
         payment.paid_on, payment.reference
       FROM payout JOIN partner ON partner.id = payout.partner_id
       LEFT JOIN statement ON statement.payout_id = payout.id AND statement.is_live = 1
       LEFT JOIN payment ON payment.payout_id = payout.id AND payment.is_live = 1
       WHERE payout.run_id = ? ORDER BY payout.id`,
    )
    .all(runId) as PayoutRow[]
}

/** Payments of a run that count. */
export function countPayments(raw: Connection, runId: number): number {
  return raw
    .prepare(
      'SELECT count(*) FROM payment JOIN payout ON payout.id = payout_id WHERE payout.run_id = ? AND payment.is_live = 1',
    )
    .pluck()
    .get(runId) as number
}

/** Every state the log saw a run in, oldest first. */
export function listStates(raw: Connection, runId: number): RunStep[] {
  return raw
    .prepare(
      `SELECT operation.after ->> 'state' AS state, command.actor AS "by", command.at
       FROM operation JOIN command ON command.seq = command_seq
       WHERE entity = 'payout_run' AND entity_id = ? AND operation.after ->> 'state' IS NOT NULL ORDER BY operation.seq`,
    )
    .all(runId) as { state: RunState; by: string; at: string }[]
}

/** Files that left, also those whose export was taken back. */
export function listExports(raw: Connection, runId: number): Run['exports'] {
  const rows = raw
    .prepare(
      `SELECT id, format, currency, file_name AS fileName, exported_at AS at, is_live FROM payout_export
       WHERE run_id = ? ORDER BY id`,
    )
    .all(runId) as { id: number; format: string; currency: string; fileName: string; at: string; is_live: number }[]
  return rows.map(({ is_live: isLive, ...row }) => ({ ...row, isReversed: isLive === 0 }))
}

/** Whether a later statement opens with what one of this run's statements closed with. */
export function hasLaterStatements(raw: Connection, runId: number): boolean {
  const found = raw
    .prepare(
      `SELECT 1 FROM statement AS own JOIN statement AS later
         ON later.partner_id = own.partner_id AND later.currency = own.currency AND later.id > own.id
       WHERE own.run_id = ? AND own.is_live = 1 AND later.is_live = 1 LIMIT 1`,
    )
    .get(runId)
  return found !== undefined
}

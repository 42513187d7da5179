import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { type AgendaItem, agendaSchema, type Commitment, type Review } from '../../contract/reviews.ts'
import { type StoredPoint, storedPointSchema } from '../../contract/reviewFigures.ts'
import type { Connection } from '../db/open.ts'
import type { CommitmentTable, QbrTable } from '../db/schema.ts'
import type { Meeting } from './carry.rules.ts'

/** A review with everything that is written about it. */
export interface StoredReview extends Review {
  agenda: AgendaItem[]
  notes: string
  points: StoredPoint[]
}

export function toReview(row: QbrTable): Review {
  return {
    id: row.id,
    partnerId: row.partner_id,
    plannedOn: row.planned_on,
    from: row.from_on,
    to: row.to_on,
    state: row.state,
    heldOn: row.held_on,
  }
}

function toStored(row: QbrTable): StoredReview {
  return {
    ...toReview(row),
    agenda: agendaSchema.parse(JSON.parse(row.agenda)),
    notes: row.notes,
    points: storedPointSchema.array().parse(JSON.parse(row.narrative)),
  }
}

/** @throws AppError entity.notFound */
export function getReview(raw: Connection, id: number): StoredReview {
  const row = raw.prepare('SELECT * FROM qbr WHERE id = ?').get(id) as QbrTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'qbr', id })
  return toStored(row)
}

/** The review of exactly this partner and period, the newest that was not cancelled. */
export function findReview(raw: Connection, partnerId: number, from: Day, to: Day): StoredReview | undefined {
  const row = raw
    .prepare(
      `SELECT * FROM qbr WHERE partner_id = ? AND from_on = ? AND to_on = ? AND state <> 'cancelled'
       ORDER BY planned_on DESC, id DESC LIMIT 1`,
    )
    .get(partnerId, from, to) as QbrTable | undefined
  return row && toStored(row)
}

/** Every review of a partner, in the order of their days. */
export function listReviews(raw: Connection, partnerId: number): Review[] {
  const rows = raw
    .prepare('SELECT * FROM qbr WHERE partner_id = ? ORDER BY coalesce(held_on, planned_on), id')
    .all(partnerId) as QbrTable[]
  return rows.map(toReview)
}

export const toMeeting = ({ id, heldOn, plannedOn, state }: Review): Meeting => ({
  id,
  day: heldOn ?? plannedOn,
  state,
})

type Row = Omit<Commitment, 'carried'>

function toCommitment(row: CommitmentTable): Row {
  return {
    id: row.id,
    partnerId: row.partner_id,
    reviewId: row.qbr_id,
    text: row.text,
    owner: row.owner,
    side: row.side,
    madeOn: row.made_on,
    dueOn: row.due_on,
    state: row.state,
    closedOn: row.closed_on,
    closingNote: row.closing_note,
  }
}

/** Every commitment of a partner. */
export function listCommitments(raw: Connection, partnerId: number): Row[] {
  const rows = raw
    .prepare('SELECT * FROM commitment WHERE partner_id = ? ORDER BY id')
    .all(partnerId) as CommitmentTable[]
  return rows.map(toCommitment)
}

/** @throws AppError entity.notFound */
export function getCommitment(raw: Connection, id: number): Row {
  const row = raw.prepare('SELECT * FROM commitment WHERE id = ?').get(id) as CommitmentTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'commitment', id })
  return toCommitment(row)
}

/** What stands in a calendar between two days. */
export function listCalendar(raw: Connection, from: Day, to: Day) {
  const reviews = raw
    .prepare(
      `SELECT qbr.*, partner.name AS partner_name FROM qbr JOIN partner ON partner.id = partner_id
       WHERE coalesce(held_on, planned_on) BETWEEN ? AND ? AND state <> 'cancelled'
       ORDER BY coalesce(held_on, planned_on), partner.name COLLATE NOCASE, qbr.id`,
    )
    .all(from, to) as (QbrTable & { partner_name: string })[]
  const commitments = raw
    .prepare(
      `SELECT commitment.id, partner_id AS partnerId, partner.name AS partnerName, qbr_id AS reviewId, text, owner, due_on AS dueOn
       FROM commitment JOIN partner ON partner.id = partner_id
       WHERE state = 'open' AND due_on BETWEEN ? AND ? ORDER BY due_on, commitment.id`,
    )
    .all(from, to) as {
    id: number
    partnerId: number
    partnerName: string
    reviewId: number | null
    text: string
    owner: string
    dueOn: Day
  }[]
  return { reviews: reviews.map((row) => ({ ...toReview(row), partnerName: row.partner_name })), commitments }
}

/** Active partners, each with its tier of a day, its last review and whether the next one is planned. */
export function listCandidates(
  raw: Connection,
  today: Day,
): { partnerId: number; name: string; group: string; tier: string; lastOn: Day | null; isPlanned: boolean }[] {
  const rows = raw
    .prepare(
      `SELECT partner.id AS partnerId, name, group_name AS "group",
         coalesce((SELECT tier FROM partner_tier WHERE partner_id = partner.id AND valid_from <= @today
           ORDER BY valid_from DESC LIMIT 1), '') AS tier,
         (SELECT max(held_on) FROM qbr WHERE partner_id = partner.id AND state = 'held') AS lastOn,
         EXISTS (SELECT 1 FROM qbr WHERE partner_id = partner.id AND state = 'planned') AS isPlanned
       FROM partner WHERE is_live = 1 AND is_archived = 0
         AND (SELECT status FROM partner_status WHERE partner_id = partner.id AND valid_from <= @today
           ORDER BY valid_from DESC LIMIT 1) = 'active'
       ORDER BY name COLLATE NOCASE, partner.id`,
    )
    .all({ today }) as {
    partnerId: number
    name: string
    group: string
    tier: string
    lastOn: Day | null
    isPlanned: number
  }[]
  return rows.map((row) => ({ ...row, isPlanned: row.isPlanned === 1 }))
}

export function listScopes(raw: Connection): { groups: string[]; tiers: string[] } {
  const all = (sql: string): string[] => raw.prepare(sql).pluck().all() as string[]
  return {
    groups: all(
      `SELECT DISTINCT group_name FROM partner WHERE is_live = 1 AND group_name <> '' ORDER BY group_name COLLATE NOCASE`,
    ),
    tiers: all(`SELECT DISTINCT tier FROM partner_tier WHERE tier <> '' ORDER BY tier`),
  }
}

import { commitmentStateSchema, reviewStateSchema, sideSchema } from '../../contract/reviews.ts'
import { tierNamesSql, tierOfPartnerSql } from '../tiers/tierSql.ts'
import type { ViewDefinition } from '../views/viewDefinition.ts'

const dayOf = (review: string): string => `coalesce(${review}.held_on, ${review}.planned_on)`

/** Reviews held after the one a promise was made in (or after the day it was made) and before it was closed. [QB4] */
const carried = `(SELECT count(*) FROM qbr AS later
  LEFT JOIN qbr AS origin ON origin.id = commitment.qbr_id AND origin.state <> 'cancelled'
  WHERE later.partner_id = commitment.partner_id AND later.state = 'held'
    AND iif(origin.id IS NULL, ${dayOf('later')} > commitment.made_on,
      (${dayOf('later')}, later.id) > (${dayOf('origin')}, origin.id))
    AND (commitment.closed_on IS NULL OR ${dayOf('later')} <= commitment.closed_on))`

/** Overdue only while it is open. */
const isLate = `(commitment.state = 'open' AND commitment.due_on < @today)`

export const reviewsView: ViewDefinition = {
  table: 'reviews',
  from: `qbr JOIN partner ON partner.id = qbr.partner_id LEFT JOIN ${tierNamesSql} AS tier ON tier.key = ${tierOfPartnerSql}`,
  id: 'qbr.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'day', type: 'day', sql: dayOf('qbr') },
    { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'qbr.partner_id' },
    { key: 'state', type: 'choice', sql: 'qbr.state', choices: reviewStateSchema.options, isGroupable: true },
    { key: 'from', type: 'day', sql: 'qbr.from_on' },
    { key: 'to', type: 'day', sql: 'qbr.to_on', isGroupable: true },
    { key: 'plannedOn', type: 'day', sql: 'qbr.planned_on' },
    { key: 'heldOn', type: 'day', sql: 'qbr.held_on' },
    {
      key: 'made',
      type: 'number',
      sql: '(SELECT count(*) FROM commitment WHERE qbr_id = qbr.id)',
      isSummed: true,
    },
    {
      key: 'open',
      type: 'number',
      sql: `(SELECT count(*) FROM commitment WHERE qbr_id = qbr.id AND state = 'open')`,
      isSummed: true,
    },
    { key: 'group', type: 'text', sql: 'partner.group_name', isGroupable: true },
    { key: 'tier', type: 'text', sql: `coalesce(tier.name, '')`, order: 'coalesce(tier.place, -1)', isGroupable: true },
    { key: 'manager', type: 'text', sql: 'partner.manager', isGroupable: true },
    { key: 'isOverdue', type: 'flag', sql: `(qbr.state = 'planned' AND qbr.planned_on < @today)` },
  ],
  search: ['partner.name', 'qbr.notes'],
  defaultOrder: `${dayOf('qbr')} DESC`,
}

export const commitmentsView: ViewDefinition = {
  table: 'commitments',
  from: 'commitment JOIN partner ON partner.id = commitment.partner_id',
  id: 'commitment.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'text', type: 'text', sql: 'commitment.text' },
    { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'commitment.partner_id' },
    { key: 'owner', type: 'text', sql: 'commitment.owner', isGroupable: true },
    { key: 'side', type: 'choice', sql: 'commitment.side', choices: sideSchema.options, isGroupable: true },
    { key: 'dueOn', type: 'day', sql: 'commitment.due_on', isGroupable: true },
    {
      key: 'state',
      type: 'choice',
      sql: 'commitment.state',
      choices: commitmentStateSchema.options,
      isGroupable: true,
    },
    { key: 'isLate', type: 'flag', sql: isLate },
    { key: 'carried', type: 'number', sql: carried },
    { key: 'madeOn', type: 'day', sql: 'commitment.made_on' },
    { key: 'closedOn', type: 'day', sql: 'commitment.closed_on' },
    { key: 'closingNote', type: 'text', sql: 'commitment.closing_note' },
    { key: 'reviewId', type: 'number', sql: 'commitment.qbr_id' },
    { key: 'manager', type: 'text', sql: 'partner.manager', isGroupable: true },
  ],
  search: ['commitment.text', 'commitment.owner', 'partner.name', 'commitment.closing_note'],
  defaultOrder: `commitment.state <> 'open', commitment.due_on`,
}

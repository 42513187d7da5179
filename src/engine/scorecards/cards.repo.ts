import { inflateRawSync } from 'node:zlib'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Output } from '../../contract/methods.ts'
import { type Scorecard, scorecardSchema } from '../../contract/scorecards.ts'
import type { Connection } from '../db/open.ts'
import type { ScorecardTable } from '../db/schema.ts'

/** The frozen text: canonical JSON whose SHA-256 is `content_hash`. */
export function readCardText({ content }: Pick<ScorecardTable, 'content'>): string {
  return inflateRawSync(content).toString()
}

export function readCard(row: Pick<ScorecardTable, 'content'>): Scorecard {
  return scorecardSchema.parse(JSON.parse(readCardText(row)))
}

/** A published card that was not withdrawn. @throws AppError entity.notFound */
export function getCardRow(raw: Connection, id: number): ScorecardTable {
  const row = raw.prepare('SELECT * FROM scorecard WHERE id = ? AND is_live = 1').get(id) as ScorecardTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'scorecard', id })
  return row
}

export type PublishedCard = Pick<ScorecardTable, 'id' | 'partner_id' | 'score_ppm' | 'content'>

/** The cards of a template for exactly this period, by partner. */
export function cardsOfPeriod(raw: Connection, templateId: number, from: Day, to: Day): Map<number, PublishedCard> {
  const rows = raw
    .prepare(
      `SELECT id, partner_id, score_ppm, content FROM scorecard
       WHERE template_id = ? AND from_on = ? AND to_on = ? AND is_live = 1 ORDER BY id`,
    )
    .all(templateId, from, to) as PublishedCard[]
  return new Map(rows.map((row) => [row.partner_id, row]))
}

/** The latest period first. */
export function listCardsOfPartner(raw: Connection, partnerId: number): Output<'scorecards.ofPartner'>['cards'] {
  return raw
    .prepare(
      `SELECT scorecard.id, template_id AS templateId, scorecard_template.name AS template, from_on AS "from", to_on AS "to",
         score_ppm AS scorePpm, band
       FROM scorecard JOIN scorecard_template ON scorecard_template.id = template_id
       WHERE partner_id = ? AND is_live = 1 ORDER BY to_on DESC, from_on DESC, scorecard.id DESC`,
    )
    .all(partnerId) as Output<'scorecards.ofPartner'>['cards']
}

import { AppError } from '../../contract/errors.ts'
import { type ScorecardTemplate, templateBodySchema } from '../../contract/scorecards.ts'
import type { Connection } from '../db/open.ts'
import type { ScorecardTemplateTable } from '../db/schema.ts'

const select = `SELECT scorecard_template.*,
    (SELECT count(*) FROM scorecard WHERE template_id = scorecard_template.id AND is_live = 1) AS cards
  FROM scorecard_template`

function toTemplate(row: ScorecardTemplateTable & { cards: number }): ScorecardTemplate {
  const { id, name, version, cards } = row
  return {
    id,
    name,
    version,
    body: templateBodySchema.parse(JSON.parse(row.body)),
    isArchived: row.is_archived === 1,
    cards,
  }
}

/** In use first, then by name. */
export function listTemplates(raw: Connection): ScorecardTemplate[] {
  const rows = raw.prepare(`${select} ORDER BY is_archived, name COLLATE NOCASE, id`).all()
  return (rows as Parameters<typeof toTemplate>[0][]).map(toTemplate)
}

/** @throws AppError entity.notFound */
export function getTemplate(raw: Connection, id: number): ScorecardTemplate {
  const row = raw.prepare(`${select} WHERE id = ?`).get(id) as Parameters<typeof toTemplate>[0] | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'scorecard_template', id })
  return toTemplate(row)
}

/** Whether a card was published by this version of a template. */
export function isVersionUsed(raw: Connection, { id, version }: { id: number; version: number }): boolean {
  return (
    raw
      .prepare('SELECT 1 FROM scorecard WHERE template_id = ? AND template_version = ? AND is_live = 1 LIMIT 1')
      .get(id, version) !== undefined
  )
}

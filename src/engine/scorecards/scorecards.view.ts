import type { ViewDefinition } from '../views/viewDefinition.ts'

/** Published cards that were not withdrawn. */
export const scorecardsView: ViewDefinition = {
  table: 'scorecards',
  from: `scorecard JOIN partner ON partner.id = scorecard.partner_id
    JOIN scorecard_template ON scorecard_template.id = scorecard.template_id`,
  id: 'scorecard.id',
  where: 'scorecard.is_live = 1',
  currency: null,
  columns: [
    { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'scorecard.partner_id' },
    { key: 'group', type: 'text', sql: 'partner.group_name', isGroupable: true },
    { key: 'template', type: 'text', sql: 'scorecard_template.name', isGroupable: true },
    { key: 'version', type: 'number', sql: 'scorecard.template_version' },
    { key: 'from', type: 'day', sql: 'scorecard.from_on' },
    { key: 'to', type: 'day', sql: 'scorecard.to_on', isGroupable: true },
    { key: 'score', type: 'rate', sql: 'scorecard.score_ppm' },
    { key: 'band', type: 'text', sql: 'scorecard.band', isGroupable: true },
    { key: 'publishedAt', type: 'moment', sql: 'scorecard.published_at' },
    { key: 'publishedBy', type: 'text', sql: 'scorecard.published_by', isGroupable: true },
  ],
  search: ['partner.name', 'scorecard_template.name'],
  defaultOrder: 'scorecard.to_on DESC, scorecard.from_on DESC, partner.name COLLATE NOCASE',
}

export const scorecardTemplatesView: ViewDefinition = {
  table: 'scorecardTemplates',
  from: 'scorecard_template',
  id: 'scorecard_template.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'name', type: 'text', sql: 'scorecard_template.name' },
    {
      key: 'state',
      type: 'choice',
      sql: `iif(scorecard_template.is_archived = 1, 'archived', 'inUse')`,
      choices: ['inUse', 'archived'],
      isGroupable: true,
    },
    { key: 'version', type: 'number', sql: 'scorecard_template.version' },
    { key: 'metrics', type: 'number', sql: `json_array_length(scorecard_template.body, '$.metrics')` },
    {
      key: 'cards',
      type: 'number',
      sql: '(SELECT count(*) FROM scorecard WHERE template_id = scorecard_template.id AND is_live = 1)',
      isSummed: true,
    },
    {
      key: 'lastOn',
      type: 'day',
      sql: '(SELECT max(to_on) FROM scorecard WHERE template_id = scorecard_template.id AND is_live = 1)',
    },
  ],
  search: ['scorecard_template.name'],
  defaultOrder: 'scorecard_template.is_archived, scorecard_template.name COLLATE NOCASE',
}

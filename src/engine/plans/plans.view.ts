import type { ViewDefinition } from '../views/viewDefinition.ts'

const newest = (column: string): string =>
  `(SELECT ${column} FROM plan_version WHERE plan_id = plan.id AND is_live = 1 ORDER BY number DESC LIMIT 1)`

export const plansView: ViewDefinition = {
  table: 'plans',
  from: 'plan',
  id: 'plan.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'name', type: 'text', sql: 'plan.name' },
    {
      key: 'state',
      type: 'choice',
      sql: `CASE WHEN plan.is_archived = 1 THEN 'archived' WHEN ${newest('id')} IS NULL THEN 'draft' WHEN plan.draft IS NULL THEN 'published' ELSE 'changed' END`,
      choices: ['draft', 'published', 'changed', 'archived'],
      isGroupable: true,
    },
    { key: 'version', type: 'number', sql: newest('number') },
    { key: 'validFrom', type: 'day', sql: newest('valid_from') },
    {
      key: 'assignments',
      type: 'number',
      sql: '(SELECT count(*) FROM plan_assignment WHERE plan_id = plan.id AND (valid_to IS NULL OR valid_to >= @today))',
    },
    {
      key: 'commissions',
      type: 'number',
      sql: `(SELECT coalesce(sum(row_count), 0) FROM rollup_commission
        WHERE plan_version_id IN (SELECT id FROM plan_version WHERE plan_id = plan.id))`,
      isSummed: true,
    },
  ],
  search: ['plan.name'],
  defaultOrder: 'plan.is_archived, plan.name COLLATE NOCASE',
}

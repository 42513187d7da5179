import { interventionKindSchema } from '../../contract/interventions.ts'
import type { ViewDefinition } from '../views/viewDefinition.ts'

/** Every intervention; what is open beyond its due day is overdue. [IN1] */
export const interventionsView: ViewDefinition = {
  table: 'interventions',
  from: 'intervention JOIN partner ON partner.id = intervention.partner_id',
  id: 'intervention.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'title', type: 'text', sql: 'intervention.title' },
    { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'intervention.partner_id' },
    {
      key: 'kind',
      type: 'choice',
      sql: 'intervention.kind',
      choices: interventionKindSchema.options,
      isGroupable: true,
    },
    {
      key: 'status',
      type: 'choice',
      sql: `CASE WHEN intervention.state = 'open' AND intervention.due_on < @today THEN 'overdue' ELSE intervention.state END`,
      choices: ['overdue', 'open', 'done', 'dropped'],
      isGroupable: true,
    },
    { key: 'owner', type: 'text', sql: 'intervention.owner', isGroupable: true },
    { key: 'openedOn', type: 'day', sql: 'intervention.opened_on' },
    { key: 'dueOn', type: 'day', sql: 'intervention.due_on' },
    { key: 'closedOn', type: 'day', sql: 'intervention.closed_on' },
    { key: 'outcome', type: 'text', sql: 'intervention.outcome' },
  ],
  search: ['intervention.title', 'partner.name', 'intervention.owner', 'intervention.outcome'],
  defaultOrder: `intervention.state <> 'open', intervention.due_on`,
}

import type { ViewDefinition } from '../views/viewDefinition.ts'

export const historyView: ViewDefinition = {
  table: 'history',
  from: 'command LEFT JOIN undo_state ON undo_state.command_seq = command.seq',
  id: 'command.seq',
  where: '1',
  currency: null,
  columns: [
    { key: 'at', type: 'moment', sql: 'command.at' },
    { key: 'actor', type: 'text', sql: 'command.actor', isGroupable: true },
    { key: 'device', type: 'text', sql: '(SELECT name FROM device WHERE device.id = command.device)' },
    { key: 'method', type: 'choice', sql: 'command.method', isGroupable: true },
    { key: 'subject', type: 'text', sql: 'command.subject' },
    { key: 'state', type: 'choice', sql: `coalesce(undo_state.state, '')`, choices: ['', 'done', 'undone', 'lost'] },
  ],
  search: ['command.subject', 'command.actor'],
  defaultOrder: 'command.seq DESC',
}

import { AppError } from '../../contract/errors.ts'
import type { historyMethods } from '../../contract/history.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { leavesTheHouse } from './entities.ts'
import { listDays, spanOfHistory } from './days.ts'
import { fieldChanges } from './fields.rules.ts'
import { operationsOf } from './log.repo.ts'
import { listPartnerSteps } from './partnerHistory.repo.ts'
import { applyAgain, applyInverse } from './write.ts'

interface Step {
  seq: number
  id: string
  method: string
  subject: string
}

/** The newest command that counts, or the oldest undone one that can come back. */
function findStep(context: QueryContext, state: 'done' | 'undone'): Step | undefined {
  const order = state === 'done' ? 'DESC' : 'ASC'
  return context.raw
    .prepare(
      `SELECT command.seq, command.id, method, subject FROM undo_state JOIN command ON command.seq = command_seq
       WHERE state = ? ORDER BY command_seq ${order} LIMIT 1`,
    )
    .get(state) as Step | undefined
}

const describeStep = (step: Step | undefined) =>
  step === undefined
    ? null
    : {
        commandId: step.id,
        method: step.method,
        subject: step.subject,
        leavesTheHouse: leavesTheHouse.has(step.method),
      }

/** What switches processes to the past and back, engine.ts does. */
export const historyHandlers: Omit<HandlersOf<typeof historyMethods>, 'history.travel' | 'history.show'> = {
  async 'history.peek'(context) {
    return { undo: describeStep(findStep(context, 'done')), redo: describeStep(findStep(context, 'undone')) }
  },

  async 'history.undo'(context) {
    const step = findStep(context, 'done')
    if (!step) throw new AppError('history.nothingToUndo')
    applyInverse(context.write, operationsOf(context.raw, step.seq))
    context.raw.prepare(`UPDATE undo_state SET state = 'undone' WHERE command_seq = ?`).run(step.seq)
    context.describe(step.subject)
    return { method: step.method, subject: step.subject, isReversal: leavesTheHouse.has(step.method) }
  },

  async 'history.redo'(context) {
    const step = findStep(context, 'undone')
    if (!step) throw new AppError('history.nothingToRedo')
    applyAgain(context.write, operationsOf(context.raw, step.seq))
    context.raw.prepare(`UPDATE undo_state SET state = 'done' WHERE command_seq = ?`).run(step.seq)
    context.describe(step.subject)
    return { method: step.method, subject: step.subject }
  },

  async 'history.days'(context, { from, to }) {
    return { ...spanOfHistory(context), days: listDays(context, from, to) }
  },

  async 'history.entity'(context, { entity, id }) {
    const rows = await context.db
      .selectFrom('operation')
      .innerJoin('command', 'command.seq', 'operation.command_seq')
      .select([
        'command.at',
        'command.actor',
        'command.method',
        'command.subject',
        'operation.kind',
        'operation.before',
        'operation.after',
      ])
      .where('operation.entity', '=', entity)
      .where('operation.entity_id', '=', id)
      .orderBy('operation.seq', 'desc')
      .limit(500)
      .execute()
    return {
      changes: rows.map(({ before, after, ...change }) => ({ ...change, fields: fieldChanges(before, after) })),
    }
  },

  async 'history.partner'(context, { id }) {
    await getPartnerRow(context.db, id)
    return listPartnerSteps(context.raw, id, context.settings().baseCurrency)
  },
}

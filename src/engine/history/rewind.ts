import type { EntityName } from '../../contract/history.ts'
import type { Affected, QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import { lastFactsBefore, removeImports, unlinkRefunds } from '../imports/unborn.repo.ts'
import { pauseOf } from '../pause.ts'
import { entities, notUndoable } from './entities.ts'
import { isLogged, operationsOf, truncateLog } from './log.repo.ts'
import type { Reaction } from './reactions.ts'
import { runReactionsAlone, type Work } from './replay.ts'
import { undoStatesAfter } from './undoState.rules.ts'
import { applyInverse, createWrite, type Write } from './write.ts'

/**
 * Takes back every command after `seq`, newest first, in one transaction, so that the file is what it was then: the log
 * as well, and what imports brought in since. For a copy that nobody else has open; when it throws the copy is spoilt.
 * [HI12]
 */
export async function rewind(
  query: QueryContext,
  seq: number,
  reactions: readonly Reaction[],
  work: Work,
): Promise<void> {
  const { raw } = query
  const newest = raw.prepare('SELECT coalesce(max(seq), 0) FROM command').pluck().get() as number
  if (newest <= seq) return
  const pause = pauseOf(work)
  raw.exec('BEGIN IMMEDIATE; UPDATE write_gate SET is_open = 1')
  const putBackGuards = liftGuards(raw)
  const write = createWrite(raw, () => '')
  for (let at = newest; at > seq; at -= 1) {
    work.progress({ done: newest - at, total: newest - seq, label: 'steps taken back' })
    applyInverse(write, operationsOf(raw, at))
    await pause()
  }
  truncateLog(raw, seq)
  restoreUndoStates(raw)

  const unborn = [...(write.touched.get('import_attempt') ?? [])].filter((id) => !isLogged(raw, 'import_attempt', id))
  const last = lastFactsBefore(raw, unborn)
  const affected: Affected = {
    partners: new Set(unlinkRefunds(raw, last.conversions)),
    isEveryone: false,
    settledImports: new Set(),
  }
  await runReactionsAlone(reactions, query, { seq, write, affected }, work)
  removeFacts(raw, write)
  await removeImports(raw, unborn, last, pause)
  putBackGuards()
  raw.exec('UPDATE write_gate SET is_open = 0; COMMIT')
}

/** Lets facts and log be removed. @returns what puts the guards back as they were */
function liftGuards(raw: Connection): () => void {
  const guards = raw
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%/_no/_delete' ESCAPE '/'`)
    .all() as { name: string; sql: string }[]
  for (const { name } of guards) raw.exec(`DROP TRIGGER ${name}`)
  return () => {
    for (const { sql } of guards) raw.exec(sql)
  }
}

function restoreUndoStates(raw: Connection): void {
  const commands = raw.prepare('SELECT seq, method FROM command ORDER BY seq').iterate()
  const states = undoStatesAfter(
    commands as Iterable<{ seq: number; method: string }>,
    (method) => !notUndoable.has(method),
  )
  const put = raw.prepare('UPDATE undo_state SET state = @state WHERE command_seq = @seq AND state <> @state')
  for (const [seq, state] of states) put.run({ seq, state })
}

/** Facts of the commands taken back: retracted by now, and not to be named by the log that is left. */
function removeFacts(raw: Connection, write: Write): void {
  const facts = [...write.touched].filter(([entity]) => entities[entity].kind === 'fact')
  for (const [entity, ids] of facts) {
    const remove = raw.prepare(`DELETE FROM ${entity satisfies EntityName} WHERE id = ?`)
    for (const id of ids) if (!isLogged(raw, entity, id)) remove.run(id)
  }
}

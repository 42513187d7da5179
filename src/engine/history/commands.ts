import { AppError } from '../../contract/errors.ts'
import { noteRollback } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { toStorageError } from '../db/open.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import { type Clock, formatStamp, tick, toMoment } from './clock.ts'
import { notUndoable } from './entities.ts'
import { toStorable } from './storable.ts'
import { createWrite, operationText, type Write } from './write.ts'

export interface Device {
  id: string
  name: string
}

/** What a handler needs to change the workspace; everything happens in one transaction. */
export interface Transaction {
  write: Write
  seq: number
  at: string
  actor: string
  /** Names the thing the command is about, for the Edit menu and the history. */
  describe(subject: string): void
}

export interface CommandRequest {
  id: string
  method: string
  input: unknown
  undoes?: number
  redoes?: number
  /** Tells the time instead of the workspace's clock. */
  clock?: Clock
}

export const GENESIS_HASH = '0'.repeat(64)

/** The text whose SHA-256 is a command's hash; each carries the hash before it. [HI6] */
export function chainText(link: {
  previous_hash: string
  id: string
  method: string
  subject: string
  actor: string
  device: string
  programme: string
  at: string
  clock: string
  input_hash: string
  answer: string
  undoes: number | null
  redoes: number | null
  operations_hash: string
}): string {
  return canonicalJson([
    link.previous_hash, link.id, link.method, link.subject, link.actor, link.device, link.programme, link.at, link.clock,
    link.input_hash, link.answer, link.undoes, link.redoes, link.operations_hash,
  ]) // prettier-ignore
}

export interface CommandLog {
  /**
   * Runs `work` in one BEGIN IMMEDIATE transaction that writes rows, operations, chain link and clock together.
   * The same id again answers the stored result without running anything. [HI1]
   *
   * @throws AppError history.sameIdOtherInput, storage errors, and whatever `work` throws (nothing is then written)
   */
  run<Answer>(
    request: CommandRequest,
    work: (transaction: Transaction) => Promise<Answer>,
  ): Promise<{ answer: Answer; write: Write | null }>
}

export function createCommandLog(
  connection: Connection,
  clock: Clock,
  device: Device,
  actorName: () => string,
): CommandLog {
  const find = connection.prepare('SELECT input_hash, answer FROM command WHERE id = ?')
  const lastLink = connection.prepare('SELECT seq, hash FROM command ORDER BY seq DESC LIMIT 1')
  const insertCommand = connection.prepare(`INSERT INTO command
    (seq, id, method, subject, actor, device, programme, at, clock, input_hash, answer, undoes, redoes, operations_hash, previous_hash, hash)
    VALUES (@seq, @id, @method, @subject, @actor, @device, @programme, @at, @clock, @input_hash, @answer, @undoes, @redoes, @operations_hash, @previous_hash, @hash)`)
  const insertOperation = connection.prepare(
    'INSERT INTO operation (command_seq, entity, entity_id, kind, before, after) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const setGate = connection.prepare('UPDATE write_gate SET is_open = ?')

  const readClock = (): { ms: number; counter: number } =>
    connection.prepare('SELECT ms, counter FROM clock_state').get() as { ms: number; counter: number }

  return {
    async run<Answer>(request: CommandRequest, work: (transaction: Transaction) => Promise<Answer>) {
      const inputHash = sha256(canonicalJson([request.method, request.input]))
      const stored = find.get(request.id) as { input_hash: string; answer: string } | undefined
      if (stored) {
        if (stored.input_hash !== inputHash) throw new AppError('history.sameIdOtherInput', { commandId: request.id })
        return { answer: JSON.parse(stored.answer) as Answer, write: null }
      }
      try {
        connection.exec('BEGIN IMMEDIATE')
      } catch (error) {
        throw toStorageError(error)
      }
      try {
        setGate.run(1)
        const last = lastLink.get() as { seq: number; hash: string } | undefined
        const seq = (last?.seq ?? 0) + 1
        const wall = (request.clock ?? clock).now()
        const time = tick(readClock(), wall)
        connection.prepare('UPDATE clock_state SET ms = ?, counter = ?').run(time.ms, time.counter)
        const stamp = formatStamp(time, device.id)
        connection
          .prepare('INSERT INTO device (id, name, first_seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
          .run(device.id, device.name, toMoment(wall))
        const write = createWrite(connection, () => stamp)
        let subject = ''
        const actor = actorName()
        const answer = await work({ write, seq, at: toMoment(wall), actor, describe: (text) => void (subject = text) })
        for (const { entity, entityId, kind, before, after } of write.operations) {
          insertOperation.run(
            seq,
            entity,
            entityId,
            kind,
            before && canonicalJson(before),
            after && canonicalJson(after),
          )
        }
        const link = {
          seq,
          id: request.id,
          method: request.method,
          // What is hashed must be what is stored.
          subject: toStorable(subject),
          // The first command names the actor it introduces.
          actor: toStorable(actor === '' ? actorName() : actor),
          device: device.id,
          programme: (connection.prepare('SELECT uid FROM workspace').pluck().get() as string | undefined) ?? '',
          at: toMoment(wall),
          clock: stamp,
          input_hash: inputHash,
          answer: canonicalJson(answer),
          undoes: request.undoes ?? null,
          redoes: request.redoes ?? null,
          operations_hash: sha256(write.operations.map(operationText).join('\n')),
          previous_hash: last?.hash ?? GENESIS_HASH,
        }
        insertCommand.run({ ...link, hash: sha256(chainText(link)) })
        if (link.undoes === null && link.redoes === null && !notUndoable.has(request.method)) {
          connection.exec(`UPDATE undo_state SET state = 'lost' WHERE state = 'undone'`)
          connection.prepare(`INSERT INTO undo_state (command_seq, state) VALUES (?, 'done')`).run(seq)
        }
        setGate.run(0)
        connection.exec('COMMIT')
        return { answer, write }
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK')
        noteRollback(connection)
        throw toStorageError(error)
      }
    },
  }
}

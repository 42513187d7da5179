import { hostname, userInfo } from 'node:os'
import { Kysely, SqliteDialect } from 'kysely'
import { type Day, dayInZone } from '../contract/dates.ts'
import { AppError } from '../contract/errors.ts'
import { type MethodName, methods } from '../contract/methods.ts'
import type { CallContext, Dispatch, EngineEvent } from '../contract/rpc.ts'
import { backUpBeforeMigration } from './db/backup.ts'
import {
  type Connection,
  createWorkspace,
  lockWorkspace,
  openForReading,
  openForWriting,
  toStorageError,
} from './db/open.ts'
import { latestVersion } from './db/migrate.ts'
import type { Schema } from './db/schema.ts'
import type { CommandContext, FileRegistry, QueryContext, TaskContext } from './context.ts'
import { handlers } from './handlers.ts'
import { sha256 } from './history/canonical.ts'
import { type Clock, systemClock, toMoment } from './history/clock.ts'
import { createCommandLog, type Device } from './history/commands.ts'
import { runReactions } from './history/reactions.ts'
import { readSettings } from './programme/programme.repo.ts'
import { createCommandQueue } from './queue.ts'
import { reactions } from './reactions.ts'
import { createViewStore } from './views/viewStore.ts'

export interface EngineOptions {
  file: string
  files: FileRegistry
  clock?: Clock
  device?: Device
  /** Script of the CSV parser thread; beside this module when not given. */
  parserScript?: URL
  onEvent?: (event: EngineEvent) => void
}

export interface Engine {
  dispatch: Dispatch
  close(): void
}

/** This computer and user; the same every time, on this machine only. */
export function thisDevice(): Device {
  const name = hostname()
  return { id: sha256(`tandem/device\0${name}\0${userInfo().username}`).slice(0, 16), name }
}

const toKysely = (connection: Connection): Kysely<Schema> =>
  new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) })

function createQueryContext(connection: Connection, options: EngineOptions): QueryContext {
  const clock = options.clock ?? systemClock
  const today = (): Day => {
    const settings = readSettings(connection)
    return settings.pinnedToday ?? dayInZone(toMoment(clock.now()), settings.timeZone)
  }
  const context: QueryContext = {
    db: toKysely(connection),
    raw: connection,
    settings: () => readSettings(connection),
    today,
    files: options.files,
    clock,
    views: createViewStore(() => context),
  }
  return context
}

type AnyHandler = (context: unknown, input: unknown) => Promise<unknown>

function handlerOf(method: string): AnyHandler {
  const handler = handlers[method as MethodName] as AnyHandler | undefined // `callMethod` has parsed the input
  if (!handler) throw new AppError('call.unknownMethod', { method })
  return async (context, input) => {
    try {
      return await handler(context, input)
    } catch (error) {
      throw toStorageError(error)
    }
  }
}

const kindOf = (method: string): string => methods[method as MethodName].kind

/** Answers queries on a read-only connection; sees the last commit. */
export function openReader(options: EngineOptions): Engine {
  const connection = openForReading(options.file)
  const context = createQueryContext(connection, options)
  return {
    dispatch: (method, input) => {
      if (kindOf(method) !== 'query') throw new AppError('call.unknownMethod', { method })
      return handlerOf(method)(context, input)
    },
    close: () => connection.close(),
  }
}

/** A new workspace file with a uid of its own. @throws AppError workspace.exists | readOnly */
export function makeWorkspace(file: string, clock: Clock = systemClock): void {
  createWorkspace(file, { uid: clock.uid(), at: toMoment(clock.now()) })
}

/**
 * Answers commands and tasks on the one writing connection, one command after the other.
 * Backs up before a migration. @throws AppError workspace.inUse and whatever opening can throw
 */
export async function openWriter(options: EngineOptions): Promise<Engine> {
  const lock = lockWorkspace(options.file)
  try {
    await backUpBeforeMigration(options.file, latestVersion, options.clock ?? systemClock)
    const connection = openForWriting(options.file)
    return createWriter(connection, lock, options)
  } catch (error) {
    lock.release()
    throw error
  }
}

function createWriter(connection: Connection, lock: { release(): void }, options: EngineOptions): Engine {
  const clock = options.clock ?? systemClock
  const writing = createQueryContext(connection, options)
  const log = createCommandLog(
    connection,
    clock,
    options.device ?? thisDevice(),
    () => readSettings(connection).actorName,
  )
  const emit = options.onEvent ?? (() => undefined)
  const queue = createCommandQueue((state) => emit({ event: 'queue', ...state }))
  let reading: QueryContext | undefined

  async function runCommand<Answer>(
    method: string,
    input: unknown,
    call: CallContext,
    work: (context: CommandContext) => Promise<Answer>,
    told?: Clock,
  ): Promise<Answer> {
    return queue.run(method, call.signal, async () => {
      const { answer, write } = await log.run(
        { id: call.commandId ?? clock.uid(), method, input, ...(told ? { clock: told } : {}) },
        async (transaction) => {
          const affected = { partners: new Set<number>(), isEveryone: false, settledImports: new Set<number>() }
          const context: CommandContext = {
            ...writing,
            ...transaction,
            ...(told ? { clock: told } : {}),
            affected,
            isReplay: method === 'history.undo' || method === 'history.redo',
            signal: call.signal,
            progress: call.progress,
          }
          const result = await work(context)
          await runReactions(reactions, context)
          if (call.signal.aborted) throw new AppError('engine.cancelled')
          return result
        },
      )
      if (write) emit({ event: 'changed', features: [...write.touched.keys()] })
      return answer
    })
  }

  function runTask(method: string, input: unknown, call: CallContext): Promise<unknown> {
    reading ??= createQueryContext(openForReading(options.file), options)
    const taskId = call.commandId ?? clock.uid()
    let commands = 0
    const context: TaskContext = {
      ...reading,
      signal: call.signal,
      progress: call.progress,
      file: options.file,
      parserScript: options.parserScript ?? new URL('./imports/parser.worker.ts', import.meta.url),
      // A task may consist of several commands; each keeps an id of its own, the same on a retry.
      runCommand: (commandInput, work, told) =>
        runCommand(
          told?.method ?? method,
          commandInput,
          { ...call, commandId: commands++ === 0 ? taskId : `${taskId}-${commands}` },
          work,
          told?.clock,
        ),
    }
    return handlerOf(method)(context, input)
  }

  return {
    dispatch: (method, input, call) => {
      switch (kindOf(method)) {
        case 'command':
          return runCommand(method, input, call, (context) => handlerOf(method)(context, input))
        case 'task':
          return runTask(method, input, call)
        default:
          return handlerOf(method)(writing, input)
      }
    },
    close: () => {
      reading?.raw.close()
      connection.close()
      lock.release()
    },
  }
}

/** Both sides in one process: the CLI and the tests. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const writer = await openWriter(options)
  const reader = openReader(options)
  return {
    dispatch: (method, input, call) => (kindOf(method) === 'query' ? reader : writer).dispatch(method, input, call),
    close: () => {
      reader.close()
      writer.close()
    },
  }
}

import { hostname, tmpdir, userInfo } from 'node:os'
import type { Day } from '../contract/dates.ts'
import { AppError } from '../contract/errors.ts'
import { type Input, type MethodName, methods, type Output } from '../contract/methods.ts'
import type { CallContext, Dispatch, EngineEvent } from '../contract/rpc.ts'
import { backUpBeforeMigration } from './db/backup.ts'
import { checkpoint, isCheckpointDue } from './db/checkpoint.ts'
import {
  type Connection,
  createWorkspace,
  inspectHeader,
  lockWorkspace,
  openForReading,
  openForWriting,
  toStorageError,
} from './db/open.ts'
import { latestVersion } from './db/migrate.ts'
import type { CommandContext, QueryContext, TaskContext } from './context.ts'
import { handlers } from './handlers.ts'
import { catchUp } from './history/catchUp.ts'
import { sha256 } from './history/canonical.ts'
import { type Clock, systemClock, toMoment } from './history/clock.ts'
import { createCommandLog, type Device } from './history/commands.ts'
import { createPastCopies } from './history/pastCopies.ts'
import { runReactions } from './history/reactions.ts'
import type { Work } from './history/replay.ts'
import { createShown } from './history/shown.ts'
import { createTraveller, makePast } from './history/travel.ts'
import { fillSums } from './metrics/fillSums.ts'
import { readSettings } from './programme/programme.repo.ts'
import { type ContextOptions, createQueryContext } from './queryContext.ts'
import { createCommandQueue } from './queue.ts'
import { reactions } from './reactions.ts'

export interface EngineOptions extends ContextOptions {
  device?: Device
  /** For copies of the past; both processes of a workspace must be given the same. The system's when not given. */
  temporaryFolder?: string
  onEvent?: (event: EngineEvent) => void
}

export interface Engine {
  dispatch: Dispatch
  /** Whoever looked at the past is gone. [HI16] */
  returnToPresent(): void
  close(): void
}

/** This computer and user; the same every time, on this machine only. */
export function thisDevice(): Device {
  const name = hostname()
  return { id: sha256(`tandem/device\0${name}\0${userInfo().username}`).slice(0, 16), name }
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

const copiesOf = (options: EngineOptions) => createPastCopies(options.temporaryFolder ?? tmpdir())

/** Asked about the history as a whole, whatever day is shown. */
const ofThePresent: ReadonlySet<string> = new Set(['history.days'])

/** Answers queries on a read-only connection; sees the last commit, or a day of the past while that is shown. */
export function openReader(options: EngineOptions): Engine {
  const shown = createShown(options, copiesOf(options))
  const show = (token: string | null): Output<'history.show'> => {
    const before = shown.day
    const day = shown.show(token)
    if (day !== before || day !== null) options.onEvent?.({ event: 'moved', day })
    return { day }
  }
  return {
    dispatch: async (method, input) => {
      if (kindOf(method) !== 'query') throw new AppError('call.unknownMethod', { method })
      if (method === 'history.show') return show((input as Input<'history.show'>).token) // `callMethod` has parsed it
      return shown.ask((context) => handlerOf(method)(context, input), ofThePresent.has(method))
    },
    returnToPresent: () => void show(null),
    close: () => shown.close(),
  }
}

/**
 * Before any writer of ours has opened the file: whether it can be read as it is. A writer that runs elsewhere is
 * noticed here, before anything is shown; one that comes between this and our own is met by that one.
 *
 * @returns false when a writer must open it first, which upgrades it
 * @throws AppError workspace.inUse and whatever `inspectHeader` throws
 */
export function isReadable(file: string): boolean {
  const { version, isWal } = inspectHeader(file)
  lockWorkspace(file).release()
  return version === latestVersion && isWal
}

/**
 * Answers queries from a copy of the workspace as it was at the end of a day; the copy goes when it is closed.
 *
 * @throws AppError history.noSuchDay
 */
export async function openPast(options: EngineOptions, day: Day, work: Work): Promise<Engine> {
  const copies = copiesOf(options)
  const present = createQueryContext(openForReading(options.file), options)
  let token: string
  try {
    copies.sweep()
    token = await makePast(present, options, copies, day, work)
  } finally {
    present.raw.close()
  }
  const reader = openReader(options)
  await reader.dispatch('history.show', { token }, { ...work, commandId: undefined })
  return {
    ...reader,
    dispatch: (method, input, call) => {
      if (kindOf(method) !== 'query') throw new AppError('history.inThePast', { day })
      return reader.dispatch(method, input, call)
    },
    close: () => {
      reader.close()
      copies.remove(token)
    },
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
    const connection = openForWriting(options.file, fillSums)
    checkpoint(connection) // the header tells the version that the file now has
    const unwatched: Work = { signal: new AbortController().signal, progress: () => undefined }
    if (await catchUp(createQueryContext(connection, options), reactions, unwatched))
      options.onEvent?.({ event: 'changed', features: ['conversion', 'commission'] })
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
  const queue = createCommandQueue((state) => emit({ event: 'queue', ...state }), {
    isDue: () => isCheckpointDue(connection),
    run: () => checkpoint(connection),
  })
  const copies = copiesOf(options)
  copies.sweep()
  // Long work reads on a connection of its own.
  const reading = createShown(options, copies)
  const traveller = createTraveller(reading, options, copies)

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
    const taskId = call.commandId ?? clock.uid()
    let commands = 0
    const more: Omit<TaskContext, keyof QueryContext> = {
      signal: call.signal,
      progress: call.progress,
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
    return traveller.read(method, (context) => handlerOf(method)({ ...context, ...more }, input))
  }

  async function travel({ day }: Input<'history.travel'>, call: CallContext): Promise<Output<'history.travel'>> {
    return { token: await traveller.travel(day, call) }
  }

  return {
    dispatch: async (method, input, call) => {
      const kind = kindOf(method)
      if (kind !== 'query') traveller.assertPresent(method)
      switch (kind) {
        case 'command':
          return runCommand(method, input, call, (context) => handlerOf(method)(context, input))
        case 'task':
          // `callMethod` has parsed the input.
          return method === 'history.travel'
            ? travel(input as Input<'history.travel'>, call)
            : runTask(method, input, call)
        default:
          return handlerOf(method)(writing, input)
      }
    },
    returnToPresent: () => traveller.end(),
    close: () => {
      traveller.end()
      reading.close()
      // SQLite does so only where no other connection is open, and a reader that ends later cannot.
      checkpoint(connection)
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
    returnToPresent: () => {
      reader.returnToPresent()
      writer.returnToPresent()
    },
    close: () => {
      reader.close()
      writer.close()
    },
  }
}

import type { Kysely } from 'kysely'
import type { Day } from '../contract/dates.ts'
import type { MethodTable } from '../contract/method.ts'
import type { MethodName } from '../contract/methods.ts'
import type { ProgrammeSettings } from '../contract/programme.ts'
import type { Progress } from '../contract/rpc.ts'
import type { z } from 'zod'
import type { Connection } from './db/open.ts'
import type { Schema } from './db/schema.ts'
import type { Transaction } from './history/commands.ts'
import type { Clock } from './history/clock.ts'
import type { ViewStore } from './views/viewStore.ts'

/** A file the shell or the CLI vouches for; handlers know it by its handle only. */
export interface KnownFile {
  handle: string
  path: string
  name: string
  size: number
}

export interface FileRegistry {
  /** @throws AppError file.unknownHandle */
  get(handle: string): KnownFile
}

/** Threads beside the engine. */
export interface Threads {
  /** Scripts. */
  parser: URL
  translator: URL
  /** Conversions from which the translator is worth its start. */
  leastTranslated: number
}

/** What every handler gets. `db` and `raw` are the same connection; kysely for the usual, raw for bulk paths. */
export interface QueryContext {
  db: Kysely<Schema>
  raw: Connection
  settings(): ProgrammeSettings
  /** Path of the workspace, also where a copy of it is read. */
  file: string
  /** The programme's day: pinned, or the clock's day in its time zone; in a copy of the past no later than its day. */
  today(): Day
  views: ViewStore
  files: FileRegistry
  clock: Clock
  threads: Threads
}

/** Partners whose derived figures (commissions, rollups) a command made stale; reactions fill it and read it. */
export interface Affected {
  partners: Set<number>
  /** Too many to name: everything is derived anew. */
  isEveryone: boolean
  /** Imports that gave their facts the derived columns as they wrote them. */
  settledImports: Set<number>
}

export interface CommandContext extends QueryContext, Transaction {
  affected: Affected
  /** An undo or redo: what it writes is what the log says, reactions only derive. */
  isReplay: boolean
  signal: AbortSignal
  progress(progress: Progress): void
}

/** How a command of a task stands in the history: as a step of this method, at the moment that its clock tells. */
export interface ToldAs {
  method: MethodName
  clock: Clock
}

/** Long work of the writer: reads on a connection of its own, changes things only inside `runCommand`. */
export interface TaskContext extends QueryContext {
  signal: AbortSignal
  progress(progress: Progress): void
  /** One command; in the history a step of the task's own method unless `told` otherwise. */
  runCommand<Answer>(input: unknown, work: (context: CommandContext) => Promise<Answer>, told?: ToldAs): Promise<Answer>
}

interface ContextOf {
  query: QueryContext
  command: CommandContext
  task: TaskContext
}

/** The handlers of a feature: one async function per method of its contract table. */
export type HandlersOf<Table extends MethodTable> = {
  [M in keyof Table]: (
    context: ContextOf[Table[M]['kind']],
    input: z.output<Table[M]['input']>,
  ) => Promise<z.input<Table[M]['output']>>
}

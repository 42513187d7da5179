import { Kysely, SqliteDialect } from 'kysely'
import { type Day, dayInZone } from '../contract/dates.ts'
import type { FileRegistry, QueryContext, Threads } from './context.ts'
import type { Connection } from './db/open.ts'
import type { Schema } from './db/schema.ts'
import { type Clock, systemClock, toMoment } from './history/clock.ts'
import { readSettings } from './programme/programme.repo.ts'
import { createViewStore } from './views/viewStore.ts'

export interface ContextOptions {
  /** Path of the workspace. */
  file: string
  files: FileRegistry
  clock?: Clock
  /** Scripts beside these modules, and what is usual, when not given. */
  threads?: Partial<Threads>
}

const usualThreads: Threads = {
  parser: new URL('./imports/parser.worker.ts', import.meta.url),
  translator: new URL('./commissions/translator.worker.ts', import.meta.url),
  leastTranslated: 100_000,
}

/**
 * What handlers read with over one connection.
 *
 * @param asOf the connection reads a copy of the workspace as it was at the end of this day [HI13]
 */
export function createQueryContext(
  connection: Connection,
  options: ContextOptions,
  asOf: Day | null = null,
): QueryContext {
  const clock = options.clock ?? systemClock
  const today = (): Day => {
    const { pinnedToday, timeZone } = readSettings(connection)
    if (asOf !== null) return pinnedToday !== null && pinnedToday < asOf ? pinnedToday : asOf
    return pinnedToday ?? dayInZone(toMoment(clock.now()), timeZone)
  }
  const context: QueryContext = {
    db: new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) }),
    raw: connection,
    settings: () => readSettings(connection),
    file: options.file,
    today,
    files: options.files,
    clock,
    threads: { ...usualThreads, ...options.threads },
    views: createViewStore(() => context),
  }
  return context
}

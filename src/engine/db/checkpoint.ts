import type { Connection } from './open.ts'

/** As SQLite does by itself. */
const LEAST_PAGES = 1000

/** Whether so much stands in the log that it is worth copying into the file. */
export function isCheckpointDue(connection: Connection): boolean {
  try {
    const [state] = connection.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    return state !== undefined && state.log - state.checkpointed >= LEAST_PAGES
  } catch {
    return false
  }
}

/** Copies the log into the file, as far as nobody reads what it would replace. */
export function checkpoint(connection: Connection): void {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // What is committed is safe in the log. A disk without room for both is met by the next command.
  }
}

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../contract/errors.ts'
import { pagesInLog } from './logPages.ts'
import { applyMigrations, type FinishMigrations, latestVersion } from './migrate.ts'

export type Connection = Database.Database

/** "TNDM": marks the file as a Tandem workspace (SQLite header, offset 68). */
export const APPLICATION_ID = 0x544e444d

const HEADER_BYTES = 100
/** SQLite file format 1.3.3: 1 for a rollback journal, 2 for a write-ahead log. */
const WRITE_VERSION_AT = 18
const WAL_VERSION = 2

/**
 * Looks at the first 100 bytes only, and into the log of a file that is too short, so that a foreign, newer or damaged
 * file stays untouched.
 *
 * @throws AppError workspace.notFound | notAWorkspace | tooNew | damaged
 */
export function inspectHeader(file: string): { version: number; isWal: boolean } {
  if (!existsSync(file)) throw new AppError('workspace.notFound')
  const header = Buffer.alloc(HEADER_BYTES)
  let read = 0
  try {
    const handle = openSync(file, 'r')
    read = readSync(handle, header, 0, HEADER_BYTES, 0)
    closeSync(handle)
  } catch {
    throw new AppError('workspace.notAWorkspace')
  }
  if (read < HEADER_BYTES || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw new AppError('workspace.notAWorkspace')
  if (header.readUInt32BE(68) !== APPLICATION_ID) throw new AppError('workspace.notAWorkspace')
  const version = header.readUInt32BE(60)
  if (version > latestVersion) throw new AppError('workspace.tooNew', { version, known: latestVersion })
  if (isShort(file, header)) throw new AppError('workspace.damaged', { reason: 'shorter than its header says' })
  return { version, isWal: header[WRITE_VERSION_AT] === WAL_VERSION }
}

/**
 * Whether pages are missing. While the log is copied into the file, or where that was cut off, the header is of a file
 * that has grown already, and the pages that it has not yet stand in the log. [DB6]
 */
function isShort(file: string, header: Buffer): boolean {
  const size = header.readUInt16BE(16)
  const pageSize = size === 1 ? 65_536 : size
  const pages = header.readUInt32BE(28)
  const countPages = (): number => Math.floor(statSync(file).size / pageSize)
  // The count in the header is only kept up to date where the two version numbers agree (SQLite file format 1.3.7).
  if (countPages() >= pages || header.readUInt32BE(24) !== header.readUInt32BE(92)) return false
  const inLog = pagesInLog(file)
  // Counted anew: a log whose pages have all come meanwhile is begun anew.
  for (let page = countPages() + 1; page <= pages; page += 1) if (!inLog.has(page)) return true
  return false
}

const WRITER_PRAGMAS: readonly [name: string, value: string, expected: unknown][] = [
  ['journal_mode', 'WAL', 'wal'],
  // better-sqlite3 is built with synchronous=NORMAL for WAL, where a commit may vanish at power loss.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // Without it INSERT OR REPLACE deletes past the guards.
  ['recursive_triggers', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['mmap_size', '0', 0],
  ['busy_timeout', '5000', 5000],
  // A large import leaves a log of its size; once copied into the file it shrinks to this, in bytes.
  ['journal_size_limit', '16777216', 16_777_216],
  // Whoever waits is answered first, see checkpoint.ts.
  ['wal_autocheckpoint', '0', 0],
]

function setPragmas(connection: Connection, pragmas: typeof WRITER_PRAGMAS): void {
  for (const [name, value, expected] of pragmas) {
    connection.pragma(`${name} = ${value}`)
    const actual = connection.pragma(name, { simple: true })
    // mmap_size has no value at all where memory mapping is compiled out.
    if (actual !== undefined && actual !== expected)
      throw new Error(`pragma ${name} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`)
  }
}

/** SQLite's own words about a file that cannot be used, as our codes. */
export function toStorageError(error: unknown): unknown {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new AppError('workspace.busy')
  if (code.startsWith('SQLITE_FULL')) return new AppError('workspace.diskFull')
  if (code.startsWith('SQLITE_IOERR_READ') || code.startsWith('SQLITE_IOERR_SHORT_READ'))
    return new AppError('workspace.damaged', { reason: 'the disk cannot read a page' })
  // A quota, or the largest file that the disk takes, is met as a write that failed.
  if (code.startsWith('SQLITE_IOERR')) return new AppError('workspace.diskFull', { reason: code })
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM'))
    return new AppError('workspace.readOnly')
  if (code.startsWith('SQLITE_CORRUPT')) return new AppError('workspace.damaged', { reason: 'a page cannot be read' })
  if (code.startsWith('SQLITE_NOTADB')) return new AppError('workspace.notAWorkspace')
  return error
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStorageError(error)
  }
}

/**
 * What `inspectHeader` cannot see: the version of a file whose latest pages still stand in the log.
 *
 * @throws AppError workspace.tooNew, having closed the connection
 */
function assertKnown(connection: Connection): void {
  const version = Number(connection.pragma('user_version', { simple: true }))
  if (version <= latestVersion) return
  connection.close()
  throw new AppError('workspace.tooNew', { version, known: latestVersion })
}

/** A new, empty workspace file with the current schema. @throws AppError workspace.exists | workspace.readOnly */
export function createWorkspace(file: string, birth: { uid: string; at: string }): void {
  if (existsSync(file)) throw new AppError('workspace.exists')
  if (!existsSync(dirname(file))) throw new AppError('workspace.readOnly')
  guarded(() => {
    const connection = new Database(file)
    connection.pragma(`application_id = ${APPLICATION_ID}`)
    setPragmas(connection, WRITER_PRAGMAS)
    applyMigrations(connection)
    connection.prepare('INSERT INTO workspace (one, uid, created_at) VALUES (1, ?, ?)').run(birth.uid, birth.at)
    connection.close()
  })
}

/** The one connection that writes. Migrates; the caller backs up first when `inspectHeader` names an older version. */
export function openForWriting(file: string, finish?: FinishMigrations): Connection {
  inspectHeader(file)
  return guarded(() => {
    const connection = new Database(file, { fileMustExist: true })
    setPragmas(connection, WRITER_PRAGMAS)
    assertKnown(connection)
    applyMigrations(connection, latestVersion, finish)
    return connection
  })
}

/**
 * The only connection to a copy that is thrown away when anything goes wrong: nothing waits for the disk, and what is
 * removed is not looked for in other tables.
 */
export function openCopy(file: string): Connection {
  inspectHeader(file)
  return guarded(() => {
    const connection = new Database(file, { fileMustExist: true })
    setPragmas(connection, [
      ['journal_mode', 'DELETE', 'delete'],
      ['locking_mode', 'EXCLUSIVE', 'exclusive'],
      ['synchronous', 'OFF', 0],
      ['foreign_keys', 'OFF', 0],
      ['trusted_schema', 'OFF', 0],
      ['cell_size_check', 'ON', 1],
      ['mmap_size', '0', 0],
    ])
    applyMigrations(connection)
    return connection
  })
}

/** A connection that only reads; sees the last commit. */
export function openForReading(file: string): Connection {
  inspectHeader(file)
  return guarded(() => {
    const connection = new Database(file, { fileMustExist: true, readonly: true })
    setPragmas(connection, [
      ['query_only', 'ON', 1],
      ['trusted_schema', 'OFF', 0],
      ['cell_size_check', 'ON', 1],
      ['mmap_size', '0', 0],
      ['busy_timeout', '5000', 5000],
    ])
    assertKnown(connection)
    return connection
  })
}

/**
 * One process per workspace writes: a small SQLite file beside it, held exclusively; the kernel frees it even after SIGKILL.
 *
 * @throws AppError workspace.inUse
 */
export function lockWorkspace(file: string): { release(): void } {
  const lock = guarded(() => new Database(`${file}-lock`))
  try {
    lock.pragma('busy_timeout = 0')
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    lock.close()
    const known = toStorageError(error)
    throw known instanceof AppError && known.code === 'workspace.busy' ? new AppError('workspace.inUse') : known
  }
  return { release: () => lock.close() }
}

import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import {
  backUp,
  backUpBeforeMigration,
  backUpWhenDue,
  backupFolder,
  listBackups,
} from '../../../src/engine/db/backup.ts'
import { applyMigrations, latestVersion } from '../../../src/engine/db/migrate.ts'
import { APPLICATION_ID, inspectHeader, openForReading, openForWriting } from '../../../src/engine/db/open.ts'
import { isReadable, makeWorkspace, openEngine, openReader, openWriter } from '../../../src/engine/engine.ts'
import { steppingClock, systemClock } from '../../../src/engine/history/clock.ts'
import { makeOlderWorkspace } from '../../support/olderWorkspace.ts'
import { SAMPLE_START_MS } from '../../support/testEngine.ts'

const DAY_MS = 86_400_000

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-storage-'))
  file = join(folder, 'Acme.tandem')
  makeWorkspace(file)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noFiles = {
  get(): never {
    throw new Error('no file is needed here')
  },
}
const call = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
const programme = {
  name: 'Acme',
  baseCurrency: 'USD',
  timeZone: 'UTC',
  fiscalYearStartMonth: 1,
  actorName: 'Maya Lindqvist',
}
const options = (path = file) => ({ file: path, files: noFiles })

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work()
    return 'opened'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

const writing: Record<string, unknown> = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  busy_timeout: 5000,
}
const reading: Record<string, unknown> = { query_only: 1, trusted_schema: 0, cell_size_check: 1, busy_timeout: 5000 }

test('[DB1] every connection has its pragmas: full synchronisation, foreign keys, guards against REPLACE, no trusted schema', () => {
  for (const [connection, expected] of [
    [openForWriting(file), writing],
    [openForReading(file), reading],
  ] as const) {
    const names = Object.keys(expected)
    expect(Object.fromEntries(names.map((name) => [name, connection.pragma(name, { simple: true })]))).toEqual(expected)
    connection.close()
  }
})

test('[DB4] a second writer is refused and the file stays free for readers; a writer that is gone leaves it free', async () => {
  const first = await openEngine(options())
  expect(await codeOf(() => openEngine(options()))).toBe('workspace.inUse')
  openReader(options()).close()
  first.close()
  const second = await openEngine(options())
  second.close()
})

test('[EN1] a reader may open a file alone when it is of this version, logs ahead and nobody writes it', async () => {
  expect(isReadable(file)).toBe(true)
  const older = join(folder, 'Older.tandem')
  copyFileSync(file, older)
  const connection = new Database(older)
  connection.pragma(`user_version = ${latestVersion - 1}`)
  connection.close()
  const { name } = backUp(file, systemClock)
  expect([isReadable(older), isReadable(join(backupFolder(file), name))]).toEqual([false, false])
  const elsewhere = await openEngine(options())
  expect(await codeOf(() => isReadable(file))).toBe('workspace.inUse')
  elsewhere.close()
  expect(isReadable(file)).toBe(true)
})

/** Files that are no workspace of ours, each with what opening it must say. */
const strangers: Record<string, { make(path: string): void; code: string }> = {
  empty: { make: (path) => writeFileSync(path, ''), code: 'workspace.notAWorkspace' },
  text: { make: (path) => writeFileSync(path, 'id,name\n'.repeat(200)), code: 'workspace.notAWorkspace' },
  folder: { make: (path) => mkdirSync(path), code: 'workspace.notAWorkspace' },
  'another SQLite file': {
    make: (path) => {
      const connection = new Database(path)
      connection.exec('CREATE TABLE note (text TEXT)')
      connection.close()
    },
    code: 'workspace.notAWorkspace',
  },
  'a newer workspace': {
    make: (path) => {
      const connection = new Database(path)
      connection.pragma(`application_id = ${APPLICATION_ID}`)
      connection.pragma(`user_version = ${latestVersion + 1}`)
      connection.exec('CREATE TABLE future (text TEXT)')
      connection.close()
    },
    code: 'workspace.tooNew',
  },
  'a shortened workspace': {
    make: (path) => {
      copyFileSync(file, path)
      truncateSync(path, 16_384)
    },
    code: 'workspace.damaged',
  },
}

test.each(Object.keys(strangers))('[DB5] %s is recognised and stays as it is, byte for byte', async (name) => {
  const path = join(folder, 'Stranger.tandem')
  const stranger = strangers[name]
  stranger?.make(path)
  const bytes = (): Buffer | null => (name === 'folder' ? null : readFileSync(path))
  const before = bytes()
  for (const open of [() => openEngine(options(path)), () => openReader(options(path)), () => inspectHeader(path)])
    expect(await codeOf(open)).toBe(stranger?.code)
  expect(bytes()).toEqual(before)
})

test('[DB5] a newer workspace is recognised where its version still stands in the log only', async () => {
  const reader = openForReading(file)
  const newer = new Database(file)
  newer.pragma(`user_version = ${latestVersion + 1}`)
  newer.close()
  expect(inspectHeader(file).version).toBe(latestVersion)
  for (const open of [() => openEngine(options()), () => openReader(options())])
    expect(await codeOf(open)).toBe('workspace.tooNew')
  reader.close()
})

/** A file whose log was being copied into it: it has the new first page, and what it grew by stands in the log only. */
function cutOffCopying(path: string): void {
  const connection = openForWriting(file)
  copyFileSync(file, path)
  connection.exec('CREATE TABLE grown (content BLOB); INSERT INTO grown VALUES (zeroblob(200000))')
  copyFileSync(`${file}-wal`, `${path}-wal`)
  connection.pragma('wal_checkpoint(PASSIVE)')
  const bytes = readFileSync(path)
  readFileSync(file).copy(bytes, 0, 0, 4096)
  writeFileSync(path, bytes)
  connection.close()
}

test('[DB6] a file into which its log was not copied to the end is opened with all that it holds', () => {
  const path = join(folder, 'Cut.tandem')
  cutOffCopying(path)
  for (const open of [openForReading, openForWriting]) {
    const connection = open(path)
    expect(connection.prepare('SELECT length(content) FROM grown').pluck().all()).toEqual([200_000])
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok')
    connection.close()
  }
})

test('[DB6] pages that are not in the log either are missing', async () => {
  const path = join(folder, 'Cut.tandem')
  cutOffCopying(path)
  const log = readFileSync(`${path}-wal`)
  const opened = () => codeOf(() => inspectHeader(path))
  // Without its last frames, and with frames of another log.
  for (const bytes of [
    log.subarray(0, log.length - 3 * 4120),
    Buffer.concat([log.subarray(0, 16), Buffer.alloc(8), log.subarray(24)]),
  ]) {
    writeFileSync(`${path}-wal`, bytes)
    expect(await opened()).toBe('workspace.damaged')
  }
  rmSync(`${path}-wal`)
  expect(await opened()).toBe('workspace.damaged')
})

test('[DB5] a file that is not there is not made by opening it', async () => {
  expect(await codeOf(() => openEngine(options(join(folder, 'Missing.tandem'))))).toBe('workspace.notFound')
  expect(await codeOf(() => makeWorkspace(file))).toBe('workspace.exists')
})

test('[DB2] an upgraded file says so itself, while it is open and when a reader outlives the writer', async () => {
  const older = join(folder, 'Older.tandem')
  makeOlderWorkspace(older)
  const writer = await openWriter(options(older))
  expect(inspectHeader(older).version).toBe(latestVersion)
  const reader = openForReading(older)
  const other = new Database(older)
  const inLog = () => (other.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[])[0]
  await writer.dispatch('programme.setUp', programme, call)
  expect(inLog()?.checkpointed).toBeLessThan(inLog()?.log ?? 0)
  writer.close()
  expect(inLog()?.checkpointed).toBe(inLog()?.log)
  other.close()
  reader.close()
})

test('[DB2] an older file is copied aside before its schema changes; a current one is not', async () => {
  const clock = steppingClock(SAMPLE_START_MS)
  await backUpBeforeMigration(file, latestVersion, clock)
  expect(listBackups(file)).toEqual([])
  await backUpBeforeMigration(file, latestVersion + 1, clock)
  const [copy, ...others] = listBackups(file)
  expect(others).toEqual([])
  expect(inspectHeader(copy?.path ?? '').version).toBe(latestVersion)
})

test('[DB2] a migration that was interrupted leaves the version it started from', () => {
  const connection = new Database(':memory:')
  expect(() =>
    connection.transaction(() => {
      applyMigrations(connection)
      throw new Error('power loss')
    })(),
  ).toThrow('power loss')
  expect(connection.pragma('user_version', { simple: true })).toBe(0)
  applyMigrations(connection)
  expect(connection.pragma('user_version', { simple: true })).toBe(latestVersion)
  connection.close()
})

test('[DB3] backups are thinned out to every one of today, one a day of a week, one a week of four', () => {
  const nowMs = Date.now() // the age of a backup is that of its file
  mkdirSync(backupFolder(file))
  const ages = [0.1, 0.5, ...Array.from({ length: 60 }, (_, i) => i + 1), 1.5, 3.5]
  for (const age of ages) {
    const path = join(backupFolder(file), `Acme ${age}.tandem`)
    writeFileSync(path, '')
    utimesSync(path, new Date(nowMs - age * DAY_MS), new Date(nowMs - age * DAY_MS))
  }
  backUp(file, systemClock)
  const kept = listBackups(file)
    .map(({ name }) => /^Acme ([\d.]+)\.tandem$/.exec(name)?.[1])
    .filter((age) => age !== undefined)
  expect(kept).toEqual(['0.1', '0.5', '1', '2', '3', '4', '5', '6', '7', '14', '21'])
})

test('[DB3] a backup is taken when the newest one is a day old, not before', () => {
  const [day, name] = [DAY_MS, (age: number) => backUpWhenDue(file, { ...systemClock, now: () => Date.now() + age })]
  expect([name(0) !== null, name(day - 60_000), name(day + 60_000) !== null]).toEqual([true, null, true])
})

test('[DB3] a backup is a sound workspace of its own', () => {
  const { name, bytes } = backUp(file, steppingClock(SAMPLE_START_MS))
  const path = join(backupFolder(file), name)
  const connection = openForReading(path)
  expect({ check: connection.pragma('quick_check', { simple: true }), bytes }).toEqual({
    check: 'ok',
    bytes: readFileSync(path).length,
  })
  connection.close()
})

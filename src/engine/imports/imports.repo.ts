import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { type ImportKind, type ImportMapping, importMappingSchema } from '../../contract/imports.ts'
import type { Connection } from '../db/open.ts'
import type { ImportAttemptTable, PartnerTable } from '../db/schema.ts'
import type { Write } from '../history/write.ts'
import type { FactKind, FactTable } from './factKinds.ts'
import type { OriginalChunk } from './original.ts'
import { type IdRange, unite } from './ranges.rules.ts'

export type HeldKind = FactKind | 'partners'

/** SHA-256 of a file. @throws AppError file.unreadable */
export async function hashFile(path: string): Promise<string> {
  const digest = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) digest.update(chunk as Buffer)
  } catch {
    throw new AppError('file.unreadable', {})
  }
  return digest.digest('hex')
}

/** The kept original with these bytes, if there is one. */
export function findFile(connection: Connection, sha256: string): number | undefined {
  return connection.prepare('SELECT id FROM import_file WHERE sha256 = ?').pluck().get(Buffer.from(sha256, 'hex')) as
    number | undefined
}

export function insertFile(connection: Connection, file: { sha256: string; name: string; bytes: number }): number {
  const { lastInsertRowid } = connection
    .prepare('INSERT INTO import_file (sha256, name, bytes) VALUES (?, ?, ?)')
    .run(Buffer.from(file.sha256, 'hex'), file.name, file.bytes)
  return Number(lastInsertRowid)
}

const compress = promisify(deflateRaw)

/** Keeps a piece of the original. Compressing happens beside the event loop; fast rather than small. */
export async function insertChunk(connection: Connection, fileId: number, chunk: OriginalChunk): Promise<void> {
  // One output piece: each costs the event loop a turn.
  const content = await compress(chunk.content, { level: 1, chunkSize: chunk.content.length + 1024 })
  connection
    .prepare('INSERT INTO import_chunk (file_id, number, first_line, content) VALUES (?, ?, ?, ?)')
    .run(fileId, chunk.number, chunk.firstLine, content)
}

/** The pieces of an original from the one that has `line` on, unpacked. */
export function* readChunks(
  connection: Connection,
  fileId: number,
  line: number,
): Generator<{ firstLine: number; content: Uint8Array }> {
  const read = connection.prepare(
    `SELECT first_line, content FROM import_chunk WHERE file_id = @fileId AND number >=
       (SELECT max(number) FROM import_chunk WHERE file_id = @fileId AND first_line <= @line) ORDER BY number`,
  )
  for (const row of read.iterate({ fileId, line }) as Iterable<{ first_line: number; content: Uint8Array }>)
    yield { firstLine: row.first_line, content: inflateRawSync(row.content) }
}

/** The newest unreverted import of the same bytes. */
export function findEarlierImport(
  connection: Connection,
  fileId: number,
): { attemptId: number; at: string; by: string } | undefined {
  return connection
    .prepare(
      `SELECT id AS attemptId, imported_at AS at, imported_by AS "by" FROM import_attempt
       WHERE file_id = ? AND state = 'done' ORDER BY id DESC LIMIT 1`,
    )
    .get(fileId) as { attemptId: number; at: string; by: string } | undefined
}

/** @throws AppError import.unknownAttempt */
export function getAttempt(connection: Connection, id: number): ImportAttemptTable & { file_name: string } {
  const row = connection
    .prepare(
      `SELECT import_attempt.*, import_file.name AS file_name
       FROM import_attempt JOIN import_file ON import_file.id = file_id WHERE import_attempt.id = ?`,
    )
    .get(id) as (ImportAttemptTable & { file_name: string }) | undefined
  if (!row) throw new AppError('import.unknownAttempt', { id })
  return row
}

/** Ids that unreverted imports hold, `without` left out: what counts. */
export function heldRanges(connection: Connection, kind: HeldKind, without = 0): IdRange[] {
  const rows = connection
    .prepare(
      `SELECT from_id AS "from", to_id AS "to" FROM import_holding JOIN import_attempt ON import_attempt.id = attempt_id
       WHERE kind = ? AND state = 'done' AND attempt_id <> ?`,
    )
    .all(kind, without) as IdRange[]
  return unite(rows)
}

/** What one attempt found in its file, reverted or not. */
export function holdingOf(connection: Connection, attemptId: number, kind: HeldKind): IdRange[] {
  return connection
    .prepare(
      `SELECT from_id AS "from", to_id AS "to" FROM import_holding WHERE attempt_id = ? AND kind = ? ORDER BY from_id`,
    )
    .all(attemptId, kind) as IdRange[]
}

/** Partners whom a person called new in a file of deals or sales: no list holds them, the files that name them do. [IM9] */
export function listPartnersMadeByName(connection: Connection): Set<number> {
  const ids = connection
    .prepare(
      `SELECT partner.id FROM partner JOIN import_attempt ON import_attempt.id = created_by_attempt
       WHERE NOT EXISTS (SELECT 1 FROM json_each(import_attempt.mapping, '$.kinds') WHERE value = 'partners')`,
    )
    .pluck()
    .all() as number[]
  return new Set(ids)
}

export function insertHolding(
  connection: Connection,
  attemptId: number,
  kind: HeldKind,
  ranges: readonly IdRange[],
): void {
  const insert = connection.prepare('INSERT INTO import_holding (attempt_id, kind, from_id, to_id) VALUES (?, ?, ?, ?)')
  for (const { from, to } of ranges) insert.run(attemptId, kind, from, to)
}

export function insertVersions(
  connection: Connection,
  versions: readonly { kind: FactKind; id: number; firstId: number }[],
): void {
  const insert = connection.prepare('INSERT INTO fact_version (kind, id, first_id) VALUES (?, ?, ?)')
  for (const { kind, id, firstId } of versions) insert.run(kind, id, firstId)
}

/** Ids of facts that have several versions, each list from the first to the newest. */
export function listVersions(connection: Connection, kind: FactKind): number[][] {
  const rows = connection
    .prepare('SELECT first_id, json_group_array(id) FROM fact_version WHERE kind = ? GROUP BY first_id')
    .raw()
    .all(kind) as [number, string][]
  return rows.map(([first, ids]) => [first, ...(JSON.parse(ids) as number[]).toSorted((a, b) => a - b)])
}

/** The id that a register's next row gets; ids of undone rows are never given again. */
export function nextRegisterId(connection: Connection, table: 'partner' | 'import_attempt'): number {
  const last = connection.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table)
  return ((last as number | undefined) ?? 0) + 1
}

export function nextFactId(connection: Connection, table: FactTable): number {
  return ((connection.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number | null) ?? 0) + 1
}

/** Partners that count, and those that imports made and no import holds any more. */
export function listPartnersToMatch(connection: Connection): PartnerTable[] {
  return connection
    .prepare('SELECT * FROM partner WHERE is_live = 1 OR created_by_attempt IS NOT NULL ORDER BY id')
    .all() as PartnerTable[]
}

/** Remembered answers by question. */
export function readAnswers(connection: Connection): Map<string, string> {
  const rows = connection.prepare('SELECT question, value FROM import_answer').raw().all() as [string, string][]
  return new Map(rows)
}

export function rememberAnswers(connection: Connection, write: Write, answers: ReadonlyMap<string, string>): void {
  const find = connection.prepare('SELECT id FROM import_answer WHERE question = ?').pluck()
  for (const [question, value] of answers) {
    const id = find.get(question) as number | undefined
    if (id === undefined) write.insert('import_answer', { question, value })
    else write.update('import_answer', id, { value })
  }
}

/** The mapping last used for a set of headers; null when there is none, or none that this version can read. */
export function recallMapping(connection: Connection, fingerprint: string): ImportMapping | null {
  const text = connection
    .prepare('SELECT mapping FROM import_mapping WHERE fingerprint = ?')
    .pluck()
    .get(fingerprint) as string | undefined
  return text === undefined ? null : (importMappingSchema.safeParse(JSON.parse(text)).data ?? null)
}

export function rememberMapping(
  connection: Connection,
  write: Write,
  fingerprint: string,
  mapping: ImportMapping,
): void {
  const id = connection.prepare('SELECT id FROM import_mapping WHERE fingerprint = ?').pluck().get(fingerprint) as
    number | undefined
  const text = JSON.stringify(mapping)
  if (id === undefined) write.insert('import_mapping', { fingerprint, mapping: text })
  else write.update('import_mapping', id, { mapping: text })
}

/** Days that the files of a source with rows of a kind span, reverted ones left out. */
export function listEarlierSpans(
  connection: Connection,
  source: string,
  kind: ImportKind,
): { earliestOn: Day; latestOn: Day }[] {
  return connection
    .prepare(
      `SELECT report ->> 'earliestOn' AS earliestOn, report ->> 'latestOn' AS latestOn FROM import_attempt
       WHERE source = ? AND state = 'done' AND earliestOn IS NOT NULL
         AND EXISTS (SELECT 1 FROM json_each(report, '$.kinds') WHERE value ->> 'kind' = ?)`,
    )
    .all(source, kind) as { earliestOn: Day; latestOn: Day }[]
}

/**
 * Puts new texts that name partners where the attribution reaction finds them. Those that are there already it redirects
 * itself, with the facts that are here under them.
 */
export function rememberTexts(connection: Connection, texts: ReadonlyMap<string, number | null>): void {
  const put = connection.prepare('INSERT INTO partner_text (text, partner_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
  for (const [text, partnerId] of texts) put.run(text, partnerId)
}

import { type ImportMapping, importMappingSchema } from '../../contract/imports.ts'
import type { Connection } from '../db/open.ts'
import { headerFingerprint } from './inspect.ts'
import { OVERLAP_QUESTION } from './questions.rules.ts'

/** A remembered mapping and the imports whose files had its headers, reverted ones included. */
export interface RememberedMapping {
  id: number
  mapping: ImportMapping
  imports: number
  /** The newest of them. */
  last: { attemptId: number; fileName: string; at: string; by: string } | null
}

/** Mappings as the next file with their headers is read, the one used last first. [IM16] */
export function listMappings(connection: Connection): RememberedMapping[] {
  const uses = countUses(connection)
  const attempt = connection.prepare(
    `SELECT import_attempt.id AS attemptId, import_file.name AS fileName, imported_at AS at, imported_by AS "by"
     FROM import_attempt JOIN import_file ON import_file.id = file_id WHERE import_attempt.id = ?`,
  )
  const rows = connection.prepare('SELECT id, fingerprint, mapping FROM import_mapping ORDER BY id').all() as {
    id: number
    fingerprint: string
    mapping: string
  }[]
  return rows
    .flatMap(({ id, fingerprint, mapping: text }) => {
      // What this version cannot read it does not use either.
      const mapping = importMappingSchema.safeParse(JSON.parse(text)).data
      if (mapping === undefined) return []
      const use = uses.get(fingerprint)
      const last = use === undefined ? null : (attempt.get(use.lastAttempt) as RememberedMapping['last'])
      return [{ id, mapping, imports: use?.imports ?? 0, last }]
    })
    .toSorted((a, b) => (b.last?.attemptId ?? 0) - (a.last?.attemptId ?? 0))
}

/** Imports by the headers of their files. */
function countUses(connection: Connection): Map<string, { imports: number; lastAttempt: number }> {
  const uses = new Map<string, { imports: number; lastAttempt: number }>()
  // Files of one export mostly have one mapping, which is then read once.
  const rows = connection.prepare('SELECT mapping, count(*), max(id) FROM import_attempt GROUP BY mapping').raw()
  for (const [text, count, last] of rows.all() as [string, number, number][]) {
    const { columns } = JSON.parse(text) as ImportMapping // stored by an import
    const fingerprint = headerFingerprint(columns.map(({ header }) => header))
    const known = uses.get(fingerprint) ?? { imports: 0, lastAttempt: 0 }
    uses.set(fingerprint, { imports: known.imports + count, lastAttempt: Math.max(known.lastAttempt, last) })
  }
  return uses
}

/** Ids of the remembered answers that rows of files with these headers are new, whatever their source. [IM70] */
export function listOverlapAnswers(connection: Connection, { columns }: ImportMapping): number[] {
  return connection
    .prepare('SELECT id FROM import_answer WHERE question GLOB ?')
    .pluck()
    .all(`${OVERLAP_QUESTION}:*:${headerFingerprint(columns.map(({ header }) => header))}`) as number[]
}

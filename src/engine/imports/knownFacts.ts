import type { Connection } from '../db/open.ts'
import { nextTurn } from '../pause.ts'
import { createFactIndex, type FactIndex } from './factIndex.ts'
import { type FactKind, factTables } from './factKinds.ts'

/** Facts read between two turns of the event loop. */
const FACTS_PER_TURN = 20_000

/** 32-bit words over hashes; a copy where the bytes do not begin at a word. */
export function toWords(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4)
}

/**
 * All facts of a kind in memory, so that a million rows are told known from new without asking the database for each.
 *
 * @param expected facts that the import may add
 */
export async function loadKnownFacts(connection: Connection, kind: FactKind, expected: number): Promise<FactIndex> {
  const table = factTables[kind]
  const hasVersions = kind !== 'customers'
  const content = hasVersions ? 'content_hash' : `x''`
  const count = connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  const index = createFactIndex(count + expected, hasVersions)
  // One value per twenty thousand rows crosses instead of one per cell; group_concat takes blobs byte for byte.
  const read = connection.prepare(
    `SELECT CAST(group_concat(identity, '') AS BLOB) AS identities, CAST(group_concat(content, '') AS BLOB) AS contents,
            group_concat(id) AS ids
     FROM (SELECT identity, ${content} AS content, id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${FACTS_PER_TURN})`,
  )
  for (let last = 0; ;) {
    const slice = read.get(last) as { identities: Uint8Array; contents: Uint8Array; ids: string | null }
    if (slice.ids === null) return index
    const [identities, contents] = [toWords(slice.identities), toWords(slice.contents)]
    const ids = slice.ids.split(',')
    for (let at = 0; at < ids.length; at += 1) {
      last = Number(ids[at])
      index.add(identities, contents, at, last, index.find(identities, at))
    }
    await nextTurn()
  }
}

import type { Connection } from '../db/open.ts'
import { createFactIndex, type FactIndex, HASH_BYTES } from './factIndex.ts'
import { type FactKind, factTables } from './factsDigest.ts'

/** Facts read between two turns of the event loop. */
const FACTS_PER_TURN = 20_000

/** Lets waiting messages (cancel, progress) be heard. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

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
  const content = kind === 'customers' ? 'identity' : 'content_hash'
  const count = connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  const index = createFactIndex(count + expected)
  // One value per twenty thousand rows crosses instead of one per cell; group_concat takes blobs byte for byte.
  const read = connection.prepare(
    `SELECT count(*) AS count, CAST(group_concat(identity, '') AS BLOB) AS identities,
            CAST(group_concat(content, '') AS BLOB) AS contents, group_concat(id) AS ids, max(identity) AS last
     FROM (SELECT identity, ${content} AS content, id FROM ${table} INDEXED BY ${table}_identity
           WHERE identity > ? ORDER BY identity LIMIT ${FACTS_PER_TURN})`,
  )
  // Versions of one identity that a slice leaves behind.
  const readVersions = connection.prepare(
    `SELECT ${content} AS content, id FROM ${table} WHERE identity = ? ORDER BY id`,
  )
  let last = new Uint8Array()
  for (;;) {
    const slice = read.get(last) as {
      count: number
      identities: Uint8Array
      contents: Uint8Array
      ids: string | null
      last: Uint8Array<ArrayBuffer>
    }
    if (slice.count === 0 || slice.ids === null) return index
    const [identities, contents] = [toWords(slice.identities), toWords(slice.contents)]
    const ids = slice.ids.split(',')
    const isFull = slice.count === FACTS_PER_TURN
    for (let at = 0; at < slice.count; at += 1) {
      const isLast = isFull && isSameHash(slice.identities, at, slice.last)
      if (!isLast) index.add(identities, contents, at, Number(ids[at]))
    }
    if (!isFull) return index
    const lastWords = toWords(slice.last)
    for (const { content: bytes, id } of readVersions.all(slice.last) as { content: Uint8Array; id: number }[])
      index.add(lastWords, toWords(bytes), 0, id)
    last = slice.last
    await nextTurn()
  }
}

function isSameHash(hashes: Uint8Array, at: number, hash: Uint8Array): boolean {
  for (let byte = 0; byte < HASH_BYTES; byte += 1) if (hashes[at * HASH_BYTES + byte] !== hash[byte]) return false
  return true
}

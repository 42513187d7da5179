import type { Connection } from '../db/open.ts'
import type { ConversionTable } from '../db/schema.ts'
import { writeHash } from './batcher.ts'
import { createFactIndex, type FactIndex, HASH_BYTES } from './factIndex.ts'
import { suspectText } from './identity.rules.ts'
import { nextTurn } from '../pause.ts'
import { toWords } from './knownFacts.ts'
import { readingOf, selectWithCustomer, type StoredCustomer } from './storedFacts.ts'

const ROWS_PER_TURN = 5000

/**
 * What every sale that counts shares with another telling of it. Loaded only for files whose rows have no id of their
 * own. [IM40]
 */
export async function loadSuspects(connection: Connection): Promise<FactIndex> {
  const index = createFactIndex(0, false)
  const hash = new Uint8Array(HASH_BYTES)
  const words = toWords(hash)
  const read = connection.prepare(
    `${selectWithCustomer('conversion')}
     WHERE conversion.is_live = 1 AND conversion.id > ? ORDER BY conversion.id LIMIT ${ROWS_PER_TURN}`,
  )
  for (let last = 0; ;) {
    const rows = read.all(last) as (ConversionTable & StoredCustomer)[]
    for (const row of rows) {
      const reading = readingOf(row, row)
      writeHash(hash, 0, suspectText(reading, reading.conversion))
      if (index.find(words, 0) < 0) index.add(words, words, 0, row.id, -1)
      last = row.id
    }
    if (rows.length < ROWS_PER_TURN) return index
    await nextTurn()
  }
}

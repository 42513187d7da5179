import type { Connection } from './open.ts'

const LARGE_KIB = 64 * 1024

/** Keeps more pages in memory while many rows are written: fewer are written early and read again. */
export async function withLargeCache<Answer>(connection: Connection, work: () => Promise<Answer>): Promise<Answer> {
  const usual = Number(connection.pragma('cache_size', { simple: true }))
  connection.pragma(`cache_size = -${LARGE_KIB}`)
  try {
    return await work()
  } finally {
    connection.pragma(`cache_size = ${usual}`)
  }
}

import { nextTurn } from '../pause.ts'
import { stampOf } from './memory.ts'
import type { Connection } from './open.ts'

/** Ids per read: a few milliseconds each, so that other calls get their turn in between. */
const IDS_PER_READ = 20_000

/** Ids above `after`, up to and with `upTo`. */
export interface Slice {
  after: number
  upTo: number
}

export const EVERYTHING: Slice = { after: 0, upTo: Number.MAX_SAFE_INTEGER }

/** The ids of a table in ascending stretches; where there are none, as between turns of commissions, is passed over. */
export function* slicesOf(raw: Connection, table: string, idsPerRead = IDS_PER_READ): Generator<Slice> {
  const next = raw.prepare(`SELECT min(id) FROM ${table} WHERE id > ?`).pluck()
  for (let upTo = 0; ;) {
    const first = next.get(upTo) as number | null
    if (first === null) return
    upTo = first - 1 + idsPerRead
    yield { after: first - 1, upTo }
  }
}

/** Reads slice by slice with a turn of the event loop after each; queries ask within `unchanged`. [EN6] */
export async function readSlices(slices: Iterable<Slice>, read: (slice: Slice) => void): Promise<void> {
  for (const slice of slices) {
    read(slice)
    await nextTurn()
  }
}

/** Where commands come faster than an answer is read, each change tells the page to ask again anyway. */
const MOST_TIMES = 5

/** An answer that takes several turns, from one state of the file: asked again, a few times, when it changed meanwhile. [EN6] */
export async function unchanged<Answer>(raw: Connection, ask: () => Promise<Answer>): Promise<Answer> {
  for (let times = 1; ; times += 1) {
    const before = stampOf(raw)
    const answer = await ask()
    if (stampOf(raw) === before || times === MOST_TIMES) return answer
  }
}

import type { Connection } from './open.ts'

interface Memory<Value> {
  stamp: string
  values: Map<string, Value>
  size: number
}

/**
 * What was computed over a connection, kept until anything in the file changes. Values are shared between those who ask:
 * nobody may change one. One that is promised is kept at once, and forgotten when the promise fails.
 *
 * @param most how much is kept at a time, in what `sizeOf` counts (values, when it is not given); one larger value is
 *   kept by itself
 */
export function createMemory<Value>(
  most: number,
  sizeOf: (value: Value) => number = () => 1,
): (raw: Connection, key: string, compute: () => Value) => Value {
  const memories = new WeakMap<Connection, Memory<Value>>()

  function keep(memory: Memory<Value>, key: string, value: Value): void {
    const size = sizeOf(value)
    if (memory.size + size > most) {
      memory.values.clear()
      memory.size = 0
    }
    memory.values.set(key, value)
    memory.size += size
    if (!(value instanceof Promise)) return
    value.catch(() => {
      if (memory.values.get(key) !== value) return
      memory.values.delete(key)
      memory.size -= size
    })
  }

  return (raw, key, compute) => {
    const stamp = stampOf(raw)
    let memory = memories.get(raw)
    if (memory?.stamp !== stamp) {
      memory = { stamp, values: new Map(), size: 0 }
      memories.set(raw, memory)
    }
    let value = memory.values.get(key)
    if (value === undefined) {
      value = compute()
      keep(memory, key, value)
    }
    return value
  }
}

interface Watch {
  changes: { get(): unknown }
  rollbacks: number
}
const watches = new WeakMap<Connection, Watch>()

function watchOf(raw: Connection): Watch {
  let watch = watches.get(raw)
  if (watch === undefined) {
    // The first number changes when another connection has written, the second when this one has.
    const changes = raw.prepare(`SELECT data_version || ' ' || total_changes() FROM pragma_data_version`).pluck()
    watch = { changes, rollbacks: 0 }
    watches.set(raw, watch)
  }
  return watch
}

/** Differs whenever anything in the file has changed. */
export function stampOf(raw: Connection): string {
  const { changes, rollbacks } = watchOf(raw)
  return `${String(changes.get())} ${rollbacks}`
}

/** To be told after every rollback: SQLite counts what a connection has written, not what it took back. */
export function noteRollback(raw: Connection): void {
  watchOf(raw).rollbacks += 1
}

/** Enough for the pages of a large programme, about 30 MB. */
const MOST_ROWS = 200_000
const rowsOnce = createMemory<readonly unknown[]>(MOST_ROWS, (rows) => rows.length + 1)

/** The rows of a query, read once until anything in the file changes: figures of one page often stand on the same ones. */
export function readOnce(
  raw: Connection,
  sql: string,
  parameters: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  return rowsOnce(raw, `${sql} ${JSON.stringify(parameters)}`, () => raw.prepare(sql).all(parameters))
}

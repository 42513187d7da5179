import type { Statement } from 'better-sqlite3'
import type { Connection } from '../db/open.ts'
import { HASH_BYTES } from './factIndex.ts'

type Value = string | number | null

/** A column of the rows to insert: one value for all, one per row, hashes side by side, or ascending numbers. */
export type ColumnValues = { all: Value } | { each: readonly Value[] } | { hashes: Uint8Array } | { from: number }

/** Rows in one INSERT, largest first. Many small statements cost less than one that does not fit a cache. */
const ROWS_PER_INSERT = [256, 32, 1] as const

/**
 * Inserts many rows fast: several per statement, a column whose rows are all alike bound once, hashes bound as one
 * value and taken apart by SQLite. Binding is what an insert costs most.
 *
 * Names come from the caller's code, never from a file.
 */
export function createBulkInsert(
  connection: Connection,
  table: string,
): (count: number, columns: Readonly<Record<string, ColumnValues>>) => void {
  const statements = new Map<string, Statement>()

  function prepare(names: readonly string[], columns: readonly ColumnValues[], rows: number): Statement {
    const key = `${rows} ${columns.map((column) => Object.keys(column)[0]).join(' ')}`
    const known = statements.get(key)
    if (known !== undefined) return known
    const tuples = Array.from({ length: rows }, (_, row) => {
      const cells = columns.map((column, index) => {
        if ('each' in column) return '?'
        if ('hashes' in column) return `substr(@p${index}, ${row * HASH_BYTES + 1}, ${HASH_BYTES})`
        return 'from' in column ? `@p${index} + ${row}` : `@p${index}`
      })
      return `(${cells.join(', ')})`
    })
    const statement = connection.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES ${tuples.join(', ')}`)
    statements.set(key, statement)
    return statement
  }

  return (count, given) => {
    const names = Object.keys(given)
    const columns = Object.values(given).map(fold)
    for (let done = 0; done < count;) {
      const rows = ROWS_PER_INSERT.find((size) => size <= count - done) ?? 1
      const shared: Record<string, Value | Uint8Array> = {}
      columns.forEach((column, index) => {
        if ('all' in column) shared[`p${index}`] = column.all
        else if ('from' in column) shared[`p${index}`] = column.from + done
        else if ('hashes' in column)
          shared[`p${index}`] = column.hashes.subarray(done * HASH_BYTES, (done + rows) * HASH_BYTES)
      })
      const own: Value[] = []
      const perRow = columns.flatMap((column) => ('each' in column ? [column.each] : []))
      for (let row = done; row < done + rows; row += 1) for (const values of perRow) own.push(values[row] ?? null)
      prepare(names, columns, rows).run(own, shared)
      done += rows
    }
  }
}

/** A column that says the same in every row, or counts up by one, is bound once. */
function fold(column: ColumnValues): ColumnValues {
  if (!('each' in column)) return column
  const { each } = column
  const [first = null, second = first] = each
  if (second === first) return each.every((value) => value === first) ? { all: first } : column
  if (typeof first !== 'number' || second !== first + 1) return column
  return each.every((value, row) => value === first + row) ? { from: first } : column
}

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Day } from '../../src/contract/dates.ts'
import type { TestEngine } from './testEngine.ts'

/** A copy of a workspace as it is now, beside it. @returns its path */
export function keepCopy(file: string): string {
  const path = `${file}-${++copies}`
  const connection = new Database(file, { readonly: true })
  connection.prepare('VACUUM INTO ?').run(path)
  connection.close()
  return path
}
let copies = 0

/** Where an engine that was given no folder keeps what a token names. */
const pathOf = (token: string | null): string => join(tmpdir(), token ?? 'none', 'past.tandem')

/** Clocks are for the next command and texts for the next import; nobody is shown them. */
const notShown = ['column_clock', 'clock_state', 'partner_text']

/** Of facts that do not count only that they are there: whom they are credited to follows when they count again. */
function selectAll(table: string, columns: readonly string[]): string {
  if (!columns.includes('attempt_id') || !columns.includes('is_live')) return `SELECT * FROM ${table}`
  const nothing = ', NULL'.repeat(columns.length - 1)
  return `SELECT * FROM ${table} WHERE is_live = 1 UNION ALL SELECT id${nothing} FROM ${table} WHERE is_live = 0`
}

/** Every row of every table, a line each. */
function everyRow(path: string): string[] {
  const connection = new Database(path, { readonly: true })
  const tables = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`)
    .pluck()
    .all() as string[]
  const lines = tables
    .filter((table) => !notShown.includes(table))
    .flatMap((table) => {
      const columns = (connection.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
      const rows = connection.prepare(selectAll(table, columns)).raw().all()
      return rows.map((row) => `${table} ${JSON.stringify(row)}`)
    })
  connection.close()
  return lines.toSorted()
}

/** Goes to a day and compares the file that shows it, row by row, with the copy that was kept then. */
export async function compareWithThen(
  engine: TestEngine,
  day: Day,
  copy: string,
): Promise<{ day: Day; rows: number; onlyNow: string[]; onlyThen: string[] }> {
  const { token } = await engine.call('history.travel', { day })
  const [now, then] = [everyRow(pathOf(token)), everyRow(copy)]
  const [inNow, inThen] = [new Set(now), new Set(then)]
  const few = (lines: string[]): string[] => lines.slice(0, 10).map((line) => line.slice(0, 200))
  return {
    day,
    rows: then.length,
    onlyNow: few(now.filter((line) => !inThen.has(line))),
    onlyThen: few(then.filter((line) => !inNow.has(line))),
  }
}

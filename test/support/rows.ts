import type { ViewTable } from '../../src/contract/views.ts'
import type { TestEngine } from './testEngine.ts'

/** The rows of a table of the window, each as the texts of some of its cells, in the order of those texts. */
export async function rowsOf(engine: TestEngine, table: ViewTable, columns: readonly string[]): Promise<string[]> {
  const { rows } = await engine.call('views.open', { table, filters: [], sort: [], groupBy: null, search: '' })
  return rows.map(({ cells }) => columns.map((column) => cells[column] ?? '').join(' | ')).toSorted()
}

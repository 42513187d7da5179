import type { ColumnType, ViewTable } from '../../contract/views.ts'
import type { QueryContext } from '../context.ts'

/** A column: its SQL over the definition's FROM. Fragments are constants of this program, never text from outside. */
export interface ViewColumnDefinition {
  key: string
  type: ColumnType
  sql: string
  choices?: readonly string[]
  isGroupable?: boolean
  isSummed?: boolean
  /** What the column is ordered by when that is not its own text: the rank of a tier. One value for each text. */
  order?: string
}

/** SQL of a cell of a row that `ViewDefinition.rows` computed, joined as `computed`. */
export const computed = (key: string): string => `(computed.value ->> '${key}')`

/**
 * One table of the window. `@today` (the programme's day) may be used in every fragment.
 * With money columns, `currency` is the SQL of the row's currency; a column with key `currency` must exist.
 */
export interface ViewDefinition {
  table: ViewTable
  from: string
  id: string
  where: string
  currency: string | null
  /** Rows that no table holds: computed when the view is opened and bound as `@rows`, a JSON array. */
  rows?: (context: QueryContext) => Promise<readonly object[]>
  columns: readonly ViewColumnDefinition[]
  /** What rows can be asked about a value, a day mostly, that is bound as `value`: SQL by the name in a filter that `holds`. */
  conditions?: Readonly<Record<string, (value: string) => string>>
  /** SQL of the texts that free search looks into. */
  search: readonly string[]
  /** ORDER BY when the user chose nothing; `id` is always the last key. */
  defaultOrder: string
}

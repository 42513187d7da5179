import type { ColumnType, ViewTable } from '../../contract/views.ts'

/** A column: its SQL over the definition's FROM. Fragments are constants of this program, never text from outside. */
export interface ViewColumnDefinition {
  key: string
  type: ColumnType
  sql: string
  choices?: readonly string[]
  isGroupable?: boolean
  isSummed?: boolean
}

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
  columns: readonly ViewColumnDefinition[]
  /** SQL of the texts that free search looks into. */
  search: readonly string[]
  /** ORDER BY when the user chose nothing; `id` is always the last key. */
  defaultOrder: string
}

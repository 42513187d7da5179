import { isDay } from '../../../contract/dates.ts'
import { formatMinor } from '../../../contract/money.ts'
import type { Cell, ViewRow } from '../../../contract/views.ts'
import { readAmount } from '../ParsedInput.tsx'
import { currencyOf, type BoundColumn } from './column.ts'
import { tableTexts as texts } from './texts.ts'

/** How the cells of a column are edited in place. `commit` stores one value; what it throws is said at the cell. [TA1] */
export type CellEdit =
  | {
      kind: 'text'
      maxLength: number
      /** Offers the values the column has already. */
      isOffering?: boolean
      commit: (row: ViewRow, text: string) => Promise<unknown>
    }
  /** One of the column's `choices`. */
  | { kind: 'choice'; commit: (row: ViewRow, choice: string) => Promise<unknown> }
  | { kind: 'day'; commit: (row: ViewRow, day: string) => Promise<unknown> }
  /** Minor units of the row's currency. */
  | { kind: 'money'; commit: (row: ViewRow, minor: number) => Promise<unknown> }

export type EditableColumn = BoundColumn & { edit: CellEdit }

export function isEditable(column: BoundColumn): column is EditableColumn {
  return column.edit !== undefined
}

/** What stands in the editor at the start. */
export function toEditText(column: EditableColumn, row: ViewRow): string {
  const value = row.cells[column.key] ?? ''
  return column.edit.kind === 'money' && typeof value === 'number' ? formatMinor(value, currencyOf(row)) : String(value)
}

export type Store = { value: Cell; store: () => Promise<unknown> }

/** What was typed as something to store: null when it is what is there already, a sentence when it cannot be read. [TA2] */
export function readEdit({ key, edit }: EditableColumn, row: ViewRow, text: string): Store | string | null {
  const given = text.trim()
  const store = <V extends Cell>(value: V, commit: (row: ViewRow, value: V) => Promise<unknown>): Store | null =>
    value === (row.cells[key] ?? '') ? null : { value, store: () => commit(row, value) }
  switch (edit.kind) {
    case 'text':
    case 'choice':
      return store(given, edit.commit)
    case 'day':
      return isDay(given) ? store(given, edit.commit) : texts.notADay
    case 'money': {
      const minor = readAmount(given, currencyOf(row))
      return minor === null ? texts.notANumber : store(minor, edit.commit)
    }
  }
}

import type { ReactNode } from 'react'
import { formatDay, isDay } from '../../../contract/dates.ts'
import { formatMinor, formatRate, isCurrency, toDecimal } from '../../../contract/money.ts'
import { toClipboardCell } from '../../../contract/spreadsheet.ts'
import type { Cell, ViewColumn, ViewFilter, ViewRow, ViewSort } from '../../../contract/views.ts'
import { formatCount, formatMoment } from '../figures.tsx'
import type { CellEdit } from './editing.ts'
import { tableTexts as texts } from './texts.ts'

/** A column as a page describes it; type, sorting and sums come from the engine under the same `key`. */
export interface TableColumn {
  key: string
  label: string
  /** Least width in px at 100 % zoom. */
  width: number
  /** Takes the room that is left; the first column does when none says so. */
  isGrowing?: boolean
  /** When room is short the highest leaves first; 1 never leaves. Money columns leave last. */
  need?: 1 | 2 | 3 | 4 | 5
  /** Shown only when the user chooses it. */
  isHidden?: boolean
  /** Words for the values of a choice column, in the order they are offered. */
  choices?: Readonly<Record<string, string>>
  /** Own content; by default the value is shown by its type. Plain text for normal rows, Status for exceptions. */
  render?: (row: ViewRow) => ReactNode
  /** Stands before a negative amount: "owes us". */
  negativeWord?: string
  /** Heavier: the name of the row or its own figure. */
  isStrong?: boolean
  /** Quieter: what only supports the row. */
  isQuiet?: boolean
  /** Its cells are edited in place; without it they are only read. */
  edit?: CellEdit
}

/** A page's column together with what the engine says about it. */
export type BoundColumn = TableColumn & { view: ViewColumn }

/** What a table can be asked about a value though no column holds it, in words: "Owed" "on" "31 Dec 2025". */
export interface TableCondition {
  field: string
  operator: string
  say: (value: string | number) => string
}
export type TableConditions = Readonly<Record<string, TableCondition>>

/** "31 Dec 2025" of a day; anything else as it is. */
export const sayDay = (value: NonNullable<Cell>): string =>
  typeof value === 'string' && isDay(value) ? formatDay(value) : String(value)

/** A named set of filters, sort and grouping, as a tab above the table. */
export interface TableView {
  key: string
  label: string
  filters: readonly ViewFilter[]
  sort?: readonly ViewSort[]
  groupBy?: string | null
}

export function isNumeric(column: BoundColumn): boolean {
  const { type } = column.view
  return type === 'number' || type === 'money' || type === 'rate'
}

export function currencyOf(row: ViewRow): string {
  const { currency } = row.cells
  return typeof currency === 'string' && isCurrency(currency) ? currency : 'USD'
}

/** A value in words, for chips, groups and cells. */
export function cellText(column: BoundColumn, value: Cell | undefined, currency: string): string {
  if (value === null || value === undefined || value === '') return ''
  switch (column.view.type) {
    case 'money':
      return typeof value === 'number' ? formatMinor(value, currency) : String(value)
    case 'rate':
      return typeof value === 'number' ? formatRate(value) : String(value)
    case 'number':
      return typeof value === 'number' ? numberText(value) : String(value)
    case 'day':
      return sayDay(value)
    case 'moment':
      return formatMoment(String(value))
    case 'flag':
      return value === true || value === 1 ? texts.yes : texts.no
    case 'choice':
    case 'text':
      return column.choices?.[String(value)] ?? String(value)
  }
}

function numberText(value: number): string {
  return `${value < 0 ? '−' : ''}${Number.isInteger(value) ? formatCount(Math.abs(value)) : String(Math.abs(value))}`
}

/** A value as a cell of the clipboard: plain decimals and ISO days; a text never becomes a formula. [EX1] */
export function clipboardText(column: BoundColumn, row: ViewRow): string {
  const value = row.cells[column.key]
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && column.view.type === 'money') return toDecimal(value, currencyOf(row))
  if (typeof value === 'number' && column.view.type === 'rate') return String(value / 1_000_000)
  if (typeof value === 'number') return String(value)
  const text = column.view.type === 'choice' ? column.choices?.[String(value)] : undefined
  return toClipboardCell(text ?? String(value))
}

/** A filter on a column; one that `holds` names none. */
export type ColumnFilter = Exclude<ViewFilter, { operator: 'holds' }>

/** A filter in words: "Status" "is" "Active or Paused". */
export function filterText(
  column: BoundColumn,
  filter: ColumnFilter,
  currency: string,
): { operator: string; value: string } {
  const { operators } = texts
  const word = (value: string | number | boolean): string => cellText(column, value, currency) || texts.blank
  const isTime = column.view.type === 'day' || column.view.type === 'moment'
  switch (filter.operator) {
    case 'is':
    case 'isNot':
      return { operator: operators[filter.operator], value: word(filter.value) }
    case 'contains':
      return { operator: operators.contains, value: `“${filter.value}”` }
    case 'in':
      return { operator: operators.in, value: texts.or(filter.value.map(word)) }
    case 'between':
      return { operator: operators.between, value: texts.range(word(filter.value[0]), word(filter.value[1])) }
    case 'atLeast':
      return { operator: isTime ? operators.from : operators.atLeast, value: word(filter.value) }
    case 'atMost':
      return { operator: isTime ? operators.until : operators.atMost, value: word(filter.value) }
    case 'empty':
      return { operator: operators.empty, value: filter.value ? texts.emptyValue : texts.notEmpty }
  }
}

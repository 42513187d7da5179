import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Header,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ViewSort } from '../../../contract/views.ts'
import { isNumeric, type BoundColumn } from './column.ts'
import { fitting, MIN_WIDTH, widthOf, type Layout } from './layout.ts'

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnPinningFeature,
  rowSortingFeature,
})
export type TableFeatures = typeof features
/** The engine sorts, filters and holds the rows; the table model knows the columns only. */
export type TableRow = never
const helper = createColumnHelper<TableFeatures, TableRow>()
const noRows: TableRow[] = []
/** The contract sorts by at most this many columns. */
const MAX_SORTS = 4

interface ColumnModel {
  /** In sight, in order, pinned ones first. */
  columns: readonly BoundColumn[]
  headers: readonly { header: Header<TableFeatures, TableRow>; column: BoundColumn }[]
  /** Distance of a pinned column from the start edge in px; null when it scrolls. */
  pinnedAt: (column: BoundColumn) => number | null
  /** `grid-template-columns` of every row. */
  template: string
}

/** Order, visibility, width, pinning and sorting of the columns, by TanStack Table. `boxWidth`: room of the selection column. */
export function useColumnModel(
  all: readonly BoundColumn[],
  layout: Layout,
  onLayout: (layout: Layout) => void,
  sort: readonly ViewSort[],
  onSort: (sort: readonly ViewSort[]) => void,
  width: number,
  boxWidth: number,
): ColumnModel {
  const byKey = useMemo(() => new Map(all.map((column) => [column.key, column])), [all])
  const definitions = useMemo(
    () =>
      helper.columns(
        all.map((column) =>
          helper.display({
            id: column.key,
            header: column.label,
            size: column.width,
            minSize: MIN_WIDTH,
            enableSorting: column.view.isSortable,
            enableMultiSort: column.view.isSortable,
            sortDescFirst: isNumeric(column) || column.view.type === 'day' || column.view.type === 'moment',
          }),
        ),
      ),
    [all],
  )
  const visible = fitting(all, layout, width === 0 ? 0 : width - boxWidth)
  const sorting = sort.map(({ column, direction }) => ({ id: column, desc: direction === 'descending' }))
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    manualSorting: true,
    maxMultiSortColCount: MAX_SORTS,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: visible.map((column) => column.key),
      columnVisibility: Object.fromEntries(all.map((column) => [column.key, visible.includes(column)])),
      columnSizing: layout.widths,
      columnPinning: { start: layout.pinned.filter((key) => byKey.has(key)), end: [] },
      sorting,
    },
    onColumnSizingChange: (updater) => onLayout({ ...layout, widths: functionalUpdate(updater, layout.widths) }),
    onSortingChange: (updater) =>
      onSort(
        functionalUpdate(updater, sorting).map(({ id, desc }) => ({
          column: id,
          direction: desc ? 'descending' : 'ascending',
        })),
      ),
  })
  const groups = [table.getStartHeaderGroups()[0], table.getCenterHeaderGroups()[0]]
  const headers = groups
    .flatMap((group) => group?.headers ?? [])
    .flatMap((header) => {
      const column = byKey.get(header.column.id)
      return column ? [{ header, column }] : []
    })
  const columns = headers.map(({ column }) => column)
  const growing =
    columns.find((column) => column.isGrowing === true && !layout.pinned.includes(column.key)) ??
    columns.find((column) => !layout.pinned.includes(column.key))
  const template = columns
    .map((column) =>
      column === growing ? `minmax(${widthOf(column, layout)}px, 1fr)` : `${widthOf(column, layout)}px`,
    )
    .join(' ')
  return {
    columns,
    headers,
    template: boxWidth > 0 ? `${boxWidth}px ${template}` : template,
    pinnedAt: (column) => {
      const found = headers.find((entry) => entry.column === column)?.header.column
      return found && found.getIsPinned() === 'start' ? boxWidth + found.getStart('start') : null
    },
  }
}

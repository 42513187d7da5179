import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { ViewFilter, ViewRow, ViewSort, ViewTable } from '../../../contract/views.ts'
import { useMenuCommand } from '../../client/menu.ts'
import type { TourMark } from '../../client/tourMark.ts'
import { engine } from '../../client/session.ts'
import { Button } from '../Button.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { ErrorState } from '../ErrorState.tsx'
import type { BoundColumn, TableColumn, TableConditions, TableView } from './column.ts'
import styles from './DataTable.module.css'
import type { FilterEdit } from './FilterPopover.tsx'
import { Grid } from './Grid.tsx'
import { copyRows, exportView, selectedIds, selectedRows } from './output.ts'
import { fitting } from './layout.ts'
import { toLines } from './rows.ts'
import { allSelected, isSelected, nothingSelected, selectedCount, withIds, type Selection } from './selection.ts'
import { currenciesOf } from './Tally.tsx'
import { tableTexts as texts } from './texts.ts'
import { BulkBar, Toolbar } from './Toolbar.tsx'
import { useActiveLine } from './useActiveLine.ts'
import { useTableChoices } from './useTableChoices.ts'
import { useView } from './useView.ts'
import { ViewTabs } from './ViewTabs.tsx'

/** The rows that are chosen, for the bulk bar. */
export interface BulkSelection {
  count: number
  /** Their ids in the order of the table; asked from the engine when all are chosen. */
  ids: () => Promise<number[]>
  /** The rows themselves, for the list that is shown before many are changed. */
  rows: () => Promise<ViewRow[]>
  clear: () => void
}

export interface DataTableProps {
  table: ViewTable
  /** Names the arrangement that is remembered: one per place where the table stands. */
  name: string
  /** For screen readers and exported files: "Partners". */
  label: string
  columns: readonly TableColumn[]
  /** Words of what a link may ask of rows beside their columns. */
  conditions?: TableConditions
  /** Tabs above the table; the first one is open at the start. Without them there is no tab bar. */
  views?: readonly TableView[]
  /** Always hold and are not shown (the rows of one partner). */
  fixedFilters?: readonly ViewFilter[]
  /** Brought by a link (`useRoute().filters`); shown as chips. */
  linkedFilters?: readonly ViewFilter[]
  sort?: readonly ViewSort[]
  /** Compact and without tabs and toolbar: a frozen list inside a page. Keys, sorting, copying and export stay. */
  isBare?: boolean
  /** Right end of the toolbar: at most two buttons. */
  actions?: ReactNode
  /** Buttons of the bar that replaces the toolbar while rows are chosen; gives every row a box. */
  bulk?: (selection: BulkSelection) => ReactNode
  /** The panel beside the table for the active row: Enter opens it, Esc closes it, arrows move it along. */
  inspector?: (row: ViewRow, close: () => void) => ReactNode
  /** Ctrl+Enter and double click (Enter too when there is no inspector). */
  onOpen?: (row: ViewRow) => void
  /** A row to show at the start with its inspector (a search hit). */
  openId?: number | null
  /** Shown where the first row would be while the table has no rows at all. */
  empty: ReactNode
  mark?: TourMark
}

const NO_FILTERS: readonly ViewFilter[] = []
const NO_SORT: readonly ViewSort[] = []
const NO_VIEWS: readonly TableView[] = []
const NO_CONDITIONS: TableConditions = {}

/** The one table of Tandem, over a view of the engine. Keys: arrows, Home/End, PageUp/Down, Enter, Space, /, Ctrl+A, Ctrl+C, Esc. */
export function DataTable({
  table,
  name,
  label,
  columns,
  conditions = NO_CONDITIONS,
  views = NO_VIEWS,
  fixedFilters = NO_FILTERS,
  linkedFilters = NO_FILTERS,
  sort: startSort = NO_SORT,
  isBare = false,
  actions,
  bulk,
  inspector,
  onOpen,
  openId = null,
  empty,
  mark,
}: DataTableProps) {
  const choices = useTableChoices({ name, views, filters: linkedFilters, sort: startSort })
  const { filters, sort, groupBy, search } = choices
  const layout = isBare ? { ...choices.layout, density: 'compact' as const } : choices.layout
  const { reader, view } = useView({
    table,
    filters: [...fixedFilters, ...filters],
    sort: [...sort],
    groupBy,
    search,
  })

  const bound = useMemo<BoundColumn[]>(() => {
    const known = new Map(view.columns.map((column) => [column.key, column]))
    return columns.flatMap((column) => {
      const found = known.get(column.key)
      return found ? [{ ...column, view: found }] : []
    })
  }, [columns, view.columns])

  // What is copied and exported: the columns chosen, whether they fit the window or not.
  const shown = fitting(bound, layout, 0)
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const lines = useMemo(() => toLines(view.count, view.groups, folded), [view.count, view.groups, folded])
  const anchor = useRef(0)
  const [isOpen, setOpen] = useState(false)
  const { active, setActive, rowOf } = useActiveLine(reader, view, lines, openId, () => setOpen(true))
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [edit, setEdit] = useState<FilterEdit | null>(null)

  // Another set of rows: what was chosen or unfolded belonged to the one before.
  const shownKey = JSON.stringify([filters, groupBy, search])
  const [seenKey, setSeenKey] = useState(shownKey)
  if (shownKey !== seenKey) {
    setSeenKey(shownKey)
    setSelection(nothingSelected)
    setFolded(new Set())
    setActive(-1)
  }

  const currency = currenciesOf(view.totals)[0] ?? 'USD'
  const activeRow = rowOf(active)
  // Keeps the panel filled while the next window of rows is on its way.
  const [inspected, setInspected] = useState<ViewRow | undefined>(undefined)
  if (isOpen && activeRow !== undefined && activeRow !== inspected) setInspected(activeRow)

  const hasBoxes = bulk !== undefined
  const chosen = selectedCount(selection, view.count)
  const move = (line: number, isExtending: boolean): void => {
    const next = Math.max(0, Math.min(lines.count - 1, line))
    if (isExtending && hasBoxes) selectSpan(anchor.current, next)
    else anchor.current = next
    setActive(next)
  }
  const selectSpan = (from: number, to: number): void => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)]
    const offsets = [low, high]
      .map((line) => lines.at(line))
      .map((line) => (line.kind === 'row' ? line.offset : line.group.from))
    const [first = 0, last = 0] = offsets
    if (reader.view === null) return
    void engine
      .call('views.ids', { view: reader.view, offset: first, limit: last - first + 1 })
      .then(({ ids }) => setSelection((now) => withIds(now.isAll ? nothingSelected : now, ids, true)))
  }
  const toggle = (line: number): void => {
    const row = rowOf(line)
    if (!row || !hasBoxes) return
    setSelection((now) => withIds(now, [row.id], !isSelected(now, row.id)))
    anchor.current = line
  }
  const copy = (): void => {
    if (chosen > 0 && reader.view !== null)
      void selectedRows(reader.view, selection, view.count).then((rows) => copyRows(shown, rows))
    else if (activeRow) void copyRows(shown, [activeRow])
  }
  const openRow = (line: number, isPage: boolean): void => {
    const row = rowOf(line)
    if (!row) return
    if (inspector && !isPage) setOpen(true)
    else onOpen?.(row)
  }
  const foldActive = (isFolding: boolean): boolean => {
    const line = active >= 0 && active < lines.count ? lines.at(active) : undefined
    if (line?.kind !== 'group' || folded.has(line.index) === isFolding) return false
    toggleFold(line.index)
    return true
  }
  const toggleFold = (group: number): void =>
    setFolded((now) => {
      const next = new Set(now)
      if (!next.delete(group)) next.add(group)
      return next
    })

  const onKey = (event: KeyboardEvent, page: number): boolean => {
    // Keys typed into a control inside the table are the control's.
    if (event.target instanceof HTMLInputElement) return false
    const isControl = event.ctrlKey || event.metaKey
    if (isControl && event.key === 'a' && hasBoxes) return (setSelection(allSelected), true)
    if (isControl && event.key === 'c') return (copy(), true)
    if (event.key === 'Enter' && event.target === event.currentTarget) return (openRow(active, isControl), true)
    if (isControl || event.altKey) return false
    switch (event.key) {
      case 'ArrowDown':
        return (move(active + 1, event.shiftKey), true)
      case 'ArrowUp':
        return (move(active - 1, event.shiftKey), true)
      case 'PageDown':
        return (move(active + page, event.shiftKey), true)
      case 'PageUp':
        return (move(active - page, event.shiftKey), true)
      case 'Home':
        return (move(0, event.shiftKey), true)
      case 'End':
        return (move(lines.count - 1, event.shiftKey), true)
      case 'ArrowLeft':
        return foldActive(true)
      case 'ArrowRight':
        return foldActive(false)
      case ' ':
        if (event.target !== event.currentTarget) return false
        return (toggle(active), true)
      case '/':
        return !isBare && (setEdit({ column: null, index: null }), true)
      case 'Escape':
        if (isOpen) return (setOpen(false), true)
        if (chosen > 0) return (setSelection(nothingSelected), true)
        return false
      default:
        return false
    }
  }

  const onRowClick = (line: number, event: MouseEvent): void => {
    if (event.shiftKey && hasBoxes) selectSpan(anchor.current, line)
    else if ((event.ctrlKey || event.metaKey) && hasBoxes) toggle(line)
    else anchor.current = line
    setActive(line)
  }

  const exportRows = (): void => {
    if (reader.view !== null) void exportView(reader.view, shown, view.count, label)
  }
  const canExport = view.status === 'settled' && view.count > 0
  useMenuCommand('export', canExport ? exportRows : null)
  useMenuCommand('find', isBare ? null : () => setEdit({ column: null, index: null }))
  useMenuCommand('toggleInspector', inspector && activeRow ? () => setOpen(!isOpen) : null)

  if (view.status === 'failed') return <ErrorState error={view.error} onRetry={reader.reload} />

  // With fixed filters the count of the whole table says nothing about these rows.
  const all = fixedFilters.length > 0 ? null : view.unfilteredCount
  const isFiltered = (filters.length > 0 || search !== '') && all !== 0
  const none = isFiltered ? (
    <EmptyState
      title={texts.noneFits}
      actions={<Button onClick={() => choices.show({ filters: [], search: '' })}>{texts.removeFilters}</Button>}
    />
  ) : (
    empty
  )
  const hasTabs = !isBare && (views.length > 0 || choices.savedViews.length > 0)

  return (
    <div className={styles.frame} data-tour={mark}>
      <div className={styles.main}>
        {hasTabs && <ViewTabs label={label} views={views} choices={choices} count={view.totals?.count ?? null} />}
        {isBare ? null : bulk && chosen > 0 ? (
          <BulkBar count={chosen} onClear={() => setSelection(nothingSelected)}>
            {bulk({
              count: chosen,
              ids: () => (reader.view === null ? Promise.resolve([]) : selectedIds(reader.view, selection, view.count)),
              rows: () =>
                reader.view === null ? Promise.resolve([]) : selectedRows(reader.view, selection, view.count),
              clear: () => setSelection(nothingSelected),
            })}
          </BulkBar>
        ) : (
          <Toolbar
            table={table}
            columns={bound}
            conditions={conditions}
            choices={choices}
            currency={currency}
            edit={edit}
            onEdit={setEdit}
            onExport={canExport ? exportRows : null}
            onCopy={chosen > 0 || activeRow ? copy : null}
          >
            {actions}
          </Toolbar>
        )}
        <Grid
          table={table}
          label={label}
          columns={bound}
          layout={layout}
          onLayout={choices.setLayout}
          sort={sort}
          onSort={(next) => choices.show({ sort: next })}
          reader={reader}
          view={view}
          lines={lines}
          groupBy={groupBy}
          folded={folded}
          onFold={toggleFold}
          active={active}
          rowOf={rowOf}
          selection={hasBoxes ? selection : null}
          onSelectAll={(isChosen) => setSelection(isChosen ? allSelected : nothingSelected)}
          onActive={(line) => move(line, false)}
          isEnterTaken={inspector !== undefined || onOpen !== undefined}
          onRowClick={onRowClick}
          onRowOpen={(line) => openRow(line, true)}
          onBox={(line, isShift) => (isShift ? selectSpan(anchor.current, line) : toggle(line))}
          onKey={onKey}
          unfilteredCount={all}
          none={none}
        />
      </div>
      {isOpen && inspector && inspected && inspector(inspected, () => setOpen(false))}
    </div>
  )
}

import { defaultRangeExtractor, observeElementOffset, useVirtualizer } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react'
import type { ViewRow, ViewSort, ViewTable } from '../../../contract/views.ts'
import type { BoundColumn } from './column.ts'
import { useColumnModel } from './columnModel.ts'
import styles from './DataTable.module.css'
import { GroupLine } from './GroupLine.tsx'
import { Head } from './Head.tsx'
import { rowHeight, scrollScale, useElementWidth } from './geometry.ts'
import type { Layout } from './layout.ts'
import { useNumberWidths } from './numberWidths.ts'
import { cellId, RowLine } from './RowLine.tsx'
import type { Lines } from './rows.ts'
import { isSelected, type Selection } from './selection.ts'
import { currenciesOf, Tally } from './Tally.tsx'
import { useCellEditing } from './useCellEditing.ts'
import type { ViewReader, ViewSnapshot } from './viewReader.ts'

/** Room of the selection boxes in px. */
const BOX_WIDTH = 40
const OVERSCAN = 8

interface GridProps {
  table: ViewTable
  label: string
  columns: readonly BoundColumn[]
  layout: Layout
  onLayout: (layout: Layout) => void
  sort: readonly ViewSort[]
  onSort: (sort: readonly ViewSort[]) => void
  reader: ViewReader
  view: ViewSnapshot
  lines: Lines
  groupBy: string | null
  folded: ReadonlySet<number>
  onFold: (group: number) => void
  /** The line that keys act on. */
  active: number
  rowOf: (line: number) => ViewRow | undefined
  /** Null: rows cannot be chosen. */
  selection: Selection | null
  onSelectAll: (isChosen: boolean) => void
  onActive: (line: number) => void
  onRowClick: (line: number, event: MouseEvent) => void
  onRowOpen: (line: number) => void
  /** Enter opens something. */
  isEnterTaken: boolean
  onBox: (line: number, isShift: boolean) => void
  /** Returns true when it used the key. `page`: lines that fit into the window. */
  onKey: (event: KeyboardEvent, page: number) => boolean
  /** Rows without the user's filters; null when it is not known. */
  unfilteredCount: number | null
  /** Stands in the body when there are no rows. */
  none: ReactNode
}

/** The scrolling part: sticky head, virtual rows, sticky totals. */
export function Grid(props: GridProps) {
  const { label, columns, layout, view, lines, active, selection } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const width = useElementWidth(scroller)
  const boxWidth = selection ? BOX_WIDTH : 0
  const height = rowHeight(layout.density)
  const [edges, setEdges] = useState({ head: 0, tally: 0 })

  // Browsers end at some 33 million px: beyond that the scroll bar moves further than it looks.
  const scale = scrollScale(lines.count * height, scroller.current?.clientHeight ?? 0)
  // The scroll observer is set up once and outlives the scale of that moment.
  const factor = useRef(scale.factor)
  useLayoutEffect(() => {
    factor.current = scale.factor
  })
  // The line that is edited keeps its editor, and with it the focus, wherever the user scrolls to.
  const kept = useRef<number | null>(null)
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    rangeExtractor: (range) => withLine(defaultRangeExtractor(range), kept.current, lines.count),
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, isScrolling) => report(offset * factor.current, isScrolling)),
  })
  useEffect(() => virtual.measure(), [virtual, height])

  const items = virtual.getVirtualItems()
  const first = Math.max(0, (virtual.range?.startIndex ?? 0) - OVERSCAN)
  const last = Math.min(lines.count - 1, (virtual.range?.endIndex ?? 0) + OVERSCAN)
  const seen = items.flatMap((item) => {
    const row = props.rowOf(item.index)
    return row ? [row] : []
  })
  const currencies = currenciesOf(view.totals)
  const least = useNumberWidths(columns, seen, view.totals, currencies.length > 1)
  const leastText = JSON.stringify(least)
  const sized = useMemo(() => {
    // Our own JSON: the same record again, compared by content.
    const widest = JSON.parse(leastText) as Record<string, number>
    return columns.map((column) => ({ ...column, width: Math.max(column.width, widest[column.key] ?? 0) }))
  }, [columns, leastText])
  const widths = Object.entries(layout.widths).map(([key, own]) => [key, Math.max(own, least[key] ?? 0)] as const)
  const model = useColumnModel(
    sized,
    { ...layout, widths: Object.fromEntries(widths) },
    props.onLayout,
    props.sort,
    props.onSort,
    width,
    boxWidth,
  )
  const { reader } = props
  const cells = useCellEditing({
    columns: model.columns,
    lines,
    reader,
    rowOf: props.rowOf,
    active,
    onActive: props.onActive,
    grid: scroller,
    isEnterTaken: props.isEnterTaken,
  })
  useLayoutEffect(() => {
    kept.current = cells.line
  })
  useEffect(() => {
    const offsets = [lines.at(first), lines.at(Math.max(0, last))].map((line) =>
      line.kind === 'row' ? line.offset : line.group.from,
    )
    reader.need(offsets[0] ?? 0, (offsets[1] ?? 0) + 1)
  }, [reader, lines, first, last, view.status])

  useLayoutEffect(() => {
    const [head, tally] = ['head', 'tally'].map(
      (name) => scroller.current?.querySelector(`.${styles[name] ?? name}`)?.clientHeight ?? 0,
    )
    setEdges((now) => (now.head === head && now.tally === tally ? now : { head: head ?? 0, tally: tally ?? 0 }))
  }, [view.status, view.totals])

  const visible = (scroller.current?.clientHeight ?? 0) - edges.head - edges.tally
  const reveal = useCallback(
    (line: number): void => {
      const element = scroller.current
      if (!element || line < 0) return
      const top = element.scrollTop * scale.factor
      const start = line * height
      if (start < top) element.scrollTop = start / scale.factor
      else if (start + height > top + visible) element.scrollTop = (start + height - visible) / scale.factor
    },
    [scale.factor, height, visible],
  )
  useEffect(() => reveal(active), [active, reveal])
  // A group by currency says it for its rows.
  const isGroupedByCurrency = props.groupBy === 'currency'
  const hasUnit = currencies.length > 1 && !isGroupedByCurrency
  const cellStyle = (column: BoundColumn): CSSProperties | undefined => {
    const left = model.pinnedAt(column)
    return left === null ? undefined : { position: 'sticky', left, zIndex: 1 }
  }
  const selected = selection !== null && (selection.isAll || selection.ids.size > 0)
  const isKnown = model.columns.length > 0
  const activeLine = lines.count > 0 && active >= 0 && active < lines.count ? active : null
  const activeId = (): string | undefined => {
    if (activeLine === null) return undefined
    const rowId = `${id}-${activeLine}`
    return cells.cursor === null || lines.at(activeLine).kind === 'group' ? rowId : cellId(rowId, cells.cursor)
  }

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={view.status === 'settled' ? lines.count + 2 : -1}
      aria-colcount={model.columns.length + (selection ? 1 : 0)}
      aria-multiselectable={selection !== null}
      aria-activedescendant={activeId()}
      aria-busy={view.status === 'opening'}
      className={styles.grid}
      // A custom property through the style object is set by script, which the content policy allows.
      style={{ '--columns': model.template } as CSSProperties}
      onKeyDown={(event) => {
        if (cells.onKey(event) || props.onKey(event, Math.max(1, Math.floor(visible / height) - 1)))
          event.preventDefault()
      }}
    >
      <div className={styles.inner}>
        {/* Before its first answer the grid has no columns, and a row without cells is none. */}
        {isKnown && (
          <Head
            headers={model.headers}
            unit={currencies.length === 1 && !isGroupedByCurrency ? (currencies[0] ?? null) : null}
            cellStyle={cellStyle}
            box={
              selection && {
                isChecked: selection.isAll && selection.ids.size === 0,
                isPartly: selected && !(selection.isAll && selection.ids.size === 0),
                onChecked: () => props.onSelectAll(!selected),
              }
            }
          />
        )}
        {lines.count === 0 && view.status !== 'opening' && (
          <div role="rowgroup" className={styles.note}>
            <div role="row">
              <div role="gridcell">{props.none}</div>
            </div>
          </div>
        )}
        <div role="rowgroup" className={styles.body} style={{ height: scale.height }}>
          {items.map((item) => {
            const line = lines.at(item.index)
            const top = item.start - ((virtual.scrollOffset ?? 0) - (virtual.scrollOffset ?? 0) / scale.factor)
            const style: CSSProperties = { height, transform: `translateY(${top}px)` }
            const common = { id: `${id}-${item.index}`, 'aria-rowindex': item.index + 2, style }
            if (line.kind === 'group')
              return (
                <GroupLine
                  key={`group ${line.index}`}
                  {...common}
                  group={line.group}
                  groupColumn={props.columns.find((column) => column.key === props.groupBy) ?? null}
                  columns={model.columns}
                  isFolded={props.folded.has(line.index)}
                  isActive={item.index === activeLine}
                  hasBox={selection !== null}
                  onFold={() => props.onFold(line.index)}
                />
              )
            const row = view.rowAt(line.offset)
            return (
              <RowLine
                key={row?.id ?? `waiting ${line.offset}`}
                {...common}
                height={height}
                table={props.table}
                line={item.index}
                row={row}
                columns={model.columns}
                isActive={item.index === activeLine}
                isChosen={selection === null ? null : row !== undefined && isSelected(selection, row.id)}
                hasUnit={hasUnit}
                cells={cells}
                cellStyle={cellStyle}
                onClick={(event) => props.onRowClick(item.index, event)}
                onOpen={() => props.onRowOpen(item.index)}
                onBox={(isShift) => props.onBox(item.index, isShift)}
              />
            )
          })}
        </div>
        {isKnown && (
          <Tally
            columns={model.columns}
            totals={view.totals}
            unfilteredCount={props.unfilteredCount}
            known={view.count}
            hasBox={selection !== null}
            isGroupedByCurrency={isGroupedByCurrency}
            rowIndex={lines.count + 2}
            cellStyle={cellStyle}
          />
        )}
      </div>
    </div>
  )
}

/** Line numbers in order, with one more when there is such a line. */
function withLine(lines: number[], line: number | null, count: number): number[] {
  return line === null || line >= count || lines.includes(line) ? lines : [...lines, line].toSorted((a, b) => a - b)
}

import type { CSSProperties, MouseEvent } from 'react'
import type { ViewRow, ViewTable } from '../../../contract/views.ts'
import { Checkbox } from '../choices.tsx'
import { cx } from '../cx.ts'
import { cellTitle, CellContent } from './CellContent.tsx'
import { CellEditor } from './CellEditor.tsx'
import { isNumeric, type BoundColumn } from './column.ts'
import styles from './DataTable.module.css'
import { isEditable } from './editing.ts'
import { tableTexts as texts } from './texts.ts'
import type { CellEditing } from './useCellEditing.ts'

interface RowLineProps {
  id: string
  'aria-rowindex': number
  style: CSSProperties
  /** In px. */
  height: number
  table: ViewTable
  line: number
  /** Undefined while it is on its way. */
  row: ViewRow | undefined
  columns: readonly BoundColumn[]
  isActive: boolean
  /** Null: rows have no box. */
  isChosen: boolean | null
  hasUnit: boolean
  cells: CellEditing
  cellStyle: (column: BoundColumn) => CSSProperties | undefined
  onClick: (event: MouseEvent) => void
  onOpen: () => void
  onBox: (isShift: boolean) => void
}

export function cellId(rowId: string, column: string): string {
  return `${rowId}-${column}`
}

/** One row of the view, with the editor in one of its cells while it is edited. */
export function RowLine(props: RowLineProps) {
  const { id, style, height, table, line, row, columns, isActive, isChosen, hasUnit, cells, cellStyle, onBox } = props
  const name = row ? rowName(columns, row) : ''
  const { editing } = cells
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid takes the keys for its active row
    <div
      id={id}
      role="row"
      aria-rowindex={props['aria-rowindex']}
      aria-selected={isChosen ?? isActive}
      className={cx(styles.row, isActive && styles.active, isActive && cells.cursor !== null && styles.byCell)}
      style={style}
      onClick={(event) => {
        const column = columnOf(event)
        if (cells.isOffered && column !== undefined) cells.goTo(column)
        props.onClick(event)
      }}
      onDoubleClick={(event) => {
        const column = columns.find(({ key }) => key === columnOf(event))
        if (column && isEditable(column)) cells.start(line, column.key)
        else props.onOpen()
      }}
    >
      {isChosen !== null && (
        <div role="gridcell" className={cx(styles.cell, styles.box, styles.pinned)} style={{ left: 0 }}>
          {row && (
            <span
              // The row's own click would move the selection as well.
              onClickCapture={(event) => {
                if (!event.shiftKey) return
                event.stopPropagation()
                onBox(true)
              }}
              onClick={(event) => event.stopPropagation()}
              role="presentation"
            >
              <Checkbox label={texts.selectRow(name)} isChecked={isChosen} onChecked={() => onBox(false)} />
            </span>
          )}
        </div>
      )}
      {columns.map((column) => {
        const isEdited = row !== undefined && editing?.row?.id === row.id && editing.column === column.key
        const canEdit = isEditable(column)
        return (
          <div
            key={column.key}
            data-column={column.key}
            id={cellId(id, column.key)}
            role="gridcell"
            // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- WAI-ARIA 1.2 has aria-readonly for gridcell
            aria-readonly={cells.isOffered ? !canEdit : undefined}
            className={cx(
              styles.cell,
              isNumeric(column) && 'num',
              column.isStrong === true && styles.strong,
              column.isQuiet === true && styles.quiet,
              canEdit && styles.editable,
              isEdited && styles.edited,
              isActive && cells.cursor === column.key && styles.cursor,
              !row && styles.waiting,
            )}
            style={{ ...cellStyle(column), lineHeight: `${height}px` }}
            title={row && cellTitle(column, row)}
          >
            {isEdited && canEdit ? (
              <CellEditor table={table} column={column} name={name} editing={editing} cells={cells} />
            ) : (
              row && <CellContent column={column} row={row} hasUnit={hasUnit} />
            )}
          </div>
        )
      })}
    </div>
  )
}

/** The column of the cell that was pressed. */
function columnOf({ target }: MouseEvent): string | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  return cell?.dataset['column']
}

function rowName(columns: readonly BoundColumn[], row: ViewRow): string {
  const key = (columns.find((column) => column.isStrong === true) ?? columns[0])?.key ?? ''
  return String(row.cells[key] ?? row.id)
}

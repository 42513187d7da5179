import type { Header } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Checkbox } from '../choices.tsx'
import { cx } from '../cx.ts'
import { Icon } from '../Icon.tsx'
import { isNumeric, type BoundColumn } from './column.ts'
import type { TableFeatures, TableRow } from './columnModel.ts'
import styles from './DataTable.module.css'
import { tableTexts as texts } from './texts.ts'

interface HeadProps {
  headers: readonly { header: Header<TableFeatures, TableRow>; column: BoundColumn }[]
  /** The one currency of all amounts; said once, in the head. */
  unit: string | null
  box: { isChecked: boolean; isPartly: boolean; onChecked: (isChecked: boolean) => void } | null
  cellStyle: (column: BoundColumn) => CSSProperties | undefined
}

export function Head({ headers, unit, box, cellStyle }: HeadProps) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {box && (
          <div role="columnheader" className={cx(styles.headCell, styles.box, styles.pinned)} style={{ left: 0 }}>
            <Checkbox label={texts.selectAll} {...box} />
          </div>
        )}
        {headers.map(({ header, column }) => {
          const sorted = header.column.getIsSorted()
          const rank = header.column.getSortIndex()
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
              className={cx(
                styles.headCell,
                isNumeric(column) && styles.numeric,
                header.column.getIsPinned() !== false && styles.pinned,
              )}
              style={cellStyle(column)}
            >
              {column.view.isSortable ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={(event) => header.column.toggleSorting(undefined, event.shiftKey)}
                >
                  <HeadLabel column={column} unit={unit} />
                  {sorted !== false && <Icon of={sorted === 'asc' ? ArrowUp : ArrowDown} size={12} />}
                  {sorted !== false && rank > 0 && (
                    <span className={styles.order} aria-hidden>
                      {rank + 1}
                    </span>
                  )}
                </button>
              ) : (
                <HeadLabel column={column} unit={unit} />
              )}
              <span
                className={styles.resizer}
                aria-hidden
                title={texts.resize(column.label)}
                data-active={header.column.getIsResizing() || undefined}
                onMouseDown={header.getResizeHandler()}
                onDoubleClick={() => header.column.resetSize()}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function HeadLabel({ column, unit }: { column: BoundColumn; unit: string | null }) {
  return (
    <span className="cut">
      {column.label}
      {unit !== null && column.view.type === 'money' && <span className={styles.unit}> {unit}</span>}
    </span>
  )
}

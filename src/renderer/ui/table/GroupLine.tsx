import { ChevronDown, ChevronRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { ViewGroup } from '../../../contract/views.ts'
import { cx } from '../cx.ts'
import { formatCount } from '../figures.tsx'
import { Icon } from '../Icon.tsx'
import { cellText, isNumeric, type BoundColumn } from './column.ts'
import styles from './DataTable.module.css'
import { currenciesOf, TallyFigure } from './Tally.tsx'
import { tableTexts as texts } from './texts.ts'

interface GroupLineProps {
  id: string
  'aria-rowindex': number
  style: CSSProperties
  group: ViewGroup
  groupColumn: BoundColumn | null
  columns: readonly BoundColumn[]
  isFolded: boolean
  isActive: boolean
  hasBox: boolean
  onFold: () => void
}

/** Head of a group: its value, how many rows, and their sums (of the first currency; the others are counted). */
export function GroupLine({
  id,
  style,
  group,
  groupColumn,
  columns,
  isFolded,
  isActive,
  hasBox,
  onFold,
  ...row
}: GroupLineProps) {
  const name = (groupColumn && cellText(groupColumn, group.value, '')) || texts.blank
  const currencies = currenciesOf(group.totals)
  const [currency = ''] = currencies
  return (
    <div
      id={id}
      role="row"
      {...row}
      style={style}
      className={cx(styles.row, styles.group, isActive && styles.active)}
      onDoubleClick={onFold}
    >
      {hasBox && <div role="gridcell" className={cx(styles.cell, styles.box)} />}
      {columns.map((column, index) => (
        <div
          key={column.key}
          role="gridcell"
          className={cx(styles.cell, isNumeric(column) && 'num', index === 0 && styles.countCell)}
          style={{ lineHeight: `${String(style.height)}px` }}
        >
          {index === 0 ? (
            <button
              type="button"
              tabIndex={-1}
              className={styles.groupName}
              onClick={onFold}
              aria-expanded={!isFolded}
              title={isFolded ? texts.expand(name) : texts.collapse(name)}
            >
              <Icon of={isFolded ? ChevronRight : ChevronDown} size={12} />
              {name}
              <span className="ink3">{formatCount(group.totals.count)}</span>
            </button>
          ) : (
            column.view.isSummed && (
              <>
                <TallyFigure
                  column={column}
                  totals={group.totals}
                  currency={currency}
                  hasUnit={currencies.length > 1}
                />
                {column.view.type === 'money' && currencies.length > 1 && (
                  <span className="ink3"> +{currencies.length - 1}</span>
                )}
              </>
            )
          )}
        </div>
      ))}
    </div>
  )
}

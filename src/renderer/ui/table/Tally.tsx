import type { CSSProperties } from 'react'
import { formatMinor } from '../../../contract/money.ts'
import type { ViewTotals } from '../../../contract/views.ts'
import { cx } from '../cx.ts'
import { formatCount } from '../figures.tsx'
import { Popover } from '../Popover.tsx'
import { LinkButton } from '../Button.tsx'
import parts from '../parts.module.css'
import { isNumeric, type BoundColumn } from './column.ts'
import styles from './DataTable.module.css'
import { tableTexts as texts } from './texts.ts'

/** Currencies shown under each other before the rest folds into one line. */
const MAX_LINES = 3

/** The currencies of a set of totals, the largest count of sums first seen. */
export function currenciesOf(totals: ViewTotals | null): string[] {
  return [...new Set((totals?.sums ?? []).map((sum) => sum.currency).filter((currency) => currency !== ''))]
}

function sumText(totals: ViewTotals, column: BoundColumn, currency: string): string | null {
  const key = column.view.type === 'money' ? currency : ''
  const sum = totals.sums.find((candidate) => candidate.column === column.key && candidate.currency === key)
  if (!sum) return null
  return column.view.type === 'money' ? formatMinor(sum.total, currency) : formatCount(sum.total)
}

interface TallyProps {
  columns: readonly BoundColumn[]
  totals: ViewTotals | null
  unfilteredCount: number | null
  /** Rows known so far, while the whole is being counted. */
  known: number
  hasBox: boolean
  /** The groups above hold the sums of each currency. */
  isGroupedByCurrency: boolean
  rowIndex: number
  cellStyle: (column: BoundColumn) => CSSProperties | undefined
}

/** The last row: how many of how many, and the sums under their columns, one line per currency. Always the rows in sight. */
export function Tally({
  columns,
  totals,
  unfilteredCount,
  known,
  hasBox,
  isGroupedByCurrency,
  rowIndex,
  cellStyle,
}: TallyProps) {
  const all = currenciesOf(totals)
  const currencies = isGroupedByCurrency && all.length > 1 ? [] : all
  const lines = currencies.length === 0 ? [''] : currencies.slice(0, MAX_LINES)
  const more = currencies.slice(MAX_LINES)
  const count =
    totals === null
      ? `${formatCount(known)}, ${texts.counting}`
      : unfilteredCount !== null && unfilteredCount !== totals.count
        ? texts.countOf(formatCount(totals.count), formatCount(unfilteredCount))
        : texts.count(formatCount(totals.count))
  const shownCount = (
    <span className={styles.count} role="status">
      {count}
    </span>
  )
  return (
    <div role="rowgroup" className={styles.tally}>
      {lines.map((currency, line) => (
        <div key={currency} role="row" aria-rowindex={rowIndex + line} className={styles.tallyRow}>
          {hasBox && (
            <div role="gridcell" className={cx(styles.cell, styles.countCell)}>
              {line === 0 && shownCount}
            </div>
          )}
          {columns.map((column, index) => (
            <div
              key={column.key}
              role="gridcell"
              className={cx(styles.cell, isNumeric(column) && 'num', index === 0 && styles.countCell)}
              style={cellStyle(column)}
            >
              {index === 0 && line === 0 && !hasBox && shownCount}
              {index > 0 && totals !== null && column.view.isSummed && (line === 0 || column.view.type === 'money') && (
                <TallyFigure column={column} totals={totals} currency={currency} hasUnit={currencies.length > 1} />
              )}
            </div>
          ))}
        </div>
      ))}
      {more.length > 0 && totals !== null && (
        <div role="row" aria-rowindex={rowIndex + lines.length} className={styles.tallyMore}>
          <div role="gridcell">
            <Popover
              label={texts.totals}
              trigger={<LinkButton className="small">{texts.moreCurrencies(more.length)}</LinkButton>}
            >
              <table className={styles.moreTable}>
                <tbody>
                  {more.map((currency) => (
                    <tr key={currency}>
                      <th scope="row">{currency}</th>
                      {columns
                        .filter((column) => column.view.isSummed && column.view.type === 'money')
                        .map((column) => (
                          <td key={column.key} className="num">
                            {sumText(totals, column, currency)}
                          </td>
                        ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Popover>
          </div>
        </div>
      )}
    </div>
  )
}

/** One sum; amounts say their currency when there are several. */
export function TallyFigure({
  column,
  totals,
  currency,
  hasUnit,
}: {
  column: BoundColumn
  totals: ViewTotals
  currency: string
  hasUnit: boolean
}) {
  const text = sumText(totals, column, currency)
  if (text === null) return null
  return (
    <>
      {hasUnit && column.view.type === 'money' && <span className={parts.unit}>{currency} </span>}
      {text}
    </>
  )
}

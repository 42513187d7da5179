import type { ViewRow } from '../../../contract/views.ts'
import { MomentText, Money } from '../figures.tsx'
import { cellText, currencyOf, type BoundColumn } from './column.ts'

/** A cell by its type, or as the page draws it. `hasUnit`: amounts of several currencies stand in this column. */
export function CellContent({ column, row, hasUnit }: { column: BoundColumn; row: ViewRow; hasUnit: boolean }) {
  if (column.render) return column.render(row)
  const value = row.cells[column.key]
  if (value === null || value === undefined || value === '') return null
  if (column.view.type === 'money' && typeof value === 'number')
    return (
      <Money
        minor={value}
        currency={currencyOf(row)}
        hasUnit={hasUnit}
        negativeWord={column.negativeWord ?? null}
        dimZero
      />
    )
  if (column.view.type === 'moment') return <MomentText at={String(value)} />
  const text = cellText(column, value, currencyOf(row))
  return value === 0 ? <span className="ink3">{text}</span> : text
}

/** What a cut cell says on hover and focus. */
export function cellTitle(column: BoundColumn, row: ViewRow): string | undefined {
  const type = column.view.type
  if (type !== 'text' && type !== 'choice') return undefined
  return cellText(column, row.cells[column.key], '') || undefined
}

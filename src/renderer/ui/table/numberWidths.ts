import { useState } from 'react'
import type { ViewRow, ViewTotals } from '../../../contract/views.ts'
import { cellText, currencyOf, isNumeric, type BoundColumn } from './column.ts'

/** Width of a figure's letter at table size, the widest of digits and capitals, in px at 100 % zoom. */
const LETTER = 8
const PADDING = 20

/**
 * The least width of each column of figures, so that none is ever cut: what its totals and the rows seen so far need.
 * It only grows, so that scrolling moves nothing to and fro. Starts anew with other columns.
 */
export function useNumberWidths(
  columns: readonly BoundColumn[],
  rows: readonly ViewRow[],
  totals: ViewTotals | null,
  hasUnit: boolean,
): Readonly<Record<string, number>> {
  const keys = columns.map((column) => column.key).join(' ')
  const [known, setKnown] = useState<{ keys: string; widths: Readonly<Record<string, number>> }>({ keys, widths: {} })
  const before = known.keys === keys ? known.widths : {}
  const widths: Record<string, number> = { ...before }
  for (const column of columns.filter(isNumeric)) {
    const unit = hasUnit && column.view.type === 'money' ? 4 : 0
    const letters = [
      ...rows.map((row) => lettersOf(column, row)),
      ...(totals?.sums ?? [])
        .filter((sum) => sum.column === column.key)
        .map((sum) => cellText(column, sum.total, sum.currency || 'USD').length),
    ]
    const needed = Math.max(0, ...letters) + unit
    widths[column.key] = Math.max(before[column.key] ?? 0, needed * LETTER + PADDING)
  }
  const hasGrown = known.keys !== keys || Object.entries(widths).some(([key, width]) => width > (before[key] ?? 0))
  if (hasGrown) setKnown({ keys, widths })
  return widths
}

function lettersOf(column: BoundColumn, row: ViewRow): number {
  const value = row.cells[column.key]
  const word = typeof value === 'number' && value < 0 ? (column.negativeWord?.length ?? 0) + 1 : 0
  return cellText(column, value, currencyOf(row)).length + word
}

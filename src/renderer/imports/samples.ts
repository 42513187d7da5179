import type { Output } from '../../contract/methods.ts'

export type PreviewRow = Output<'imports.preview'>['rows'][number]

/**
 * The two rows that tell most about a file: the one with the fewest empty cells, then the one that differs from it
 * in the most cells. Ties go to the earlier line; both come back in the order of the file.
 */
export function tellingRows(rows: readonly PreviewRow[]): PreviewRow[] {
  const first = best(rows, (row) => row.cells.filter((cell) => cell.raw !== '').length)
  if (!first) return []
  const second = best(
    rows.filter((row) => row !== first),
    (row) => row.cells.filter((cell, index) => cell.raw !== '' && cell.raw !== first.cells[index]?.raw).length,
  )
  return second ? [first, second].toSorted((a, b) => a.line - b.line) : [first]
}

function best(rows: readonly PreviewRow[], score: (row: PreviewRow) => number): PreviewRow | undefined {
  let winner: PreviewRow | undefined
  let highest = -1
  for (const row of rows) {
    const points = score(row)
    if (points > highest) {
      highest = points
      winner = row
    }
  }
  return winner
}

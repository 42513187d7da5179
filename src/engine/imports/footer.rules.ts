import { headerToken } from './headers.rules.ts'
import type { RowsSummary, RowVisitor } from './rows.ts'

/** A first cell that says nothing but "total" makes a line of totals, however many sums it has. */
const TOTAL_CELL =
  /^\s*(?:(?:grand|sub)[ -]?)?(?:totals?|summe|gesamt|gesamtsumme|zwischensumme|totaal|totale|somme|suma|soma)\s*:?\s*$/i

/** First words of the other lines that reports end with: totals in words, notices, how the report was made. */
const FOOTER_WORDS =
  /^(?:(?:grand|sub)?totals?|summe|gesamt|zwischensumme|totaal|totale|somme|suma|copyright|confidential|vertraulich|confidentiel|generated|erstellt|report|filtered|asof|endof)/

const HELD_AT_MOST = 50

/**
 * Tells the last lines of a report from rows: a line with one cell only after a blank line, or with words in it, or a
 * line of totals. Such lines wait until the file ends; when a row follows, they were rows. [IM33]
 */
export function footerFilter(visitor: RowVisitor): {
  header(cells: readonly string[], line: number): void
  row(cells: readonly string[], line: number, isBlank: boolean): void
  end(isWhole: boolean): Pick<RowsSummary, 'rows' | 'footerLines'>
} {
  let width = 0
  let rows = 0
  let isAfterBlank = false
  let held: { cells: readonly string[]; line: number }[] = []

  function release(): void {
    for (const waiting of held) {
      rows += 1
      visitor.row(waiting.cells, waiting.line)
    }
    held = []
  }

  return {
    header(cells, line) {
      width = cells.length
      visitor.header(cells, line)
    },
    row(cells, line, isBlank) {
      if (isBlank) {
        isAfterBlank = true
        return
      }
      if (isFooter(cells, width, isAfterBlank || held.length > 0) && held.length < HELD_AT_MOST) {
        held.push({ cells, line })
        return
      }
      isAfterBlank = false
      if (held.length > 0) release()
      rows += 1
      visitor.row(cells, line)
    },
    end(isWhole) {
      // Of a file that was not read to its end nobody knows whether these lines are its last.
      const footerLines = isWhole ? held.length : 0
      if (isWhole) held = []
      else release()
      return { rows, footerLines }
    },
  }
}

function isFooter(cells: readonly string[], width: number, isAfterBlank: boolean): boolean {
  const first = cells[0] ?? ''
  if (width < 3 || first.length > 300) return false
  // Nearly every row has its second cell, so this is as far as the test goes for it.
  if (cells.length === 1) return isAfterBlank || first.trim().includes(' ')
  const most = width / 2
  let filled = 0
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') filled += 1
  if (filled > most) return filled < width && first.length < 30 && TOTAL_CELL.test(first)
  if (filled === 1 && first.trim() !== '' && isAfterBlank) return true
  const text = cells.find((cell) => cell.trim() !== '') ?? ''
  return text.length <= 300 && FOOTER_WORDS.test(headerToken(text))
}

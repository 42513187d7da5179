// Text cells that a spreadsheet would take for a formula (OWASP, "CSV Injection"), half and full width.
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/** A cell of an exported table; `decimal` is an amount written with the digits of its currency. */
export type TextCell = string | number | boolean | null | { decimal: string }

const plain = (cell: Exclude<TextCell, null>): string => (typeof cell === 'object' ? cell.decimal : String(cell))

/** One CSV record, every text quoted; text that looks like a formula gets an apostrophe, numbers stay numbers. [EX1] */
export function toCsvLine(cells: readonly TextCell[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`
}

function toCsvCell(cell: TextCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return plain(cell)
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}

/** One line for the clipboard: tabs and line ends inside cells become spaces. */
export function toTsvLine(cells: readonly TextCell[]): string {
  return `${cells.map((cell) => (cell === null ? '' : plain(cell).replace(/[\t\r\n]+/g, ' '))).join('\t')}\r\n`
}

// Text cells that a spreadsheet would take for a formula (OWASP, "CSV Injection"), half and full width.
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/** One CSV record, every text quoted; text that looks like a formula gets an apostrophe, numbers stay numbers. [EX1] */
export function toCsvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`
}

function toCsvCell(cell: string | number | boolean | null): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}

/** One line for the clipboard: tabs and line ends inside cells become spaces. */
export function toTsvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '' : String(cell).replace(/[\t\r\n]+/g, ' '))).join('\t')}\r\n`
}

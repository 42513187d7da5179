import { guardFormula, toClipboardCell } from '../../contract/spreadsheet.ts'

/** A cell of an exported table; `decimal` is an amount written with the digits of its currency. */
export type TextCell = string | number | boolean | null | { decimal: string }

const plain = (cell: Exclude<TextCell, string | null>): string =>
  typeof cell === 'object' ? cell.decimal : String(cell)

/** One CSV record, every text quoted; text that looks like a formula gets an apostrophe, numbers stay numbers. [EX1] */
export function toCsvLine(cells: readonly TextCell[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`
}

function toCsvCell(cell: TextCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return plain(cell)
  return `"${guardFormula(cell).replaceAll('"', '""')}"`
}

/** One line for the clipboard, as safe as a file. [EX1] */
export function toTsvLine(cells: readonly TextCell[]): string {
  return `${cells.map(toTsvCell).join('\t')}\r\n`
}

function toTsvCell(cell: TextCell): string {
  if (cell === null) return ''
  return typeof cell === 'string' ? toClipboardCell(cell) : plain(cell)
}

// Text cells that a spreadsheet would take for a formula (OWASP, "CSV Injection"), half and full width.
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

/** A text that a spreadsheet keeps as text: one that looks like a formula gets an apostrophe. Numbers are not for it. [EX1] */
export function guardFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text
}

/**
 * A text as one cell of the clipboard: tabs and line ends, which would move everything after it, become spaces. A quote
 * at the start is guarded too: a spreadsheet takes it off again, formula or not, and reads on to the next one. [EX1]
 */
export function toClipboardCell(text: string): string {
  const guarded = text.startsWith('"') ? `'${text}` : guardFormula(text)
  return guarded.replace(/[\t\r\n]+/g, ' ')
}

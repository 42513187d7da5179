import Papa from 'papaparse'
import { AppError } from '../../contract/errors.ts'
import type { FileShape } from '../../contract/imports.ts'
import { normaliseEmail } from './texts.rules.ts'

type Encoding = FileShape['encoding']
type Delimiter = FileShape['delimiter']

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|']
/** Enough to see how a file is cut; sniffing looks at no more. */
const SNIFF_LENGTH = 96 * 1024
const SNIFF_ROWS = 300
const PREAMBLE_ROWS = 40

/** First bytes of files that are no tables: PDF, PNG, JPEG, GIF, the old binary Excel. */
const FOREIGN_STARTS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0xd0, 0xcf, 0x11, 0xe0],
]

/** True for the first bytes of a ZIP archive, which a workbook (XLSX) is. */
export function isZip(head: Uint8Array): boolean {
  return startsWith(head, [0x50, 0x4b, 0x03, 0x04])
}

/**
 * How a text file is cut into rows, told from its first bytes: encoding, delimiter and the line of the header. [IM36] [IM37]
 *
 * @param head    the beginning of the file
 * @param isWhole false when the file goes on after `head`
 * @throws AppError 'import.empty' | 'import.notATable'
 */
export function sniffText(head: Uint8Array, isWhole: boolean): Omit<FileShape, 'format' | 'sheet'> {
  if (FOREIGN_STARTS.some((start) => startsWith(head, start)) || isZip(head)) throw new AppError('import.notATable', {})
  const encoding = sniffEncoding(head)
  const text = decodeHead(head, encoding)
  if (isBinary(text)) throw new AppError('import.notATable', {})
  if (text.trim() === '') throw new AppError('import.empty', {})
  const declared = /^sep=([,;\t|])\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  const isAll = isWhole && text.length <= SNIFF_LENGTH
  const cuts = DELIMITERS.filter((delimiter) => declared === null || delimiter === declared[1]).map((delimiter) =>
    cut(body.slice(0, SNIFF_LENGTH), delimiter, isAll),
  )
  const best = cuts.reduce((left, right) => (right.score > left.score ? right : left))
  return { encoding, delimiter: best.delimiter, headerLine: findHeader(best) + (declared ? 1 : 0) }
}

/**
 * UTF-8 and UTF-16 by their mark or, for UTF-16, by the zeros beside ASCII letters; else UTF-8 where the bytes are valid,
 * else Windows-1250 or 1252, by which of the two puts letters between letters. [IM36]
 */
export function sniffEncoding(head: Uint8Array): Encoding {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be'
  const zeros = [0, 0]
  const looked = Math.min(head.length, 4096)
  for (let index = 0; index < looked; index += 1) if (head[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > looked / 5 && even * 4 < odd) return 'utf-16le'
  if (even > looked / 5 && odd * 4 < even) return 'utf-16be'
  try {
    // `stream` lets the head end in the middle of a letter.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return isCentralEuropean(head) ? 'windows-1250' : 'windows-1252'
  }
}

// Bytes that are letters of Polish, Czech, Slovak or Hungarian in 1250 and signs (¹ ³ £ ¥ ¿ ¼ ¾ …) or rare letters in 1252.
const CENTRAL = new Set([
  0xb9, 0xb3, 0xa3, 0xa5, 0xaf, 0xbf, 0xbc, 0xbe, 0x9a, 0x9e, 0x9d, 0x9c, 0x9f, 0x8a, 0x8c, 0x8d, 0x8e, 0x8f,
])
// Letters of French, Spanish, Portuguese and the Nordic languages in 1252 that are rare ones in 1250.
const WESTERN = new Set([0xe0, 0xe3, 0xe5, 0xf1, 0xf2, 0xf5, 0xfb, 0xc0, 0xc3, 0xd1])

function isCentralEuropean(head: Uint8Array): boolean {
  let score = 0
  for (let index = 1; index < head.length; index += 1) {
    const byte = head[index] ?? 0
    if (byte < 0x80 || (!isLetterByte(head[index - 1]) && !isLetterByte(head[index + 1]))) continue
    if (CENTRAL.has(byte)) score += 2
    else if (WESTERN.has(byte)) score -= 1
  }
  return score > 0
}

function isLetterByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122 && byte < 0x80
}

/** The head as text with "\n" for every line end and without the mark. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(head, { stream: true }).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/** Tables have no control characters to speak of; NULs alone are met in damaged exports. */
function isBinary(text: string): boolean {
  const looked = Math.min(text.length, 8192)
  let controls = 0
  for (let index = 0; index < looked; index += 1) {
    const code = text.charCodeAt(index)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 0) || code === 0xfffd) controls += 1
  }
  return controls > looked / 20
}

interface Cut {
  delimiter: Delimiter
  rows: readonly (readonly string[])[]
  width: number
  score: number
}

/** The head cut by one delimiter; the score is high when most rows have the same number of cells, and many. */
function cut(text: string, delimiter: Delimiter, isAll: boolean): Cut {
  const parser = new Papa.Parser({ delimiter, newline: '\n', preview: SNIFF_ROWS })
  // The parser's own type leaves this result open; it is the one of ParseResult.
  const { data } = parser.parse(text, 0, !isAll) as Papa.ParseResult<string[]>
  const rows = data.length > 0 ? data : [text.split(delimiter)]
  const widths = new Map<number, number>()
  let filled = 0
  for (const row of rows) {
    if (row.length === 1 && row[0]?.trim() === '') continue
    filled += 1
    widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  }
  let width = 1
  let score = 0
  for (const [candidate, count] of widths) {
    const weight = candidate < 2 ? 0 : (count / filled) * Math.sqrt(candidate)
    if (weight > score) [width, score] = [candidate, weight]
  }
  return { delimiter, rows, width, score }
}

/** 1-based line of the header. */
function findHeader({ rows, width }: Cut): number {
  const header = findHeaderRow(rows, width)
  let line = 1
  for (const row of rows.slice(0, header))
    line += 1 + row.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
  return line
}

/** Index of the first row that is as wide as the table and reads like names of columns; the first wide one when none does. [IM37] */
export function findHeaderRow(rows: readonly (readonly string[])[], width: number): number {
  const wide = rows
    .slice(0, PREAMBLE_ROWS)
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => row.length >= width && row.some((cell) => cell.trim() !== ''))
  return (wide.find(({ row }) => isHeaderLike(row)) ?? wide[0])?.index ?? 0
}

function isHeaderLike(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '')
  if (filled.length < row.length * 0.6) return false
  return !filled.some(
    (cell) => /^[-+(]?[\d.,/:\s-]+\)?$/.test(cell.slice(0, 60)) || normaliseEmail(cell.slice(0, 200)) !== '',
  )
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

import { closeSync, openSync, readSync } from 'node:fs'
import Papa from 'papaparse'
import { AppError } from '../../contract/errors.ts'
import type { FileShape } from '../../contract/imports.ts'
import { footerFilter } from './footer.rules.ts'

/** What a row reader tells. Cells are plain arrays by column index, so a header `__proto__` is a column like any other. [IM30] */
export interface RowVisitor {
  /** The header's cells; called once, before any row. */
  header(cells: readonly string[], line: number): void
  /**
   * One row and the line of the file it begins on (1-based; the row number in a workbook). May throw to stop reading.
   *
   * A cell may be a slice that keeps its whole chunk in memory: copy what outlives the call.
   */
  row(cells: readonly string[], line: number): void
}

/** Lines that are no rows: before the header, and totals, notices and the like after the last row. */
export interface RowsSummary {
  rows: number
  preambleLines: number
  footerLines: number
}

/** A record longer than this is refused: no export has one, and memory must not grow with it. */
export const MAX_RECORD_LENGTH = 8 * 1024 * 1024
const CHUNK_BYTES = 64 * 1024

/** A file that cannot be opened or read, with the system's own word for why. */
export function toUnreadable(error: unknown): AppError {
  return new AppError('file.unreadable', { reason: error instanceof Error && 'code' in error ? error.code : null })
}

function orUnreadable<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toUnreadable(error)
  }
}

/**
 * The bytes of a file in chunks that share one buffer: use each before asking for the next. `limit` stops early.
 *
 * @throws AppError 'file.unreadable'
 */
export function* fileChunks(path: string, limit = Number.POSITIVE_INFINITY): Generator<Uint8Array> {
  const file = orUnreadable(() => openSync(path, 'r'))
  try {
    const buffer = new Uint8Array(CHUNK_BYTES)
    let left = limit
    while (left > 0) {
      const length = orUnreadable(() => readSync(file, buffer, 0, Math.min(buffer.length, left), null))
      if (length === 0) return
      left -= length
      yield buffer.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

/**
 * Reads a text file row by row in memory that does not grow with it. Line ends may be mixed; a lone CR ends a line. [IM31]
 *
 * Blank rows are skipped; footer lines are counted, not visited.
 *
 * @param isWhole false when the chunks stop before the file does: then the last, cut row is left out
 * @throws AppError 'import.recordTooLong' | 'import.unclosedQuote' with the line on which the record begins
 */
export function readTextRows(
  chunks: Iterable<Uint8Array>,
  shape: Pick<FileShape, 'encoding' | 'delimiter' | 'headerLine'>,
  visitor: RowVisitor,
  isWhole = true,
): RowsSummary {
  const filter = footerFilter(visitor)
  let hasHeader = false
  const preambleLines = forEachRecord(chunks, shape, isWhole, (cells, line, isBlank) => {
    if (hasHeader) filter.row(cells, line, isBlank)
    else if (!isBlank) {
      hasHeader = true
      filter.header(cells, line)
    }
  })
  return { ...filter.end(isWhole), preambleLines }
}

/** Calls `visit` for each record from the header on; answers how many lines came before it. */
function forEachRecord(
  chunks: Iterable<Uint8Array>,
  shape: Pick<FileShape, 'encoding' | 'delimiter' | 'headerLine'>,
  isWhole: boolean,
  visit: (cells: readonly string[], line: number, isBlank: boolean) => void,
): number {
  const parser = new Papa.Parser({ delimiter: shape.delimiter, newline: '\n', quoteChar: '"' })
  let line = 1
  let rest = ''
  // A record that is not complete is looked at again when twice as much of it is here, not chunk by chunk.
  let enough = 0
  let mayHaveEnded = false

  function parse(isLast: boolean): void {
    // The parser's own type leaves this result open; it is the one of ParseResult.
    const result = parser.parse(rest, 0, !isLast) as Papa.ParseResult<string[]>
    const { data, errors } = result
    const consumed = isLast ? rest.length : result.meta.cursor
    const isOneLineEach = rest.indexOf('"') < 0 || data.length === countLines(rest, consumed)
    let next = errors.length === 0 ? undefined : errors.shift()
    for (let index = 0; index < data.length; index += 1) {
      const cells = data[index] ?? []
      const lines = isOneLineEach ? 1 : 1 + countBreaks(cells)
      while (next !== undefined && next.row === index) {
        // A quote that does not end its cell is harmless within one line; over several it has swallowed rows.
        if (next.code === 'MissingQuotes' || lines > 1) throw new AppError('import.unclosedQuote', { line })
        next = errors.shift()
      }
      // After the last line end comes nothing, not a row.
      if (isLast && index === data.length - 1 && cells.length === 1 && cells[0] === '') break
      visit(cells, line, isBlankRow(cells))
      line += lines
    }
    rest = rest.slice(consumed)
    enough = consumed === 0 ? Math.min(2 * rest.length, MAX_RECORD_LENGTH) : 0
    mayHaveEnded = false
  }

  let preamble = shape.headerLine - 1
  for (const text of decodeLines(chunks, shape.encoding)) {
    rest += text
    while (preamble > 0) {
      const end = rest.indexOf('\n')
      if (end < 0) break
      rest = rest.slice(end + 1)
      line += 1
      preamble -= 1
    }
    // Without a line end no record can have ended.
    mayHaveEnded ||= text.includes('\n')
    if (preamble === 0 && mayHaveEnded && rest.length >= enough) parse(false)
    if (rest.length > MAX_RECORD_LENGTH) throw new AppError('import.recordTooLong', { line, limit: MAX_RECORD_LENGTH })
  }
  if (isWhole && preamble === 0) parse(true)
  return shape.headerLine - 1 - preamble
}

/** Text of the chunks with every line end written as "\n". */
function* decodeLines(chunks: Iterable<Uint8Array>, encoding: FileShape['encoding']): Generator<string> {
  const decode = compileDecoder(encoding)
  let held = ''
  for (const chunk of chunks) {
    let text = held + decode(chunk)
    held = ''
    if (text.includes('\r')) {
      // A CR at the end may be the first half of CR LF.
      if (text.endsWith('\r')) {
        held = '\r'
        text = text.slice(0, -1)
      }
      text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
    }
    if (text !== '') yield text
  }
  const last = held + decode(undefined)
  if (last !== '') yield last.replaceAll('\r', '\n')
}

/**
 * A decoder of consecutive chunks; undefined ends the text. A file taken for UTF-8 because it began with plain ASCII,
 * whose first other byte is no UTF-8 after all, goes on as Windows-1252. [IM32]
 */
function compileDecoder(encoding: FileShape['encoding']): (chunk: Uint8Array | undefined) => string {
  let decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
  let isPlainSoFar = true
  return (chunk) => {
    const isLast = chunk === undefined
    try {
      const text = isLast ? decoder.decode() : decoder.decode(chunk, { stream: true })
      if (chunk !== undefined && isPlainSoFar) isPlainSoFar = text.length === chunk.length
      return text
    } catch {
      // Only the fatal UTF-8 decoder throws; a new one without it starts at this chunk.
      decoder = new TextDecoder(isPlainSoFar ? 'windows-1252' : 'utf-8')
      return isLast ? '\ufffd' : decoder.decode(chunk, { stream: true })
    }
  }
}

function countLines(text: string, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

function countBreaks(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1
  }
  return breaks
}

function isBlankRow(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false
  return true
}

import { readFileSync, statSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import readXlsxFile, { readSheet } from 'read-excel-file/universal'
import { AppError } from '../../contract/errors.ts'
import type { FileShape } from '../../contract/imports.ts'
import { footerFilter } from './footer.rules.ts'
import { type RowsSummary, type RowVisitor, toUnreadable } from './rows.ts'

/** A sheet as rows of texts, as a text file would have them: days ISO, numbers with a decimal point. */
export interface Sheet {
  name: string
  rows: readonly (readonly string[])[]
}

/** Unpacked, a workbook of a million cells has about 50 MB of XML; reading takes several times that in memory. */
export const MAX_UNPACKED_MB = 200
const MAX_FILE_MB = 64
const MB = 1024 * 1024

/** All sheets of a workbook. @throws AppError 'import.workbookTooLarge' | 'import.notATable' */
export async function readWorkbook(path: string): Promise<Sheet[]> {
  const bytes = toChecked(loadWorkbook(path))
  try {
    const sheets = await readXlsxFile(bytes)
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map(toTexts) }))
  } catch {
    throw new AppError('import.notATable', {})
  }
}

/**
 * Reads one sheet row by row; the first when `shape.sheet` is null. Lines are the sheet's row numbers. [IM34]
 *
 * @throws AppError 'import.workbookTooLarge' | 'import.notATable'
 */
export async function readWorkbookRows(
  workbook: Buffer,
  shape: Pick<FileShape, 'headerLine' | 'sheet'>,
  visitor: RowVisitor,
): Promise<RowsSummary> {
  const bytes = toChecked(workbook)
  let data: readonly (readonly unknown[])[]
  try {
    data = await readSheet(bytes, shape.sheet ?? 1)
  } catch {
    throw new AppError('import.notATable', {})
  }
  return visitSheet(data.map(toTexts), shape.headerLine, visitor)
}

/** The rows of a sheet from its header on, without blank and footer lines. */
export function visitSheet(rows: readonly (readonly string[])[], headerLine: number, visitor: RowVisitor): RowsSummary {
  const filter = footerFilter(visitor)
  let width = 0
  rows.slice(headerLine - 1).forEach((row, index) => {
    const line = headerLine + index
    if (index === 0) {
      width = lastFilled(row)
      filter.header(row.slice(0, width), line)
      return
    }
    // A sheet is as wide as its widest row; what hangs over the header on the right is no column.
    const filled = lastFilled(row)
    filter.row(filled > width ? row.slice(0, filled) : row.slice(0, width), line, filled === 0)
  })
  return { ...filter.end(true), preambleLines: headerLine - 1 }
}

function lastFilled(row: readonly string[]): number {
  let length = row.length
  while (length > 0 && row[length - 1]?.trim() === '') length -= 1
  return length
}

function toTexts(row: readonly unknown[]): string[] {
  return row.map(toText)
}

function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // Spreadsheets keep 15 digits; what stands behind them (19.989999999999998) is binary noise.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  if (cell instanceof Date) return dateText(cell)
  return typeof cell === 'string' ? cell : typeof cell === 'boolean' ? String(cell) : ''
}

/** The reader gives the day and time on the sheet as if they were UTC. */
function dateText(date: Date): string {
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}

/** The bytes of a workbook. @throws AppError 'import.workbookTooLarge' | 'file.unreadable' */
export function loadWorkbook(path: string): Buffer {
  try {
    if (statSync(path).size <= MAX_FILE_MB * MB) return readFileSync(path)
  } catch (error) {
    throw toUnreadable(error)
  }
  throw tooLarge()
}

/**
 * The bytes of a workbook that unpacks to no more than the limit. Sizes written in an archive may lie, so every entry
 * is unpacked once with a limit before the reader sees it. [IM35]
 */
function toChecked(bytes: Buffer): ArrayBuffer {
  let left = MAX_UNPACKED_MB * MB
  for (const entry of zipEntries(bytes)) left -= unpackedSize(entry, left)
  return new Uint8Array(bytes).buffer
}

interface ZipEntry {
  isDeflated: boolean
  declaredSize: number
  data: Buffer
}

function unpackedSize(entry: ZipEntry, limit: number): number {
  if (entry.declaredSize > limit) throw tooLarge()
  if (!entry.isDeflated) return entry.data.length
  try {
    return inflateRawSync(entry.data, { maxOutputLength: Math.max(limit, 1) }).length
  } catch (error) {
    const isLimit = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isLimit ? tooLarge() : new AppError('import.notATable', {})
  }
}

/** Entries of a ZIP archive by its central directory (PKWARE APPNOTE 4.3). ZIP64 and encryption are refused: no office writes them. */
function* zipEntries(bytes: Buffer): Generator<ZipEntry> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length) throw new AppError('import.notATable', {})
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count === 0xffff || at === 0xffffffff) throw tooLarge()
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new AppError('import.notATable', {})
    const packedSize = bytes.readUInt32LE(at + 20)
    const local = bytes.readUInt32LE(at + 42)
    if (local + 30 > bytes.length || (bytes.readUInt16LE(at + 8) & 1) !== 0) throw new AppError('import.notATable', {})
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    if (start + packedSize > bytes.length) throw new AppError('import.notATable', {})
    yield {
      isDeflated: bytes.readUInt16LE(at + 10) === 8,
      // The reader makes room for what either header declares.
      declaredSize: Math.max(bytes.readUInt32LE(at + 24), bytes.readUInt32LE(local + 22)),
      data: bytes.subarray(start, start + packedSize),
    }
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

function tooLarge(): AppError {
  return new AppError('import.workbookTooLarge', { limitMb: MAX_UNPACKED_MB })
}

import { readFileSync, statSync } from 'node:fs'
import { AppError } from '../../contract/errors.ts'
import type { FileShape } from '../../contract/imports.ts'
import type { ColumnSample } from './columns.rules.ts'
import { filledValues, inferType } from './columns.rules.ts'
import { fileChunks, readTextRows, toUnreadable } from './rows.ts'
import type { RowsSummary, RowVisitor } from './rows.ts'
import { findHeaderRow, isZip, sniffText } from './sniff.rules.ts'
import type { Sheet } from './workbook.ts'
import { readWorkbook, visitSheet } from './workbook.ts'

/** What is read of a file to recognise it. */
export const SAMPLE_BYTES = 1024 * 1024
const SAMPLE_ROWS = 20_000
const MAX_COLUMNS = 1000

/** The beginning of a file as rows, and how it was cut. */
export interface FileSample {
  shape: FileShape
  sheets: readonly string[]
  bytes: number
  headers: readonly string[]
  rows: readonly (readonly string[])[]
  /** Line of each row. */
  lines: readonly number[]
  summary: RowsSummary
}

/**
 * Reads at most the first megabyte of a file (all of a workbook, which cannot be read in part). [IM39]
 *
 * @param sheet name of the sheet to read; null takes the first that has rows
 * @param shape how to cut the file, when that is known already
 * @throws AppError 'import.empty' | 'import.headerOnly' | 'import.notATable' | 'import.tooManyColumns' | 'import.unclosedQuote' | 'import.recordTooLong' | 'import.workbookTooLarge' | 'file.unreadable'
 */
export async function sampleFile(path: string, sheet: string | null, shape: FileShape | null): Promise<FileSample> {
  const { bytes, head } = readHead(path)
  const sample = isZip(head) ? await sampleWorkbook(path, sheet, shape) : sampleText(head, bytes, shape)
  if (sample.headers.length > MAX_COLUMNS)
    throw new AppError('import.tooManyColumns', { columns: sample.headers.length })
  if (sample.headers.length === 0) throw new AppError('import.empty', {})
  if (sample.rows.length === 0) {
    // More follows, yet a megabyte holds no end of the first row: most likely its quote is never closed.
    const isCut = bytes > SAMPLE_BYTES && sample.shape.format === 'text'
    throw isCut
      ? new AppError('import.recordTooLong', { line: sample.shape.headerLine + 1 })
      : new AppError('import.headerOnly', {})
  }
  return { ...sample, bytes }
}

function readHead(path: string): { bytes: number; head: Uint8Array } {
  try {
    const bytes = statSync(path).size
    if (bytes <= SAMPLE_BYTES) return { bytes, head: readFileSync(path) }
    const head = new Uint8Array(SAMPLE_BYTES)
    let length = 0
    for (const chunk of fileChunks(path, SAMPLE_BYTES)) {
      head.set(chunk, length)
      length += chunk.length
    }
    return { bytes, head: head.subarray(0, length) }
  } catch (error) {
    throw error instanceof AppError ? error : toUnreadable(error)
  }
}

type Sample = Omit<FileSample, 'bytes'>

function sampleText(head: Uint8Array, bytes: number, known: FileShape | null): Sample {
  const isWhole = head.length === bytes
  const shape: FileShape = known ?? { format: 'text', sheet: null, ...sniffText(head, isWhole) }
  const { visitor, taken } = collector()
  const summary = readTextRows([head], shape, visitor, isWhole)
  return { shape, sheets: [], ...taken, summary }
}

async function sampleWorkbook(path: string, sheet: string | null, known: FileShape | null): Promise<Sample> {
  const sheets = await readWorkbook(path)
  const wanted = sheet ?? known?.sheet ?? null
  const chosen = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ rows }) => rows.length > 1) ?? sheets[0]
  if (chosen === undefined || chosen.rows.length === 0) throw new AppError('import.empty', {})
  const shape: FileShape = {
    format: 'xlsx',
    encoding: 'utf-8',
    delimiter: ',',
    headerLine: known?.sheet === chosen.name ? known.headerLine : headerRow(chosen) + 1,
    sheet: chosen.name,
  }
  const { visitor, taken } = collector()
  const summary = visitSheet(chosen.rows, shape.headerLine, visitor)
  return { shape, sheets: sheets.map(({ name }) => name), ...taken, summary }
}

/** Every row of a sheet is as wide as the widest; a report's title row fills few of its cells. */
function headerRow({ rows }: Sheet): number {
  const head = rows.slice(0, 300)
  return findHeaderRow(head, Math.max(...head.map((row) => row.length)))
}

function collector(): {
  visitor: RowVisitor
  taken: { headers: readonly string[]; rows: (readonly string[])[]; lines: number[] }
} {
  const taken = { headers: [] as readonly string[], rows: [] as (readonly string[])[], lines: [] as number[] }
  return {
    taken,
    visitor: {
      header(cells) {
        taken.headers = cells
      },
      row(cells, line) {
        if (taken.rows.length >= SAMPLE_ROWS) return
        taken.rows.push(cells)
        taken.lines.push(line)
      },
    },
  }
}

/** Columns with what their values are. */
export function sampleColumns({ headers, rows }: Pick<FileSample, 'headers' | 'rows'>): ColumnSample[] {
  return headers.map((header, index) => {
    const values = filledValues(rows.map((row) => row[index] ?? ''))
    return { index, header, values, type: inferType(values), filled: values.length / rows.length }
  })
}

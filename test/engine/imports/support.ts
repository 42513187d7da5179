import { join } from 'node:path'
import type { ColumnRole, ImportAnswers, ImportMapping } from '../../../src/contract/imports.ts'
import { compileMapping } from '../../../src/engine/imports/interpret.rules.ts'
import type { ReadingOptions, RowReading } from '../../../src/engine/imports/reading.ts'
import type { RowsSummary } from '../../../src/engine/imports/rows.ts'
import { readTextRows } from '../../../src/engine/imports/rows.ts'

export const fixtures = join(import.meta.dirname, '../../fixtures')

export const options: ReadingOptions = { timeZone: 'UTC', today: '2026-11-23', baseCurrency: 'USD' }

type Changes = Partial<Omit<ImportMapping, 'format' | 'columns' | 'shape'>> & {
  format?: Partial<ImportMapping['format']>
  shape?: Partial<ImportMapping['shape']>
}

/** A mapping with one column per role; `null` is a column that is not read. Conversions in USD unless said otherwise. */
export function mappingOf(roles: readonly (ColumnRole | null)[], changes: Changes = {}): ImportMapping {
  return {
    source: 'test',
    layout: null,
    defaultCurrency: 'USD',
    kinds: ['conversions'],
    stages: [],
    ...changes,
    shape: { format: 'text', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null, ...changes.shape },
    format: { decimal: 'point', amountUnit: 'major', dateOrder: 'ymd', timeZone: 'UTC', ...changes.format },
    columns: roles.map((role, index) => ({ index, header: `column ${index}`, role })),
  }
}

/** One row read under a mapping, as line 2. */
export function readRow(
  mapping: ImportMapping,
  cells: readonly string[],
  answers: ImportAnswers = {},
  reading: ReadingOptions = options,
): RowReading {
  return compileMapping(mapping, answers, reading).read(cells, 2)
}

/** The reason a row is refused for, or null. */
export function reasonOf(mapping: ImportMapping, cells: readonly string[]): string | null {
  return readRow(mapping, cells).rejection?.reason ?? null
}

export interface ReadFile {
  headers: readonly string[]
  rows: { cells: readonly string[]; line: number }[]
  summary: RowsSummary
}

/** All rows of a text or bytes. */
export function readAll(
  content: string | Uint8Array,
  shape: Partial<ImportMapping['shape']> = {},
  chunkSize = Number.POSITIVE_INFINITY,
): ReadFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(bytes.subarray(at, at + chunkSize))
  let headers: readonly string[] = []
  const rows: ReadFile['rows'] = []
  const summary = readTextRows(
    chunks,
    { encoding: 'utf-8', delimiter: ',', headerLine: 1, ...shape },
    {
      header(cells) {
        headers = [...cells]
      },
      row(cells, line) {
        rows.push({ cells: [...cells], line })
      },
    },
  )
  return { headers, rows, summary }
}

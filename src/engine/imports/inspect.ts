import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { importMethods, ImportMapping, ImportReport, RejectionReason } from '../../contract/imports.ts'
import { AppError } from '../../contract/errors.ts'
import type { ColumnSample } from './columns.rules.ts'
import { describeCell } from './describe.rules.ts'
import { detectDateOrder } from './formats.rules.ts'
import { compileMapping } from './interpret.rules.ts'
import type { Proposal, ProposalOptions } from './propose.rules.ts'
import { fingerprintText, proposeMapping, recallMapping } from './propose.rules.ts'
import type { CompiledMapping, ReadingOptions } from './reading.ts'
import { roleValues } from './roles.ts'
import type { FileSample } from './sample.ts'
import { sampleColumns, sampleFile } from './sample.ts'

export type Inspection = z.infer<(typeof importMethods)['imports.inspect']['output']>
export type Preview = z.infer<(typeof importMethods)['imports.preview']['output']>

export interface InspectOptions extends ProposalOptions {
  sheet: string | null
  /** The mapping remembered for these headers, if any. */
  recall(fingerprint: string): ImportMapping | null
}

const SHOWN_ROWS = 5
const PREVIEWED_ROWS = 20
const LONGEST_SAMPLE = 200

/** SHA-256 of a file's set of headers: the key of its remembered mapping. [IM16] */
export function headerFingerprint(headers: readonly string[]): string {
  return createHash('sha256').update(fingerprintText(headers)).digest('hex')
}

/** What Tandem makes of a file, from at most its first megabyte. [IM39] @throws what `sampleFile` throws */
export async function inspectFile(path: string, fileName: string, options: InspectOptions): Promise<Inspection> {
  const sample = await sampleFile(path, options.sheet, null)
  const columns = sampleColumns(sample)
  const proposal = proposeMapping(columns, sample.rows, sample.shape, options)
  const remembered = options.as === null ? options.recall(headerFingerprint(sample.headers)) : null
  const mapping =
    remembered === null
      ? proposal.mapping
      : readDatesAnew(recallMapping(remembered, sample.headers, sample.shape), columns)
  return {
    fileName,
    bytes: sample.bytes,
    sheets: [...sample.sheets],
    layout: mapping.layout,
    layoutLabel: proposal.layoutLabel,
    confidencePpm: proposal.confidencePpm,
    isRemembered: remembered !== null,
    hasNothing: remembered === null && proposal.hasNothing,
    mapping,
    columns: columns.map((column, position) => describeColumn(column, position, sample, proposal)),
    sampleLines: sample.lines.slice(0, SHOWN_ROWS),
    questions: openQuestions(proposal, mapping, remembered !== null),
    warnings: warningsOf(sample),
  }
}

function describeColumn(
  column: ColumnSample,
  position: number,
  sample: FileSample,
  proposal: Proposal,
): Inspection['columns'][number] {
  return {
    index: column.index,
    header: column.header.slice(0, 500),
    samples: sample.rows.slice(0, SHOWN_ROWS).map((row) => (row[column.index] ?? '').slice(0, LONGEST_SAMPLE)),
    type: column.type,
    confidencePpm: proposal.columnPpm[position] ?? 0,
  }
}

/**
 * The same export may come from a computer that writes days in another order: what this file's dates leave no doubt
 * about counts, whatever order is remembered. [IM16]
 */
function readDatesAnew(mapping: ImportMapping, columns: readonly ColumnSample[]): ImportMapping {
  const values = columns.flatMap(({ index, values: cells }) => {
    const role = mapping.columns.find((column) => column.index === index)?.role ?? null
    return role !== null && roleValues[role] === 'day' ? cells.slice(0, 2000) : []
  })
  const { value, doubt } = detectDateOrder(values, mapping.format.decimal === 'comma')
  return values.length === 0 || doubt !== null
    ? mapping
    : { ...mapping, format: { ...mapping.format, dateOrder: value } }
}

/** A remembered mapping has its answers; only what it has never met is asked: words, and days it cannot tell the order of. */
function openQuestions(proposal: Proposal, mapping: ImportMapping, isRemembered: boolean): Inspection['questions'] {
  if (!isRemembered) return [...proposal.questions]
  const known = new Set(mapping.stages.filter((word) => word.stage !== null).map((word) => word.text))
  return proposal.questions.filter(
    (question) =>
      (question.kind === 'stage' && !known.has(question.subject)) ||
      (question.kind === 'dateOrder' && !isDayOrMonthFirst(mapping)) ||
      ((question.kind === 'currency' || question.kind === 'rateBase') && mapping.defaultCurrency === null),
  )
}

function isDayOrMonthFirst({ format }: ImportMapping): boolean {
  return format.dateOrder === 'dmy' || format.dateOrder === 'mdy'
}

function warningsOf(sample: FileSample): ImportReport['warnings'] {
  const warnings: ImportReport['warnings'] = []
  const names = sample.headers.map((header) => header.trim().toLowerCase()).filter((header) => header !== '')
  if (sample.summary.preambleLines > 0) warnings.push('preambleDropped')
  if (sample.summary.footerLines > 0) warnings.push('footerDropped')
  if (new Set(names).size < names.length) warnings.push('duplicateHeaders')
  if (sample.rows.some((row) => row.some(isFormula))) warnings.push('formulaCells')
  return warnings
}

/** A formula that a spreadsheet would compute; ="00123" only keeps a text a text. */
function isFormula(cell: string): boolean {
  return cell.startsWith('=') && !cell.startsWith('="')
}

/** How the first rows are read under a mapping, cell by cell, with the reason why a row would be refused. [IM18] */
export async function previewFile(path: string, mapping: ImportMapping, options: ReadingOptions): Promise<Preview> {
  const sample = await sampleFile(path, mapping.shape.sheet, mapping.shape)
  const describe = describeCell(mapping, options)
  const compiled = compileIfPossible(mapping, options)
  return {
    rows: sample.rows.slice(0, PREVIEWED_ROWS).map((row, position) => {
      const line = sample.lines[position] ?? 0
      const rejection = compiled?.read(row, line).rejection ?? null
      const cells = mapping.columns.map(({ index }) => {
        const raw = (row[index] ?? '').slice(0, LONGEST_SAMPLE)
        const { becomes, problem } = describe(row, index)
        const blamed: RejectionReason | null = rejection?.column === index ? rejection.reason : problem
        return { raw, becomes: blamed === null ? becomes : '', problem: blamed }
      })
      return { line, cells }
    }),
  }
}

/** Half-made mappings are previewed too: then nothing is known of whole rows. */
function compileIfPossible(mapping: ImportMapping, options: ReadingOptions): CompiledMapping | null {
  try {
    return compileMapping(mapping, {}, options)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

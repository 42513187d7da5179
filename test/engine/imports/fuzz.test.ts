import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { FileShape } from '../../../src/contract/imports.ts'
import {
  clickContent,
  clickIdentity,
  conversionContent,
  conversionIdentity,
  dealContent,
  dealIdentity,
} from '../../../src/engine/imports/identity.rules.ts'
import { compileMapping } from '../../../src/engine/imports/interpret.rules.ts'
import { proposeMapping } from '../../../src/engine/imports/propose.rules.ts'
import type { CompiledMapping, RowReading } from '../../../src/engine/imports/reading.ts'
import { sampleColumns } from '../../../src/engine/imports/sample.ts'
import { sniffText } from '../../../src/engine/imports/sniff.rules.ts'
import { randomFiles } from './randomFiles.ts'
import { options, readAll } from './support.ts'

type Outcome = 'refused' | 'nothing' | 'read'

/** Takes bytes the whole way, as an import does; answers how far they got. Throws when a row has no verdict. */
function run(bytes: Uint8Array, chunkSize: number): Outcome {
  let shape: FileShape
  let read: ReturnType<typeof readAll>
  try {
    shape = { format: 'text', sheet: null, ...sniffText(bytes, true) }
    read = readAll(bytes, shape, chunkSize)
  } catch (error) {
    if (error instanceof AppError) return 'refused'
    throw error
  }
  if (read.headers.length === 0 || read.rows.length === 0) return 'refused'
  const rows = read.rows.map(({ cells }) => cells)
  const asked = { as: null, timeZone: 'Europe/Berlin', baseCurrency: 'USD' }
  const proposal = proposeMapping(sampleColumns({ headers: read.headers, rows }), rows, shape, asked)
  const answers = Object.fromEntries(
    proposal.questions.map(({ id, suggested, options: choices }) => [id, suggested ?? choices[0]?.value ?? '']),
  )
  let compiled: CompiledMapping
  try {
    compiled = compileMapping(proposal.mapping, answers, options)
  } catch (error) {
    if (error instanceof AppError && proposal.mapping.kinds.length === 0) return 'nothing'
    throw error
  }
  let verdicts = 0
  for (const { cells, line } of read.rows) if (hasVerdict(compiled.read(cells, line))) verdicts += 1
  if (verdicts !== read.summary.rows) throw new Error(`${read.summary.rows} rows, ${verdicts} verdicts`)
  return 'read'
}

function hasVerdict(row: RowReading): boolean {
  const { rejection, partner, customer, deal, conversion, refund, lead, click, rates, figures } = row
  const single = [partner, customer, deal, conversion, refund, lead, click].filter((record) => record !== null)
  const records = [...single, ...rates, ...figures]
  for (const sale of [conversion, refund]) {
    if (sale === null) continue
    conversionIdentity('fuzz', row, sale)
    conversionContent(row, sale)
    if (!Number.isSafeInteger(sale.amountMinor) || sale.amountMinor === 0) return false
  }
  if (lead !== null) {
    conversionIdentity('fuzz', row, lead)
    conversionContent(row, lead)
    if (lead.amountMinor !== 0) return false
  }
  if (click !== null) {
    clickIdentity('fuzz', row, click)
    clickContent(row, click)
  }
  if (deal !== null) {
    dealIdentity('fuzz', row, deal)
    dealContent(row, deal)
  }
  return rejection === null ? records.length > 0 : records.length === 0
}

describe('any file', () => {
  it('[IM24] 20,000 random files are refused as a whole or every row gets one verdict, without a crash', () => {
    const outcomes: Record<Outcome, number> = { refused: 0, nothing: 0, read: 0 }
    fc.assert(
      fc.property(randomFiles, (bytes) => {
        outcomes[run(bytes, 97)] += 1
      }),
      { numRuns: 20_000 },
    )
    expect(outcomes.read).toBeGreaterThan(1000)
  }, 120_000)

  it('[IM25] texts made to trouble a pattern are read in linear time', () => {
    const long = 100_000
    const texts = [
      '('.repeat(long),
      '1'.repeat(long),
      '1,'.repeat(long),
      ' '.repeat(long),
      '-'.repeat(long),
      'a@'.repeat(long),
      '.'.repeat(long),
      `1/1/1${' '.repeat(long)}`,
      `31 ${'m'.repeat(long)}`,
    ]
    const rows = texts.map((text) => `1,${text},${text},${text},${text},${text},${text}\n`).join('')
    const from = performance.now()
    run(
      new TextEncoder().encode(
        `id,date,amount,partner,email,status,website\n1,2026-02-03,5 EUR,Ann,a@b.example,paid,a.example\n${rows}`,
      ),
      65_536,
    )
    expect(performance.now() - from).toBeLessThan(2000)
  })
})

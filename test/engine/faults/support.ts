import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { ImportReport } from '../../../src/contract/imports.ts'
import { type ImportChoices, importFile } from '../../support/imports.ts'
import type { TestEngine } from '../../support/testEngine.ts'

export const SALES_HEADER = 'order_id,order_date,amount,currency,partner,customer_email'

/** A file in the engine's own folder, byte for byte. */
export function fileOf(engine: TestEngine, content: string | Uint8Array, name = 'file.csv'): string {
  const path = join(engine.folder, name)
  writeFileSync(path, content)
  return path
}

export async function digestOf(engine: TestEngine): Promise<string> {
  return (await engine.call('workspace.digest', {})).digest
}

/** Why a file is refused as a whole; fails when it is not, or when refusing it changed anything. */
export async function refusalOf(
  engine: TestEngine,
  path: string,
  choices: ImportChoices = {},
): Promise<{ code: string; details: unknown }> {
  const before = await digestOf(engine)
  const thrown: unknown = await importFile(engine, path, choices).catch((error: unknown) => error)
  expect({ isUnchanged: (await digestOf(engine)) === before }).toEqual({ isUnchanged: true })
  if (thrown instanceof AppError) return { code: thrown.code, details: thrown.details }
  throw thrown instanceof Error ? thrown : new Error(`not refused: ${JSON.stringify(thrown)}`)
}

/**
 * Imports a file, whose days others may share: the dry run stores nothing and foretells the import, and every row has one verdict. Answers verdicts,
 * sums of sales and refunds as "kind currency minor", and refused rows as "line reason cell".
 */
export async function take(engine: TestEngine, path: string, { answers, ...others }: ImportChoices = {}) {
  const choices = { ...others, answers: { overlap: 'new', ...answers } }
  const before = await digestOf(engine)
  const foretold = await importFile(engine, path, { ...choices, isDryRun: true })
  expect({ isUnchanged: (await digestOf(engine)) === before }).toEqual({ isUnchanged: true })
  const report = await importFile(engine, path, choices)
  expect({ ...foretold, attemptId: report.attemptId }).toEqual(report)
  expect(sumOfVerdicts(report)).toBe(report.rows.total)
  const { rows } = await engine.call('views.open', {
    table: 'importRows',
    filters: [{ column: 'attemptId', operator: 'is', value: report.attemptId ?? 0 }],
    sort: [{ column: 'line', direction: 'ascending' }],
    groupBy: null,
    search: '',
  })
  return {
    rows: report.rows,
    money: report.conversions.map(({ kind, currency, minor }) => `${kind} ${currency} ${minor}`),
    rejected: rows.map(({ cells }) => [cells['line'], cells['reason'], cells['detail']].join(' ')),
    report,
  }
}

export function sumOfVerdicts({ rows }: ImportReport): number {
  return rows.new + rows.same + rows.changed + rows.suspect + rows.rejected
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportMapping, ImportReport } from '../../src/contract/imports.ts'
import type { CallContext } from '../../src/contract/rpc.ts'
import type { TestEngine } from './testEngine.ts'

export interface ImportChoices {
  currency?: string
  answers?: Record<string, string>
  applyChanged?: boolean
  takeSuspects?: boolean
  isDryRun?: boolean
  /** Changes the mapping that Tandem proposes. */
  edit?: (mapping: ImportMapping) => ImportMapping
  call?: Partial<CallContext>
}

/** Inspects a file and imports it as proposed, the way the assistant does. */
export async function importFile(engine: TestEngine, path: string, choices: ImportChoices = {}): Promise<ImportReport> {
  const { mapping } = await engine.call('imports.inspect', { file: path, as: null, sheet: null })
  const proposed = { ...mapping, defaultCurrency: choices.currency ?? mapping.defaultCurrency }
  return engine.call(
    choices.isDryRun === true ? 'imports.dryRun' : 'imports.run',
    {
      file: path,
      mapping: choices.edit?.(proposed) ?? proposed,
      answers: choices.answers ?? {},
      applyChanged: choices.applyChanged ?? false,
      takeSuspects: choices.takeSuspects ?? false,
    },
    choices.call,
  )
}

let files = 0

/** A CSV file in the engine's own folder. */
export function csvFile(engine: TestEngine, lines: readonly string[], name = `file-${++files}.csv`): string {
  const path = join(engine.folder, name)
  writeFileSync(path, `${lines.join('\r\n')}\r\n`)
  return path
}

/** A file of sales with ids of their own: id, day, amount, partner, customer. */
export function salesFile(engine: TestEngine, rows: readonly string[], name?: string): string {
  return csvFile(engine, ['order_id,order_date,amount,currency,partner,customer_email', ...rows], name)
}

/** Ids, days, partners and amounts of the conversions that count, in the order of their ids in the file. */
export async function liveSales(engine: TestEngine): Promise<string[]> {
  const opened = await engine.call('views.open', {
    table: 'conversions',
    filters: [],
    sort: [{ column: 'externalId', direction: 'ascending' }],
    groupBy: null,
    search: '',
  })
  return opened.rows.map(({ cells }) => [cells['externalId'], cells['amount'], cells['partner']].join(' '))
}

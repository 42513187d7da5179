import Database from 'better-sqlite3'
import { toDecimal } from '../../src/contract/money.ts'
import { importRows } from './seedSales.ts'
import type { TestEngine } from './testEngine.ts'

export interface SeededDeal {
  /** Name of the partner that brought it; '' nobody. */
  partner: string
  openedOn: string
  closedOn?: string
  stage?: 'Open' | 'Won' | 'Lost'
  minor: number
  currency?: string
  /** The same name again is a newer version of the same deal. */
  name?: string
}

let deals = 0

/** Imports deals of a CRM export. @returns their ids, in order */
export async function seedDeals(engine: TestEngine, rows: readonly SeededDeal[]): Promise<number[]> {
  const attemptId = await importRows(
    engine,
    ['Opportunity Id', 'Opportunity Name', 'Partner', 'Account Name', 'Stage', 'Created Date', 'Close Date', 'Amount', 'Currency'],
    rows.map(({ partner, openedOn, closedOn = '', stage = 'Open', minor, currency = 'USD', name = `D-${++deals}` }) => [
      name, `Deal ${name}`, partner, 'Anvika Retail', stage, openedOn, closedOn, toDecimal(minor, currency), currency,
    ]),
    true,
  ) // prettier-ignore
  const connection = new Database(engine.file, { readonly: true })
  const ids = connection.prepare('SELECT id FROM deal WHERE attempt_id = ? ORDER BY id').pluck().all(attemptId)
  connection.close()
  return ids as number[]
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ColumnRole } from '../../src/contract/imports.ts'
import { toDecimal } from '../../src/contract/money.ts'
import type { Caps, Payment } from '../../src/contract/plans.ts'
import type { TestEngine } from './testEngine.ts'

export interface SeededSale {
  partnerId: number
  on: string
  minor: number
  currency?: string
  customer?: string
}

/** A partner paid by bank transfer, active since 2024. */
export async function seedPartner(
  engine: TestEngine,
  name: string,
  payee: 'bank' | 'paypal' | 'wise' | null = 'bank',
): Promise<number> {
  const { id } = await engine.call('partners.create', { name, startedOn: '2024-01-01' })
  if (payee !== null) {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.test`
    const account = payee === 'paypal' ? '' : `DE0050010517000000${String(id).padStart(4, '0')}`
    await engine.call('partners.setPayee', {
      id,
      payee: { method: payee, accountName: name, email, account, currency: null },
    })
  }
  return id
}

/** Revenue share of 10 % for everyone since 2024. @returns the published version */
export function seedPlan(engine: TestEngine, ratePpm = 100_000, caps?: Caps): Promise<number> {
  return seedPlanOf(engine, { kind: 'percent', ratePpm }, caps)
}

/** One rule for everyone since 2024. @returns the published version */
export async function seedPlanOf(engine: TestEngine, payment: Payment, caps?: Caps): Promise<number> {
  const rule = { key: 'share', name: 'Revenue share', priority: 0, conditions: [], limitMonths: null }
  const body = { rules: [{ ...rule, payment, ...(caps ? { caps } : {}) }] }
  const { id } = await engine.call('plans.create', { name: 'Asia resellers', body })
  const { versionId } = await engine.call('plans.publish', { id, validFrom: '2024-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2024-01-01' })
  return versionId
}

/** What the assistant would ask: which columns hold the ids. */
const idRoles: Readonly<Record<string, ColumnRole>> = { Invoice: 'recordId', 'Original invoice': 'originalId' }

/** Imports a file of rows that name their partner. @returns the id of the attempt */
export async function importRows(
  engine: TestEngine,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  applyChanged = false,
): Promise<number> {
  const file = join(engine.folder, `sales-${++files}.csv`)
  writeFileSync(file, [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join(''))
  const { mapping } = await engine.call('imports.inspect', { file, as: null, sheet: null })
  const columns = mapping.columns.map((column) => ({ ...column, role: idRoles[column.header] ?? column.role }))
  const input = {
    file,
    mapping: { ...mapping, columns },
    answers: { overlap: 'new' },
    applyChanged,
    takeSuspects: false,
  }
  const { attemptId } = await engine.call('imports.run', input)
  return attemptId ?? 0
}

let files = 0
let invoices = 0
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

/** Imports sales, one conversion id after the other. @returns the conversion ids */
export async function seedSales(engine: TestEngine, sales: readonly SeededSale[]): Promise<number[]> {
  const names = await Promise.all(sales.map(({ partnerId }) => engine.call('partners.get', { id: partnerId })))
  const attemptId = await importRows(
    engine,
    ['Invoice', 'Date', 'Partner', 'Customer', 'Product', 'Amount', 'Currency'],
    sales.map(({ on, minor, currency = 'USD', customer = 'Anvika Retail' }, i) => [
      `INV-${++invoices}`,
      on,
      names[i]?.name ?? '',
      customer,
      'Suite',
      toDecimal(minor, currency),
      currency,
    ]),
  )
  const connection = new Database(engine.file, { readonly: true })
  const ids = connection.prepare('SELECT id FROM conversion WHERE attempt_id = ? ORDER BY id').pluck().all(attemptId)
  connection.close()
  return ids as number[]
}

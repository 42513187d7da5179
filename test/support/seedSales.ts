import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { addDays, endOfMonth } from '../../src/contract/dates.ts'
import { applyRate } from '../../src/contract/money.ts'
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
export async function seedPlan(engine: TestEngine, ratePpm = 100_000): Promise<number> {
  const rule = { key: 'share', name: 'Revenue share', priority: 0, conditions: [], limitMonths: null }
  const body = { rules: [{ ...rule, payment: { kind: 'percent' as const, ratePpm } }] }
  const { id } = await engine.call('plans.create', { name: 'Asia resellers', body })
  const { versionId } = await engine.call('plans.publish', {
    id,
    validFrom: '2024-01-01',
    changeMode: 'allNewEvents',
  })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2024-01-01' })
  return versionId
}

/** Writes sales with their commissions past the import, one conversion id after the other. @returns the conversion ids */
export function seedSales(engine: TestEngine, versionId: number, sales: readonly SeededSale[]): number[] {
  const connection = new Database(engine.file)
  const nextId = (table: string): number =>
    connection.prepare(`SELECT coalesce(max(id), 0) + 1 FROM ${table}`).pluck().get() as number
  const ids = sales.map(({ partnerId, on, minor, currency = 'USD', customer = 'Anvika Retail' }) => {
    const id = nextId('conversion')
    const customerId = nextId('customer')
    const hash = createHash('sha256').update(`${id}`).digest().subarray(0, 16)
    connection
      .prepare(
        `INSERT INTO customer (id, identity, attempt_id, line, name, external_id, email, domain, country, is_live)
        VALUES (?, ?, 1, ?, ?, '', '', '', '', 1)`,
      )
      .run(customerId, hash, id + 1, customer)
    connection
      .prepare(
        `INSERT INTO conversion (id, identity, content_hash, attempt_id, line, source, external_id, kind, original_external_id,
        occurred_on, amount_minor, tax_minor, shipping_minor, discount_minor, currency, quantity, product, country, partner_text,
        customer_id, original_id, partner_id, is_live)
        VALUES (?, ?, ?, 1, ?, 'test', ?, 'sale', '', ?, ?, 0, 0, 0, ?, 1, 'Suite', '', '', ?, NULL, ?, 1)`,
      )
      .run(id, hash, hash, id + 1, `inv-${id}`, on, minor, currency, customerId, partnerId)
    connection
      .prepare(`INSERT INTO commission (id, partner_id, plan_version_id, rule_index, base_minor, earned_minor, counter_before,
        currency, occurred_on, due_on, trigger_id, is_reversed, payout_id)
        VALUES (?, ?, ?, 0, ?, ?, 0, ?, ?, ?, NULL, 0, NULL)`)
      .run(
        id * 64, partnerId, versionId, minor, applyRate(minor, 100_000, 'halfAwayFromZero'), currency, on,
        addDays(endOfMonth(on), 15),
      ) // prettier-ignore
    return id
  })
  connection.close()
  return ids
}

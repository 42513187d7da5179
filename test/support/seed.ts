import Database from 'better-sqlite3'
import { rollupSelects } from '../../src/engine/metrics/rollups.repo.ts'
import { readSettings } from '../../src/engine/programme/programme.repo.ts'
import { offerExchange } from '../../src/engine/rates/rates.repo.ts'

const sums = [
  'rollup_revenue',
  'rollup_foreign',
  'rollup_last_sale',
  'rollup_partner',
  'rollup_cohort',
  'rollup_lifetime',
  'rollup_count',
] as const

export interface SeedConversion {
  /** The next one when not given. */
  id?: number
  partnerId: number | null
  day: string
  minor: number
  currency?: string
  customer?: string
  customerEmail?: string
  product?: string
  country?: string
  quantity?: number
  taxMinor?: number
  shippingMinor?: number
  discountMinor?: number
  /** Index, in this call, of the sale that this row refunds; makes it a refund. */
  refundOf?: number
  /** Id of an earlier seeded sale that this row refunds. */
  refundOfId?: number
}

/**
 * Puts conversions into a workspace as an import would have left them, without reading a file. Commissions follow with
 * the next command that concerns them. Answers the ids, in order.
 */
export function seedConversions(file: string, rows: readonly SeedConversion[]): number[] {
  const connection = new Database(file)
  const ids: number[] = []
  connection.transaction(() => {
    connection.exec('UPDATE write_gate SET is_open = 1')
    const customers = new Map(
      connection.prepare('SELECT name, id FROM customer').raw().all() as [name: string, id: number][],
    )
    const identity = connection.prepare('SELECT count(*) FROM conversion').pluck()
    const insertCustomer = connection.prepare(
      `INSERT INTO customer (identity, attempt_id, line, name, external_id, email, domain, country, is_live)
       VALUES (?, 1, 1, ?, '', ?, '', '', 1)`,
    )
    const customerOf = ({ customer, customerEmail }: SeedConversion): number | null => {
      if (customer === undefined) return null
      let id = customers.get(customer)
      if (id === undefined) {
        id = Number(insertCustomer.run(Buffer.from(customer), customer, customerEmail ?? '').lastInsertRowid)
        customers.set(customer, id)
      }
      return id
    }
    const insert = connection.prepare(
      `INSERT INTO conversion (id, identity, content_hash, attempt_id, line, source, external_id, kind, original_external_id,
         occurred_on, amount_minor, tax_minor, shipping_minor, discount_minor, currency, quantity, product, country,
         partner_text, customer_id, original_id, partner_id, is_live)
       VALUES (@id, @identity, @identity, 1, @line, 'seed', @externalId, @kind, '', @day, @minor, @tax, @shipping, @discount,
         @currency, @quantity, @product, @country, '', @customer, @original, @partner, 1)`,
    )
    for (const row of rows) {
      const number = (identity.get() as number) + 1
      const original = row.refundOf === undefined ? (row.refundOfId ?? null) : (ids[row.refundOf] ?? null)
      const isRefund = row.refundOf !== undefined || row.refundOfId !== undefined
      const { lastInsertRowid } = insert.run({
        id: row.id ?? null,
        identity: Buffer.from(`seed ${number}`),
        line: number + 1,
        externalId: `S-${number}`,
        kind: isRefund ? 'refund' : 'sale',
        day: row.day,
        minor: isRefund ? -Math.abs(row.minor) : row.minor,
        tax: row.taxMinor ?? 0,
        shipping: row.shippingMinor ?? 0,
        discount: row.discountMinor ?? 0,
        currency: row.currency ?? 'USD',
        quantity: row.quantity ?? 1,
        product: row.product ?? '',
        country: row.country ?? '',
        customer: customerOf(row),
        original,
        partner: row.partnerId,
      })
      ids.push(Number(lastInsertRowid))
    }
    const exchange = offerExchange(connection, readSettings(connection))
    for (const table of sums) {
      connection.exec(`DELETE FROM ${table}`)
      connection.prepare(`INSERT INTO ${table} ${rollupSelects[table]('everyone')}`).run({ base: exchange.into })
    }
    connection.exec('UPDATE write_gate SET is_open = 0')
  })()
  connection.close()
  return ids
}

import { inflateRawSync } from 'node:zlib'
import type { Statement } from '../../contract/payouts.ts'
import { type PlanRule, planBodySchema } from '../../contract/plans.ts'
import { atTurn, componentOf, conversionIdSql } from '../commissions/ids.rules.ts'
import type { Connection } from '../db/open.ts'
import type { CommissionTable, ConversionTable, PayoutTable, StatementTable } from '../db/schema.ts'
import { idsInRanges } from './ranges.rules.ts'

/** A commission with the conversion it hangs on and what its customer bought. */
export interface LineRow extends Omit<CommissionTable, 'occurred_on' | 'currency'> {
  occurred_on: string
  currency: string
  amount_minor: number
  tax_minor: number
  shipping_minor: number
  discount_minor: number
  quantity: number
  event: ConversionTable['kind']
  product: string
  external_id: string
  /** Day of the conversion. */
  sold_on: string
  customer_name: string
}

const selectLines = `SELECT commission.*, conversion.amount_minor, conversion.tax_minor, conversion.shipping_minor, conversion.discount_minor,
    conversion.quantity, conversion.kind AS event, coalesce(nullif(conversion.product, ''), sale.product, '') AS product, conversion.external_id, conversion.occurred_on AS sold_on, 
    coalesce(customer.name, '') AS customer_name
  FROM commission
  JOIN conversion ON conversion.id = ${conversionIdSql('commission.id')}
  LEFT JOIN conversion AS sale ON sale.id = conversion.original_id
  LEFT JOIN customer ON customer.id = coalesce(conversion.customer_id, sale.customer_id)`

/** One commission as a statement would list it. */
export function findLine(raw: Connection, commissionId: number): LineRow | undefined {
  return raw.prepare(`${selectLines} WHERE commission.id = ?`).get(commissionId) as LineRow | undefined
}

/** A payout's commissions in the order of their statement. */
export function listLines(raw: Connection, payout: PayoutTable): LineRow[] {
  return raw
    .prepare(
      `${selectLines}
       WHERE commission.id IN (${idsInRanges('@ranges')}) AND commission.partner_id = @partner AND commission.currency = @currency
       ORDER BY commission.occurred_on, commission.id`,
    )
    .all({
      ranges: payout.commission_ranges,
      partner: payout.partner_id,
      currency: payout.currency,
    }) as LineRow[]
}

export interface NamedVersion {
  plan: { versionId: number; name: string; number: number }
  rules: readonly PlanRule[]
}

/** Published versions by id, with their plan's name of now. */
export function listVersionsById(raw: Connection): ReadonlyMap<number, NamedVersion> {
  const rows = raw
    .prepare(
      'SELECT plan_version.id, plan_version.number, plan_version.body, plan.name FROM plan_version JOIN plan ON plan.id = plan_id',
    )
    .all() as { id: number; number: number; body: string; name: string }[]
  return new Map(
    rows.map(({ id, number, body, name }) => [
      id,
      { plan: { versionId: id, name, number }, rules: planBodySchema.parse(JSON.parse(body)).rules },
    ]),
  )
}

export function findCommission(raw: Connection, id: number): CommissionTable | undefined {
  return raw.prepare('SELECT * FROM commission WHERE id = ?').get(id) as CommissionTable | undefined
}

/** The newest time that a line was earned, of those that were settled and taken back before; the line by its id in turn 0. */
export function findEarned(raw: Connection, line: number): CommissionTable | undefined {
  let found: CommissionTable | undefined
  for (let turn = 0; ; turn += 2) {
    const next = findCommission(raw, atTurn(line, turn))
    if (!next) return found
    found = next
  }
}

export function findConversion(raw: Connection, id: number): ConversionTable | undefined {
  return raw.prepare('SELECT * FROM conversion WHERE id = ?').get(id) as ConversionTable | undefined
}

/** What earlier clawbacks of the same line earned, minor units, <= 0. */
export function earlierClawbacks(raw: Connection, clawback: CommissionTable): number {
  return raw
    .prepare(
      `SELECT coalesce(sum(earned_minor), 0) FROM commission
       WHERE trigger_id = @trigger AND id % 64 = @component AND id <> @id AND counter_before < @before`,
    )
    .pluck()
    .get({
      trigger: clawback.trigger_id,
      component: componentOf(clawback.id),
      id: clawback.id,
      before: clawback.counter_before,
    }) as number
}

/** A commission on hold, with its customer and the number of its record as imported. */
export interface HoldRow {
  day: string
  customer: string
  externalId: string
  minor: number
  reason: string
}

export function listHolds(raw: Connection, payout: PayoutTable, to: string): HoldRow[] {
  return raw
    .prepare(
      `SELECT commission.occurred_on AS day, coalesce(customer.name, '') AS customer, conversion.external_id AS externalId,
         earned_minor AS minor, reason
       FROM commission JOIN commission_decision ON commission_id = commission.id
       JOIN conversion ON conversion.id = ${conversionIdSql('commission.id')}
       LEFT JOIN customer ON customer.id = conversion.customer_id
       WHERE commission_decision.state = 'hold' AND commission.partner_id = ? AND commission.currency = ?
         AND commission.occurred_on <= ? AND is_reversed = 0
       ORDER BY commission.occurred_on, commission.id`,
    )
    .all(payout.partner_id, payout.currency, to) as HoldRow[]
}

export function listAdjustments(raw: Connection, payout: PayoutTable): Statement['adjustments'] {
  return raw
    .prepare(
      `SELECT occurred_on AS day, reason, reference, amount_minor AS minor FROM adjustment
       WHERE is_live = 1 AND id IN (SELECT value FROM json_each(?)) ORDER BY occurred_on, id`,
    )
    .all(payout.adjustment_ids) as Statement['adjustments']
}

/** The frozen canonical JSON of a statement. */
export function readContent(row: Pick<StatementTable, 'content'>): string {
  return inflateRawSync(row.content).toString('utf8')
}

/** @returns the statement row, also of a statement that no longer counts */
export function findStatement(raw: Connection, id: number): StatementTable | undefined {
  return raw.prepare('SELECT * FROM statement WHERE id = ?').get(id) as StatementTable | undefined
}

export function findStatementOfPayout(raw: Connection, payoutId: number): StatementTable | undefined {
  return raw.prepare('SELECT * FROM statement WHERE payout_id = ? AND is_live = 1').get(payoutId) as
    StatementTable | undefined
}

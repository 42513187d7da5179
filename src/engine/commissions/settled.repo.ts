import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { CapKind } from '../../contract/plans.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { Connection } from '../db/open.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import { baseSql } from './baseSql.ts'
import type { BudgetLine } from './budgets.rules.ts'
import type { KeptLine } from './capping.rules.ts'
import { type ConversionColumns, NO_CONVERSIONS, SALE, UNKNOWN_SALE } from './conversionColumns.rules.ts'
import {
  atTurn,
  componentKind,
  componentOf,
  COMPONENTS,
  conversionIdOf,
  conversionIdSql,
  isTakingBack,
  TURN,
  turnOf,
  turnSql,
} from './ids.rules.ts'
import { settledOnSql } from './settledOnSql.ts'
import type { NextTurns, SettledLine } from './settled.rules.ts'
import { clawedLineId, findElsewhere, isExchange, type SettledTurn, type TakenLine } from './turns.rules.ts'

/** A commission that stands in an approved statement. */
export interface SettledRow extends TakenLine {
  partner_id: number
  /** When it was paid; null when it is not, or nobody asks. */
  settled_on: Day | null
  capped_by: CapKind | null
}

/**
 * Settled commissions by partner, with the day of their payment if `asksDay`. CROSS: to have them in order, SQLite would
 * pass over every commission there is.
 */
export function listSettled(raw: Connection, scope: Scope, asksDay = false): ReadonlyMap<number, SettledRow[]> {
  const settledOn = asksDay ? settledOnSql('statement.payout_id') : 'NULL'
  const rows = raw
    .prepare(
      `SELECT commission.id, commission.partner_id, plan_version_id, rule_index, base_minor, commission.earned_minor,
         counter_before, trigger_id, capped_by, statement.id AS statement_id, statement.settled_on
       FROM (SELECT id, payout_id, partner_id, ${settledOn} AS settled_on FROM statement WHERE is_live = 1) AS statement
         CROSS JOIN commission ON commission.payout_id = statement.payout_id
       WHERE ${inScopeSql(scope, 'statement.partner_id')} ORDER BY commission.id`,
    )
    .iterate(scopeParameters(scope)) as Iterable<SettledRow>
  const byPartner = new Map<number, SettledRow[]>()
  for (const row of rows) {
    const known = byPartner.get(row.partner_id)
    if (known) known.push(row)
    else byPartner.set(row.partner_id, [row])
  }
  return byPartner
}

/** What was settled for another partner than the one in scope that the conversion is credited to now. [CO19] */
export function listSettledElsewhere(raw: Connection, scope: Scope): SettledTurn[] {
  return raw
    .prepare(
      `SELECT commission.id, commission.trigger_id, statement.id AS statement_id
       FROM statement CROSS JOIN commission ON commission.payout_id = statement.payout_id
         JOIN conversion ON conversion.id = ${conversionIdSql('commission.id')}
       WHERE statement.is_live = 1 AND conversion.is_live = 1 AND conversion.partner_id <> commission.partner_id
         AND ${inScopeSql(scope, 'conversion.partner_id')}`,
    )
    .all(scopeParameters(scope)) as SettledTurn[]
}

/** Partners that have approved statements: any of their lines may have stopped counting. */
export function listPartnersWithSettled(raw: Connection): number[] {
  return raw.prepare('SELECT DISTINCT partner_id FROM statement WHERE is_live = 1').pluck().all() as number[]
}

/** SQL: the approved lines of conversions in every turn. */
const linesOfSql = (conversionId: string): string => `CROSS JOIN turn
  CROSS JOIN commission ON commission.id >= first + ${conversionId} * ${COMPONENTS}
    AND commission.id < first + (${conversionId} + 1) * ${COMPONENTS}
  JOIN statement ON statement.payout_id = commission.payout_id AND statement.is_live = 1`

const withTurns = `WITH RECURSIVE turn (first) AS (
  SELECT 0 UNION ALL SELECT first + ${TURN} FROM turn WHERE first + ${TURN} <= (SELECT max(id) FROM commission))`

/** Whoever has approved lines of sales that refunds from this id on are of. [CO29] */
export function listPartnersPaidForRefunded(raw: Connection, firstRefundId: number): number[] {
  return raw
    .prepare(
      `${withTurns} SELECT DISTINCT commission.partner_id FROM conversion AS refund ${linesOfSql('refund.original_id')}
       WHERE refund.kind = 'refund' AND refund.original_id IS NOT NULL AND refund.id >= ?`,
    )
    .pluck()
    .all(firstRefundId) as number[]
}

/** The turns in which lines of conversions are open that were settled for others, whoever is credited with them. */
export function turnsOfOthers(raw: Connection, { id }: ConversionColumns, partnerId: number): NextTurns {
  const settled = raw
    .prepare(
      `${withTurns} SELECT commission.id, commission.trigger_id, statement.id AS statement_id
       FROM json_each(@ids) AS listed ${linesOfSql('listed.value')} WHERE commission.partner_id <> @partnerId`,
    )
    .all({ ids: JSON.stringify(Array.from(id)), partnerId }) as SettledTurn[]
  return findElsewhere(settled).nextTurn
}

/** Settled lines that were taken back and are earned anew since. [CO18] [CO30] */
export function listExchanged(rows: readonly SettledRow[]): SettledRow[] {
  const undone = new Set(rows.filter(isExchange).map(({ id }) => atTurn(id, turnOf(id) - 1)))
  return rows.filter(({ id }) => undone.has(id))
}

/** Settled commissions of these plan versions, of all partners. */
export function listBudgetLines(raw: Connection, versionIds: readonly number[]): BudgetLine[] {
  const rows = raw
    .prepare(
      `SELECT commission.id, trigger_id, plan_version_id AS versionId, rule_index AS ruleIndex,
         commission.earned_minor AS earnedMinor, occurred_on AS day
       FROM statement CROSS JOIN commission ON commission.payout_id = statement.payout_id
       WHERE statement.is_live = 1 AND plan_version_id IN (SELECT value FROM json_each(?)) ORDER BY commission.id`,
    )
    .all(JSON.stringify(versionIds)) as (Omit<BudgetLine, 'day'> & { day: Day })[]
  return rows.map((row) => ({ ...row, day: toEpochDays(row.day) }))
}

/** When each sale was first paid, by its id, days since 1970-01-01. */
export function firstPaidDays(rows: readonly SettledRow[]): ReadonlyMap<number, number> {
  const days = new Map<number, number>()
  for (const row of rows) {
    if (row.settled_on === null || isTakingBack(row.id) || clawedLineId(row) !== 0) continue
    const [saleId, day] = [conversionIdOf(row.id), toEpochDays(row.settled_on)]
    days.set(saleId, Math.min(day, days.get(saleId) ?? Infinity))
  }
  return days
}

/** Commissions that take a settled line back and are held or rejected. */
export function listWithheld(raw: Connection): ReadonlySet<number> {
  const ids = raw
    .prepare(
      `SELECT commission_id FROM commission_decision
       WHERE state IN ('hold', 'rejected') AND ${turnSql('commission_id')} % 2 = 1`,
    )
    .pluck()
    .all()
  return new Set(ids as number[])
}

/** Asks whether a conversion counts, also one that has no partner now. */
export function asksLiveness(raw: Connection): (conversionId: number) => boolean {
  const find = raw.prepare('SELECT is_live FROM conversion WHERE id = ?').pluck()
  return (conversionId) => find.get(conversionId) === 1
}

/** Day and currency of a stored commission. */
export function dateOfLine(raw: Connection, id: number): { occurred_on: string; currency: string } {
  return raw.prepare('SELECT occurred_on, currency FROM commission WHERE id = ?').get(id) as {
    occurred_on: string
    currency: string
  }
}

/** The sale that a settled commission is for, also where a refund took it back. */
const saleIdOf = ({ id, trigger_id }: SettledRow): number =>
  componentKind(componentOf(id)) === 'clawback' ? (trigger_id ?? 0) : conversionIdOf(id)

/** Days of sales that were settled, or brought a settled true-up, and count no longer; since 1970-01-01. [CO30] */
export function daysOfGone(
  raw: Connection,
  rows: readonly SettledRow[],
  counts: (conversionId: number) => boolean,
): number[] {
  const sales = rows.filter(({ id }) => !isTakingBack(id)).flatMap((row) => [saleIdOf(row), row.trigger_id ?? 0])
  const gone = [...new Set(sales)].filter((id) => id > 0 && !counts(id))
  if (gone.length === 0) return []
  const days = raw
    .prepare('SELECT DISTINCT occurred_on FROM conversion WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(gone)) as Day[]
  return days.map(toEpochDays)
}

/** Puts settled commissions where caps count them: on the day and for the customer of the sale they are for. [CO28] */
export function toKeptLines(raw: Connection, rows: readonly SettledRow[]): KeptLine[] {
  const find = raw.prepare('SELECT occurred_on, coalesce(customer_id, 0) AS customer FROM conversion WHERE id = ?')
  return rows.map((row) => {
    const saleId = saleIdOf(row)
    const sale = find.get(saleId) as { occurred_on: Day; customer: number }
    return {
      versionId: row.plan_version_id,
      ruleIndex: row.rule_index,
      earnedMinor: row.earned_minor,
      saleId,
      day: toEpochDays(sale.occurred_on),
      customer: sale.customer,
    }
  })
}

/**
 * The sales of settled commissions that are not among a partner's conversions, and their refunds. [CO29]
 *
 * @param numberOf gives a currency its index
 */
export function readMovedAway(
  raw: Connection,
  base: ProgrammeSettings['base'],
  rows: readonly SettledRow[],
  indexOf: ReadonlyMap<number, number>,
  numberOf: (currency: string) => number,
): ConversionColumns {
  const moved = new Set(rows.filter(({ id }) => !indexOf.has(conversionIdOf(id))).map(saleIdOf))
  if (moved.size === 0) return NO_CONVERSIONS
  const found = raw
    .prepare(
      `SELECT id, occurred_on AS day, currency, ${baseSql(base)} AS baseMinor, quantity, coalesce(customer_id, 0) AS customer,
         original_id AS saleId
       FROM conversion WHERE is_live = 1 AND id IN (
         SELECT value FROM json_each(@sales)
         UNION ALL SELECT id FROM conversion WHERE kind = 'refund' AND original_id IN (SELECT value FROM json_each(@sales)))
       ORDER BY occurred_on, id`,
    )
    .all({ sales: JSON.stringify([...moved]) }) as MovedRow[]
  const places = new Map(found.map(({ id }, row) => [id, row]))
  return {
    ...NO_CONVERSIONS,
    count: found.length,
    id: found.map(({ id }) => id),
    day: found.map(({ day }) => toEpochDays(day)),
    currency: found.map(({ currency }) => numberOf(currency)),
    baseMinor: found.map(({ baseMinor }) => baseMinor),
    quantity: found.map(({ quantity }) => quantity),
    customer: found.map(({ customer }) => customer),
    refundOf: found.map(({ saleId }) => (saleId === null ? SALE : (places.get(saleId) ?? UNKNOWN_SALE))),
  }
}

interface MovedRow {
  id: number
  day: Day
  currency: string
  baseMinor: Minor
  quantity: number
  customer: number
  /** Of a refund. */
  saleId: number | null
}

/** Index of each of a partner's conversions by its id. */
export function indexConversions({ count, id }: ConversionColumns): ReadonlyMap<number, number> {
  const indexOf = new Map<number, number>()
  for (let row = 0; row < count; row += 1) indexOf.set(id[row] ?? 0, row)
  return indexOf
}

/**
 * Puts settled commissions beside the conversions that are among those of the index.
 *
 * @param firstPaidOf when a sale was first paid that was earned anew since; undefined for others
 */
export function toSettledLines(
  rows: readonly SettledRow[],
  indexOf: ReadonlyMap<number, number>,
  firstPaidOf: (saleId: number) => number | undefined,
): SettledLine[] {
  return rows.flatMap((stored) => {
    const row = indexOf.get(conversionIdOf(stored.id))
    if (row === undefined) return []
    return [
      {
        row,
        id: stored.id,
        versionId: stored.plan_version_id,
        ruleIndex: stored.rule_index,
        baseMinor: stored.base_minor,
        earnedMinor: stored.earned_minor,
        counterBefore: stored.counter_before,
        paidDay: firstPaidOf(saleIdOf(stored)) ?? (stored.settled_on === null ? null : toEpochDays(stored.settled_on)),
        isCapped: stored.capped_by !== null,
      },
    ]
  })
}

import { AppError } from '../../contract/errors.ts'
import { importMappingSchema } from '../../contract/imports.ts'
import type { Output } from '../../contract/methods.ts'
import type { ConversionAttribution, Origin } from '../../contract/revenue.ts'
import { atTurn, toCommissionId, turnOf } from '../commissions/ids.rules.ts'
import type { Connection } from '../db/open.ts'
import type { ClickTable, ConversionTable, DealTable } from '../db/schema.ts'
import { statusJoins, statusSql } from '../commissions/statusSql.ts'
import { readRawLine } from '../imports/rawLine.ts'
import { attributionSql, customerLabel } from './revenue.view.ts'

type Attributed = ConversionTable & Named & { attribution: ConversionAttribution }

type Named = { partner_name: string | null; customer_name: string | null }

const names = `(SELECT name FROM partner WHERE partner.id = fact.partner_id) AS partner_name,
  (SELECT ${customerLabel} FROM customer WHERE customer.id = fact.customer_id) AS customer_name`

/** @throws AppError entity.notFound */
export function getConversion(connection: Connection, id: number): Attributed {
  const row = connection
    .prepare(
      `SELECT fact.*, ${names}, ${attributionSql('fact')} AS attribution
       FROM conversion AS fact WHERE id = ?`,
    )
    .get(id) as Attributed | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'conversion', id })
  return row
}

/** @throws AppError entity.notFound */
export function getDeal(connection: Connection, id: number): DealTable & Named {
  const row = connection.prepare(`SELECT fact.*, ${names} FROM deal AS fact WHERE id = ?`).get(id) as
    (DealTable & Named) | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'deal', id })
  return row
}

/** @throws AppError entity.notFound */
export function getClick(connection: Connection, id: number): ClickTable & { partner_name: string | null } {
  const row = connection
    .prepare(
      'SELECT click.*, partner.name AS partner_name FROM click LEFT JOIN partner ON partner.id = partner_id WHERE click.id = ?',
    )
    .get(id) as (ClickTable & { partner_name: string | null }) | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'click', id })
  return row
}

/** What refunds took back of a sale, as a positive amount. */
export function refundedOf(connection: Connection, saleId: number): number {
  return connection
    .prepare(
      `SELECT -coalesce(sum(amount_minor), 0) FROM conversion WHERE kind = 'refund' AND original_id = ? AND is_live = 1`,
    )
    .pluck()
    .get(saleId) as number
}

/** Where a fact came from; null when its import was undone. */
export function originOf(connection: Connection, fact: { attempt_id: number; line: number }): Origin | null {
  const attempt = connection
    .prepare(
      `SELECT file_id AS fileId, import_file.name AS fileName, mapping, imported_at AS importedAt, imported_by AS importedBy
       FROM import_attempt JOIN import_file ON import_file.id = file_id WHERE import_attempt.id = ?`,
    )
    .get(fact.attempt_id) as
    { fileId: number; fileName: string; mapping: string; importedAt: string; importedBy: string } | undefined
  if (!attempt) return null
  const { shape } = importMappingSchema.parse(JSON.parse(attempt.mapping))
  return {
    attemptId: fact.attempt_id,
    fileName: attempt.fileName,
    line: fact.line,
    raw: readRawLine(connection, attempt.fileId, shape, fact.line),
    importedAt: attempt.importedAt,
    importedBy: attempt.importedBy,
  }
}

type ConversionCommission = Output<'revenue.conversion'>['commissions'][number]

/** Commissions that a conversion brought, with their status of the day; what was taken back and earned anew included. */
export function commissionsOf(connection: Connection, conversionId: number, today: string): ConversionCommission[] {
  const select = connection.prepare(
    `SELECT commission.id, commission.earned_minor AS earnedMinor, commission.currency, ${statusSql} AS status,
       coalesce((SELECT name FROM partner WHERE partner.id = commission.partner_id AND partner.id IS NOT (
         SELECT partner_id FROM conversion WHERE conversion.id = @conversionId)), '') AS otherPartner
     FROM commission ${statusJoins} WHERE commission.id BETWEEN @first AND @last ORDER BY commission.id`,
  )
  const newest = connection.prepare('SELECT coalesce(max(id), 0) FROM commission').pluck().get() as number
  const [first, last] = [toCommissionId(conversionId, 0), toCommissionId(conversionId + 1, 0) - 1]
  const found: unknown[] = []
  for (let turn = 0; turn <= turnOf(newest); turn += 1)
    found.push(...select.all({ first: atTurn(first, turn), last: atTurn(last, turn), conversionId, today }))
  return found as ConversionCommission[]
}

/** All versions of a deal whose imports stand, oldest first. */
export function dealVersions(
  connection: Connection,
  id: number,
): { importedAt: string; stageText: string; amountMinor: number | null }[] {
  return connection
    .prepare(
      `WITH first (id) AS (SELECT coalesce((SELECT first_id FROM fact_version WHERE kind = 'deals' AND fact_version.id = @id), @id))
       SELECT imported_at AS importedAt, stage_text AS stageText, amount_minor AS amountMinor
       FROM deal JOIN import_attempt ON import_attempt.id = deal.attempt_id
       WHERE deal.id IN (SELECT id FROM first UNION SELECT fact_version.id FROM fact_version JOIN first ON first_id = first.id WHERE kind = 'deals')
       ORDER BY deal.id`,
    )
    .all({ id }) as { importedAt: string; stageText: string; amountMinor: number | null }[]
}

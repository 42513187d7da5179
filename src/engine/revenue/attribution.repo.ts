import { AppError } from '../../contract/errors.ts'
import type { Connection } from '../db/open.ts'
import type { IdRange } from '../imports/ranges.rules.ts'

/** Facts that name a partner by a text. */
const tables = ['conversion', 'deal', 'click'] as const
export type NamingTable = (typeof tables)[number]

/** Every text that facts name partners by, and where it leads now. */
export function listTexts(connection: Connection): { text: string; partnerId: number | null }[] {
  return connection.prepare('SELECT text, partner_id AS partnerId FROM partner_text').all() as {
    text: string
    partnerId: number | null
  }[]
}

/**
 * Lets texts lead elsewhere and takes their facts along, all but conversions credited by hand.
 *
 * @returns tables with facts that were
 */
export function redirectTexts(connection: Connection, texts: ReadonlyMap<string, number | null>): NamingTable[] {
  const put = connection.prepare('UPDATE partner_text SET partner_id = ? WHERE text = ?')
  for (const [text, partnerId] of texts) put.run(partnerId, text)
  const named = JSON.stringify([...texts.keys()])
  const moved = tables.filter((table) => {
    const { changes } = connection
      .prepare(
        `UPDATE ${table} SET partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
         WHERE partner_text IN (SELECT value FROM json_each(?))
           AND partner_id IS NOT (SELECT partner_id FROM partner_text WHERE text = partner_text)`,
      )
      .run(named)
    return changes > 0
  })
  attributeVersions(connection)
  followOriginals(connection)
  return moved
}

/** Derives the partner of facts that count again from their texts. */
export function deriveFromTexts(connection: Connection, table: NamingTable, range: IdRange): void {
  connection
    .prepare(
      `UPDATE ${table} SET partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
       WHERE id BETWEEN @from AND @to AND partner_text <> ''
         AND partner_id IS NOT (SELECT partner_id FROM partner_text WHERE text = partner_text)`,
    )
    .run({ ...range })
}

/** Id of the first version of a conversion. */
const firstOf = (id: string): string =>
  `coalesce((SELECT first_id FROM fact_version WHERE kind = 'conversions' AND fact_version.id = ${id}), ${id})`

/** All versions of the conversions in `@ids`, a JSON list. */
const versionsOfIds = `SELECT ${firstOf('value')} FROM json_each(@ids)
  UNION SELECT id FROM fact_version WHERE kind = 'conversions' AND first_id IN (SELECT ${firstOf('value')} FROM json_each(@ids))`

/** Credits conversions as people said, whichever version of them counts. */
export function attributeVersions(connection: Connection): void {
  const rows = connection
    .prepare(
      `WITH credited AS (SELECT id AS seq, partner_id, ${firstOf('conversion_id')} AS first_id FROM attribution),
       version AS (
         SELECT seq, partner_id, first_id AS id FROM credited
         UNION ALL SELECT seq, partner_id, fact_version.id FROM credited
           JOIN fact_version ON kind = 'conversions' AND fact_version.first_id = credited.first_id)
       SELECT version.id, version.partner_id AS partnerId FROM version JOIN conversion ON conversion.id = version.id
       WHERE conversion.partner_id IS NOT version.partner_id ORDER BY seq`,
    )
    .all() as { id: number; partnerId: number | null }[]
  const set = connection.prepare('UPDATE conversion SET partner_id = ? WHERE id = ?')
  for (const { id, partnerId } of rows) set.run(partnerId, id)
}

/** The attribution by hand that stands for a conversion, whichever version of it was credited. */
export function findAttribution(connection: Connection, conversionId: number): { id: number } | undefined {
  return connection
    .prepare(`SELECT id FROM attribution WHERE conversion_id IN (${versionsOfIds})`)
    .get({ ids: JSON.stringify([conversionId]) }) as { id: number } | undefined
}

/** SQL: a refund goes with its sale; where that does not count, only if it names no partner itself. [IM49] */
export const goesWithSaleSql = (refund: string): string =>
  `(${refund}.original_id IS NOT NULL AND (${refund}.partner_text = ''
     OR EXISTS (SELECT 1 FROM conversion AS sale WHERE sale.id = ${refund}.original_id AND sale.is_live = 1)))`

/** SQL of the partner of a refund whose sale is known. */
export const refundPartnerSql = (refund: string): string =>
  `CASE WHEN ${goesWithSaleSql(refund)}
     THEN (SELECT sale.partner_id FROM conversion AS sale WHERE sale.id = ${refund}.original_id)
   WHEN EXISTS (SELECT 1 FROM attribution WHERE conversion_id = ${refund}.id)
     THEN (SELECT attribution.partner_id FROM attribution WHERE conversion_id = ${refund}.id)
   ELSE (SELECT partner_text.partner_id FROM partner_text WHERE text = ${refund}.partner_text) END`

/**
 * Gives refunds the partner of their sale.
 *
 * @returns whom they belonged to and belong to now; 0 for nobody
 */
export function followOriginals(connection: Connection): number[] {
  const moving = connection
    .prepare(
      `SELECT * FROM (
         SELECT id, partner_id AS before, ${refundPartnerSql('refund')} AS after
         FROM conversion AS refund WHERE kind = 'refund' AND original_id IS NOT NULL)
       WHERE before IS NOT after`,
    )
    .all() as { id: number; before: number | null; after: number | null }[]
  const set = connection.prepare('UPDATE conversion SET partner_id = @after WHERE id = @id')
  for (const { id, after } of moving) set.run({ id, after })
  return [...new Set(moving.flatMap(({ before, after }) => [before ?? 0, after ?? 0]))]
}

/**
 * Tells the conversion that is credited for one: the sale for a refund that goes with it.
 *
 * @throws AppError entity.notFound
 */
export function asksCredited(connection: Connection): (conversionId: number) => number {
  const find = connection
    .prepare(`SELECT iif(${goesWithSaleSql('refund')}, original_id, id) FROM conversion AS refund WHERE id = ?`)
    .pluck()
  return (id) => {
    const credited = find.get(id) as number | undefined
    if (credited === undefined) throw new AppError('entity.notFound', { entity: 'conversion', id })
    return credited
  }
}

/** Gives all versions of conversions the partner that their texts lead to. */
export function deriveVersions(connection: Connection, ids: readonly number[]): void {
  connection
    .prepare(
      `UPDATE conversion SET partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
       WHERE id IN (${versionsOfIds})`,
    )
    .run({ ids: JSON.stringify(ids) })
}

/** Distinct partners of the facts in a range; 0 for none. */
export function partnersOf(connection: Connection, range: IdRange): number[] {
  return connection
    .prepare('SELECT DISTINCT coalesce(partner_id, 0) FROM conversion WHERE id BETWEEN @from AND @to')
    .pluck()
    .all({ ...range }) as number[]
}

export function partnersOfIds(connection: Connection, ids: readonly number[]): number[] {
  return connection
    .prepare(`SELECT DISTINCT coalesce(partner_id, 0) FROM conversion WHERE id IN (${versionsOfIds})`)
    .pluck()
    .all({ ids: JSON.stringify(ids) }) as number[]
}

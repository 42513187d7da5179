import type { Connection } from '../db/open.ts'
import type { IdRange } from '../imports/ranges.rules.ts'

/** Facts that name a partner by a text. */
const tables = ['conversion', 'deal'] as const

/** Every text that facts name partners by, and where it leads now. */
export function listTexts(connection: Connection): { text: string; partnerId: number | null }[] {
  return connection.prepare('SELECT text, partner_id AS partnerId FROM partner_text').all() as {
    text: string
    partnerId: number | null
  }[]
}

/** Lets texts lead elsewhere and takes their facts along, all but conversions credited by hand. */
export function redirectTexts(connection: Connection, texts: ReadonlyMap<string, number | null>): void {
  const put = connection.prepare('UPDATE partner_text SET partner_id = ? WHERE text = ?')
  for (const [text, partnerId] of texts) put.run(partnerId, text)
  const named = JSON.stringify([...texts.keys()])
  for (const table of tables)
    connection
      .prepare(
        `UPDATE ${table} SET partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
         WHERE partner_text IN (SELECT value FROM json_each(?))
           AND partner_id IS NOT (SELECT partner_id FROM partner_text WHERE text = partner_text)`,
      )
      .run(named)
  attributeVersions(connection)
  followOriginals(connection)
}

/** Derives the partner of facts that count again from their texts. */
export function deriveFromTexts(connection: Connection, table: (typeof tables)[number], range: IdRange): void {
  connection
    .prepare(
      `UPDATE ${table} SET partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
       WHERE id BETWEEN @from AND @to AND partner_text <> ''
         AND partner_id IS NOT (SELECT partner_id FROM partner_text WHERE text = partner_text)`,
    )
    .run({ ...range })
}

/** Conversions credited by hand, whichever version of them counts. @returns ids of those that changed */
export function attributeVersions(connection: Connection): number[] {
  const rows = connection
    .prepare(
      `SELECT version.id, attribution.partner_id AS partnerId
       FROM attribution JOIN conversion AS credited ON credited.id = conversion_id
       JOIN conversion AS version ON version.identity = credited.identity
       WHERE version.partner_id IS NOT attribution.partner_id ORDER BY attribution.id`,
    )
    .all() as { id: number; partnerId: number | null }[]
  const set = connection.prepare('UPDATE conversion SET partner_id = ? WHERE id = ?')
  for (const { id, partnerId } of rows) set.run(partnerId, id)
  return rows.map(({ id }) => id)
}

/** A refund that names no partner belongs to the one of its sale. */
export function followOriginals(connection: Connection): void {
  connection
    .prepare(
      `UPDATE conversion SET partner_id = (SELECT sale.partner_id FROM conversion AS sale WHERE sale.id = conversion.original_id)
       WHERE kind = 'refund' AND original_id IS NOT NULL AND partner_text = ''
         AND partner_id IS NOT (SELECT sale.partner_id FROM conversion AS sale WHERE sale.id = conversion.original_id)
         AND NOT EXISTS (SELECT 1 FROM attribution WHERE conversion_id = conversion.id)`,
    )
    .run()
}

/** Versions of the conversions with these ids, and the partner each would have by its text. */
export function deriveVersions(connection: Connection, ids: readonly number[]): void {
  connection
    .prepare(
      `UPDATE conversion SET partner_id = (SELECT partner_id FROM partner_text WHERE text = partner_text)
       WHERE id IN (SELECT version.id FROM conversion AS credited JOIN conversion AS version ON version.identity = credited.identity
                    WHERE credited.id IN (SELECT value FROM json_each(?)))`,
    )
    .run(JSON.stringify(ids))
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
    .prepare(
      `SELECT DISTINCT coalesce(version.partner_id, 0) FROM conversion AS credited
       JOIN conversion AS version ON version.identity = credited.identity
       WHERE credited.id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(ids)) as number[]
}

import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { Connection } from '../db/open.ts'
import { rowsSql } from '../db/rowText.ts'
import { EVERYTHING, type Slice, slicesOf } from '../db/slices.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import { baseSql } from './baseSql.ts'
import type { ConversionRows } from './conversionText.ts'
import { sourceDaySql } from './due.rules.ts'
import { conversionIdSql } from './ids.rules.ts'
import type { ColumnNeeds, Moment } from './partnerRows.rules.ts'

/**
 * Each row: its day and currency, then id, partner, base and customer with commas, then what only few rows have: `l` for a
 * lead, `r` and the refunded sale, `q` and the quantity, `d` and the day of the source. Names come as JSON beside it.
 */
function selectRows(scope: Scope, base: ProgrammeSettings['base'], needs: ColumnNeeds): string {
  const comma = `','`
  const rows = rowsSql(
    'occurred_on',
    'currency',
    'id',
    comma,
    'partner_id',
    comma,
    baseSql(base),
    comma,
    ...(needs.customer ? ['coalesce(customer_id, 0)'] : []),
    `iif(kind = 'sale' AND quantity = 1, '', CASE kind WHEN 'refund' THEN 'r' || coalesce(original_id, 0) WHEN 'lead' THEN 'l' ELSE '' END
      || 'q' || quantity)`,
    ...(needs.sourceDay === null ? [] : [`coalesce('d' || ${sourceDaySql(needs.sourceDay)}, '')`]),
  )
  const names = [...(needs.product ? ['product'] : []), ...(needs.country ? ['country'] : [])]
  // NOT INDEXED keeps the order of ids.
  return `SELECT ${[rows, ...names.map((name) => `json_group_array(${name})`)].join(', ')} FROM conversion NOT INDEXED
    WHERE id > @after AND id <= @upTo AND is_live = 1 ${needs.lead ? '' : `AND kind <> 'lead'`} AND partner_id IS NOT NULL AND ${inScopeSql(scope, 'partner_id')}`
}

/** Reads the live conversions of partners in id order; `pause` is awaited between reads. */
export async function readConversions(
  raw: Connection,
  scope: Scope,
  base: ProgrammeSettings['base'],
  needs: ColumnNeeds,
  take: (rows: ConversionRows) => void,
  pause: () => Promise<void>,
): Promise<void> {
  const select = raw.prepare(selectRows(scope, base, needs)).raw()
  for (const slice of slicesOf(raw, 'conversion')) {
    const [text, ...names] = select.get({ ...scopeParameters(scope), ...slice }) as [
      Buffer<ArrayBuffer> | null,
      ...string[],
    ]
    if (text === null) continue
    take({ text, names })
    await pause()
  }
}

/** No more conversions than this are stored. */
export function countConversionIds(raw: Connection): number {
  return raw.prepare('SELECT coalesce(max(id), 0) FROM conversion').pluck().get() as number
}

const frauds = `commission_decision JOIN commission ON commission.id = commission_id
  JOIN conversion AS fraud ON fraud.id = ${conversionIdSql('commission.id')}`

/** SQL query over `conversion`: a rejection for fraud of `@partnerId` with the same customer, earlier than it. [CO23] */
export const fraudBeforeSql = `SELECT 1 FROM ${frauds} WHERE is_fraud = 1 AND commission.partner_id = @partnerId
  AND fraud.customer_id = conversion.customer_id AND (fraud.occurred_on, fraud.id) < (conversion.occurred_on, conversion.id)`

/** The earliest conversion that was rejected for fraud, by "partner customer". [CO23] */
export function findFrauds(raw: Connection): ReadonlyMap<string, Moment> {
  const latestFirst = raw
    .prepare(
      `SELECT commission.partner_id || ' ' || customer_id, fraud.occurred_on, fraud.id FROM ${frauds}
       WHERE is_fraud = 1 AND customer_id IS NOT NULL ORDER BY fraud.occurred_on DESC, fraud.id DESC`,
    )
    .raw()
    .all() as [pair: string, day: Day, id: number][]
  return new Map(latestFirst.map(([pair, day, id]) => [pair, { day: toEpochDays(day), id }]))
}

/**
 * "partner customer" of customers, all or those of a slice, whose e-mail address is the partner's own; each is looked at
 * once, however many partners there are. [CO11]
 */
export function findSelfReferrals(raw: Connection, slice: Slice = EVERYTHING): string[] {
  return raw
    .prepare(
      // Not without MATERIALIZED and CROSS: SQLite puts no index on an expression, and would compare all with all.
      `WITH own AS MATERIALIZED (
         SELECT id, lower(trim(email)) AS email FROM partner WHERE is_live = 1 AND trim(email) <> '')
       SELECT own.id || ' ' || customer.id FROM customer CROSS JOIN own ON own.email = lower(trim(customer.email))
       WHERE customer.is_live = 1 AND customer.id > @after AND customer.id <= @upTo`,
    )
    .pluck()
    .all(slice) as string[]
}

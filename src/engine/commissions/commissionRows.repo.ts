import { fromEpochDays } from '../../contract/dates.ts'
import type { Connection } from '../db/open.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { CopyBuffer } from './copyBuffer.rules.ts'
import { conversionIdOf } from './ids.rules.ts'
import { isFrozenSql } from './statusSql.ts'

/** What `writeCommissions` stores. */
export interface DerivedCommissions {
  columns: CommissionColumns
  /** One entry per commission; the commissions of one partner stand together. */
  partner: Int32Array
  currencies: readonly string[]
}

const COLUMNS = [
  'id',
  'partner_id',
  'plan_version_id',
  'rule_index',
  'base_minor',
  'earned_minor',
  'counter_before',
  'currency',
  'occurred_on',
  'due_on',
  'trigger_id',
  'is_reversed',
] as const
const ROWS_PER_STATEMENT = 100
/** Conversions whose commissions are written between two turns of the event loop. */
const CONVERSIONS_PER_TURN = 20_000

const changed = COLUMNS.slice(1)
/** A row that did not change stays untouched, with the run that claims it; a frozen one always does. [CO12] */
const onConflict = `ON CONFLICT (id) DO UPDATE SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')},
    payout_id = CASE WHEN commission.partner_id = excluded.partner_id AND commission.currency = excluded.currency THEN commission.payout_id END
  WHERE (${changed.map((column) => `commission.${column}`).join(', ')}) IS NOT (${changed.map((column) => `excluded.${column}`).join(', ')})
    AND NOT (${isFrozenSql})`

/**
 * Makes the stored commissions of the partners in scope what was derived; only what differs is written. Commissions of
 * approved statements stay. [CO12]
 */
export async function writeCommissions(
  raw: Connection,
  scope: Scope,
  derived: DerivedCommissions,
  pause: () => Promise<void>,
): Promise<void> {
  const { columns } = derived
  const isEmpty = raw.prepare('SELECT 1 FROM commission LIMIT 1').get() === undefined
  if (!isEmpty) removeObsolete(raw, scope, columns)
  const writeCopies = copyWriter(raw, columns, isEmpty ? '' : onConflict)
  const writeSingles = singleWriter(raw, derived, isEmpty ? '' : onConflict)
  for (const { firstConversion, entries } of bucketByConversion(columns, CONVERSIONS_PER_TURN)) {
    const isWorthCopying = scope === 'everyone' && entries.length > CONVERSIONS_PER_TURN / 20
    writeSingles(isWorthCopying ? writeCopies(firstConversion, entries) : entries)
    await pause()
  }
}

function removeObsolete(raw: Connection, scope: Scope, columns: CommissionColumns): void {
  const stored = raw
    .prepare(
      `SELECT json_group_array(id) FROM commission NOT INDEXED WHERE ${inScopeSql(scope, 'partner_id')} AND NOT (${isFrozenSql})`,
    )
    .pluck()
    .get(scopeParameters(scope)) as string
  const derived = columns.id.slice(0, columns.count).sort()
  const obsolete: number[] = []
  let place = 0
  for (const id of JSON.parse(stored) as number[]) {
    while (place < derived.length && (derived[place] ?? 0) < id) place += 1
    if (derived[place] !== id) obsolete.push(id)
  }
  raw.prepare('DELETE FROM commission WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(obsolete))
}

interface Bucket {
  firstConversion: number
  /** Places in the columns. */
  entries: Int32Array
}

/** Commissions by ascending stretches of conversion ids: a row nearly always comes to lie at the end of the table. */
function bucketByConversion({ count, id }: CommissionColumns, size: number): Bucket[] {
  const bucketOf = (entry: number): number => Math.floor((conversionIdOf(id[entry] ?? 0) - 1) / size)
  const lengths = new Map<number, number>()
  for (let entry = 0; entry < count; entry += 1) {
    const bucket = bucketOf(entry)
    lengths.set(bucket, (lengths.get(bucket) ?? 0) + 1)
  }
  const buckets = new Map(
    [...lengths]
      .toSorted(([a], [b]) => a - b)
      .map(([bucket, length]) => [
        bucket,
        { firstConversion: bucket * size + 1, entries: new Int32Array(length), filled: 0 },
      ]),
  )
  for (let entry = 0; entry < count; entry += 1) {
    const bucket = buckets.get(bucketOf(entry))
    if (bucket) bucket.entries[bucket.filled++] = entry
  }
  return [...buckets.values()]
}

/**
 * Writes rows whose partner, currency and day are their conversion's: SQLite copies these, and takes the numbers from
 * one buffer. Binding twelve values for each of a million rows would take twice as long.
 */
function copyWriter(raw: Connection, columns: CommissionColumns, conflict: string) {
  const buffer = new CopyBuffer(columns, CONVERSIONS_PER_TURN)
  const insertWhere = (condition: string) =>
    raw.prepare(
      `INSERT INTO commission (${COLUMNS.join(', ')})
       SELECT id * 64 + @component, partner_id, @version, ${buffer.sql.ruleIndex}, ${buffer.sql.baseMinor}, ${buffer.sql.earnedMinor},
         ${buffer.sql.counterBefore}, currency, occurred_on, ${buffer.sql.dueOn}, NULL, 0
       FROM conversion NOT INDEXED WHERE id BETWEEN @from AND @to AND ${condition} ${conflict}`,
    )
  const insertAll = insertWhere('1')
  const insertPresent = insertWhere(buffer.sql.isPresent)
  /** @returns the entries that are left to be written one by one */
  return (first: number, entries: Int32Array): Int32Array => {
    let left = entries
    for (const component of buffer.components) {
      if (left.length === 0) break
      const { count, versionId: version, from, to, left: others } = buffer.fill(first, left, component)
      const insert = count === to - from + 1 ? insertAll : insertPresent
      if (count > 0) insert.run({ component, version, first, from, to, records: buffer.bytes })
      left = others
    }
    return left
  }
}

/** Writes any rows, value by value, in id order. */
function singleWriter(raw: Connection, { columns, partner, currencies }: DerivedCommissions, conflict: string) {
  const statementOf = (rows: number) => {
    const row = `(${COLUMNS.map(() => '?').join(', ')})`
    const values = Array.from({ length: rows }, () => row).join(', ')
    return raw.prepare(`INSERT INTO commission (${COLUMNS.join(', ')}) VALUES ${values} ${conflict}`)
  }
  const full = statementOf(ROWS_PER_STATEMENT)
  const valuesOf = (entry: number): (number | string | null)[] => [
    columns.id[entry] ?? 0,
    partner[entry] ?? 0,
    columns.versionId[entry] ?? 0,
    columns.ruleIndex[entry] ?? 0,
    columns.baseMinor[entry] ?? 0,
    columns.earnedMinor[entry] ?? 0,
    columns.counterBefore[entry] ?? 0,
    currencies[columns.currency[entry] ?? 0] ?? '',
    fromEpochDays(columns.day[entry] ?? 0),
    fromEpochDays(columns.dueDay[entry] ?? 0),
    columns.triggerId[entry] === 0 ? null : (columns.triggerId[entry] ?? null),
    columns.isReversed[entry] ?? 0,
  ]
  return (entries: Int32Array): void => {
    const sorted = entries.toSorted((a, b) => (columns.id[a] ?? 0) - (columns.id[b] ?? 0))
    for (let from = 0; from < sorted.length; from += ROWS_PER_STATEMENT) {
      const rows = sorted.subarray(from, from + ROWS_PER_STATEMENT)
      const statement = rows.length === ROWS_PER_STATEMENT ? full : statementOf(rows.length)
      statement.run(Array.from(rows).flatMap(valuesOf))
    }
  }
}

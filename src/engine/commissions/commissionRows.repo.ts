import { fromEpochDays } from '../../contract/dates.ts'
import type { Connection } from '../db/open.ts'
import { frozenCommissionColumns } from '../history/entities.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import { type CapKind, capKinds } from '../../contract/plans.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { isCopyable, numberSql, placesOf, type Records, STRETCH, textSql } from './commissionRecords.rules.ts'
import { isFrozenSql } from './statusSql.ts'

/** What `writeCommissions` stores. */
export interface DerivedCommissions {
  columns: CommissionColumns
  /** One entry per commission; the commissions of one partner stand together. */
  partner: Int32Array
  currencies: readonly string[]
}

/** All but the run that claims a commission, which no derivation knows. */
const COLUMNS = frozenCommissionColumns.filter((column) => column !== 'payout_id')
/** What a cap cut is written one by one. */
const COPIED = COLUMNS.filter((column) => column !== 'capped_by')
const ROWS_PER_STATEMENT = 100
const changed = COLUMNS.slice(1)
/** A row that did not change stays untouched, with the run that claims it; a frozen one always does. [CO12] */
const onConflict = `ON CONFLICT (id) DO UPDATE SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')},
    payout_id = CASE WHEN commission.partner_id = excluded.partner_id AND commission.currency = excluded.currency THEN commission.payout_id END
  WHERE (${changed.map((column) => `commission.${column}`).join(', ')}) IS NOT (${changed.map((column) => `excluded.${column}`).join(', ')})
    AND NOT (${isFrozenSql})`

/**
 * Makes the stored commissions of the partners in scope what was derived; only what differs is written. Commissions of
 * approved statements stay. [CO12]
 *
 * @param records of all that can be copied; null: there are none
 */
export async function writeCommissions(
  raw: Connection,
  scope: Scope,
  derived: DerivedCommissions,
  records: AsyncIterable<Records> | null,
  pause: () => Promise<void>,
): Promise<void> {
  const isEmpty = raw.prepare('SELECT 1 FROM commission LIMIT 1').get() === undefined
  const conflict = isEmpty ? '' : onConflict
  if (!isEmpty) removeObsolete(raw, scope, derived.columns)
  const copied = records === null ? 0 : await writeCopies(raw, records, conflict, pause)
  if (copied < derived.columns.count) await writeSingles(raw, derived, conflict, records !== null, pause)
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

/**
 * Writes rows whose partner, currency and day are their conversion's: SQLite copies these, and takes the numbers from
 * one value. Binding twelve values for each of a million rows would take twice as long.
 *
 * @returns how many
 */
async function writeCopies(
  raw: Connection,
  records: AsyncIterable<Records>,
  conflict: string,
  pause: () => Promise<void>,
): Promise<number> {
  const insertOf = (version: string, condition: string) =>
    raw.prepare(
      `INSERT INTO commission (${COPIED.join(', ')})
       SELECT id * 64 + @component, partner_id, ${version}, ${numberSql('ruleIndex')}, ${numberSql('baseMinor')},
         ${numberSql('earnedMinor')}, ${numberSql('counterBefore')}, currency, occurred_on, ${textSql('dueOn')}, NULL, 0
       FROM conversion NOT INDEXED WHERE id BETWEEN @from AND @to AND ${condition} ${conflict}`,
    )
  const isPresent = `${numberSql('mark')} = 1`
  const inserts = {
    dense: insertOf('@version', '1'),
    sparse: insertOf('@version', isPresent),
    mixed: insertOf(numberSql('versionId'), isPresent),
  }
  let copied = 0
  for await (const { component, first, count, versionId: version, bytes } of records) {
    const insert = version === null ? inserts.mixed : count === STRETCH ? inserts.dense : inserts.sparse
    insert.run({ component, version, from: first, to: first + STRETCH - 1, records: bytes, ...placesOf(first) })
    copied += count
    await pause()
  }
  return copied
}

/** The cap that cut a commission, as it is stored. */
export function capOf({ cappedBy }: CommissionColumns, entry: number): CapKind | null {
  return capKinds[(cappedBy[entry] ?? 0) - 1] ?? null
}

/** Writes rows value by value, in id order: all, or those that were not copied. */
async function writeSingles(
  raw: Connection,
  { columns, partner, currencies }: DerivedCommissions,
  conflict: string,
  isCopying: boolean,
  pause: () => Promise<void>,
): Promise<void> {
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
    capOf(columns, entry),
  ]
  const entries: number[] = []
  for (let entry = 0; entry < columns.count; entry += 1)
    if (!isCopying || !isCopyable(columns, entry)) entries.push(entry)
  entries.sort((a, b) => (columns.id[a] ?? 0) - (columns.id[b] ?? 0))
  for (let from = 0; from < entries.length; from += ROWS_PER_STATEMENT) {
    const rows = entries.slice(from, from + ROWS_PER_STATEMENT)
    const statement = rows.length === ROWS_PER_STATEMENT ? full : statementOf(rows.length)
    statement.run(rows.flatMap(valuesOf))
    if (from % STRETCH === 0) await pause()
  }
}

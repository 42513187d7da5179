import { fromEpochDays } from '../../contract/dates.ts'
import type { Connection } from '../db/open.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { conversionIdOf } from './ids.rules.ts'
import { isFrozenSql } from './statusSql.ts'

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
/** Rows written between two turns of the event loop. */
const ROWS_PER_TURN = 20_000

/** What `writeCommissions` stores: the run's columns, the partner of each and the names of the currencies. */
export interface DerivedCommissions {
  columns: CommissionColumns
  /** One entry per commission. */
  partner: Int32Array
  currencies: readonly string[]
}

const changed = COLUMNS.slice(1)
/** A row that did not change stays untouched, with the run that claims it; a frozen one always does. [CO12] */
const onConflict = `ON CONFLICT (id) DO UPDATE SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')},
    payout_id = CASE WHEN commission.partner_id = excluded.partner_id AND commission.currency = excluded.currency THEN commission.payout_id END
  WHERE (${changed.map((column) => `commission.${column}`).join(', ')}) IS NOT (${changed.map((column) => `excluded.${column}`).join(', ')})
    AND NOT (${isFrozenSql})`

function insertStatement(raw: Connection, rows: number, isEmpty: boolean) {
  const row = `(${COLUMNS.map(() => '?').join(', ')})`
  const values = Array.from({ length: rows }, () => row).join(', ')
  return raw.prepare(`INSERT INTO commission (${COLUMNS.join(', ')}) VALUES ${values} ${isEmpty ? '' : onConflict}`)
}

/**
 * Makes the stored commissions of the partners in scope what was derived: in id order, only what differs is written.
 * Commissions of approved statements stay. [CO12]
 */
export async function writeCommissions(
  raw: Connection,
  scope: Scope,
  derived: DerivedCommissions,
  pause: () => Promise<void>,
): Promise<void> {
  const order = orderById(derived.columns)
  const isEmpty = raw.prepare('SELECT 1 FROM commission LIMIT 1').get() === undefined
  if (!isEmpty) removeObsolete(raw, scope, derived.columns, order)
  const full = insertStatement(raw, ROWS_PER_STATEMENT, isEmpty)
  const dayTexts = new Map<number, string>()
  const toText = (days: number): string => {
    let text = dayTexts.get(days)
    if (text === undefined) {
      text = fromEpochDays(days)
      dayTexts.set(days, text)
    }
    return text
  }
  const { columns, partner, currencies } = derived
  const values: (number | string | null)[] = []
  for (let place = 0; place < order.length; place += 1) {
    const entry = order[place] ?? 0
    values.push(
      columns.id[entry] ?? 0,
      partner[entry] ?? 0,
      columns.versionId[entry] ?? 0,
      columns.ruleIndex[entry] ?? 0,
      columns.baseMinor[entry] ?? 0,
      columns.earnedMinor[entry] ?? 0,
      columns.counterBefore[entry] ?? 0,
      currencies[columns.currency[entry] ?? 0] ?? '',
      toText(columns.day[entry] ?? 0),
      toText(columns.dueDay[entry] ?? 0),
      columns.triggerId[entry] === 0 ? null : (columns.triggerId[entry] ?? null),
      columns.isReversed[entry] ?? 0,
    )
    if (values.length === ROWS_PER_STATEMENT * COLUMNS.length) {
      full.run(values)
      values.length = 0
    }
    if (place % ROWS_PER_TURN === ROWS_PER_TURN - 1) await pause()
  }
  if (values.length > 0) insertStatement(raw, values.length / COLUMNS.length, isEmpty).run(values)
}

/** The entries by ascending id: a counting sort by conversion, then by component within one. */
function orderById(columns: CommissionColumns): Int32Array {
  const { count, id } = columns
  let [least, most] = [Infinity, 0]
  for (let entry = 0; entry < count; entry += 1) {
    const conversion = conversionIdOf(id[entry] ?? 0)
    if (conversion < least) least = conversion
    if (conversion > most) most = conversion
  }
  const order = new Int32Array(count)
  if (count === 0) return order
  const starts = new Int32Array(most - least + 2)
  for (let entry = 0; entry < count; entry += 1) {
    const place = conversionIdOf(id[entry] ?? 0) - least + 1
    starts[place] = (starts[place] ?? 0) + 1
  }
  for (let i = 1; i < starts.length; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
  const filled = new Uint8Array(starts.length)
  for (let entry = 0; entry < count; entry += 1) {
    const bucket = conversionIdOf(id[entry] ?? 0) - least
    const first = starts[bucket] ?? 0
    let place = first + (filled[bucket] ?? 0)
    filled[bucket] = (filled[bucket] ?? 0) + 1
    // A conversion has few components; each slides down to its place among them.
    for (; place > first && (id[order[place - 1] ?? 0] ?? 0) > (id[entry] ?? 0); place -= 1)
      order[place] = order[place - 1] ?? 0
    order[place] = entry
  }
  return order
}

function removeObsolete(raw: Connection, scope: Scope, columns: CommissionColumns, order: Int32Array): void {
  const stored = raw
    .prepare(
      `SELECT json_group_array(id) FROM commission NOT INDEXED WHERE ${inScopeSql(scope, 'partner_id')} AND NOT (${isFrozenSql})`,
    )
    .pluck()
    .get(scopeParameters(scope)) as string
  const obsolete: number[] = []
  let place = 0
  for (const id of JSON.parse(stored) as number[]) {
    while (place < order.length && (columns.id[order[place] ?? 0] ?? 0) < id) place += 1
    if (columns.id[order[place] ?? -1] !== id) obsolete.push(id)
  }
  raw.prepare('DELETE FROM commission WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(obsolete))
}

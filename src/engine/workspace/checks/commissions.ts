import { fromEpochDays } from '../../../contract/dates.ts'
import { capOf, type DerivedCommissions } from '../../commissions/commissionRows.repo.ts'
import { computeCommissions } from '../../commissions/derive.reaction.ts'
import { isFrozenSql } from '../../commissions/statusSql.ts'
import type { CommissionTable } from '../../db/schema.ts'
import type { Check } from '../verify.ts'
import { nextTurn } from '../../pause.ts'

/** Rows compared between two turns of the event loop. */
const ROWS_PER_TURN = 5000

type Derived = Omit<CommissionTable, 'payout_id'>

function toRow({ columns, partner, currencies }: DerivedCommissions, entry: number): Derived {
  return {
    id: columns.id[entry] ?? 0,
    partner_id: partner[entry] ?? 0,
    plan_version_id: columns.versionId[entry] ?? 0,
    rule_index: columns.ruleIndex[entry] ?? 0,
    base_minor: columns.baseMinor[entry] ?? 0,
    earned_minor: columns.earnedMinor[entry] ?? 0,
    counter_before: columns.counterBefore[entry] ?? 0,
    currency: currencies[columns.currency[entry] ?? 0] ?? '',
    occurred_on: fromEpochDays(columns.day[entry] ?? 0),
    due_on: fromEpochDays(columns.dueDay[entry] ?? 0),
    trigger_id: columns.triggerId[entry] === 0 ? null : (columns.triggerId[entry] ?? null),
    is_reversed: columns.isReversed[entry] === 1 ? 1 : 0,
    capped_by: capOf(columns, entry),
  }
}

/**
 * Every commission that no approved statement holds equals what its plan makes of its conversion; those that one holds
 * are compared with their statement. [VE7]
 */
export const checkCommissions: Check = {
  check: 'commissions',
  async run(context) {
    const findings: { entity: string; entityId: number; message: string }[] = []
    const add = (id: number, message: string): void =>
      void findings.push({ entity: 'commission', entityId: id, message: `Commission ${id} ${message}` })
    const derived = await computeCommissions(context, 'everyone')
    const entries = new Map<number, number>()
    for (let entry = 0; entry < derived.columns.count; entry += 1) entries.set(derived.columns.id[entry] ?? 0, entry)

    let examined = 0
    const stored = context.raw.prepare(
      `SELECT * FROM commission WHERE id > ? AND NOT (${isFrozenSql}) ORDER BY id LIMIT ${ROWS_PER_TURN}`,
    )
    for (let rows = stored.all(0) as CommissionTable[]; rows.length > 0;) {
      for (const row of rows) {
        const entry = entries.get(row.id)
        if (entry === undefined) {
          add(row.id, `(${row.earned_minor} ${row.currency}) follows from no conversion`)
          continue
        }
        entries.delete(row.id)
        const wanted = toRow(derived, entry)
        for (const column of Object.keys(wanted) as (keyof Derived)[])
          if (row[column] !== wanted[column])
            add(row.id, `has ${column} ${row[column]}, its plan and its conversion make it ${wanted[column]}`)
      }
      examined += rows.length
      await nextTurn()
      rows = stored.all(rows.at(-1)?.id ?? 0) as CommissionTable[]
    }
    for (const id of entries.keys()) add(id, 'is missing')
    const frozen = context.raw.prepare(`SELECT count(*) FROM commission WHERE ${isFrozenSql}`).pluck().get() as number
    return { examined: examined + frozen, findings }
  },
}

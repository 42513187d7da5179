import type { Connection } from '../db/open.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import type { ConversionColumns } from './conversionColumns.rules.ts'
import { conversionIdOf } from './ids.rules.ts'
import type { SettledLine } from './settled.rules.ts'
import { isFrozenSql } from './statusSql.ts'

/** A commission that stands in an approved statement. */
interface SettledRow {
  id: number
  partner_id: number
  plan_version_id: number
  rule_index: number
  base_minor: number
  earned_minor: number
  counter_before: number
}

/** Settled commissions by partner. */
export function listSettled(raw: Connection, scope: Scope): ReadonlyMap<number, SettledRow[]> {
  const rows = raw
    .prepare(
      `SELECT id, partner_id, plan_version_id, rule_index, base_minor, earned_minor, counter_before
       FROM commission WHERE ${isFrozenSql} AND ${inScopeSql(scope, 'partner_id')} ORDER BY id`,
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

/** Puts a partner's settled commissions beside its conversions; one whose conversion no longer counts stays as it is. */
export function toSettledLines(rows: readonly SettledRow[], conversions: ConversionColumns): SettledLine[] {
  const indexOf = new Map<number, number>()
  for (let row = 0; row < conversions.count; row += 1) indexOf.set(conversions.id[row] ?? 0, row)
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
      },
    ]
  })
}

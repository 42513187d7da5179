import { type Day, endOfMonth, monthOf } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import { commissionSlices } from '../commissions/commissionSlices.ts'
import { statusJoins } from '../commissions/statusSql.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import type { RollupCommissionTable } from '../db/schema.ts'
import { readSlices } from '../db/slices.ts'
import { sumAt } from './sumAt.ts'
import { adjustmentOwedOnSql, owedUnlessSql, quotedStates } from './owedOnSql.ts'

/** What is owed in one currency to a partner, or on a due day. */
export interface OwedSum<Key> {
  key: Key
  currency: string
  minor: Minor
  rows: number
}

interface Keys {
  partner_id: number
  due_on: Day
}

const MOST_KEPT = 32
const kept = createMemory<Promise<readonly OwedSum<number | Day>[]>>(MOST_KEPT)

/**
 * What was owed at the end of a day as far as is known now, without commissions in some states, by partner or by due
 * day: of a month that was not over from the rows, of all others from the stored sums; asked within `unchanged`. [AN19]
 */
export function sumOwedOn<By extends keyof Keys>(
  raw: Connection,
  day: Day,
  by: By,
  without: readonly RollupCommissionTable['state'][],
): Promise<readonly OwedSum<Keys[By]>[]> {
  const sums = kept(raw, `${day} ${by} ${without.join(' ')}`, () => readOwedOn(raw, day, by, without))
  return sums as Promise<readonly OwedSum<Keys[By]>[]> // `by` is part of the key
}

async function readOwedOn(
  raw: Connection,
  day: Day,
  by: keyof Keys,
  without: readonly RollupCommissionTable['state'][],
): Promise<OwedSum<number | Day>[]> {
  const sums = new Map<string, OwedSum<number | Day>>()
  const add = (rows: unknown[]): void => {
    for (const row of rows as OwedSum<number | Day>[]) {
      const sum = sumAt(sums, `${row.key} ${row.currency}`, () => ({ ...row, minor: 0, rows: 0 }))
      sum.minor += row.minor
      sum.rows += row.rows
    }
  }
  const isWhole = day === endOfMonth(day)
  const parameters = { day, month: monthOf(day) }
  const stored = `SELECT partner_id, due_on, currency, earned_minor AS minor, row_count FROM rollup_commission
      WHERE month ${isWhole ? '<=' : '<'} @month AND state NOT IN (${quotedStates(without)})
        AND (settled_on = '' OR settled_on > @day)
    UNION ALL SELECT adjustment.partner_id, occurred_on, adjustment.currency, amount_minor, 1
      FROM adjustment LEFT JOIN payout ON payout.id = adjustment.payout_id WHERE ${adjustmentOwedOnSql('@day')}`
  add(
    raw
      .prepare(
        `SELECT ${by} AS "key", currency, sum(minor) AS minor, sum(row_count) AS rows FROM (${stored}) GROUP BY 1, 2`,
      )
      .all(parameters),
  )
  if (isWhole) return [...sums.values()]
  const rest = raw.prepare(
    `SELECT commission.${by} AS "key", commission.currency, sum(commission.earned_minor) AS minor, count(*) AS rows
     FROM commission NOT INDEXED ${statusJoins}
     WHERE commission.id > @after AND commission.id <= @upTo AND commission.occurred_on >= @month || '-01'
       AND ${owedUnlessSql('@day', without)} GROUP BY 1, 2`,
  )
  await readSlices(commissionSlices(raw), (slice) => add(rest.all({ ...slice, ...parameters })))
  return [...sums.values()]
}

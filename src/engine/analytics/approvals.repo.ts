import type { Day, Month } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { baseSql } from '../commissions/baseSql.ts'
import { CLAWBACK_OFFSET, COMPONENTS, conversionIdSql, TURN, turnSql } from '../commissions/ids.rules.ts'
import { stateSql, statusJoins } from '../commissions/statusSql.ts'
import type { Connection } from '../db/open.ts'
import type { CommissionTable } from '../db/schema.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import type { CommissionMonth, ReducedLine, TakenBackSum } from './approvals.rules.ts'

/** What commissions of each month came to, and whether any of them is still to be decided. */
export function listCommissionMonths(raw: Connection, today: Day): CommissionMonth[] {
  const rows = raw
    .prepare(
      `SELECT currency, month, state = 'rejected' AS isRejected,
         max(state = 'hold' OR (state = 'open' AND due_on > @today AND earned_minor <> 0)) AS isOpen,
         sum(row_count) AS rows, sum(earned_minor) AS minor
       FROM rollup_commission GROUP BY 1, 2, 3`,
    )
    .all({ today }) as (Omit<CommissionMonth, 'isRejected' | 'isOpen'> & { isRejected: number; isOpen: number })[]
  return rows.map((row) => ({ ...row, isRejected: row.isRejected === 1, isOpen: row.isOpen === 1 }))
}

// Which sale a line takes back is in its trigger where a refund caused it, else in its own id.
const takenBackSql = (from: string): string => `
  SELECT commission.currency, substr(commission.occurred_on, 1, 7) AS month, substr(sale.occurred_on, 1, 7) AS saleMonth,
    ${stateSql} = 'rejected' AS isRejected, count(*) AS rows, sum(commission.earned_minor) AS minor
  FROM ${from} ${statusJoins} JOIN conversion AS sale ON sale.id =
    iif(commission.id % ${COMPONENTS} >= ${CLAWBACK_OFFSET}, commission.trigger_id, ${conversionIdSql('commission.id')})`

/** What clawbacks took back and restored, by the month of the sale; asked within `unchanged`. [EN6] */
export async function listTakenBack(raw: Connection): Promise<TakenBackSum[]> {
  const found: TakenBackSum[] = []
  const add = (rows: unknown[]): void => {
    for (const row of rows as (Omit<TakenBackSum, 'isRejected'> & { isRejected: number })[])
      found.push({ ...row, isRejected: row.isRejected === 1 })
  }
  // Clawbacks stand under the ids of their refunds, and what undoes a settled line in a turn of its own.
  const ofRefunds = raw.prepare(
    `${takenBackSql(
      `conversion AS refund CROSS JOIN commission ON commission.id
         BETWEEN refund.id * ${COMPONENTS} + ${CLAWBACK_OFFSET} AND refund.id * ${COMPONENTS} + ${COMPONENTS - 1}`,
    )} WHERE refund.kind = 'refund' AND refund.original_id > @after AND refund.original_id <= @upTo GROUP BY 1, 2, 3, 4`,
  )
  await readSlices(slicesOf(raw, 'conversion'), (slice) => add(ofRefunds.all(slice)))
  add(
    raw
      .prepare(
        `${takenBackSql('commission')} WHERE commission.id >= ${TURN}
           AND (${turnSql('commission.id')} % 2 = 1 OR commission.id % ${COMPONENTS} >= ${CLAWBACK_OFFSET}) GROUP BY 1, 2, 3, 4`,
      )
      .all(),
  )
  return found
}

export interface ReducedRow extends ReducedLine {
  currency: string
  month: Month
  versionId: number
  ruleIndex: number
}

type StoredReduced = Omit<ReducedRow, 'isCapped'> & Pick<CommissionTable, 'capped_by'>

/** Commissions of refunded sales that stand on less than the whole base; `take` is called for each. Asked within `unchanged`. [EN6] */
export async function readReduced(
  raw: Connection,
  base: ProgrammeSettings['base'],
  take: (row: ReducedRow) => void,
): Promise<void> {
  const select = raw.prepare(
    `SELECT commission.id, commission.currency, substr(commission.occurred_on, 1, 7) AS month,
       plan_version_id AS versionId, rule_index AS ruleIndex, ${baseSql(base)} AS fullBaseMinor,
       commission.earned_minor AS earnedMinor, counter_before AS counterBefore, sale.quantity, capped_by
     FROM (SELECT DISTINCT original_id AS sale_id FROM conversion
         WHERE kind = 'refund' AND is_live = 1 AND original_id > @after AND original_id <= @upTo)
       CROSS JOIN conversion AS sale ON sale.id = sale_id
       CROSS JOIN commission ON commission.id BETWEEN sale.id * ${COMPONENTS} AND sale.id * ${COMPONENTS} + ${CLAWBACK_OFFSET - 1}
     WHERE sale.is_live = 1 AND commission.base_minor < fullBaseMinor`,
  )
  await readSlices(slicesOf(raw, 'conversion'), (slice) => {
    for (const { capped_by: cap, ...row } of select.iterate(slice) as Iterable<StoredReduced>)
      take({ ...row, isCapped: cap !== null })
  })
}

/** Commissions not paid and not held, by due day and currency. */
export function listPayable(raw: Connection): { dueOn: Day; currency: string; minor: Minor }[] {
  return raw
    .prepare(
      `SELECT due_on AS dueOn, currency, sum(earned_minor) AS minor
       FROM rollup_commission WHERE state IN ('open', 'inRun') GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all() as { dueOn: Day; currency: string; minor: Minor }[]
}

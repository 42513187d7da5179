import { type CommissionStatus, commissionStatusSchema } from '../../contract/commissions.ts'
import { type Day, quarterOf } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Input, Output } from '../../contract/methods.ts'
import type { CommandContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import type { AdjustmentTable, CommissionDecisionTable } from '../db/schema.ts'
import type { Write } from '../history/write.ts'
import { nameSome } from '../text/nameSome.ts'
import { assertTransition } from './status.rules.ts'
import { statusJoins, statusSql } from './statusSql.ts'

type QuarterRow = Output<'commissions.quarters'>['rows'][number]

/** Sums of everything that was not rejected, per partner, fiscal quarter and currency. [CO16] */
export function listQuarters(raw: Connection, partnerId: number | null, fiscalYearStartMonth: number): QuarterRow[] {
  const months = raw
    .prepare(
      `SELECT partner_id AS partnerId, partner.name AS partnerName, month, currency, sum(row_count) AS count,
         sum(base_minor) AS baseMinor, sum(earned_minor) AS earnedMinor
       FROM rollup_commission JOIN partner ON partner.id = partner_id
       WHERE state <> 'rejected' AND (@partner IS NULL OR partner_id = @partner)
       GROUP BY partner_id, currency, month ORDER BY partner.name, partner_id, currency, month`,
    )
    .all({ partner: partnerId }) as (Omit<QuarterRow, 'quarter'> & { month: string })[]
  const quarters = new Map<string, QuarterRow>()
  for (const { month, count, baseMinor, earnedMinor, ...whose } of months) {
    const quarter = quarterOf(`${month}-01`, fiscalYearStartMonth)
    const key = `${whose.partnerId} ${whose.currency} ${quarter}`
    const known = quarters.get(key) ?? { ...whose, quarter, count: 0, baseMinor: 0, earnedMinor: 0 }
    known.count += count
    known.baseMinor += baseMinor
    known.earnedMinor += earnedMinor
    quarters.set(key, known)
  }
  return [...quarters.values()]
}

/** @throws AppError entity.notFound */
export function getStatuses(
  raw: Connection,
  ids: readonly number[],
  today: Day,
): ReadonlyMap<number, CommissionStatus> {
  const rows = raw
    .prepare(
      `SELECT commission.id, ${statusSql} AS status FROM commission ${statusJoins}
       WHERE commission.id IN (SELECT value FROM json_each(@ids))`,
    )
    .all({ ids: JSON.stringify(ids), today }) as { id: number; status: string }[]
  const statuses = new Map(rows.map(({ id, status }) => [id, commissionStatusSchema.parse(status)]))
  for (const id of ids) if (!statuses.has(id)) throw new AppError('entity.notFound', { entity: 'commission', id })
  return statuses
}

export function findDecision(raw: Connection, commissionId: number): CommissionDecisionTable | undefined {
  return raw.prepare('SELECT * FROM commission_decision WHERE commission_id = ?').get(commissionId) as
    CommissionDecisionTable | undefined
}

interface Decision {
  state: CommissionDecisionTable['state']
  isFraud?: boolean
  reason: string
  at: string
  by: string
}

/** Holds or rejects commissions whose status allows it, all or none. [CO14] @throws AppError commission.illegalStatus | locked */
export function decide(raw: Connection, write: Write, ids: readonly number[], today: Day, decision: Decision): void {
  const { state, isFraud = false, reason, at, by } = decision
  for (const [id, status] of getStatuses(raw, ids, today)) {
    assertTransition(status, state)
    const known = findDecision(raw, id)
    const row = { state, reason, decided_at: at, decided_by: by, is_fraud: isFraud ? 1 : 0 } as const
    if (known) write.update('commission_decision', known.id, row)
    else write.insert('commission_decision', { commission_id: id, ...row })
  }
}

/** Takes holds away; what is due is then approved. [CO14] @throws AppError commission.illegalStatus | locked */
export function release(raw: Connection, write: Write, ids: readonly number[], today: Day): void {
  for (const [id, status] of getStatuses(raw, ids, today)) {
    assertTransition(status, 'pending')
    const known = findDecision(raw, id)
    if (known) write.remove('commission_decision', known.id)
  }
}

/** A signed amount outside any conversion, with a reference of its own. [CO17] */
export function insertAdjustment(
  { raw, write, clock }: Pick<CommandContext, 'raw' | 'write' | 'clock'>,
  { partnerId, currency, minor, day, reason }: Input<'commissions.adjust'>,
  kind: AdjustmentTable['kind'],
): number {
  return write.insert('adjustment', {
    uid: clock.uid(),
    partner_id: partnerId,
    currency,
    amount_minor: minor,
    occurred_on: day,
    reason,
    reference: nextAdjustmentReference(raw),
    kind,
    payout_id: null,
    is_live: 1,
  })
}

/** "A-0007": for the statement that lists it. */
function nextAdjustmentReference(raw: Connection): string {
  const last = raw.prepare('SELECT coalesce(max(id), 0) FROM adjustment').pluck().get() as number
  return `A-${String(last + 1).padStart(4, '0')}`
}

/** Whose commissions these are, for the Edit menu: "Acme, Beta" or "Acme + 3". */
export function namePartners(raw: Connection, ids: readonly number[]): string {
  const names = raw
    .prepare(
      `SELECT DISTINCT partner.name FROM commission JOIN partner ON partner.id = partner_id
       WHERE commission.id IN (SELECT value FROM json_each(?)) ORDER BY partner.name`,
    )
    .pluck()
    .all(JSON.stringify(ids)) as string[]
  return nameSome(names)
}

import { addMinor } from '../../contract/money.ts'
import { commissionSlices } from '../commissions/commissionSlices.ts'
import { conversionIdOf } from '../commissions/ids.rules.ts'
import { isFrozenSql } from '../commissions/statusSql.ts'
import type { Connection } from '../db/open.ts'
import type { PayoutRunTable, PayoutTable } from '../db/schema.ts'
import { readSlices } from '../db/slices.ts'
import { claimsLines } from './claims.rules.ts'
import { idsInRanges } from './ranges.rules.ts'

/** Earned and on no statement yet, minor units. */
interface Pending {
  count: number
  minor: number
  firstDueOn: string
}

interface ReversedRow {
  id: number
  day: string
}

/** What commissions of one partner in one currency stand beside a run's list. */
interface Unlisted {
  pending: Pending | null
  /** Those whose sales were refunded in full; a clawback that came too late is none. */
  reversed: ReversedRow[]
}

type Owner = Pick<PayoutTable, 'partner_id' | 'currency'>

/** Of one stretch; `reversed` is JSON of ids and days. */
interface StretchRow extends Owner, Pending {
  is_reversed: number
  reversed: string
}

const key = ({ partner_id: partnerId, currency }: Owner): string => `${partnerId} ${currency}`

/**
 * Commissions up to the last day of a run that neither its payouts nor an approved statement list, in one pass over all
 * of them: there is no index by partner, and approval asks for every partner.
 *
 * @param only one payout, which need not have claimed its lines
 * @returns    of a payout's partner and currency
 */
export async function readUnlisted(
  raw: Connection,
  run: PayoutRunTable,
  only: PayoutTable | null,
): Promise<(payout: PayoutTable) => Unlisted> {
  const found = new Map<string, Unlisted>()
  const at = (row: Owner): Unlisted => {
    const known = found.get(key(row)) ?? { pending: null, reversed: [] }
    found.set(key(row), known)
    return known
  }
  const rows = raw.prepare(
    `SELECT partner_id, currency, is_reversed, count(*) AS count, sum(earned_minor) AS minor, min(due_on) AS firstDueOn,
       json_group_array(json_array(id, occurred_on)) FILTER (WHERE is_reversed = 1) AS reversed
     FROM commission
     WHERE id > @after AND id <= @upTo AND (@partner IS NULL OR (partner_id = @partner AND currency = @currency))
       AND occurred_on <= @to AND (earned_minor <> 0 OR (is_reversed = 1 AND base_minor >= 0)) AND NOT (${isFrozenSql})
       AND (payout_id IS NULL OR payout_id NOT IN (SELECT id FROM payout WHERE run_id = @run))
       AND id NOT IN (${idsInRanges('@ranges')})
       AND NOT EXISTS (SELECT 1 FROM commission_decision WHERE commission_id = commission.id AND (is_reversed = 0 OR state = 'rejected'))
     GROUP BY partner_id, currency, is_reversed`,
  )
  const parameters = {
    to: run.to_on,
    run: run.id,
    // Lines that are claimed are told by their run; this list is read anew for each stretch.
    ranges: only === null || claimsLines(only.carried_because) ? '[]' : only.commission_ranges,
    partner: only?.partner_id ?? null,
    currency: only?.currency ?? null,
  }
  await readSlices(commissionSlices(raw), (slice) => {
    for (const row of rows.all({ ...parameters, ...slice }) as StretchRow[]) {
      const unlisted = at(row)
      if (row.is_reversed === 0) unlisted.pending = addPending(unlisted.pending, row)
      else for (const [id, day] of JSON.parse(row.reversed) as [number, string][]) unlisted.reversed.push({ id, day })
    }
  })
  return (payout) => found.get(key(payout)) ?? { pending: null, reversed: [] }
}

function addPending(sum: Pending | null, { count, minor, firstDueOn }: Pending): Pending {
  if (sum === null) return { count, minor, firstDueOn }
  return {
    count: sum.count + count,
    minor: addMinor(sum.minor, minor),
    firstDueOn: firstDueOn < sum.firstDueOn ? firstDueOn : sum.firstDueOn,
  }
}

/** What told a partner last how things stood: its number, its last day, and the moment it was approved. */
interface StatementBefore {
  number: string
  to: string
  at: string
}

/** Before a partner's first statement: everything is still to be told. */
const NOTHING_TOLD: StatementBefore = { number: '', to: '', at: '' }

export function findStatementBefore(raw: Connection, payout: PayoutTable): StatementBefore {
  const row = raw
    .prepare(
      `SELECT statement.number, to_on AS "to", approved_at AS at FROM statement JOIN payout_run ON payout_run.id = run_id
       WHERE partner_id = ? AND currency = ? AND is_live = 1 AND payout_id <> ? ORDER BY statement.id DESC LIMIT 1`,
    )
    .get(payout.partner_id, payout.currency, payout.id)
  return (row as StatementBefore | undefined) ?? NOTHING_TOLD
}

/** Of refunded commissions those that the statement before could not tell: of later days, or refunded since. */
export function reversedSince(
  raw: Connection,
  reversed: readonly ReversedRow[],
  before: StatementBefore,
): ReversedRow[] {
  const isLater = raw
    .prepare(
      `SELECT 1 FROM conversion AS refund JOIN import_attempt ON import_attempt.id = refund.attempt_id
       WHERE refund.kind = 'refund' AND refund.is_live = 1 AND refund.original_id = ? AND imported_at > ?`,
    )
    .pluck()
  return reversed.filter(({ id, day }) => day > before.to || isLater.get(conversionIdOf(id), before.at) !== undefined)
}

/** What was rejected of commissions up to a day, and the statement before could not tell. */
export function sumRejected(
  raw: Connection,
  payout: PayoutTable,
  to: string,
  before: StatementBefore,
): { count: number; minor: number } {
  return raw
    .prepare(
      `SELECT count(*) AS count, coalesce(sum(earned_minor), 0) AS minor
       FROM commission_decision JOIN commission ON commission.id = commission_id
       WHERE state = 'rejected' AND partner_id = @partner AND currency = @currency AND occurred_on <= @to
         AND (occurred_on > @toldTo OR decided_at > @toldAt)`,
    )
    .get({
      partner: payout.partner_id,
      currency: payout.currency,
      to,
      toldTo: before.to,
      toldAt: before.at,
    }) as { count: number; minor: number }
}

import { createHash } from 'node:crypto'
import { addMinor } from '../../contract/money.ts'
import { commissionSlices } from '../commissions/commissionSlices.ts'
import type { Connection } from '../db/open.ts'
import { readSlices } from '../db/slices.ts'
import { type IdRange, idsInRanges, toRanges } from './ranges.rules.ts'
import type { RunPeriod } from './runs.rules.ts'
import { nextTurn } from '../pause.ts'

/** Everything of one partner in one currency that a run may pay; minor units. */
export interface Collected {
  partnerId: number
  currency: string
  ranges: IdRange[]
  lineCount: number
  earnedMinor: number
  /** SHA-256 over ids and amounts of the lines. */
  linesHash: string
  adjustments: { id: number; minor: number }[]
  adjustedMinor: number
  openingMinor: number
  /** Lines kept back by a hold. */
  heldLines: number
}

/** Lines summed between two turns. */
const LINES_PER_TURN = 2000

interface Line {
  id: number
  earned_minor: number
}

/** Lines of one payout, in any order. */
class LineSum {
  earnedMinor = 0
  private readonly lines: Line[] = []

  get count(): number {
    return this.lines.length
  }

  add({ id, earned_minor }: Line): void {
    this.lines.push({ id, earned_minor })
    this.earnedMinor = addMinor(this.earnedMinor, earned_minor)
  }

  /** Ids, ascending, and the hash over ids and amounts in that order. */
  settle(): { ids: number[]; hash: string } {
    const hash = createHash('sha256')
    this.lines.sort((a, b) => a.id - b.id)
    for (const { id, earned_minor } of this.lines) hash.update(`${id}:${earned_minor}\n`)
    return { ids: this.lines.map(({ id }) => id), hash: hash.digest('hex') }
  }
}

const key = (partnerId: number, currency: string): string => `${partnerId} ${currency}`

/**
 * What a partner brings into a statement, minor units: owed according to the ledger, without the adjustments that no
 * approved statement has listed yet (they stand in the statement's own section). [PO7]
 */
function openingBalance(raw: Connection, partnerId: number, currency: string): number {
  return raw
    .prepare(
      `SELECT
         (SELECT coalesce(-sum(amount_minor), 0) FROM ledger_entry
          WHERE partner_id = @partner AND currency = @currency AND account = 'commission_payable')
       - (SELECT coalesce(sum(amount_minor), 0) FROM adjustment
          WHERE partner_id = @partner AND currency = @currency AND is_live = 1
            AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.payout_id = adjustment.payout_id AND statement.is_live = 1))`,
    )
    .pluck()
    .get({ partner: partnerId, currency }) as number
}

/** Partners and currencies with something brought in, for a run that has no new line for them. */
function listOpeningBalances(raw: Connection): { partnerId: number; currency: string }[] {
  return raw
    .prepare(
      `SELECT DISTINCT partner_id AS partnerId, currency FROM ledger_entry WHERE account = 'commission_payable'
       GROUP BY partner_id, currency HAVING sum(amount_minor) <> 0`,
    )
    .all() as { partnerId: number; currency: string }[]
}

/** What a commission must be to stand in a run: on the cut-off day it is approved, neither held, rejected nor reversed. [PO2] */
const ELIGIBLE = `is_reversed = 0 AND earned_minor <> 0 AND due_on <= @cutoff AND occurred_on <= @to`

/**
 * Collects what is free for a run: lines and adjustments that no other live run claims, and opening balances. [PO2] [PO7]
 *
 * @param scope runId: lines this run claims are free for it; partnerId, currency: one payout only
 */
export async function collect(
  raw: Connection,
  period: RunPeriod,
  scope: { runId?: number; partnerId?: number; currency?: string } = {},
): Promise<Collected[]> {
  const parameters = {
    to: period.to,
    cutoff: period.cutoffOn,
    run: scope.runId ?? null,
    partner: scope.partnerId ?? null,
    currency: scope.currency ?? null,
  }
  const isFree = `(payout_id IS NULL OR payout_id IN (SELECT id FROM payout WHERE run_id = @run))
    AND (@partner IS NULL OR partner_id = @partner) AND (@currency IS NULL OR currency = @currency)`
  const found = new Map<string, { partnerId: number; currency: string; lines: LineSum; held: number }>()
  const at = (partnerId: number, currency: string) => {
    const known = found.get(key(partnerId, currency))
    if (known) return known
    const fresh = { partnerId, currency, lines: new LineSum(), held: 0 }
    found.set(key(partnerId, currency), fresh)
    return fresh
  }

  const lines = raw.prepare(
    `SELECT id, partner_id, currency, earned_minor FROM commission
     WHERE id > @after AND id <= @upTo AND ${ELIGIBLE} AND ${isFree}
       AND NOT EXISTS (SELECT 1 FROM commission_decision WHERE commission_id = commission.id)
     ORDER BY id`,
  )
  await readSlices(commissionSlices(raw), (slice) => {
    for (const line of lines.all({ ...parameters, ...slice }) as (Line & { partner_id: number; currency: string })[])
      at(line.partner_id, line.currency).lines.add(line)
  })

  const held = raw
    .prepare(
      `SELECT partner_id, currency, count(*) AS count FROM commission JOIN commission_decision ON commission_id = commission.id
       WHERE state = 'hold' AND ${ELIGIBLE} AND ${isFree} GROUP BY partner_id, currency`,
    )
    .all(parameters) as { partner_id: number; currency: string; count: number }[]
  for (const row of held) at(row.partner_id, row.currency).held = row.count

  const adjustments = raw
    .prepare(
      `SELECT id, partner_id AS partnerId, currency, amount_minor AS minor FROM adjustment
       WHERE is_live = 1 AND occurred_on <= @cutoff AND ${isFree} ORDER BY id`,
    )
    .all(parameters) as { id: number; partnerId: number; currency: string; minor: number }[]
  for (const { partnerId, currency } of adjustments) at(partnerId, currency)
  for (const { partnerId, currency } of listOpeningBalances(raw)) {
    const isWanted = (scope.partnerId ?? partnerId) === partnerId && (scope.currency ?? currency) === currency
    if (isWanted) at(partnerId, currency)
  }

  return [...found.values()]
    .map(({ partnerId, currency, lines: sum, held: heldLines }) => {
      const own = adjustments.filter((row) => row.partnerId === partnerId && row.currency === currency)
      const { ids, hash } = sum.settle()
      return {
        partnerId,
        currency,
        ranges: toRanges(ids),
        lineCount: ids.length,
        earnedMinor: sum.earnedMinor,
        linesHash: hash,
        adjustments: own.map(({ id, minor }) => ({ id, minor })),
        adjustedMinor: own.reduce((total, { minor }) => addMinor(total, minor), 0),
        openingMinor: openingBalance(raw, partnerId, currency),
        heldLines,
      }
    })
    .filter(
      ({ lineCount, adjustments: own, openingMinor, heldLines }) =>
        lineCount > 0 || own.length > 0 || openingMinor !== 0 || heldLines > 0,
    )
}

/** A stored payout's frozen list as it reads now; it differs from the stored sums when something changed since. */
export interface Recounted {
  lineCount: number
  earnedMinor: number
  linesHash: string
  adjustments: { id: number; minor: number }[]
  adjustedMinor: number
  openingMinor: number
  /** Lines that another payout claims. */
  foreignLines: number
}

/** Re-sums a payout from its lines; nothing stored as a total is believed. [PO9] */
export async function recount(
  raw: Connection,
  payout: { id: number; partner_id: number; currency: string; commission_ranges: string; adjustment_ids: string },
): Promise<Recounted> {
  const lines = new LineSum()
  let foreignLines = 0
  const rows = raw.prepare(
    `SELECT id, earned_minor, payout_id FROM commission WHERE id IN (${idsInRanges('@ranges')})
       AND partner_id = @partner AND currency = @currency
       AND NOT EXISTS (SELECT 1 FROM commission_decision WHERE commission_id = commission.id)
     ORDER BY id`,
  )
  for (const ranges of inSlices(JSON.parse(payout.commission_ranges) as IdRange[])) {
    const slice = { ranges: JSON.stringify(ranges), partner: payout.partner_id, currency: payout.currency }
    for (const line of rows.all(slice) as (Line & { payout_id: number | null })[]) {
      lines.add(line)
      if (line.payout_id !== null && line.payout_id !== payout.id) foreignLines += 1
    }
    await nextTurn()
  }
  const adjustments = raw
    .prepare(
      `SELECT id, amount_minor AS minor FROM adjustment WHERE is_live = 1 AND partner_id = ? AND currency = ?
       AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(payout.partner_id, payout.currency, payout.adjustment_ids) as { id: number; minor: number }[]
  return {
    lineCount: lines.count,
    earnedMinor: lines.earnedMinor,
    linesHash: lines.settle().hash,
    adjustments,
    adjustedMinor: adjustments.reduce((total, { minor }) => addMinor(total, minor), 0),
    openingMinor: openingBalance(raw, payout.partner_id, payout.currency),
    foreignLines,
  }
}

/** Ranges in pieces that are read in one turn. */
function* inSlices(ranges: readonly IdRange[]): Generator<readonly IdRange[]> {
  for (let from = 0; from < ranges.length; from += LINES_PER_TURN) yield ranges.slice(from, from + LINES_PER_TURN)
}

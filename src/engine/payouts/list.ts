import { AppError } from '../../contract/errors.ts'
import type { CommandContext, QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import type { PayoutRunTable, PayoutTable } from '../db/schema.ts'
import { claimsLines } from './claims.rules.ts'
import { type Collected, collect, recount, type Recounted } from './collect.repo.ts'
import { type ListedPayout, shownFingerprint, toFingerprint } from './fingerprint.rules.ts'
import { type FrozenPayout, noOverride, type Override, toPayout } from './freeze.ts'
import { minimumPayout } from './eligibility.rules.ts'
import type { RunPeriod } from './runs.rules.ts'

/** What a payout of the list is, by its lines of now; of one that claims nothing only that it is left out. */
function toListed(payout: PayoutTable, now: Recounted | null): ListedPayout {
  const head = { partnerId: payout.partner_id, currency: payout.currency, carriedBecause: payout.carried_because }
  if (now === null) {
    const nothing = { openingMinor: 0, earnedMinor: 0, adjustedMinor: 0, payoutMinor: 0, lineCount: 0 }
    return { ...head, ...nothing, linesHash: '', adjustments: [] }
  }
  const { openingMinor, earnedMinor, adjustedMinor, lineCount, linesHash, adjustments } = now
  const sums = { openingMinor, earnedMinor, adjustedMinor, payoutMinor: payout.payout_minor }
  return { ...head, ...sums, lineCount, linesHash, adjustments }
}

/** Every payout of a run with its lines re-summed; null for one that claims nothing. */
export async function recountList(
  raw: Connection,
  payouts: readonly PayoutTable[],
): Promise<ReadonlyMap<number, Recounted | null>> {
  const list = new Map<number, Recounted | null>()
  for (const payout of payouts)
    list.set(payout.id, claimsLines(payout.carried_because) ? await recount(raw, payout) : null)
  return list
}

/** The fingerprint of a run's list as its lines read now. [PO8] */
export function fingerprintOf(payouts: readonly PayoutTable[], list: ReadonlyMap<number, Recounted | null>): string {
  return toFingerprint(payouts.map((payout) => toListed(payout, list.get(payout.id) ?? null)))
}

async function fingerprintNow(raw: Connection, run: Pick<PayoutRunTable, 'id' | 'state'>): Promise<string> {
  const payouts = raw.prepare('SELECT * FROM payout WHERE run_id = ?').all(run.id) as PayoutTable[]
  const list = await recountList(raw, payouts)
  // Approval has posted the list to the ledger: what was brought in before it can no longer be read from there.
  if (run.state === 'approved' || run.state === 'exported')
    for (const payout of payouts) {
      const now = list.get(payout.id)
      if (now) now.openingMinor = payout.opening_minor
    }
  return fingerprintOf(payouts, list)
}

/**
 * Acts only on the list the user saw: it must be the stored one, and its lines must still read the same. [PO8]
 *
 * @throws AppError payout.listChanged
 */
export async function assertList(raw: Connection, run: PayoutRunTable, seen: string): Promise<void> {
  if (seen !== shownFingerprint(run.fingerprint) || (await fingerprintNow(raw, run)) !== run.fingerprint)
    throw new AppError('payout.listChanged', { run: run.number })
}

/** Payable first, the base currency first, then by amount: the order in which statements are numbered. */
function inOrder(baseCurrency: string) {
  const rank = (payout: FrozenPayout): number =>
    (payout.carried_because === null ? 0 : 2) + (payout.currency === baseCurrency ? 0 : 1)
  const balance = (payout: FrozenPayout): number => payout.opening_minor + payout.earned_minor + payout.adjusted_minor
  return (a: FrozenPayout, b: FrozenPayout): number =>
    rank(a) - rank(b) ||
    (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0) ||
    balance(b) - balance(a) ||
    a.partner_id - b.partner_id
}

/** What a run of this period would hold now. */
export async function draftList(
  context: QueryContext,
  period: RunPeriod,
  scope: { runId?: number } = {},
  overrideOf: (collected: Collected) => Override = () => noOverride,
): Promise<FrozenPayout[]> {
  return (await collect(context.raw, period, scope))
    .map((collected) => toPayout(context, collected, overrideOf(collected)))
    .toSorted(inOrder(context.settings().baseCurrency))
}

/** What people decided about the payouts of a run until now. */
function overridesOf(context: QueryContext, payouts: readonly PayoutTable[]): (collected: Collected) => Override {
  const settings = context.settings()
  const known = new Map(payouts.map((payout) => [`${payout.partner_id} ${payout.currency}`, payout]))
  return ({ partnerId, currency }) => {
    const payout = known.get(`${partnerId} ${currency}`)
    if (!payout) return noOverride
    const isExcluded = payout.carried_because === 'excluded'
    const ignoresMinimum =
      payout.carried_because === null && payout.payout_minor < minimumPayout(settings, payout.currency)
    return { isExcluded, reason: isExcluded ? payout.note : '', ignoresMinimum }
  }
}

/** Reads a draft's list anew: late lines come in, changed ones are re-summed, decisions of people stay. */
export async function refreshList(context: CommandContext, run: PayoutRunTable): Promise<void> {
  const { raw, write } = context
  const period = { from: run.from_on, to: run.to_on, cutoffOn: run.cutoff_on }
  const old = raw.prepare('SELECT * FROM payout WHERE run_id = ?').all(run.id) as PayoutTable[]
  const fresh = await draftList(context, period, { runId: run.id }, overridesOf(context, old))
  const same = (a: FrozenPayout, b: FrozenPayout): boolean => a.partner_id === b.partner_id && a.currency === b.currency
  for (const payout of old) if (!fresh.some((row) => same(row, payout))) write.remove('payout', payout.id)
  for (const row of fresh) {
    const known = old.find((payout) => same(row, payout))
    if (known) write.update('payout', known.id, row)
    else write.insert('payout', { ...row, run_id: run.id, settled_on: null })
  }
}

/** Stores the fingerprint of the list as it stands after a change of the draft. */
export async function seal(context: CommandContext, runId: number): Promise<void> {
  context.write.update('payout_run', runId, {
    fingerprint: await fingerprintNow(context.raw, { id: runId, state: 'draft' }),
  })
}

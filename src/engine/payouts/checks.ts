import { scale } from '../../contract/money.ts'
import type { Run } from '../../contract/payouts.ts'
import type { QueryContext } from '../context.ts'
import type { PayoutRunTable } from '../db/schema.ts'
import { claimsLines } from './claims.rules.ts'
import { collect, type Recounted } from './collect.repo.ts'
import { minimumPayout } from './eligibility.rules.ts'
import { closingOf } from './identity.rules.ts'
import { fingerprintOf, recountList } from './list.ts'
import { payableMethod, type StoredPayee } from './payee.rules.ts'
import type { PayoutRow } from './runs.repo.ts'

type Check = Run['checks'][number]

/** A payout further above the partner's average than this is shown before anybody approves it. */
const MUCH_ABOVE_PPM = 300_000

const passed = (check: Check['check'], detail = ''): Check => ({ check, isPassed: true, detail, payoutId: null })

/** One entry per payout that fails, or a single passed one. */
function perPayout(
  check: Check['check'],
  payouts: readonly PayoutRow[],
  isWrong: (payout: PayoutRow) => boolean,
  detail = '',
): Check[] {
  const wrong = payouts.filter(isWrong)
  if (wrong.length === 0) return [passed(check, detail)]
  return wrong.map((payout) => ({ check, isPassed: false, detail: payout.partner_name, payoutId: payout.id }))
}

type Recounts = ReadonlyMap<number, Recounted | null>

/** Payouts that claim nothing have no list to add up. */
function totalsAddUp(payouts: readonly PayoutRow[], list: Recounts): Check[] {
  return perPayout('totalsAddUp', payouts, (payout) => {
    const now = list.get(payout.id)
    if (!now) return false
    const closing = closingOf({
      openingMinor: payout.opening_minor,
      earnedMinor: now.earnedMinor,
      adjustedMinor: now.adjustedMinor,
      paidMinor: payout.payout_minor,
    })
    return (
      now.earnedMinor !== payout.earned_minor ||
      now.adjustedMinor !== payout.adjusted_minor ||
      now.lineCount !== payout.line_count ||
      (payout.carried_because === null && closing !== 0)
    )
  })
}

/** The claim on a line is one column: a line of this list that carries another payout's claim stands in two lists. */
function noLineTwice(payouts: readonly PayoutRow[], list: Recounts): Check[] {
  return perPayout('noLineTwice', payouts, (payout) => (list.get(payout.id)?.foreignLines ?? 0) > 0)
}

function payeeData(context: QueryContext, payable: readonly PayoutRow[]): Check[] {
  const payee = context.raw.prepare(
    'SELECT payee_method, payee_account_name, payee_email, payee_account, payee_currency FROM partner WHERE id = ?',
  )
  const byHand = payable.filter((payout) => payout.method === 'byHand').length
  return perPayout(
    'payeeData',
    payable,
    (payout) =>
      payout.method !== 'byHand' && payableMethod(payee.get(payout.partner_id) as StoredPayee) !== payout.method,
    byHand === 0 ? '' : String(byHand),
  )
}

/** Lines that are due for this run and came after its list was frozen, and lines of the list that changed since. */
async function noLateChange(
  context: QueryContext,
  run: PayoutRunTable,
  payouts: readonly PayoutRow[],
  list: Recounts,
): Promise<Check> {
  const isChanged = run.fingerprint !== fingerprintOf(payouts, list)
  const leftOut = new Set(
    payouts
      .filter((payout) => !claimsLines(payout.carried_because))
      .map((payout) => `${payout.partner_id} ${payout.currency}`),
  )
  const free = await collect(context.raw, { from: run.from_on, to: run.to_on, cutoffOn: run.cutoff_on })
  const late = free.filter(({ partnerId, currency }) => !leftOut.has(`${partnerId} ${currency}`))
  const lines = late.reduce((count, { lineCount, adjustments }) => count + lineCount + adjustments.length, 0)
  const isPassed = !isChanged && lines === 0
  return { check: 'noLateChange', isPassed, detail: lines === 0 ? '' : String(lines), payoutId: null }
}

/**
 * What a reviewer looks at before anything is frozen for good. `detail` carries a name or a number; the words are the
 * window's.
 */
export async function runChecks(
  context: QueryContext,
  run: PayoutRunTable,
  payouts: readonly PayoutRow[],
): Promise<Check[]> {
  const isOpen = run.state === 'draft' || run.state === 'reviewed'
  const list = await recountList(context.raw, payouts)
  const payable = payouts.filter((payout) => payout.payout_minor > 0)
  const settings = context.settings()
  return [
    ...totalsAddUp(payouts, list),
    ...noLineTwice(payouts, list),
    ...payeeData(context, payable),
    ...perPayout('aboveMinimum', payable, (payout) => payout.payout_minor < minimumPayout(settings, payout.currency)),
    ...(isOpen ? [await noLateChange(context, run, payouts, list)] : []),
    ...perPayout(
      'againstAverage',
      payable,
      ({ average_minor: average, payout_minor: minor }) =>
        average !== null && minor > average + scale(average, MUCH_ABOVE_PPM, 1_000_000, 'halfAwayFromZero'),
    ),
  ]
}

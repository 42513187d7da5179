import { AppError } from '../../contract/errors.ts'
import { type CarryReason, carryReasonSchema, type payoutMethods, type Run } from '../../contract/payouts.ts'
import type { CommandContext, HandlersOf, QueryContext } from '../context.ts'
import type { PayoutRunTable, PayoutTable } from '../db/schema.ts'
import { runChecks } from './checks.ts'
import { collect } from './collect.repo.ts'
import { shownFingerprint } from './fingerprint.rules.ts'
import { noOverride, type Override, toPayout } from './freeze.ts'
import { balanceOf } from './identity.rules.ts'
import { claimsLines } from './claims.rules.ts'
import { assertList, draftList, refreshList, seal } from './list.ts'
import type { PayoutMethod } from './payee.rules.ts'
import {
  countPayments, getPayout, getRun, hasLaterStatements, listExports, listPayouts, listRunNumbers, listStates, type PayoutRow,
} from './runs.repo.ts' // prettier-ignore
import { assertStep, runNumber, toSteps } from './runs.rules.ts'
import { freezeStatements, retractStatements } from './approve.ts'

type RunMethods =
  | 'payouts.run'
  | 'payouts.preview'
  | 'payouts.createRun'
  | 'payouts.exclude'
  | 'payouts.include'
  | 'payouts.review'
  | 'payouts.backToDraft'
  | 'payouts.approve'
  | 'payouts.close'
  | 'payouts.void'

type Sums = Pick<PayoutTable, 'currency' | 'payout_minor' | 'carried_because'>

/** Payouts and money per currency, of those that are paid now. */
function toTotals(payouts: readonly Sums[]): Run['totals'] {
  const totals = new Map<string, Run['totals'][number]>()
  for (const { currency, payout_minor: minor, carried_because: carriedBecause } of payouts) {
    if (carriedBecause !== null) continue
    const total = totals.get(currency) ?? { currency, payouts: 0, minor: 0 }
    totals.set(currency, { currency, payouts: total.payouts + 1, minor: total.minor + minor })
  }
  return [...totals.values()]
}

const linesInList = (payouts: readonly Pick<PayoutTable, 'carried_because' | 'line_count'>[]): number =>
  payouts.reduce((lines, payout) => lines + (claimsLines(payout.carried_because) ? payout.line_count : 0), 0)

function toReason(stored: string | null): CarryReason | null {
  return stored === null ? null : carryReasonSchema.parse(stored)
}

function describePayout(row: PayoutRow): Run['payouts'][number] {
  const sums = { openingMinor: row.opening_minor, earnedMinor: row.earned_minor, adjustedMinor: row.adjusted_minor }
  return {
    id: row.id,
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    currency: row.currency,
    lines: row.line_count,
    ...sums,
    balanceMinor: balanceOf(sums),
    payoutMinor: row.payout_minor,
    carriedBecause: toReason(row.carried_because),
    shortByMinor: row.short_by_minor,
    note: row.note,
    method: row.method as PayoutMethod, // written by `toPayout` only
    averageMinor: row.average_minor,
    statementId: row.statement_id,
    statementNumber: row.statement_number,
    paidOn: row.paid_on,
    reference: row.reference,
  }
}

async function describeRun(context: QueryContext, run: PayoutRunTable): Promise<Run> {
  const payouts = listPayouts(context.raw, run.id)
  return {
    id: run.id,
    number: run.number,
    from: run.from_on,
    to: run.to_on,
    cutoffOn: run.cutoff_on,
    state: run.state,
    fingerprint: shownFingerprint(run.fingerprint),
    totals: toTotals(payouts),
    lines: linesInList(payouts),
    payouts: payouts.map(describePayout),
    checks: run.state === 'void' ? [] : await runChecks(context, run, payouts),
    steps: toSteps(listStates(context.raw, run.id)),
    exports: listExports(context.raw, run.id),
  }
}

/** Decides one payout of a draft anew, from the lines that are free for it now. */
async function decideAgain(
  context: CommandContext,
  payout: PayoutTable,
  run: PayoutRunTable,
  override: Override,
): Promise<void> {
  const { raw, write } = context
  const { partner_id: partnerId, currency } = payout
  const period = { from: run.from_on, to: run.to_on, cutoffOn: run.cutoff_on }
  const [collected] = await collect(raw, period, { runId: run.id, partnerId, currency })
  const nothing = {
    partnerId,
    currency,
    ranges: [],
    lineCount: 0,
    earnedMinor: 0,
    linesHash: '',
    adjustments: [],
    adjustedMinor: 0,
    openingMinor: 0,
    heldLines: 0,
  }
  write.update('payout', payout.id, toPayout(context, collected ?? nothing, override))
  await seal(context, run.id)
}

function getDraft(context: CommandContext, payoutId: number): { payout: PayoutTable; run: PayoutRunTable } {
  const payout = getPayout(context.raw, payoutId)
  const run = getRun(context.raw, payout.run_id)
  if (run.state !== 'draft') throw new AppError('payout.illegalState', { from: run.state, to: 'draft' })
  return { payout, run }
}

function describeTo(context: CommandContext, payout: PayoutTable): void {
  const name = context.raw.prepare('SELECT name FROM partner WHERE id = ?').pluck().get(payout.partner_id) as string
  context.describe(name)
}

export const runHandlers: HandlersOf<Pick<typeof payoutMethods, RunMethods>> = {
  async 'payouts.run'(context, { id }) {
    return describeRun(context, getRun(context.raw, id))
  },

  async 'payouts.preview'(context, period) {
    const payouts = await draftList(context, period)
    return {
      totals: toTotals(payouts),
      carriedOver: payouts.filter((payout) => payout.carried_because !== null).length,
      lines: linesInList(payouts),
    }
  },

  async 'payouts.createRun'(context, period) {
    if (period.from > period.to) throw new AppError('date.invalid', { date: period.to })
    const payouts = await draftList(context, period)
    if (payouts.length === 0) throw new AppError('payout.empty')
    const number = runNumber(period, listRunNumbers(context.raw))
    const id = context.write.insert('payout_run', {
      uid: context.clock.uid(),
      number,
      from_on: period.from,
      to_on: period.to,
      cutoff_on: period.cutoffOn,
      state: 'draft',
      fingerprint: '',
      void_reason: '',
    })
    for (const payout of payouts) context.write.insert('payout', { ...payout, run_id: id, settled_on: null })
    await seal(context, id)
    context.describe(number)
    return { id }
  },

  async 'payouts.exclude'(context, { payoutId, reason }) {
    const { payout, run } = getDraft(context, payoutId)
    await decideAgain(context, payout, run, { isExcluded: true, reason, ignoresMinimum: false })
    describeTo(context, payout)
    return {}
  },

  /** Puts an excluded payout back, or pays one that is below its minimum anyway. */
  async 'payouts.include'(context, { payoutId }) {
    const { payout, run } = getDraft(context, payoutId)
    const isBelow = payout.carried_because === 'belowMinimum'
    if (!isBelow && payout.carried_because !== 'excluded')
      throw new AppError('payout.illegalState', { from: payout.carried_because ?? 'included', to: 'included' })
    await decideAgain(context, payout, run, { ...noOverride, ignoresMinimum: isBelow })
    describeTo(context, payout)
    return {}
  },

  async 'payouts.review'(context, { id, fingerprint }) {
    const run = getRun(context.raw, id)
    assertStep(run.state, 'reviewed')
    await assertList(context.raw, run, fingerprint)
    context.write.update('payout_run', id, { state: 'reviewed' })
    context.describe(run.number)
    return {}
  },

  /** Reads the list anew as well, so that a draft whose lines changed can be brought up to date. */
  async 'payouts.backToDraft'(context, { id }) {
    const run = getRun(context.raw, id)
    if (run.state !== 'draft') assertStep(run.state, 'draft')
    await refreshList(context, run)
    context.write.update('payout_run', id, { state: 'draft' })
    await seal(context, id)
    context.describe(run.number)
    return {}
  },

  async 'payouts.approve'(context, { id, fingerprint }) {
    const run = getRun(context.raw, id)
    assertStep(run.state, 'approved')
    await assertList(context.raw, run, fingerprint)
    const statements = await freezeStatements(context, run)
    context.write.update('payout_run', id, { state: 'approved' })
    context.describe(run.number)
    return { statements }
  },

  async 'payouts.close'(context, { id }) {
    const run = getRun(context.raw, id)
    assertStep(run.state, 'closed')
    const unpaid = listPayouts(context.raw, id).filter((row) => row.payout_minor > 0 && row.paid_on === null)
    if (unpaid.length > 0) throw new AppError('payout.illegalState', { from: run.state, to: 'closed' })
    context.write.update('payout_run', id, { state: 'closed' })
    context.describe(run.number)
    return {}
  },

  async 'payouts.void'(context, { id, reason }) {
    const run = getRun(context.raw, id)
    assertStep(run.state, 'void')
    if (countPayments(context.raw, id) > 0) throw new AppError('payout.illegalState', { from: 'paid', to: 'void' })
    if (hasLaterStatements(context.raw, id)) throw new AppError('payout.illegalState', { from: 'carried', to: 'void' })
    retractStatements(context, id)
    context.write.update('payout_run', id, { state: 'void', void_reason: reason })
    context.describe(run.number)
    return {}
  },
}

import { addDays, addMonths, type Day, endOfMonth } from '../../contract/dates.ts'
import type { Run } from '../../contract/payouts.ts'
import type { TaskContext } from '../context.ts'
import { payoutHandlers } from '../payouts/payouts.handlers.ts'
import type { Teller } from './teller.ts'

/** What a payment file says; the workspace keeps its hash only. */
export interface SampleFile {
  name: string
  text: string
}

const periodOf = (month: Day) => ({ from: month, to: endOfMonth(month), cutoffOn: addDays(addMonths(month, 1), 14) })

/** A run as its list stands now, or null where there is nothing to pay. */
export async function openRun(task: TaskContext, teller: Teller, month: Day): Promise<Run | null> {
  const period = periodOf(month)
  const { lines, carriedOver, totals } = await payoutHandlers['payouts.preview'](task, period)
  if (lines + carriedOver + totals.length === 0) return null
  const { id } = await teller.step('payouts.createRun', period)
  return payoutHandlers['payouts.run'](task, { id })
}

async function approve(teller: Teller, { id, fingerprint }: Run): Promise<void> {
  await teller.step('payouts.review', { id, fingerprint })
  await teller.step('payouts.approve', { id, fingerprint })
}

/** A run that was approved and taken back, so that its period is paid by a second one. */
export async function voidRun(task: TaskContext, teller: Teller, month: Day): Promise<void> {
  const run = await openRun(task, teller, month)
  if (run === null) return
  await approve(teller, run)
  await teller.step('payouts.void', { id: run.id, reason: 'Two partners had sent new bank details that morning' })
}

/**
 * Takes the run of a month all the way: reviewed, approved and exported in the middle of the next month, paid two days
 * later, closed after that. @returns its payment files
 */
export async function payMonth(task: TaskContext, teller: Teller, month: Day): Promise<SampleFile[]> {
  const runDay = addDays(addMonths(month, 1), 15)
  teller.goTo(runDay)
  const run = await openRun(task, teller, month)
  if (run === null) return []
  await approve(teller, run)
  const paid = run.payouts.filter((payout) => payout.payoutMinor > 0)
  const files = paid.some((payout) => payout.method !== 'byHand')
    ? (await teller.step('payouts.export', { id: run.id, fingerprint: run.fingerprint, format: 'csv' })).files
    : []
  if (paid.length > 0) {
    const paidOn = addDays(runDay, 2)
    teller.goTo(paidOn)
    const payments = paid.map(({ id }, i) => ({ payoutId: id, reference: `TT-${run.number}-${i + 1}` }))
    await teller.step('payouts.markPaid', { id: run.id, paidOn, payments })
  }
  teller.goTo(addDays(runDay, 4))
  await teller.step('payouts.close', { id: run.id })
  return files.map(({ name, text }) => ({ name, text }))
}

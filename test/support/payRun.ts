import type { Run } from '../../src/contract/payouts.ts'
import type { TestEngine } from './testEngine.ts'

/** December 2025 with a cut-off at the default due day of its commissions. */
export const december = { from: '2025-12-01', to: '2025-12-31', cutoffOn: '2026-01-15' }
export const january = { from: '2026-01-01', to: '2026-01-31', cutoffOn: '2026-02-15' }

export async function openRun(engine: TestEngine, period = december): Promise<Run> {
  const { id } = await engine.call('payouts.createRun', period)
  return engine.call('payouts.run', { id })
}

export async function approveRun(engine: TestEngine, id: number): Promise<Run> {
  const { fingerprint } = await engine.call('payouts.run', { id })
  await engine.call('payouts.review', { id, fingerprint })
  await engine.call('payouts.approve', { id, fingerprint })
  return engine.call('payouts.run', { id })
}

/** Marks every payable payout of a run as paid. */
export async function payRun(engine: TestEngine, run: Run, paidOn: string): Promise<void> {
  const payments = run.payouts
    .filter(({ payoutMinor }) => payoutMinor > 0)
    .map(({ id }) => ({ payoutId: id, reference: `T-${id}` }))
  await engine.call('payouts.markPaid', { id: run.id, paidOn, payments })
}

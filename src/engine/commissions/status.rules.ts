import type { CommissionStatus } from '../../contract/commissions.ts'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { RunState } from '../../contract/payouts.ts'

/** What decides a commission's status; nothing of it is the status itself. */
export interface StatusFacts {
  dueOn: Day
  today: Day
  /** Its conversion is fully refunded and it was not settled before that. */
  isReversed: boolean
  decision: 'hold' | 'rejected' | null
  /** State of the run whose payout claims it; null when none does. */
  runState: RunState | null
  /** The payout that claims it has been paid. */
  isPaid: boolean
}

/** From approval on, a run's statements are frozen. [PO3] */
export function isSettledState(state: RunState): boolean {
  return state === 'approved' || state === 'exported' || state === 'paid' || state === 'closed'
}

/**
 * The status of a commission. What is paid or settled stays so; then a decision, then a refund; pending becomes approved
 * by itself on its due day. [CO9]
 */
export function computeStatus(facts: StatusFacts): CommissionStatus {
  const { runState } = facts
  if (runState !== null && isSettledState(runState)) return facts.isPaid ? 'paid' : 'inRun'
  if (facts.decision === 'rejected') return 'rejected'
  if (facts.isReversed) return 'reversed'
  if (facts.decision === 'hold') return 'hold'
  if (runState === 'draft' || runState === 'reviewed') return 'inRun'
  return facts.dueOn <= facts.today ? 'approved' : 'pending'
}

const TRANSITIONS: Readonly<Record<CommissionStatus, readonly CommissionStatus[]>> = {
  pending: ['approved', 'hold', 'rejected', 'reversed'],
  hold: ['pending', 'rejected', 'reversed'],
  approved: ['inRun', 'hold', 'reversed'],
  inRun: ['approved', 'paid'],
  paid: [],
  reversed: [],
  rejected: [],
}

/**
 * Guards a change of status: pending → approved, hold, rejected, reversed; hold → pending, rejected, reversed;
 * approved → in run, hold, reversed; in run → approved, paid. Nothing follows paid, reversed or rejected; a paid
 * commission is only answered by a clawback. [CO14]
 *
 * @throws AppError 'commission.locked' when it is in a run or paid, 'commission.illegalStatus' otherwise
 */
export function assertTransition(from: CommissionStatus, to: CommissionStatus): void {
  if (TRANSITIONS[from].includes(to)) return
  throw new AppError(from === 'inRun' || from === 'paid' ? 'commission.locked' : 'commission.illegalStatus', {
    from,
    to,
  })
}

import { endOfMonth, monthOf } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { RunState } from '../../contract/payouts.ts'

/** What a run asks for. Only commissions that happened up to `to` and are due up to the cut-off are in. */
export interface RunPeriod {
  from: string
  to: string
  cutoffOn: string
}

const NEXT: Readonly<Record<RunState, readonly RunState[]>> = {
  draft: ['reviewed', 'void'],
  reviewed: ['draft', 'approved', 'void'],
  approved: ['exported', 'paid', 'closed', 'void'],
  exported: ['paid', 'closed'],
  paid: ['closed'],
  closed: [],
  void: [],
}

/**
 * Guards a run's way: draft → reviewed → approved → exported → paid → closed, void before export only. A run whose
 * payouts are all paid by hand needs no export; one that pays nobody is closed right after its approval. [PO1]
 *
 * @throws AppError payout.illegalState
 */
export function assertStep(from: RunState, to: RunState): void {
  if (!NEXT[from].includes(to)) throw new AppError('payout.illegalState', { from, to })
}

/** A calendar month is named after it ("2025-12"), whole months "2025-10..2025-12", any other period by its days. A second run of a period gets a letter. */
export function runNumber(period: RunPeriod, taken: readonly string[]): string {
  const [first, last] = [monthOf(period.from), monthOf(period.to)]
  const isWhole = period.from === `${first}-01` && period.to === endOfMonth(period.to)
  const base = !isWhole ? `${period.from}..${period.to}` : first === last ? first : `${first}..${last}`
  if (!taken.includes(base)) return base
  for (let letter = 1; ; letter += 1) {
    const number = `${base}${toLetters(letter)}`
    if (!taken.includes(number)) return number
  }
}

/** 1 is "b", 25 is "z", 26 is "aa": the run without a letter was the first. */
function toLetters(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26))
  return index < 26 ? letter : `${toLetters(Math.floor(index / 26) - 1)}${letter}`
}

/** "2025-12-003": the third statement of a run. */
export function statementNumber(number: string, ordinal: number): string {
  return `${number}-${String(ordinal).padStart(3, '0')}`
}

/** A step that a run has taken, newest last. */
export interface RunStep {
  state: RunState
  by: string
  at: string
}

/** The way a run has come, from the log of its states; a step taken back is forgotten together with those after it. */
export function toSteps(log: readonly RunStep[]): RunStep[] {
  const steps: RunStep[] = []
  for (const step of log) {
    const known = steps.findIndex(({ state }) => state === step.state)
    if (known === -1) steps.push(step)
    else steps.length = known + 1
  }
  return steps
}

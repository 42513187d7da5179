import type { Trace } from '../../contract/commissions.ts'
import type { Day } from '../../contract/dates.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import { type CapKind, listCaps, type PlanRule } from '../../contract/plans.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { computeBase } from './base.rules.ts'
import type { ChargedAmounts } from './base.rules.ts'
import { earnedOf, fixedLeft } from './calculate.rules.ts'
import { earnedByLast, earnedByTerms, lastTerms } from './clawbacks.rules.ts'
import { componentKind, componentOf, kindOf } from './ids.rules.ts'
import { termsOf } from './settled.rules.ts'
import type { PaidLine, TakenBack } from './settled.rules.ts'
import { windowKey } from './windows.rules.ts'

/** What a trace is rebuilt from: a stored commission, its conversion, its plan version and the programme's settings. */
export interface TraceSource {
  commissionId: number
  currency: string
  occurredOn: Day
  plan: Trace['plan']
  rule: PlanRule
  /** The conversion the commission hangs on. */
  amounts: ChargedAmounts
  quantity: number
  /** As stored with the commission. */
  baseMinor: Minor
  counterBefore: number
  /** What was added to the counter: by the conversion itself, or by the one that crossed the step (true-ups). */
  counterStep: number
  /** Uplifts: the tier of the day. */
  tier?: string
  /** The cap that cut it, to so much; a budget counts it by its own day, others by that of the conversion. */
  capped: { kind: CapKind; earnedMinor: Minor; soldOn: Day } | null
  settings: Pick<ProgrammeSettings, 'rounding' | 'fiscalYearStartMonth' | 'base'>
}

/**
 * The full arithmetic of a rate, fixed, true-up or uplift commission, rebuilt from what is stored. [CO10]
 *
 * `earnedMinor` is computed from the trace's own terms, so it replays by construction; that it equals the stored amount
 * is what the caller checks.
 */
export function buildTrace(source: TraceSource): Trace {
  const component = componentOf(source.commissionId)
  const kind = componentKind(component)
  const { lines, baseMinor: left } = computeBase(source.amounts, source.settings.base)
  const isReversed = left === 0 && source.amounts.refundedMinor !== 0
  const { payment } = source.rule
  const wholeMinor = computeBase({ ...source.amounts, refundedMinor: 0 }, source.settings.base).baseMinor
  const fixed = fixedLeft(payment, { baseMinor: left, wholeMinor, isReversed })
  return withEarned(
    {
      ...head(source, kind),
      baseLines: lines,
      baseMinor: source.baseMinor,
      counter: kind === 'fixed' || kind === 'uplift' ? null : toCounter(source),
      terms: termsOf(payment, component, source.baseMinor, source.counterBefore),
      ...(kind === 'fixed' ? fixed : { fixedMinor: 0 }),
      ...(source.tier === undefined ? {} : { tier: source.tier }),
      ...toCap(source),
    },
    source.settings.rounding,
  )
}

/**
 * The arithmetic of a clawback: the last part of the settled line at the rate as paid, all that refunds have taken back
 * until now, plus what earlier ones already took and what a cap had cut off. [CO7] [CO27]
 *
 * @param source the refund's commission; `baseMinor` is negative
 * @param line   the settled line it takes back
 * @param before what earlier refunds took back of that line
 * @param isLate the refund came when the window for clawbacks was over: it takes nothing back [CO24]
 */
export function buildClawbackTrace(source: TraceSource, line: PaidLine, before: TakenBack, isLate = false): Trace {
  const common = {
    ...head(source, 'clawback'),
    baseLines: [{ label: 'refunded' as const, minor: source.baseMinor }],
    baseMinor: source.baseMinor,
    counter: null,
  }
  if (isLate) return withEarned({ ...common, terms: [], fixedMinor: 0, isWrittenOff: true }, source.settings.rounding)
  const takenMinor = before.baseMinor - source.baseMinor
  const { rounding } = source.settings
  const terms = lastTerms(line.terms, takenMinor)
  const givesBack = line.terms.length === 0 || line.isCapped
  const byTerms = earnedByTerms(terms, rounding)
  const fixedMinor = before.earnedMinor + (givesBack ? byTerms - earnedByLast(line, takenMinor, rounding) : 0)
  return withEarned(
    { ...common, terms: terms.map(({ minor, ratePpm }) => ({ minor: -minor, ratePpm })), fixedMinor },
    rounding,
  )
}

/**
 * The arithmetic of a line that undoes a settled one because its conversion no longer counts, or is rated anew: what was
 * paid, with the opposite sign. [CO18] [CO30]
 *
 * @param settledMinor what the settled line earned
 */
export function buildTakenBackTrace(
  source: TraceSource,
  settledMinor: Minor,
  because: 'notCounted' | 'ratedAnew',
): Trace {
  return withEarned(
    {
      ...head(source, kindOf(source.commissionId)),
      baseLines: [{ label: because, minor: source.baseMinor }],
      baseMinor: source.baseMinor,
      counter: null,
      terms: [],
      fixedMinor: 0 - settledMinor,
    },
    source.settings.rounding,
  )
}

/** The same minor units again, from the trace alone. [CO10] */
export function replay(trace: Trace): Minor {
  return earnedOf(trace, trace.rounding)
}

function head(source: TraceSource, component: Trace['component']) {
  const { commissionId, currency, occurredOn, plan, rule, quantity } = source
  return {
    commissionId,
    component,
    currency,
    occurredOn,
    plan,
    rule: { key: rule.key, name: rule.name, payment: rule.payment },
    quantity,
  }
}

function toCounter(source: TraceSource): Trace['counter'] {
  const { payment } = source.rule
  if (payment.kind !== 'marginal' && payment.kind !== 'whole') return null
  const { unit, window } = payment.counter
  return {
    unit,
    window,
    key: windowKey(source.occurredOn, window, source.settings.fiscalYearStartMonth),
    before: source.counterBefore,
    after: source.counterBefore + source.counterStep,
  }
}

/** What the stored amount tells of a cap: a line that it cut earns what was left under it. */
function toCap({ capped, rule, occurredOn, settings }: TraceSource): Pick<Trace, 'cap'> {
  const cap = listCaps(rule.caps).find(({ kind }) => kind === capped?.kind)
  if (!cap || !capped) return {}
  const countsOn = cap.kind === 'programme' ? occurredOn : capped.soldOn
  const key = cap.window === null ? '' : windowKey(countsOn, cap.window, settings.fiscalYearStartMonth)
  return { cap: { ...cap, key, leftMinor: capped.earnedMinor } }
}

function withEarned(trace: Omit<Trace, 'earnedMinor' | 'rounding'>, rounding: Rounding): Trace {
  return { ...trace, rounding, earnedMinor: earnedOf(trace, rounding) }
}

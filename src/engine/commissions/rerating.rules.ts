import { counterSchema, partialRefundOf, type Payment } from '../../contract/plans.ts'
import { withoutLateRefunds } from './clawbacks.rules.ts'
import { CommissionColumns } from './commissionColumns.rules.ts'
import { computeRemaining, type ConversionColumns, SALE } from './conversionColumns.rules.ts'
import {
  atTurn,
  componentKind,
  componentOf,
  FIXED,
  RATE,
  toCommissionId,
  trueUpComponent,
  turnOf,
} from './ids.rules.ts'
import { type PartnerRun, runPartner } from './partnerRun.rules.ts'
import { collectSettled, type SettledLine, termsOf } from './settled.rules.ts'
import type { Term } from './tiers.rules.ts'
import { type CounterWindow, monthIndexOf, windowOfMonth } from './windows.rules.ts'

const windows = counterSchema.shape.window.options

type PaymentOf = (versionId: number, ruleIndex: number) => Payment

/** Settled lines that are rated anew, by the id they have in turn 0. */
type ReRated = ReadonlySet<number>

const NOTHING_RERATED: ReRated = new Set()

/**
 * Settled lines that refunds had lowered, of sales of which less is refunded by now: the rest is to be paid as well. Fixed
 * amounts that a refund does not lower are not among them. [CO18]
 *
 * @param lines         standing lines of the conversions
 * @param hasLostRefund whether a refund of a sale counts no longer: without one, what counts as base has changed, and what is
 *                      settled stays
 */
export function findShort(
  conversions: ConversionColumns,
  lines: readonly SettledLine[],
  paymentOf: PaymentOf,
  hasLostRefund: (saleId: number) => boolean,
): ReRated {
  const remaining = computeRemaining(conversions)
  const isKept = ({ id, versionId, ruleIndex }: SettledLine): boolean =>
    componentOf(id) === FIXED && partialRefundOf(paymentOf(versionId, ruleIndex)) === 'keep'
  const short = lines.filter(
    (line) =>
      componentKind(componentOf(line.id)) !== 'clawback' &&
      line.baseMinor < (remaining[line.row] ?? 0) &&
      !isKept(line) &&
      hasLostRefund(conversions.id[line.row] ?? 0),
  )
  return new Set(short.map(({ id }) => atTurn(id, 0)))
}

/** The settled rate of a conversion and its true-ups. */
interface Rated {
  row: number
  /** The rate first. */
  lines: SettledLine[]
}

/**
 * Settled rates and true-ups that are not what their period is worth by now: with a sale refunded or gone, the counter may
 * not reach a step that others were paid by. Such a period is rated as if nothing of it were settled; what the same rule
 * then pays at other rates is to be taken back and earned anew. [CO30]
 *
 * @param lines standing lines of the run's conversions
 * @param gone  days of settled sales that count no longer, since 1970-01-01
 */
export function findReRated(
  run: PartnerRun,
  lines: readonly SettledLine[],
  paymentOf: PaymentOf,
  gone: readonly number[],
): ReRated {
  const { settled, settings } = run
  if (settled === null) return NOTHING_RERATED
  const conversions = withoutLateRefunds(run.conversions, settled, settings.clawbackDays)
  const rated = listRated({ ...run, conversions }, lines, paymentOf, gone)
  if (rated.size === 0) return NOTHING_RERATED
  const reRated = new Set<number>()

  const others = lines.filter(({ row }) => !rated.has(row))
  const anew = new CommissionColumns(conversions.count)
  runPartner(
    {
      ...run,
      conversions,
      settled: collectSettled(conversions, others, paymentOf),
      movedAway: null,
      turns: new Map(),
      caps: null,
    },
    anew,
  )
  const entries = new Map<number, number>()
  for (let entry = 0; entry < anew.count; entry += 1) entries.set(anew.id[entry] ?? 0, entry)
  const remaining = computeRemaining(conversions)

  for (const { row, lines: paid } of rated.values()) {
    const [rate, ...lifts] = paid
    const entryOf = (component: number) => entries.get(toCommissionId(conversions.id[row] ?? 0, component))
    const rateAnew = entryOf(RATE)
    if (rate === undefined || rateAnew === undefined) continue
    if (anew.versionId[rateAnew] !== rate.versionId || anew.ruleIndex[rateAnew] !== rate.ruleIndex) continue
    const payment = paymentOf(rate.versionId, rate.ruleIndex)
    const left = remaining[row] ?? 0
    const paidTerms = (line: SettledLine): Term[] =>
      firstTerms(termsOf(payment, componentOf(line.id), line.baseMinor, line.counterBefore), left)
    const anewTerms = (component: number): Term[] => {
      const entry = entryOf(component)
      return entry === undefined
        ? []
        : firstTerms(termsOf(payment, component, left, anew.counterBefore[entry] ?? 0), left)
    }
    const steps = payment.kind === 'whole' ? payment.tiers.map((_, tier) => trueUpComponent(tier)).slice(1) : []
    if (isSame(lifted(paidTerms(rate), lifts.map(paidTerms)), lifted(anewTerms(RATE), steps.map(anewTerms)))) continue
    const isRateKept = isSame(paidTerms(rate), anewTerms(RATE))
    for (const line of paid)
      if (!isRateKept || (line !== rate && !isSame(paidTerms(line), anewTerms(componentOf(line.id)))))
        reRated.add(atTurn(line.id, 0))
  }
  return reRated
}

/**
 * Settled rates, with their true-ups, whose counter has lost a sale since, or which were rated anew before, by their
 * conversion's index.
 */
function listRated(
  { conversions, settings }: PartnerRun,
  lines: readonly SettledLine[],
  paymentOf: PaymentOf,
  gone: readonly number[],
): ReadonlyMap<number, Rated> {
  const { count, day, refundOf } = conversions
  const windowOf = (onDay: number, window: CounterWindow): string =>
    `${window} ${windowOfMonth(monthIndexOf(onDay), window, settings.fiscalYearStartMonth)}`
  const lost = new Set<string>()
  const lose = (onDay: number): void => {
    for (const window of windows) lost.add(windowOf(onDay, window))
  }
  for (const onDay of gone) lose(onDay)
  for (let row = 0; row < count; row += 1) {
    const sale = refundOf?.[row] ?? SALE
    if (sale >= 0) lose(day[sale] ?? 0)
  }
  const rated = new Map<number, Rated>()
  for (const line of lines) {
    const payment = paymentOf(line.versionId, line.ruleIndex)
    if (componentOf(line.id) !== RATE || (payment.kind !== 'marginal' && payment.kind !== 'whole')) continue
    if (turnOf(line.id) === 0 && !lost.has(windowOf(day[line.row] ?? 0, payment.counter.window))) continue
    rated.set(line.row, { row: line.row, lines: [line] })
  }
  for (const line of lines) if (componentKind(componentOf(line.id)) === 'trueUp') rated.get(line.row)?.lines.push(line)
  return rated
}

/** The terms of the first `minor` of an amount: what refunds leave. */
function firstTerms(terms: readonly Term[], minor: number): Term[] {
  const first: Term[] = []
  let left = minor
  for (const term of terms) {
    const part = Math.min(left, term.minor)
    if (part > 0) first.push({ minor: part, ratePpm: term.ratePpm })
    left -= part
  }
  return first
}

/** The terms of a rate with what true-ups add to it. */
function lifted(terms: readonly Term[], lifts: readonly (readonly Term[])[]): Term[] {
  const addedPpm = lifts.reduce((sum, [lift]) => sum + (lift?.ratePpm ?? 0), 0)
  return terms.map(({ minor, ratePpm }) => ({ minor, ratePpm: ratePpm + addedPpm }))
}

/** Whether two lists of terms pay the same rates on the same amounts. */
function isSame(some: readonly Term[], others: readonly Term[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ minor, ratePpm }, i) => minor === others[i]?.minor && ratePpm === others[i].ratePpm)
  )
}

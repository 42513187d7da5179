import type { Minor } from '../../contract/money.ts'
import { counterSchema, type Payment } from '../../contract/plans.ts'
import { firstTerms } from './clawbacks.rules.ts'
import { CommissionColumns } from './commissionColumns.rules.ts'
import { computeRemaining, type ConversionColumns, SALE } from './conversionColumns.rules.ts'
import { atTurn, componentKind, componentOf, RATE, toCommissionId, trueUpComponent, turnOf } from './ids.rules.ts'
import { type PartnerRun, runPartner } from './partnerRun.rules.ts'
import { collectSettled, type Settled, type SettledLine, termsOf } from './settled.rules.ts'
import type { Term } from './tiers.rules.ts'
import { type CounterWindow, monthIndexOf, windowOfMonth } from './windows.rules.ts'

const windows = counterSchema.shape.window.options

type PaymentOf = (versionId: number, ruleIndex: number) => Payment

/** Settled lines, by the id they have in turn 0. */
interface ReRated {
  /** To be taken back and earned anew. */
  anew: ReadonlySet<number>
  /** They would be, but people hold or refuse that they are taken back: they stay as they were paid. */
  kept: ReadonlySet<number>
}

const NOTHING_RERATED: ReRated = { anew: new Set(), kept: new Set() }

/** The settled rate of a conversion, then its true-ups; by the conversion's index. */
type Rated = ReadonlyMap<number, SettledLine[]>

/**
 * Settled lines that are not what their sale is worth by now, as its rule pays it: they are to be taken back and earned anew.
 * Where the programme rates periods anew those are rates and true-ups of a period that no longer reaches a step, since a sale
 * of it was refunded or is gone [CO30]; everywhere lines that a refund had lowered that no longer counts [CO18].
 *
 * @param lines       standing lines of the run's conversions
 * @param lostRefundOf what refunds had lowered a settled base by and no longer do, minor units; what counts as base may have
 *                    changed as well, and what is settled stays for that
 * @param gone        days of settled sales that count no longer, since 1970-01-01
 * @param isWithheld  whether people hold or have rejected that a line is taken back
 */
export function findReRated(
  run: PartnerRun,
  lines: readonly SettledLine[],
  paymentOf: PaymentOf,
  lostRefundOf: (line: SettledLine, refundedMinor: Minor) => Minor,
  gone: readonly number[],
  isWithheld: (line: SettledLine) => boolean,
): ReRated {
  if (run.settled === null) return NOTHING_RERATED
  const conversions = run.onTime ?? run.conversions
  const remaining = computeRemaining(conversions)
  const isShort = (line: SettledLine): boolean => {
    const left = remaining[line.row] ?? 0
    if (componentKind(componentOf(line.id)) === 'clawback' || line.baseMinor >= left) return false
    return lostRefundOf(line, (conversions.baseMinor[line.row] ?? 0) - left) > 0
  }
  const short = lines.filter(isShort)
  const isRerating = run.settings.reratesAfterRefunds
  const rated = isRerating
    ? listRated({ ...run, conversions }, lines, paymentOf, gone)
    : new Map<number, SettledLine[]>()
  if (rated.size === 0 && short.length === 0) return NOTHING_RERATED

  const findChanged = (fixed: ReadonlySet<number>): SettledLine[] => {
    const open = new Set([...rated.keys(), ...short.map(({ row }) => row)].filter((row) => !fixed.has(row)))
    const others = lines.filter(({ row }) => !open.has(row))
    const exchanged = new Map([...(run.exchanged ?? []), ...exchangedRows(lines)].filter(([row]) => open.has(row)))
    const anew = new Anew({ ...run, exchanged }, collectSettled(run.conversions, others, paymentOf))
    const changed = new Set(short.filter((line) => open.has(line.row) && anew.earnsOther(line)))
    for (const [row, paid] of rated)
      if (open.has(row)) for (const line of findFallen(paid, paymentOf, anew, remaining[row] ?? 0)) changed.add(line)
    // A true-up lifts the rate as it is settled.
    const rows = new Set([...changed].filter(({ id }) => componentOf(id) === RATE).map(({ row }) => row))
    return lines.filter((line) => changed.has(line) || (isTrueUp(line) && rows.has(line.row)))
  }
  // What stays is counted as it was paid when the rest is rated, which may change more.
  const kept = new Set<SettledLine>()
  let changed = findChanged(new Set())
  for (let held = changed.filter(isWithheld); held.length > 0; held = changed.filter(isWithheld)) {
    const rows = new Set(held.map(({ row }) => row))
    for (const line of changed) if (rows.has(line.row)) kept.add(line)
    changed = findChanged(new Set([...kept].map(({ row }) => row)))
  }
  return { anew: lineIds(changed), kept: lineIds(kept) }
}

/** Bases by which rates were settled, or else something else, by their conversion's index. */
export function exchangedRows(lines: readonly SettledLine[]): ReadonlyMap<number, Minor> {
  const bases = new Map<number, Minor>()
  for (const { id, row, baseMinor } of lines) if (componentOf(id) === RATE || !bases.has(row)) bases.set(row, baseMinor)
  return bases
}

const lineIds = (lines: Iterable<SettledLine>): ReadonlySet<number> =>
  new Set([...lines].map(({ id }) => atTurn(id, 0)))

/** A partner's conversions rated once more, some of them as if nothing of them were settled. */
class Anew {
  private readonly conversions: ConversionColumns
  private readonly columns: CommissionColumns
  private readonly entries = new Map<number, number>()

  constructor(run: PartnerRun, settled: Settled) {
    this.conversions = run.conversions
    this.columns = new CommissionColumns(run.conversions.count)
    runPartner({ ...run, settled, movedAway: null, turns: new Map(), caps: null }, this.columns)
    const { id, count } = this.columns
    for (let entry = 0; entry < count; entry += 1) this.entries.set(id[entry] ?? 0, entry)
  }

  /** Whether the rule that paid a settled line pays it something else, before caps. */
  earnsOther(line: SettledLine): boolean {
    const entry = this.find(line, componentOf(line.id))
    return entry !== undefined && (line.isCapped || this.columns.earnedMinor[entry] !== line.earnedMinor)
  }

  /** Counter before a component of the line's conversion; undefined where the line's rule does not pay it. */
  counterBefore(line: SettledLine, component: number): number | undefined {
    const entry = this.find(line, component)
    return entry === undefined ? undefined : this.columns.counterBefore[entry]
  }

  private find({ row, versionId, ruleIndex }: SettledLine, component: number): number | undefined {
    const entry = this.entries.get(toCommissionId(this.conversions.id[row] ?? 0, component))
    if (entry === undefined || this.columns.versionId[entry] !== versionId) return undefined
    return this.columns.ruleIndex[entry] === ruleIndex ? entry : undefined
  }
}

/** Those of a settled rate and its true-ups that the same rule now pays at other rates. */
function findFallen(paid: readonly SettledLine[], paymentOf: PaymentOf, anew: Anew, left: number): SettledLine[] {
  const [rate, ...lifts] = paid
  if (rate === undefined || anew.counterBefore(rate, RATE) === undefined) return []
  const payment = paymentOf(rate.versionId, rate.ruleIndex)
  const paidTerms = (line: SettledLine): Term[] =>
    firstTerms(termsOf(payment, componentOf(line.id), line.baseMinor, line.counterBefore), left)
  const anewTerms = (component: number): Term[] => {
    const before = anew.counterBefore(rate, component)
    return before === undefined ? [] : firstTerms(termsOf(payment, component, left, before), left)
  }
  const steps = payment.kind === 'whole' ? payment.tiers.map((_, tier) => trueUpComponent(tier)).slice(1) : []
  if (isSame(lifted(paidTerms(rate), lifts.map(paidTerms)), lifted(anewTerms(RATE), steps.map(anewTerms)))) return []
  return paid.filter((line) => !isSame(paidTerms(line), anewTerms(componentOf(line.id))))
}

const isTrueUp = ({ id }: SettledLine): boolean => componentKind(componentOf(id)) === 'trueUp'

/** What was settled by counters that have lost a sale since, or was rated anew before. */
function listRated(
  { conversions, settings }: PartnerRun,
  lines: readonly SettledLine[],
  paymentOf: PaymentOf,
  gone: readonly number[],
): Rated {
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
  const rated = new Map<number, SettledLine[]>()
  for (const line of lines) {
    const payment = paymentOf(line.versionId, line.ruleIndex)
    if (componentOf(line.id) !== RATE || (payment.kind !== 'marginal' && payment.kind !== 'whole')) continue
    if (turnOf(line.id) === 0 && !lost.has(windowOf(day[line.row] ?? 0, payment.counter.window))) continue
    rated.set(line.row, [line])
  }
  for (const line of lines) if (isTrueUp(line)) rated.get(line.row)?.push(line)
  return rated
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

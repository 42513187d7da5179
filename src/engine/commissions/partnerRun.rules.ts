import { addMinor, applyRate, applyRates, scale } from '../../contract/money.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { CompiledPlan, CompiledRule } from '../plans/compile.rules.ts'
import type { PlanTimeline, Segment } from '../plans/timeline.rules.ts'
import type { UpliftSegment } from '../tiers/standing.rules.ts'
import { type CapInputs, Capping } from './capping.rules.ts'
import { appendClawbacks, listClawbacks } from './clawbacks.rules.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { computeRemaining, findFirstOnes, SALE } from './conversionColumns.rules.ts'
import type { ConversionColumns } from './conversionColumns.rules.ts'
import { NOT_YET_DAY } from './due.rules.ts'
import { FIXED, RATE, toCommissionId, trueUpComponent, UPLIFT } from './ids.rules.ts'
import { isPositionSettled, isRateSettled, openIdOf } from './settled.rules.ts'
import type { NextTurns, Settled, SettledPart } from './settled.rules.ts'
import { counterStep, marginalTerms, tierAt, tierIndexAt } from './tiers.rules.ts'
import { missingLifts } from './trueUps.rules.ts'
import type { Crossing, Lift, PaidInWindow } from './trueUps.rules.ts'
import { WindowCounter } from './windowCounter.rules.ts'
import { isWithinMonths, monthIndexOf, windowOfMonth } from './windows.rules.ts'

export interface PartnerRun {
  conversions: ConversionColumns
  timeline: PlanTimeline
  settings: Pick<ProgrammeSettings, 'rounding' | 'fiscalYearStartMonth' | 'clawbackDays' | 'reratesAfterRefunds'>
  /** See `compileDue`. */
  dueDayOf: (eventDay: number, sourceDay: number) => number
  /** What the partner's tiers add, see `upliftsOf`; by the tier of the event's day, whenever it is paid. */
  uplifts: readonly UpliftSegment[]
  /** null: nothing of this partner stands in an approved statement. */
  settled: Settled | null
  /** Without refunds that come too late for a paid sale; null: all are in time. */
  onTime: ConversionColumns | null
  /** Conversions that are earned anew for what was settled, with the base of that: it stays with its rule. null: none. */
  exchanged: ReadonlyMap<number, Minor> | null
  /** Paid sales that are credited to somebody else by now, with their refunds; null: none. [CO29] */
  movedAway: SettledPart | null
  turns: NextTurns
  /** null: no plan has caps. */
  caps: CapInputs | null
}

/**
 * Every open commission of one partner, appended to `output`. [CO1]
 *
 * Conversions are taken by day, then id. Settled ones keep what was paid and their place at the head of each counter;
 * a late arrival is counted after them, so it never changes an approved statement. [CO12]
 *
 * Runs once for each of a million conversions: no objects per conversion, no strings, no calendar but on a new day.
 */
export function runPartner(run: PartnerRun, output: CommissionColumns): void {
  const { conversions, settled, movedAway, settings, turns, caps } = run
  const parts = [settled && { conversions, settled }, movedAway].flatMap((part) => part ?? [])
  const clawbacks = parts.map((part) => [...listClawbacks(part, settings)])
  const capping = caps && new Capping(conversions, caps, settings, output)
  if (caps) {
    capping?.countKept(caps)
    for (const [i, part] of parts.entries()) capping?.countSettled(part, clawbacks[i] ?? [], turns, caps)
  }
  const evaluation = new Evaluation(run, capping, output)
  if (settled) evaluation.passOver(true)
  evaluation.passOver(false)
  capping?.cutDeferred(Infinity)
  for (const [i, part] of parts.entries()) appendClawbacks(part.conversions, clawbacks[i] ?? [], turns, output)
}

class Evaluation {
  private readonly conversions: ConversionColumns
  private readonly segments: readonly Segment[]
  private readonly uplifts: readonly UpliftSegment[]
  private readonly rounding: Rounding
  private readonly fiscalYearStartMonth: number
  private readonly dueDayOf: PartnerRun['dueDayOf']
  private readonly isRerating: boolean
  private readonly exchanged: PartnerRun['exchanged']
  private readonly settled: Settled | null
  private readonly turns: NextTurns
  private readonly capping: Capping | null
  private readonly output: CommissionColumns
  private readonly remaining: ArrayLike<number>
  private readonly remainingOnTime: ArrayLike<number>
  private readonly first: Int32Array | null
  private readonly lead: ArrayLike<number> | null
  /** By counter number, then window number. */
  private readonly counters: Map<number, WindowCounter>[] = []
  /** The counter each number was last asked for; conversions come by day, so it is nearly always asked again. */
  private readonly lastWindow: number[] = []
  private readonly lastCounter: WindowCounter[] = []
  /** Rules that count the conversion at hand: the first `countedLength` entries. Emptying an array would free its memory each time. */
  private readonly countedRules: CompiledRule[] = []
  private countedLength = 0

  // The conversion at hand.
  private row = 0
  private isLead = false
  private isSettledPass = false
  private day = NaN
  private dueDay = 0
  private month = 0
  private upliftPpm = 0
  private isFirst = true
  private isReversed = false
  /** What it adds to amount counters: the base as settled, else what refunds have left. [CO30] */
  private countedMinor = 0
  /** For conditions and competition the base as settled, else what is left; when nothing is, the base before refunds: it stays with its rule. */
  private judgedMinor = 0

  constructor(run: PartnerRun, capping: Capping | null, output: CommissionColumns) {
    this.conversions = run.conversions
    this.segments = run.timeline.segments
    this.uplifts = run.uplifts
    this.rounding = run.settings.rounding
    this.fiscalYearStartMonth = run.settings.fiscalYearStartMonth
    this.dueDayOf = run.dueDayOf
    this.settled = run.settled
    this.turns = run.turns
    this.capping = capping
    this.output = output
    this.isRerating = run.settings.reratesAfterRefunds
    this.exchanged = run.exchanged
    this.remaining = computeRemaining(run.conversions)
    this.remainingOnTime = run.onTime === null ? this.remaining : computeRemaining(run.onTime)
    this.lead = run.conversions.lead
    this.first = run.timeline.needsFirst ? findFirstOnes(run.conversions) : null
  }

  passOver(isSettledPass: boolean): void {
    const { count, day, id, refundOf, blocked, sourceDay } = this.conversions
    const settledComponents = this.settled?.components ?? null
    this.isSettledPass = isSettledPass
    let segment = 0
    let nextSegmentDay = this.segments[1]?.fromDay ?? Infinity
    let uplift = 0
    let nextUpliftDay = this.uplifts[1]?.fromDay ?? Infinity
    this.upliftPpm = this.uplifts[0]?.ppm ?? 0
    this.day = -Infinity
    for (let row = 0; row < count; row += 1) {
      const rowDay = day[row] ?? 0
      if (rowDay < this.day || (rowDay === this.day && (id[row] ?? 0) < (id[row - 1] ?? 0)))
        throw new RangeError(`conversions are not in order at ${row}`)
      if (rowDay !== this.day) {
        this.day = rowDay
        this.month = monthIndexOf(rowDay)
        if (sourceDay === null) this.dueDay = this.dueDayOf(rowDay, NOT_YET_DAY)
        while (rowDay >= nextSegmentDay) {
          segment += 1
          nextSegmentDay = this.segments[segment + 1]?.fromDay ?? Infinity
        }
        while (rowDay >= nextUpliftDay) {
          uplift += 1
          this.upliftPpm = this.uplifts[uplift]?.ppm ?? 0
          nextUpliftDay = this.uplifts[uplift + 1]?.fromDay ?? Infinity
        }
      }
      if (this.capping !== null && !isSettledPass) this.capping.cutDeferred(row)
      if (sourceDay !== null) this.dueDay = this.dueDayOf(rowDay, sourceDay[row] ?? NOT_YET_DAY)
      if (refundOf !== null && refundOf[row] !== SALE) continue
      if (blocked !== null && blocked[row] === 1) continue
      if (settledComponents !== null && isPositionSettled(settledComponents[row] ?? 0) !== isSettledPass) continue
      const plan = this.choosePlan(this.segments[segment], row)
      if (plan !== null) this.evaluate(row, plan)
    }
  }

  private choosePlan(segment: Segment | undefined, row: number): CompiledPlan | null {
    if (segment === undefined) return null
    for (const candidate of segment.candidates) {
      if (candidate.since === -Infinity) return candidate.plan
      const firstDay = this.conversions.day[this.first?.[row] ?? row] ?? 0
      if (firstDay >= candidate.since) return candidate.plan
    }
    return null
  }

  private evaluate(row: number, plan: CompiledPlan): void {
    const net = this.conversions.baseMinor[row] ?? 0
    const left = this.leftOf(row)
    this.row = row
    this.isLead = this.lead !== null && this.lead[row] === 1
    this.isFirst = this.first === null || this.first[row] === row
    this.isReversed = left === 0 && net > 0
    const isSettled = this.settled !== null && isRateSettled(this.settled.components[row] ?? 0)
    let countedMinor = left
    let judgedMinor = left
    if (isSettled) {
      countedMinor = this.settled?.baseMinor[row] ?? 0
      judgedMinor = countedMinor
    } else if (this.exchanged !== null) {
      judgedMinor = this.exchanged.get(row) ?? left
    }
    if (this.isRerating) countedMinor = Math.min(countedMinor, this.remainingOnTime[row] ?? 0)
    this.countedMinor = countedMinor
    this.judgedMinor = judgedMinor === 0 ? net : judgedMinor

    this.countedLength = 0
    let winner: CompiledRule | null = null
    for (const rule of plan.rules) {
      if (winner !== null && rule.rank !== winner.rank && rule.counter === -1) continue
      if (!this.matches(rule)) continue
      if (rule.counter !== -1) {
        this.countedRules[this.countedLength] = rule
        this.countedLength += 1
      }
      if (winner === null) winner = rule
      else if (rule.rank === winner.rank && this.wouldEarn(rule) > this.wouldEarn(winner)) winner = rule
    }
    if (this.isSettledPass) winner = plan.rules.find((rule) => this.hasPaid(rule)) ?? winner
    if (winner === null) return
    this.pay(winner)
    // Every rule whose conditions hold counts the conversion, whichever of them pays it.
    for (let place = 0; place < this.countedLength; place += 1) {
      const rule = this.countedRules[place]
      if (rule !== undefined) this.count(rule, rule === winner)
    }
  }

  private matches(rule: CompiledRule): boolean {
    const { currency, product, country, day } = this.conversions
    if (rule.isForLeads !== this.isLead) return false
    if (rule.currency !== -1 && rule.currency !== currency[this.row]) return false
    if (rule.products !== null && rule.products[product?.[this.row] ?? -1] !== 1) return false
    if (rule.countries !== null && rule.countries[country?.[this.row] ?? -1] !== 1) return false
    if (this.judgedMinor < rule.atLeastMinor || this.judgedMinor > rule.atMostMinor) return false
    if (this.isFirst) return rule.customer !== 2
    if (rule.customer === 1 || rule.isFirstOnly) return false
    if (rule.limitMonths === -1) return true
    return isWithinMonths(day[this.first?.[this.row] ?? this.row] ?? 0, this.day, rule.limitMonths)
  }

  /** True when the settled rate of the conversion at hand was paid by this rule. */
  private hasPaid(rule: CompiledRule): boolean {
    const { settled, row } = this
    if (settled === null || !isRateSettled(settled.components[row] ?? 0)) return false
    return settled.versionId[row] === rule.versionId && settled.ruleIndex[row] === rule.index
  }

  /** What a rule would pay on this conversion, as if it were not refunded. */
  private wouldEarn(rule: CompiledRule): Minor {
    const fixed = this.paysFixed(rule) ? this.fixedAmount(rule) : 0
    if (!this.paysRate(rule)) return fixed
    return addMinor(fixed, this.rateAmount(rule, this.judgedMinor, this.counterBefore(rule)))
  }

  private paysFixed(rule: CompiledRule): boolean {
    return rule.kind === 'fixed' || (rule.kind === 'hybrid' && this.isFirst)
  }

  private paysRate(rule: CompiledRule): boolean {
    return rule.kind !== 'fixed' && (rule.kind !== 'hybrid' || !this.isFirst || rule.firstEarnsBoth)
  }

  private fixedAmount(rule: CompiledRule): Minor {
    return scale(rule.fixedMinor, this.conversions.quantity?.[this.row] ?? 1, 1, this.rounding)
  }

  /** The same after refunds. [CO22] */
  private fixedLeft(rule: CompiledRule, left: Minor): Minor {
    const net = this.conversions.baseMinor[this.row] ?? 0
    if (this.isReversed || (left < net && rule.partialRefund === 'void')) return 0
    const whole = this.fixedAmount(rule)
    return left < net && rule.partialRefund === 'proRata' ? scale(whole, left, net, this.rounding) : whole
  }

  private rateAmount(rule: CompiledRule, baseMinor: Minor, before: number): Minor {
    switch (rule.kind) {
      case 'fixed':
        return 0
      case 'percent':
      case 'hybrid':
        return applyRate(baseMinor, rule.ratePpm, this.rounding)
      case 'marginal': {
        const index = tierIndexAt(rule.tiers, before)
        const next = rule.tiers[index + 1]?.from ?? Infinity
        if (rule.unit === 'count' || before + baseMinor <= next)
          return applyRate(baseMinor, tierAt(rule.tiers, index).ratePpm, this.rounding)
        return applyRates(marginalTerms(rule.tiers, rule.unit, before, baseMinor), this.rounding)
      }
      case 'whole': {
        const after = before + (rule.unit === 'count' ? 1 : baseMinor)
        return applyRate(baseMinor, tierAt(rule.tiers, tierIndexAt(rule.tiers, after)).ratePpm, this.rounding)
      }
    }
  }

  private counterBefore(rule: CompiledRule): number {
    if (rule.counter === -1) return 0
    const counter = this.counterOf(rule)
    // While claims are collected nothing is rated by them.
    return rule.kind === 'marginal' && !this.isSettledPass ? counter.positionOf(rule.tiers) : counter.value
  }

  private counterOf(rule: CompiledRule): WindowCounter {
    const window = windowOfMonth(this.month, rule.window, this.fiscalYearStartMonth)
    const last = this.lastCounter[rule.counter]
    if (last !== undefined && this.lastWindow[rule.counter] === window) return last
    const windows = (this.counters[rule.counter] ??= new Map<number, WindowCounter>())
    let counter = windows.get(window)
    if (counter === undefined) {
      counter = new WindowCounter()
      windows.set(window, counter)
    }
    this.lastWindow[rule.counter] = window
    this.lastCounter[rule.counter] = counter
    return counter
  }

  /** What refunds have left of a base; one that came too late for what was paid takes nothing of what is paid instead. */
  private leftOf(row: number): Minor {
    if (this.exchanged === null || !this.exchanged.has(row)) return this.remaining[row] ?? 0
    return this.remainingOnTime[row] ?? 0
  }

  private pay(rule: CompiledRule): void {
    const left = this.leftOf(this.row)
    if (this.paysFixed(rule)) {
      this.emit(this.row, FIXED, rule, left, this.fixedLeft(rule, left), 0, 0)
    }
    if (this.paysRate(rule)) {
      const before = this.counterBefore(rule)
      this.emit(this.row, RATE, rule, left, this.rateAmount(rule, left, before), before, 0)
    }
    const { upliftPpm } = this
    // A lead has no amount that a tier could add a share of.
    if (upliftPpm !== 0 && !this.isLead)
      this.emit(this.row, UPLIFT, rule, left, applyRate(left, upliftPpm, this.rounding), upliftPpm, 0)
  }

  private count(rule: CompiledRule, isWinner: boolean): void {
    const counter = this.counterOf(rule)
    const isNothing = this.countedMinor === 0 && (this.conversions.baseMinor[this.row] ?? 0) > 0
    const step = counterStep(rule.unit, this.countedMinor, isNothing)
    if (rule.kind === 'marginal') {
      if (!this.isSettledPass) counter.fill(rule.tiers, step)
      else if (this.hasPaid(rule)) counter.claim(this.settled?.counterBefore[this.row] ?? 0, step)
      else counter.claimAnywhere(step)
      return
    }
    const before = counter.value
    counter.value = addMinor(before, step)
    for (const paid of counter.paid) {
      if (counter.value < paid.nextFrom) continue
      const crossing = paid.cross(counter.value, this.row, before)
      for (let place = 0; place < paid.rows.length; place += 1) this.trueUp(paid, place, crossing)
    }
    if (isWinner) this.enlist(rule, counter, before)
  }

  /** Remembers a conversion for later true-ups; a settled one that was paid at a lower tier than it has now gets its own. */
  private enlist(rule: CompiledRule, counter: WindowCounter, before: number): void {
    const paid = counter.paidBy(rule)
    const { settled, row } = this
    if (settled === null || !isRateSettled(settled.components[row] ?? 0)) {
      paid.rows.push(row)
      paid.tierIndexes.push(paid.tierIndex)
      return
    }
    // A sale that was paid under another rule is not lifted to this rule's tiers.
    if (!this.hasPaid(rule)) return
    const step = rule.unit === 'count' ? 1 : (settled.baseMinor[row] ?? 0)
    paid.rows.push(row)
    paid.tierIndexes.push(tierIndexAt(rule.tiers, (settled.counterBefore[row] ?? 0) + step))
    this.trueUp(paid, paid.rows.length - 1, { tierIndex: paid.tierIndex, trigger: row, counterBefore: before })
  }

  /** Lifts one earlier commission to the tier that was crossed to, as far as settled true-ups have not done so. */
  private trueUp(paid: PaidInWindow, place: number, crossing: Crossing): void {
    const row = paid.rows[place] ?? 0
    const from = paid.tierIndexes[place] ?? 0
    const to = crossing.tierIndex
    if (from >= to) return
    paid.tierIndexes[place] = to
    const settledLifts = this.settled?.lifts.get(row)
    if (settledLifts === undefined) this.lift(paid.rule, row, { from, to }, crossing)
    else for (const lift of missingLifts(from, to, settledLifts)) this.lift(paid.rule, row, lift, crossing)
  }

  /** (new rate − old rate) × base, dated at the crossing. [CO13] */
  private lift(rule: CompiledRule, row: number, { from, to }: Lift, crossing: Crossing): void {
    const old = tierAt(rule.tiers, from)
    const left = this.leftOf(row)
    const earned = applyRate(left, tierAt(rule.tiers, to).ratePpm - old.ratePpm, this.rounding)
    if (earned === 0) return
    // Kept within the old tier, so that the old rate can be told from it.
    const before = Math.min(Math.max(crossing.counterBefore, old.from), tierAt(rule.tiers, from + 1).from - 1)
    this.emit(row, trueUpComponent(to), rule, left, earned, before, crossing.trigger + 1)
  }

  private dueDayAt(row: number): number {
    const { day, sourceDay } = this.conversions
    return this.dueDayOf(day[row] ?? 0, sourceDay?.[row] ?? NOT_YET_DAY)
  }

  /** `trigger`: index + 1 of the conversion that caused it, 0 for none. */
  private emit(
    row: number,
    component: number,
    rule: CompiledRule,
    baseMinor: Minor,
    earnedMinor: Minor,
    counterBefore: number,
    trigger: number,
  ): void {
    if (this.settled !== null && (((this.settled.components[row] ?? 0) >>> component) & 1) === 1) return
    const { id, currency } = this.conversions
    const { output } = this
    const entry = output.next()
    const isTrueUp = trigger > 0
    output.id[entry] = openIdOf(this.turns, toCommissionId(id[row] ?? 0, component))
    output.versionId[entry] = rule.versionId
    output.ruleIndex[entry] = rule.index
    output.baseMinor[entry] = baseMinor
    output.earnedMinor[entry] = earnedMinor
    output.counterBefore[entry] = counterBefore
    output.currency[entry] = currency[row] ?? 0
    output.day[entry] = isTrueUp ? (this.conversions.day[trigger - 1] ?? 0) : this.day
    output.dueDay[entry] = isTrueUp ? this.dueDayAt(trigger - 1) : this.dueDay
    output.triggerId[entry] = isTrueUp ? (id[trigger - 1] ?? 0) : 0
    output.isReversed[entry] = !isTrueUp && this.isReversed ? 1 : 0
    output.cappedBy[entry] = 0
    if (rule.caps === null || this.capping === null) return
    const line = { entry, row, at: isTrueUp ? trigger - 1 : row, caps: rule.caps }
    if (this.isSettledPass) this.capping.defer(line)
    else this.capping.cut(line)
  }
}

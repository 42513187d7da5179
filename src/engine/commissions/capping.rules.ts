import type { Minor } from '../../contract/money.ts'
import { capKinds } from '../../contract/plans.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { CompiledPlan, CompiledRule } from '../plans/compile.rules.ts'
import { type CapPlace, CapUse, type NumberedCap } from './caps.rules.ts'
import { type LineClawbacks, openClawbackId } from './clawbacks.rules.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import type { ConversionColumns } from './conversionColumns.rules.ts'
import type { NextTurns, PaidLine, SettledPart } from './settled.rules.ts'
import { monthIndexOf } from './windows.rules.ts'

/** What caps look at besides conversions. */
export interface CapInputs {
  /** Every published version. */
  plans: ReadonlyMap<number, CompiledPlan>
  /** Ids of rejected commissions: they leave their room to others. */
  rejected: ReadonlySet<number>
  /** What the partner keeps for conversions that no longer count. */
  kept: readonly KeptLine[]
}

/** A settled line that stays paid although its conversion no longer counts. */
export interface KeptLine extends Pick<PaidLine, 'versionId' | 'ruleIndex' | 'earnedMinor'> {
  saleId: number
  /** Of the sale, days since 1970-01-01. */
  day: number
  customer: number
}

/** Cuts the lines of one partner, in the order in which they are earned, to what the caps of their rules leave. [CO27] */
export class Capping {
  private readonly use = new CapUse()
  private readonly conversions: ConversionColumns
  private readonly rejected: ReadonlySet<number>
  private readonly fiscalYearStartMonth: number
  private readonly output: CommissionColumns
  /** Open lines of settled conversions: their turn comes by day, as that of all that is open. [CO28] */
  private readonly deferred: Deferred[] = []
  private deferredDone = 0

  constructor(
    conversions: ConversionColumns,
    { rejected }: CapInputs,
    { fiscalYearStartMonth }: Pick<ProgrammeSettings, 'fiscalYearStartMonth'>,
    output: CommissionColumns,
  ) {
    this.conversions = conversions
    this.rejected = rejected
    this.fiscalYearStartMonth = fiscalYearStartMonth
    this.output = output
  }

  /** Counts what the partner keeps for conversions that no longer count: as what stands, before all else. */
  countKept({ plans, kept }: CapInputs): void {
    for (const { saleId, day, customer, ...line } of kept)
      this.add(plans, this.placeAt(saleId, day, customer), line, line.earnedMinor)
  }

  /**
   * Counts what stands in approved statements, less what refunds take back of it unless that is rejected: it goes before
   * all else.
   */
  countSettled(
    { conversions, settled }: SettledPart,
    clawbacks: Iterable<LineClawbacks>,
    turns: NextTurns,
    { plans }: CapInputs,
  ): void {
    const count = (row: number, line: PaidLine, minor: Minor): void =>
      this.add(plans, this.placeOf(conversions, row), line, minor)
    for (const [row, lines] of settled.paid) for (const line of lines) count(row, line, line.earnedMinor)
    for (const { sale, line, takenMinor, open } of clawbacks) {
      count(sale, line, -takenMinor)
      for (const { refund, earnedMinor } of open)
        if (!this.rejected.has(openClawbackId(turns, conversions.id[refund] ?? 0, line))) count(sale, line, earnedMinor)
    }
  }

  /** Leaves of an entry of conversion `row` what its caps do; a true-up counts where the sale that it lifts does. */
  cut({ entry, row, caps }: Pick<Deferred, 'entry' | 'row' | 'caps'>): void {
    const { id, earnedMinor, cappedBy } = this.output
    const isCounted = !this.rejected.has(id[entry] ?? 0)
    const line = this.use.take(caps, this.placeOf(this.conversions, row), earnedMinor[entry] ?? 0, isCounted)
    earnedMinor[entry] = line.earnedMinor
    cappedBy[entry] = line.cap === null ? 0 : capKinds.indexOf(line.cap.kind) + 1
  }

  defer(line: Deferred): void {
    this.deferred.push(line)
  }

  /** Cuts the deferred lines that come before conversion `before`. */
  cutDeferred(before: number): void {
    for (; this.deferredDone < this.deferred.length; this.deferredDone += 1) {
      const line = this.deferred[this.deferredDone]
      if (line === undefined || line.at >= before) return
      this.cut(line)
    }
  }

  private add(plans: CapInputs['plans'], place: CapPlace, line: RuleOfLine, minor: Minor): void {
    const rule = ruleOf(plans, line)
    if (rule?.caps) this.use.add(rule.caps, place, minor)
  }

  private placeOf({ id, day, customer }: ConversionColumns, row: number): CapPlace {
    return this.placeAt(id[row] ?? 0, day[row] ?? 0, customer?.[row] ?? 0)
  }

  private placeAt(event: number, day: number, customer: number): CapPlace {
    return { event, customer, month: monthIndexOf(day), fiscalYearStartMonth: this.fiscalYearStartMonth }
  }
}

/** A line that its caps have not looked at yet. */
interface Deferred {
  /** Its place in the output, its conversion's and that of the conversion that brought it. */
  entry: number
  row: number
  at: number
  caps: readonly NumberedCap[]
}

type RuleOfLine = Pick<PaidLine, 'versionId' | 'ruleIndex'>

function ruleOf(plans: CapInputs['plans'], { versionId, ruleIndex }: RuleOfLine): CompiledRule | undefined {
  return plans.get(versionId)?.rules.find(({ index }) => index === ruleIndex)
}

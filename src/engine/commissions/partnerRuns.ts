import { toEpochDays } from '../../contract/dates.ts'
import type { QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import type { Scope } from '../metrics/scope.ts'
import { readStatuses } from '../partners/partners.repo.ts'
import { compilePlans, type CompiledPlan, type Dictionary } from '../plans/compile.rules.ts'
import type { listAssignments, PlanVersion } from '../plans/plans.repo.ts'
import { assignmentsFor, buildTimeline, type PlanTimeline } from '../plans/timeline.rules.ts'
import { listUplifts } from '../tiers/tiers.repo.ts'
import { haveCaps } from './caps.rules.ts'
import { withoutLateRefunds } from './clawbacks.rules.ts'
import { CommissionColumns } from './commissionColumns.rules.ts'
import { type ConversionColumns, NO_CONVERSIONS } from './conversionColumns.rules.ts'
import { compileDue } from './due.rules.ts'
import { atTurn, turnOf } from './ids.rules.ts'
import { asksLostRefunds } from './lostRefunds.ts'
import { type PartnerRun, runPartner } from './partnerRun.rules.ts'
import { exchangedRows, findReRated } from './rerating.rules.ts'
import {
  asksLiveness,
  dateOfLine,
  daysOfGone,
  firstPaidDays,
  indexConversions,
  listExchanged,
  listSettledElsewhere,
  listWithheld,
  readMovedAway,
  type SettledRow,
  toKeptLines,
  toSettledLines,
  turnsOfOthers,
} from './settled.repo.ts'
import { collectSettled, type NextTurns, type Settled } from './settled.rules.ts'
import { createTerritoryGate } from './territory.rules.ts'
import {
  appendTakenBack, clawedLineId, findElsewhere, mergeTurns, type SettledLines, sortSettled, withoutPaidElsewhere,
} from './turns.rules.ts' // prettier-ignore

/** What is read for all partners before. */
export interface RunInputs {
  versions: readonly PlanVersion[]
  assignments: ReturnType<typeof listAssignments>
  /** See `listSettled`. */
  settled: ReadonlyMap<number, SettledRow[]>
  /** Countries in which a partner earns, see `readTerritories`. */
  territories: ReadonlyMap<number, string>
}

/** One partner, and how its conversions count. */
interface Partner {
  id: number
  conversions: ConversionColumns
  /** Without what earns it nothing. */
  counted: ConversionColumns
  timeline: PlanTimeline
}

/** What was settled for a partner. */
interface Before {
  rows: readonly SettledRow[]
  /** See `indexConversions`. */
  indexOf: ReadonlyMap<number, number>
  counts: (conversionId: number) => boolean
  /** See `firstPaidDays`; null: a refund never comes too late. */
  firstPaid: ReadonlyMap<number, number> | null
  onTime: ConversionColumns | null
}

/** What stands of what was settled, and which conversions are earned anew for it. */
interface Sorted {
  lines: SettledLines<SettledRow>
  exchanged: NonNullable<PartnerRun['exchanged']>
}

/** What becomes of what was settled. */
interface Settlement {
  run: PartnerRun
  lines: SettledLines<SettledRow>
  /** Lines that are taken back to be earned anew, by their ids in turn 0. */
  anew: ReadonlySet<number>
  /** Lines that people hold or refuse to take back for that. */
  keepers: readonly SettledRow[]
}

const takingId = ({ id }: { id: number }): number => atTurn(id, turnOf(id) + 1)
/** Of sales that are not earned anew. */
const never = (): undefined => undefined

/** Works out the open commissions of partners, one after the other, into one set of columns. */
export class PartnerRuns {
  readonly columns: CommissionColumns
  readonly currencies: string[]
  readonly plans: ReadonlyMap<number, CompiledPlan>
  /** Ids of rejected commissions. */
  readonly rejected: ReadonlySet<number>
  /** Ids of what would take back lines that stay as they were paid. */
  readonly kept = new Set<number>()
  private readonly raw: Connection
  private readonly settings: ReturnType<QueryContext['settings']>
  private readonly inputs: RunInputs
  private readonly bodies: ReadonlyMap<number, PlanVersion['body']>
  private readonly groups: ReadonlyMap<number, string>
  private readonly statuses: ReturnType<typeof readStatuses>
  private readonly uplifts: ReturnType<typeof listUplifts>
  private readonly elsewhere: ReturnType<typeof findElsewhere>
  private readonly withheld: ReadonlySet<number>
  private readonly hasCaps: boolean
  private readonly dueDayOf: PartnerRun['dueDayOf']
  private readonly isLive: ReturnType<typeof asksLiveness>
  private readonly lostRefundOf: ReturnType<typeof asksLostRefunds>
  private readonly withoutOutside: ReturnType<typeof createTerritoryGate>

  constructor(
    { raw, settings }: Pick<QueryContext, 'raw' | 'settings'>,
    scope: Scope,
    inputs: RunInputs,
    dictionary: Dictionary,
    count: number,
  ) {
    this.raw = raw
    this.settings = settings()
    this.inputs = inputs
    this.columns = new CommissionColumns(count)
    this.currencies = [...dictionary.currencies]
    this.plans = compilePlans(inputs.versions, dictionary)
    this.bodies = new Map(inputs.versions.map(({ id, body }) => [id, body]))
    this.groups = listPartnerGroups(raw)
    this.statuses = readStatuses(raw)
    this.uplifts = listUplifts(raw)
    this.elsewhere = findElsewhere(listSettledElsewhere(raw, scope))
    this.rejected = listRejected(raw)
    this.withheld = listWithheld(raw)
    this.hasCaps = haveCaps(inputs.versions)
    this.dueDayOf = compileDue(this.settings.due)
    this.isLive = asksLiveness(raw)
    this.lostRefundOf = asksLostRefunds(raw)
    this.withoutOutside = createTerritoryGate(dictionary.countries)
  }

  /** Appends the commissions of a partner. */
  run(partnerId: number, conversions: ConversionColumns): void {
    const partner = this.describe(partnerId, conversions)
    const before = this.readBefore(partner)
    if (before === null) {
      runPartner(this.toRun(partner, null, null), this.columns)
      return
    }
    const { run, lines, anew, keepers } = this.settle(partner, before)
    runPartner(run, this.columns)
    for (const line of lines.gone) this.takeBack(line, anew.has(atTurn(line.id, 0)) || anew.has(clawedLineId(line)))
    for (const line of keepers) {
      this.takeBack(line, true)
      this.kept.add(takingId(line))
    }
  }

  private describe(id: number, conversions: ConversionColumns): Partner {
    const { versions, assignments, territories } = this.inputs
    const own = assignmentsFor({ id, group: this.groups.get(id) ?? '' }, assignments)
    const unpaid = withoutPaidElsewhere(conversions, this.elsewhere.paid)
    return {
      id,
      conversions,
      counted: this.withoutOutside(unpaid, territories.get(id)),
      timeline: buildTimeline(own, versions, this.statuses.get(id) ?? [], this.plans),
    }
  }

  private readBefore({ id, conversions, counted }: Partner): Before | null {
    const rows = this.inputs.settled.get(id)
    if (rows === undefined) return null
    const { clawbackDays } = this.settings
    const indexOf = indexConversions(conversions)
    const firstPaid = clawbackDays === null ? null : firstPaidDays(rows)
    return {
      rows,
      indexOf,
      counts: (conversionId) => indexOf.has(conversionId) || this.isLive(conversionId),
      firstPaid,
      onTime: firstPaid && withoutLateRefunds(counted, (saleId) => firstPaid.get(saleId) ?? null, clawbackDays),
    }
  }

  private settle(partner: Partner, before: Before): Settlement {
    const { rows, indexOf, counts } = before
    const exchanged = exchangedRows(toSettledLines(listExchanged(rows), indexOf, never))
    const lines = sortSettled(rows, counts)
    const run = this.toRun(partner, before, { lines, exchanged })
    const standing = toSettledLines(lines.standing, indexOf, never)
    const isWithheld = (row: { id: number }): boolean => this.withheld.has(takingId(row))
    const clawed = new Set(lines.standing.filter(isWithheld).map(clawedLineId))
    const { anew, kept } = findReRated(
      run,
      standing,
      this.paymentOf,
      this.lostRefundOf,
      this.settings.reratesAfterRefunds ? daysOfGone(this.raw, rows, counts) : [],
      (line) => isWithheld(line) || clawed.has(atTurn(line.id, 0)),
    )
    const keepers = lines.standing.filter(
      (row) => isWithheld(row) && (kept.has(atTurn(row.id, 0)) || kept.has(clawedLineId(row))),
    )
    if (anew.size === 0) return { run, lines, anew, keepers }
    const now = exchangedRows(standing.filter(({ id }) => anew.has(atTurn(id, 0))))
    const sorted = {
      lines: sortSettled(rows, counts, (lineId) => anew.has(lineId)),
      exchanged: new Map([...exchanged, ...now]),
    }
    return { run: this.toRun(partner, before, sorted), lines: sorted.lines, anew, keepers }
  }

  private toRun(
    { id, conversions, counted, timeline }: Partner,
    before: Before | null,
    sorted: Sorted | null,
  ): PartnerRun {
    const run = {
      conversions: counted,
      timeline,
      settings: this.settings,
      dueDayOf: this.dueDayOf,
      uplifts: this.uplifts.get(id) ?? [],
    }
    const { plans, rejected, raw } = this
    const { nextTurn } = this.elsewhere
    if (before === null || sorted === null)
      return {
        ...run,
        settled: null,
        onTime: null,
        exchanged: null,
        movedAway: null,
        turns: nextTurn,
        caps: this.hasCaps ? { plans, rejected, kept: [] } : null,
      }
    const { lines, exchanged } = sorted
    const moved = readMovedAway(raw, this.settings.base, lines.standing, before.indexOf, (code) => this.numberOf(code))
    const among = (some: ConversionColumns, indexOf: ReadonlyMap<number, number>): Settled =>
      this.settledAmong(some, indexOf, before, sorted)
    const turns: NextTurns = mergeTurns(nextTurn, lines.nextTurn)
    const isRefused = (row: SettledRow): boolean => rejected.has(takingId(row))
    return {
      ...run,
      settled: among(conversions, before.indexOf),
      onTime: before.onTime,
      exchanged,
      movedAway:
        moved === NO_CONVERSIONS ? null : { conversions: moved, settled: among(moved, indexConversions(moved)) },
      turns: moved === NO_CONVERSIONS ? turns : mergeTurns(turns, turnsOfOthers(raw, moved, id)),
      caps: this.hasCaps ? { plans, rejected, kept: toKeptLines(raw, lines.gone.filter(isRefused)) } : null,
    }
  }

  private settledAmong(
    conversions: ConversionColumns,
    indexOf: ReadonlyMap<number, number>,
    before: Before,
    { lines, exchanged }: Sorted,
  ): Settled {
    const isExchanged = (saleId: number): boolean => exchanged.has(before.indexOf.get(saleId) ?? -1)
    const firstPaidOf = (saleId: number) => (isExchanged(saleId) ? before.firstPaid?.get(saleId) : undefined)
    return collectSettled(
      conversions,
      toSettledLines(lines.standing, indexOf, firstPaidOf),
      this.paymentOf,
      this.hasCaps,
    )
  }

  private takeBack(line: SettledRow, isExchanged: boolean): void {
    const { occurred_on: day, currency } = dateOfLine(this.raw, line.id)
    appendTakenBack(line, toEpochDays(day), this.numberOf(currency), isExchanged, this.columns)
  }

  private readonly paymentOf = (versionId: number, ruleIndex: number) => {
    const rule = this.bodies.get(versionId)?.rules[ruleIndex]
    if (!rule)
      throw new Error(`a settled commission names rule ${ruleIndex} of version ${versionId}, which is not there`)
    return rule.payment
  }

  private numberOf(currency: string): number {
    if (!this.currencies.includes(currency)) this.currencies.push(currency)
    return this.currencies.indexOf(currency)
  }
}

function listRejected(raw: Connection): ReadonlySet<number> {
  const ids = raw.prepare("SELECT commission_id FROM commission_decision WHERE state = 'rejected'").pluck().all()
  return new Set(ids as number[])
}

function listPartnerGroups(raw: Connection): ReadonlyMap<number, string> {
  const rows = raw.prepare('SELECT id, group_name FROM partner').raw().all() as [number, string][]
  return new Map(rows)
}

import type { Day } from '../../../src/contract/dates.ts'
import { fromEpochDays, toEpochDays } from '../../../src/contract/dates.ts'
import type { Rounding } from '../../../src/contract/money.ts'
import type { CapKind, PlanRule } from '../../../src/contract/plans.ts'
import type { DueRule } from '../../../src/contract/programme.ts'
import { CommissionColumns } from '../../../src/engine/commissions/commissionColumns.rules.ts'
import { capOf } from '../../../src/engine/commissions/commissionRows.repo.ts'
import { SALE, UNKNOWN_SALE } from '../../../src/engine/commissions/conversionColumns.rules.ts'
import type { ConversionColumns } from '../../../src/engine/commissions/conversionColumns.rules.ts'
import { compileDue, NOT_YET_DAY } from '../../../src/engine/commissions/due.rules.ts'
import { componentOf, conversionIdOf } from '../../../src/engine/commissions/ids.rules.ts'
import { runPartner } from '../../../src/engine/commissions/partnerRun.rules.ts'
import { collectSettled } from '../../../src/engine/commissions/settled.rules.ts'
import type { SettledLine } from '../../../src/engine/commissions/settled.rules.ts'
import { compilePlans } from '../../../src/engine/plans/compile.rules.ts'
import type { Dictionary } from '../../../src/engine/plans/compile.rules.ts'
import { buildTimeline } from '../../../src/engine/plans/timeline.rules.ts'
import type { Assignment, VersionDates } from '../../../src/engine/plans/timeline.rules.ts'
import type { UpliftSegment } from '../../../src/engine/tiers/standing.rules.ts'

/** A conversion as a test writes it. `refunds` is the id of the sale that this one takes back. */
export interface TestConversion {
  id: number
  day: Day
  minor: number
  currency?: string
  quantity?: number
  customer?: number
  product?: string
  country?: string
  /** When its source approved it or its invoice was paid, whichever the rule counts from. */
  sourceDay?: Day
  refunds?: number
  isBlocked?: boolean
  isLead?: boolean
}

/** A commission as a test reads it. */
export interface TestCommission {
  id: number
  conversion: number
  component: number
  versionId: number
  ruleIndex: number
  baseMinor: number
  earnedMinor: number
  counterBefore: number
  currency: string
  day: Day
  dueOn: Day
  trigger: number
  isReversed: boolean
  cappedBy: CapKind | null
}

export interface TestVersion extends Partial<VersionDates> {
  rules: PlanRule[]
}

export interface TestProgramme {
  conversions: TestConversion[]
  versions: TestVersion[]
  assignments?: Assignment[]
  statuses?: Parameters<typeof buildTimeline>[2]
  rounding?: Rounding
  fiscalYearStartMonth?: number
  uplifts?: readonly UpliftSegment[]
  /** Lines that were taken back for good, by id: the turn in which they are earned anew. */
  turns?: ReadonlyMap<number, number>
  due?: DueRule
  clawbackDays?: number | null
  /** Commissions of an earlier run that stand in approved statements. */
  settled?: TestCommission[]
  /** Ids of rejected ones. */
  rejected?: number[]
}

const usualDue: DueRule = {
  anchor: 'monthEnd',
  refundWindowDays: 30,
  months: 0,
  days: 15,
  toMonthEnd: false,
  payDay: null,
}
const START: Day = '2000-01-01'
const EVERYONE: Assignment = { id: 1, planId: 1, scope: { kind: 'everyone' }, validFrom: START, validTo: null }

/** Runs one plan with these rules, from 2000 on, for an active partner. */
export function runRules(rules: PlanRule[], conversions: TestConversion[], more: Partial<TestProgramme> = {}) {
  return runProgramme({ conversions, versions: [{ rules }], ...more })
}

/** Runs the evaluator and answers its commissions by id. */
export function runProgramme(programme: TestProgramme): TestCommission[] {
  const versions = programme.versions.map(({ rules, ...dates }, index) => ({
    id: index + 1,
    planId: 1,
    number: index + 1,
    validFrom: START,
    changeMode: 'allNewEvents' as const,
    ...dates,
    body: { rules },
  }))
  const { conversions, dictionary } = toColumns(programme.conversions)
  const compiled = compilePlans(versions, dictionary)
  const statuses = programme.statuses ?? [{ status: 'active', validFrom: START }]
  const output = new CommissionColumns(1)
  const paymentOf = (versionId: number, ruleIndex: number) => {
    const rule = versions.find((version) => version.id === versionId)?.body.rules[ruleIndex]
    if (!rule) throw new RangeError(`no rule ${ruleIndex} in version ${versionId}`)
    return rule.payment
  }
  runPartner(
    {
      conversions,
      timeline: buildTimeline(programme.assignments ?? [EVERYONE], versions, statuses, compiled),
      settings: {
        rounding: programme.rounding ?? 'halfAwayFromZero',
        fiscalYearStartMonth: programme.fiscalYearStartMonth ?? 1,
        clawbackDays: programme.clawbackDays ?? null,
        reratesAfterRefunds: false,
      },
      dueDayOf: compileDue(programme.due ?? usualDue),
      uplifts: programme.uplifts ?? [],
      settled: programme.settled
        ? collectSettled(conversions, withRows(programme.settled, conversions), paymentOf, true)
        : null,
      onTime: null,
      exchanged: null,
      movedAway: null,
      turns: programme.turns ?? new Map(),
      caps: { plans: compiled, rejected: new Set(programme.rejected), kept: [] },
    },
    output,
  )
  return Array.from({ length: output.count }, (_, entry) => ({
    id: output.id[entry] ?? 0,
    conversion: conversionIdOf(output.id[entry] ?? 0),
    component: componentOf(output.id[entry] ?? 0),
    versionId: output.versionId[entry] ?? 0,
    ruleIndex: output.ruleIndex[entry] ?? 0,
    baseMinor: output.baseMinor[entry] ?? 0,
    earnedMinor: output.earnedMinor[entry] ?? 0,
    counterBefore: output.counterBefore[entry] ?? 0,
    currency: dictionary.currencies[output.currency[entry] ?? 0] ?? '',
    day: fromEpochDays(output.day[entry] ?? 0),
    dueOn: fromEpochDays(output.dueDay[entry] ?? 0),
    trigger: output.triggerId[entry] ?? 0,
    isReversed: output.isReversed[entry] === 1,
    cappedBy: capOf(output, entry),
  })).sort((a, b) => a.id - b.id)
}

/** What each component earned, as "conversion.component": minor. */
export function earnings(commissions: readonly TestCommission[]): Record<string, number> {
  return Object.fromEntries(
    commissions.map(({ conversion, component, earnedMinor }) => [`${conversion}.${component}`, earnedMinor]),
  )
}

export function totalOf(commissions: readonly TestCommission[]): number {
  return commissions.reduce((sum, { earnedMinor }) => sum + earnedMinor, 0)
}

function toColumns(given: readonly TestConversion[]): { conversions: ConversionColumns; dictionary: Dictionary } {
  const rows = given.toSorted((a, b) => (a.day === b.day ? a.id - b.id : a.day < b.day ? -1 : 1))
  const currencies = [...new Set(rows.map((row) => row.currency ?? 'USD'))]
  const products = [...new Set(rows.map((row) => row.product ?? ''))]
  const countries = [...new Set(rows.map((row) => row.country ?? ''))]
  const refundOf = rows.map(({ refunds }) => {
    if (refunds === undefined) return SALE
    const sale = rows.findIndex((row) => row.id === refunds)
    return sale === -1 ? UNKNOWN_SALE : sale
  })
  return {
    dictionary: { currencies, products, countries },
    conversions: {
      count: rows.length,
      id: rows.map((row) => row.id),
      day: rows.map((row) => toEpochDays(row.day)),
      currency: rows.map((row) => currencies.indexOf(row.currency ?? 'USD')),
      baseMinor: rows.map((row) => row.minor),
      quantity: rows.map((row) => row.quantity ?? 1),
      customer: rows.map((row) => row.customer ?? 0),
      product: rows.map((row) => products.indexOf(row.product ?? '')),
      country: rows.map((row) => countries.indexOf(row.country ?? '')),
      sourceDay: rows.some((row) => row.sourceDay !== undefined)
        ? rows.map((row) => (row.sourceDay === undefined ? NOT_YET_DAY : toEpochDays(row.sourceDay)))
        : null,
      refundOf: refundOf.some((sale) => sale !== SALE) ? refundOf : null,
      lead: rows.some((row) => row.isLead) ? rows.map((row) => (row.isLead ? 1 : 0)) : null,
      blocked: rows.some((row) => row.isBlocked) ? rows.map((row) => (row.isBlocked ? 1 : 0)) : null,
    },
  }
}

/** Settled ones were paid at the end of January 2026. */
const paidDayOf = ({ isReversed }: TestCommission): number | null => (isReversed ? null : toEpochDays('2026-01-31'))

function withRows(commissions: readonly TestCommission[], conversions: ConversionColumns): SettledLine[] {
  const ids = Array.from(conversions.id)
  return commissions.map((commission) => ({
    ...commission,
    paidDay: paidDayOf(commission),
    row: ids.indexOf(commission.conversion),
    isCapped: commission.cappedBy !== null,
  }))
}

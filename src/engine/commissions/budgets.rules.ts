import { capKinds } from '../../contract/plans.ts'
import type { Minor } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { CompiledPlan } from '../plans/compile.rules.ts'
import { type CapPlace, CapUse, type NumberedCap } from './caps.rules.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { atTurn, conversionIdOf, isTakingBack } from './ids.rules.ts'
import { clawedLineId } from './turns.rules.ts'
import { monthIndexOf } from './windows.rules.ts'

/** A commission that stands in an approved statement, of any partner. */
export interface BudgetLine {
  id: number
  /** See `SettledTurn`. */
  trigger_id: number | null
  versionId: number
  ruleIndex: number
  earnedMinor: Minor
  /** Days since 1970-01-01. */
  day: number
}

const PROGRAMME = capKinds.indexOf('programme') + 1

/**
 * Cuts the open commissions of all partners to what the budgets of their rules leave, after each partner's own caps: what is
 * settled goes first, the rest by day, then conversion. Each counts on its own day; what takes a line back gives its room
 * back, unless that is rejected. [CO31]
 *
 * @param settled  every settled commission of versions with a budget, by id
 * @param rejected ids of rejected commissions
 * @param kept     ids of what would take back lines that stay as they were paid
 */
export function cutToBudgets(
  columns: CommissionColumns,
  plans: ReadonlyMap<number, CompiledPlan>,
  settled: readonly BudgetLine[],
  { rejected, kept }: Record<'rejected' | 'kept', ReadonlySet<number>>,
  { fiscalYearStartMonth }: Pick<ProgrammeSettings, 'fiscalYearStartMonth'>,
): void {
  const budgets = listBudgets(plans)
  const use = new CapUse()
  const placeOn = (day: number): CapPlace => ({ event: 0, customer: 0, month: monthIndexOf(day), fiscalYearStartMonth })
  // A refund's clawback takes from the newest turn of its line; what undoes a line stands on that line's own day.
  const dayOfLine = new Map(settled.filter(isEarning).map(({ id, day }) => [atTurn(id, 0), day]))
  const placeOf = (line: Pick<BudgetLine, 'id' | 'trigger_id' | 'day'>): CapPlace =>
    placeOn(dayOfLine.get(clawedLineId(line)) ?? line.day)
  for (const line of settled) {
    const budget = budgets.get(ruleKey(line.versionId, line.ruleIndex))
    if (budget) use.add([budget], placeOf(line), line.earnedMinor)
  }

  const { id, versionId, ruleIndex, triggerId, earnedMinor, day, cappedBy } = columns
  const earning: { entry: number; budget: NumberedCap }[] = []
  for (let entry = 0; entry < columns.count; entry += 1) {
    const budget = budgets.get(ruleKey(versionId[entry] ?? 0, ruleIndex[entry] ?? 0))
    if (!budget) continue
    const line = { id: id[entry] ?? 0, trigger_id: triggerId[entry] ?? 0, day: day[entry] ?? 0 }
    if (isEarning(line)) earning.push({ entry, budget })
    else if (!rejected.has(line.id) && !kept.has(line.id)) use.add([budget], placeOf(line), earnedMinor[entry] ?? 0)
  }
  const conversion = (entry: number): number => conversionIdOf(id[entry] ?? 0)
  earning.sort(
    (a, b) =>
      (day[a.entry] ?? 0) - (day[b.entry] ?? 0) || conversion(a.entry) - conversion(b.entry) || a.entry - b.entry,
  )
  for (const { entry, budget } of earning) {
    const isCounted = !rejected.has(id[entry] ?? 0)
    const line = use.take([budget], placeOn(day[entry] ?? 0), earnedMinor[entry] ?? 0, isCounted)
    earnedMinor[entry] = line.earnedMinor
    if (line.cap !== null) cappedBy[entry] = PROGRAMME
  }
}

/** Whether a line neither takes nor gives back. */
const isEarning = (line: Pick<BudgetLine, 'id' | 'trigger_id'>): boolean =>
  !isTakingBack(line.id) && clawedLineId(line) === 0

const ruleKey = (versionId: number, ruleIndex: number): string => `${versionId} ${ruleIndex}`

function listBudgets(plans: ReadonlyMap<number, CompiledPlan>): ReadonlyMap<string, NumberedCap> {
  const rules = [...plans.values()].flatMap((plan) => plan.rules)
  return new Map(rules.flatMap(({ versionId, index, budget }) => (budget ? [[ruleKey(versionId, index), budget]] : [])))
}

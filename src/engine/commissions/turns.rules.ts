import type { Minor } from '../../contract/money.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { type ConversionColumns, withBlocked } from './conversionColumns.rules.ts'
import {
  atTurn,
  clawedComponent,
  componentKind,
  componentOf,
  conversionIdOf,
  isTakingBack,
  toCommissionId,
  turnOf,
} from './ids.rules.ts'

/** What is asked of a settled commission to tell whether it stands. */
export interface SettledTurn {
  id: number
  /** Of a refund's clawback: the refunded sale. */
  trigger_id: number | null
  /** Statements are numbered in the order of their approval. */
  statement_id: number
}

/** The settled turns of one line. */
interface Turns<Row> {
  /** Turns in which it was earned, or clawed back by a refund; ascending. */
  earned: Row[]
  /** Those of them that were undone since. */
  undone: Set<number>
}

/** Settled commissions by the id that their line has in turn 0. */
function byLine<Row extends SettledTurn>(rows: Iterable<Row>): Map<number, Turns<Row>> {
  const lines = new Map<number, Turns<Row>>()
  for (const row of rows) {
    const id = atTurn(row.id, 0)
    const line = lines.get(id) ?? { earned: [], undone: new Set() }
    lines.set(id, line)
    if (isTakingBack(row.id)) line.undone.add(turnOf(row.id) - 1)
    else line.earned.push(row)
  }
  for (const { earned } of lines.values()) earned.sort((a, b) => a.id - b.id)
  return lines
}

const isUndone = <Row extends SettledTurn>({ undone }: Turns<Row>, { id }: Row): boolean => undone.has(turnOf(id))

/** What has become of settled lines. */
export interface SettledLines<Row> {
  /** Lines that hold as they were settled. */
  standing: Row[]
  /** Lines that no longer hold and were not undone yet: each is to be taken back, exactly. */
  gone: Row[]
  /** The turn in which a line that does not hold is earned anew, by the line's id in turn 0. */
  nextTurn: Map<number, number>
}

/**
 * Tells which settled lines hold. A line holds while its conversion counts, whomever it is credited to now; a refund's
 * clawback while the sale counts too and the very line it took from still holds. [CO18]
 *
 * @param rows      settled commissions of one partner, every turn of each line
 * @param counts    whether a conversion is one that an unreverted import holds in its newest version
 * @param isReRated whether a line is rated anew, and so does not hold, by the id it has in turn 0
 */
export function sortSettled<Row extends SettledTurn>(
  rows: Iterable<Row>,
  counts: (conversionId: number) => boolean,
  isReRated: (lineId: number) => boolean = () => false,
): SettledLines<Row> {
  const lines = byLine(rows)
  const sorted: SettledLines<Row> = { standing: [], gone: [], nextTurn: new Map() }
  for (const [id, line] of lines) {
    const newest = line.earned.at(-1)
    if (newest === undefined) continue
    const holds = !isUndone(line, newest) && !isReRated(id) && isHolding(newest, lines, counts, isReRated)
    if (holds) sorted.standing.push(newest)
    else sorted.nextTurn.set(id, turnOf(newest.id) + 2)
    for (const row of line.earned) if (!isUndone(line, row) && !(holds && row === newest)) sorted.gone.push(row)
  }
  return sorted
}

/** The line, by its id in turn 0, that a refund's clawback takes from; 0 of other lines. */
export function clawedLineId({ id, trigger_id }: Pick<SettledTurn, 'id' | 'trigger_id'>): number {
  const component = componentOf(id)
  if (componentKind(component) !== 'clawback' || trigger_id === null) return 0
  return toCommissionId(trigger_id, clawedComponent(component))
}

function isHolding<Row extends SettledTurn>(
  row: Row,
  lines: ReadonlyMap<number, Turns<Row>>,
  counts: (conversionId: number) => boolean,
  isReRated: (lineId: number) => boolean,
): boolean {
  if (!counts(conversionIdOf(row.id))) return false
  const lineId = clawedLineId(row)
  if (lineId === 0 || row.trigger_id === null) return true
  if (!counts(row.trigger_id) || isReRated(lineId)) return false
  const line = lines.get(lineId)
  const newest = line?.earned.at(-1)
  if (line === undefined || newest === undefined) return true
  return !isUndone(line, newest) && newest.statement_id < row.statement_id
}

/** A settled line as it is stored. */
export interface TakenLine extends SettledTurn {
  plan_version_id: number
  rule_index: number
  base_minor: Minor
  earned_minor: Minor
  counter_before: number
}

/**
 * Appends the line that undoes a settled one to the last minor unit. It stands on the day of what it undoes, where its
 * conversion no longer counts either, and is due at once. [CO18] [CO30]
 *
 * @param day         of the settled line, days since 1970-01-01
 * @param currency    of the settled line, an index
 * @param isExchanged its conversion counts, and it is earned anew
 */
export function appendTakenBack(
  line: TakenLine,
  day: number,
  currency: number,
  isExchanged: boolean,
  output: CommissionColumns,
): void {
  const entry = output.next()
  output.id[entry] = atTurn(line.id, turnOf(line.id) + 1)
  output.versionId[entry] = line.plan_version_id
  output.ruleIndex[entry] = line.rule_index
  output.baseMinor[entry] = 0 - line.base_minor
  output.earnedMinor[entry] = 0 - line.earned_minor
  output.counterBefore[entry] = line.counter_before
  output.currency[entry] = currency
  output.day[entry] = day
  output.dueDay[entry] = day
  output.triggerId[entry] = isExchanged && clawedLineId(line) === 0 ? conversionIdOf(line.id) : (line.trigger_id ?? 0)
  output.isReversed[entry] = 0
  output.cappedBy[entry] = 0
}

/** Whether a line takes back what is earned anew, not what counts no longer: nothing else is its own trigger. */
export function isExchange({ id, trigger_id }: Pick<SettledTurn, 'id' | 'trigger_id'>): boolean {
  return isTakingBack(id) && trigger_id === conversionIdOf(id)
}

/** What others were paid for conversions that are credited to somebody else now. */
export interface SettledElsewhere {
  /** Conversions for which that holds: they earn nothing for anybody else. [CO19] */
  paid: Set<number>
  /** See `SettledLines`. */
  nextTurn: Map<number, number>
}

export function findElsewhere(rows: Iterable<SettledTurn>): SettledElsewhere {
  const elsewhere: SettledElsewhere = { paid: new Set(), nextTurn: new Map() }
  for (const [id, line] of byLine(rows)) {
    if (line.earned.some((row) => !isUndone(line, row))) elsewhere.paid.add(conversionIdOf(id))
    elsewhere.nextTurn.set(id, turnOf(line.earned.at(-1)?.id ?? 0) + 2)
  }
  return elsewhere
}

/** The later turn where two know one. */
export function mergeTurns(
  some: ReadonlyMap<number, number>,
  others: ReadonlyMap<number, number> | undefined,
): ReadonlyMap<number, number> {
  if (others === undefined || others.size === 0) return some
  if (some.size === 0) return others
  const merged = new Map(some)
  for (const [line, turn] of others) merged.set(line, Math.max(turn, merged.get(line) ?? 0))
  return merged
}

/** The conversions with those blocked that were paid to another partner. [CO19] */
export function withoutPaidElsewhere(conversions: ConversionColumns, paid: ReadonlySet<number>): ConversionColumns {
  if (paid.size === 0) return conversions
  return withBlocked(conversions, (row) => paid.has(conversions.id[row] ?? 0))
}

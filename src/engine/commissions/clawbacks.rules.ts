import { addMinor, scale } from '../../contract/money.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { earnedOf } from './calculate.rules.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { SALE, UNKNOWN_SALE } from './conversionColumns.rules.ts'
import type { ConversionColumns } from './conversionColumns.rules.ts'
import { clawbackComponent, toCommissionId } from './ids.rules.ts'
import { type NextTurns, openIdOf, type PaidLine, type SettledPart, type TakenBack } from './settled.rules.ts'
import type { Term } from './tiers.rules.ts'

export interface Clawback {
  /** Index of the refund it hangs on. */
  refund: number
  /** Base taken back before it, and by it. */
  before: TakenBack
  baseMinor: Minor
  /** Minor units, <= 0. */
  earnedMinor: Minor
  /** It comes too late to be taken back: it earns 0. [CO24] */
  isWrittenOff: boolean
}

/**
 * Takes back a settled line as its sale is refunded: at the rate as paid, the last part of the amount first, so that
 * what stays is what the rest of the base would have earned; a fixed amount as its plan says. Each clawback is
 * the total so far minus what earlier ones took, so a full refund takes back exactly what was paid. [CO7]
 *
 * @param absorbedMinor refunds that the settled base already took into account
 * @param refunds       oldest first; `settled` when its clawback stands in an approved statement, `isLate` when the time
 *                      for it is over
 */
export function clawBack(
  line: PaidLine,
  refunds: readonly { refund: number; baseMinor: Minor; settled: TakenBack | undefined; isLate: boolean }[],
  absorbedMinor: Minor,
  rounding: Rounding,
): Clawback[] {
  const taken: TakenBack = { baseMinor: 0, earnedMinor: 0 }
  for (const { settled } of refunds) {
    if (!settled) continue
    taken.baseMinor += settled.baseMinor
    taken.earnedMinor = addMinor(taken.earnedMinor, settled.earnedMinor)
  }
  const clawbacks: Clawback[] = []
  let absorbed = absorbedMinor
  for (const { refund, baseMinor, settled, isLate } of refunds) {
    if (settled) continue
    const known = Math.min(absorbed, baseMinor)
    absorbed -= known
    const part = Math.min(baseMinor - known, line.baseMinor - taken.baseMinor)
    if (part <= 0) continue
    const total = earnedByLast(line, taken.baseMinor + part, rounding)
    const earnedMinor = taken.earnedMinor - total
    const clawback = { refund, before: { ...taken }, baseMinor: part }
    if (earnedMinor !== 0) clawbacks.push({ ...clawback, earnedMinor: isLate ? 0 : earnedMinor, isWrittenOff: isLate })
    taken.baseMinor += part
    taken.earnedMinor = total
  }
  return clawbacks
}

/**
 * What the last `baseMinor` of a line's base earned; of a fixed amount what its plan takes back for it. [CO22] What a cap
 * had cut off is the last of the line and goes first. [CO27]
 */
export function earnedByLast(line: PaidLine, baseMinor: Minor, rounding: Rounding): Minor {
  const { earnedMinor, partialRefund } = line
  if (baseMinor === line.baseMinor) return earnedMinor
  if (partialRefund === 'void') return baseMinor > 0 ? earnedMinor : 0
  // What counts as base, and the rounding, may have changed since it was settled: a cut is never less than nothing.
  const cutMinor = line.isCapped ? Math.max(0, wantedOf(line, rounding) - earnedMinor) : 0
  const lastMinor =
    partialRefund === 'proRata'
      ? scale(earnedMinor + cutMinor, baseMinor, line.baseMinor, rounding)
      : earnedByTerms(lastTerms(line.terms, baseMinor), rounding)
  return line.isCapped ? Math.max(0, lastMinor - cutMinor) : lastMinor
}

/** What a line would have earned without its cap. */
function wantedOf(line: PaidLine, rounding: Rounding): Minor {
  if (line.partialRefund === null) return earnedByTerms(line.terms, rounding)
  const wholeMinor = scale(line.fixedMinor, line.quantity, 1, rounding)
  const isShared = line.partialRefund === 'proRata' && line.baseMinor < line.soldMinor
  return isShared ? scale(wholeMinor, line.baseMinor, line.soldMinor, rounding) : wholeMinor
}

/** What terms come to, rounded once. */
export function earnedByTerms(terms: readonly Term[], rounding: Rounding): Minor {
  return earnedOf({ component: 'rate', terms: [...terms], fixedMinor: 0, quantity: 1 }, rounding)
}

/** The terms of the first `minor` of an amount: what refunds leave. */
export function firstTerms(terms: readonly Term[], minor: number): Term[] {
  const first: Term[] = []
  let left = minor
  for (const term of terms) {
    const taken = Math.min(left, term.minor)
    if (taken > 0) first.push({ minor: taken, ratePpm: term.ratePpm })
    left -= taken
  }
  return first
}

/** The terms of the last `minor` of an amount: the highest step is given back first. */
export function lastTerms(terms: readonly Term[], minor: number): Term[] {
  return firstTerms(terms.toReversed(), minor).toReversed()
}

/** What refunds take back of one settled line. */
export interface LineClawbacks {
  /** Index of the refunded sale. */
  sale: number
  line: PaidLine
  /** What settled clawbacks took, minor units >= 0. */
  takenMinor: Minor
  open: readonly Clawback[]
}

/**
 * The conversions without refunds that come too late to take anything back of a paid sale. [CO24]
 *
 * @param paidDayOf when a sale was first paid, days since 1970-01-01; null: it is not
 */
export function withoutLateRefunds(
  conversions: ConversionColumns,
  paidDayOf: (saleId: number) => number | null,
  clawbackDays: ProgrammeSettings['clawbackDays'],
): ConversionColumns {
  const { count, id, day, refundOf } = conversions
  if (refundOf === null || clawbackDays === null) return conversions
  const onTime = Int32Array.from({ length: count }, (_, row) => {
    const sale = refundOf[row] ?? SALE
    if (sale < 0) return sale
    return (day[row] ?? 0) > lastDayOf(paidDayOf(id[sale] ?? 0), clawbackDays) ? UNKNOWN_SALE : sale
  })
  return { ...conversions, refundOf: onTime }
}

/** Until when a refund takes back what was paid on a day. */
function lastDayOf(paidDay: number | null, clawbackDays: ProgrammeSettings['clawbackDays']): number {
  return clawbackDays === null || paidDay === null ? Infinity : paidDay + clawbackDays
}

/** Every settled line whose sale was refunded. */
export function* listClawbacks(
  { conversions, settled }: SettledPart,
  { rounding, clawbackDays }: Pick<ProgrammeSettings, 'rounding' | 'clawbackDays'>,
): Generator<LineClawbacks> {
  const { id, day, baseMinor } = conversions
  for (const [sale, rows] of findRefunds(conversions)) {
    for (const line of settled.paid.get(sale) ?? []) {
      const component = clawbackComponent(line.component)
      const lastDay = lastDayOf(line.paidDay, clawbackDays)
      const refunds = rows.map((refund) => ({
        refund,
        baseMinor: baseMinor[refund] ?? 0,
        isLate: (day[refund] ?? 0) > lastDay,
        settled: settled.clawbacks.get(toCommissionId(id[refund] ?? 0, component)),
      }))
      const absorbed = Math.max(0, (baseMinor[sale] ?? 0) - line.baseMinor)
      yield {
        sale,
        line,
        takenMinor: refunds.reduce((sum, { settled: taken }) => addMinor(sum, taken?.earnedMinor ?? 0), 0),
        open: clawBack(line, refunds, absorbed, rounding),
      }
    }
  }
}

/** The id of what a refund takes back of a line, while it is not settled. */
export function openClawbackId(turns: NextTurns, refundId: number, { component }: PaidLine): number {
  return openIdOf(turns, toCommissionId(refundId, clawbackComponent(component)))
}

/** Appends the open clawbacks of settled lines whose sale was refunded. They are due at once: no holding period protects them. [CO7] */
export function appendClawbacks(
  { id, day, currency }: ConversionColumns,
  clawbacks: Iterable<LineClawbacks>,
  turns: NextTurns,
  output: CommissionColumns,
): void {
  for (const { sale, line, open } of clawbacks)
    for (const { refund, before, baseMinor, earnedMinor, isWrittenOff } of open) {
      const entry = output.next()
      output.id[entry] = openClawbackId(turns, id[refund] ?? 0, line)
      output.versionId[entry] = line.versionId
      output.ruleIndex[entry] = line.ruleIndex
      output.baseMinor[entry] = -baseMinor
      output.earnedMinor[entry] = earnedMinor
      output.counterBefore[entry] = before.baseMinor
      output.currency[entry] = currency[sale] ?? 0
      output.day[entry] = day[refund] ?? 0
      output.dueDay[entry] = day[refund] ?? 0
      output.triggerId[entry] = id[sale] ?? 0
      output.isReversed[entry] = isWrittenOff ? 1 : 0
      output.cappedBy[entry] = 0
    }
}

/** Indexes of refunds by the index of their sale, oldest first. */
function findRefunds({ count, refundOf }: ConversionColumns): Map<number, number[]> {
  const refunds = new Map<number, number[]>()
  for (let row = 0; refundOf !== null && row < count; row += 1) {
    const sale = refundOf[row] ?? SALE
    if (sale < 0) continue
    const known = refunds.get(sale)
    if (known) known.push(row)
    else refunds.set(sale, [row])
  }
  return refunds
}

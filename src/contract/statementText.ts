import type { Trace } from './commissions.ts'
import { dayParts, endOfMonth, formatDay, monthOf, type Day } from './dates.ts'
import { NOT_YET } from './due.ts'
import { addMinor, formatMinor, formatRate, type Minor } from './money.ts'
import type { Statement } from './payouts.ts'
import type { Cap, CapKind } from './plans.ts'
import { figureTexts, sheetTexts } from './statementTexts.ts'

// What a statement says, on screen and in the frozen file. It reads the same on every computer: its words and formats
// are its own, never the machine's.
/** "December 2025" for a whole month, "01 Oct 2025 – 31 Dec 2025" otherwise. */
export function formatPeriod(from: Day, to: Day): string {
  const { year, month } = dayParts(from)
  if (from === `${monthOf(from)}-01` && to === endOfMonth(from))
    return figureTexts.month(figureTexts.months[month - 1] ?? '', year)
  return `${formatDay(from)} – ${formatDay(to)}`
}

/** Joins signed amounts as people write sums: "100.00 − 25.00 + 3.00". */
function joinSigned(parts: readonly { isNegative: boolean; text: string }[]): string {
  return parts
    .map(({ isNegative, text }, i) =>
      i === 0 ? `${isNegative ? '−' : ''}${text}` : `${isNegative ? '−' : '+'} ${text}`,
    )
    .join(' ')
}

/** How the base came about, when it is not simply what was charged: "charged 100.00 − discount 25.00". */
export function describeBase(trace: Trace): string {
  if (trace.baseLines.length < 2) return ''
  return joinSigned(
    trace.baseLines.map(({ label, minor }) => ({
      isNegative: minor < 0,
      text: `${figureTexts.baseParts[label]} ${formatMinor(Math.abs(minor), trace.currency)}`,
    })),
  )
}

/** How the windows of a cap are called after who it is for. */
export function capWindowTexts(kind: CapKind): typeof figureTexts.capWindows | typeof figureTexts.budgetWindows {
  return kind === 'programme' ? figureTexts.budgetWindows : figureTexts.capWindows
}

/** What a cap allows: "100.00 per customer and month". */
export function describeCap({ kind, window, limitMinor }: Cap, currency: string): string {
  const windows = capWindowTexts(kind)
  const words = [figureTexts.capped[kind], ...(window === null ? [] : [windows[window]])]
  return `${formatMinor(limitMinor, currency)} ${words.join(' ')}`
}

/** How an amount came about when a cap cut it; the calculation alone when none did. */
export function describeCut(
  calculation: string,
  cap: (Cap & { leftMinor: Minor }) | undefined,
  currency: string,
): string {
  if (!cap) return calculation
  if (cap.leftMinor === cap.limitMinor) return figureTexts.cutWhole(calculation, describeCap(cap, currency))
  return figureTexts.cut(calculation, formatMinor(cap.leftMinor, currency), describeCap(cap, currency))
}

/** What was multiplied, before rounding: "1,240.00 × 10%", "40.00 × 3", "100,000.00 × 5% + 25,000.00 × 6%"; and what cut it. */
export function describeCalculation(trace: Trace): string {
  return describeCut(multiplied(trace), trace.cap, trace.currency)
}

function multiplied(trace: Trace): string {
  const amount = (minor: number): string => formatMinor(Math.abs(minor), trace.currency)
  if (trace.component === 'fixed') {
    const whole =
      trace.quantity === 1
        ? formatMinor(trace.fixedMinor, trace.currency)
        : `${amount(trace.fixedMinor)} × ${trace.quantity}`
    return trace.share ? `${whole} × ${amount(trace.share.minor)} / ${amount(trace.share.ofMinor)}` : whole
  }
  const parts = trace.terms.map(({ minor, ratePpm }) => ({
    isNegative: minor < 0,
    text: `${amount(minor)} × ${formatRate(ratePpm)}`,
  }))
  if (trace.fixedMinor !== 0) parts.push({ isNegative: trace.fixedMinor < 0, text: amount(trace.fixedMinor) })
  return joinSigned(parts)
}

/** The rate of a line with one, or what stands in its place. */
export function describeRate(trace: Trace): string {
  if (trace.component === 'fixed') return trace.quantity === 1 ? figureTexts.fixed : `× ${trace.quantity}`
  const [first, ...others] = trace.terms
  return first === undefined ? '' : others.length === 0 ? formatRate(first.ratePpm) : figureTexts.steps
}

/** True when base and rate say everything: one rate on the whole base, or one fixed amount, and no cap. */
export function isPlain(trace: Trace): boolean {
  if (trace.cap) return false
  if (trace.component === 'fixed') return trace.quantity === 1 && !trace.share
  const [first, ...others] = trace.terms
  return first !== undefined && others.length === 0 && first.minor === trace.baseMinor && trace.fixedMinor === 0
}

/** What a line was for: a heading, what stands first, and what stands small below it. */
export function soldColumn({ customers = 'name' }: Pick<Statement, 'customers'>): {
  label: string
  /** Of a hold, which tells no product: null where it has nothing to say. */
  ofHold: ((hold: Statement['holds'][number]) => string) | null
  of(line: Pick<Statement['lines'][number], 'customer' | 'externalId' | 'product'>): [main: string, below: string]
} {
  const label = sheetTexts.sold[customers]
  switch (customers) {
    case 'name':
    case 'initials':
      return { label, ofHold: ({ customer }) => customer, of: ({ customer, product }) => [customer, product] }
    case 'record':
      return {
        label,
        ofHold: ({ externalId = '' }) => externalId,
        of: ({ externalId, product }) => [externalId, product],
      }
    case 'nothing':
      return { label, ofHold: null, of: ({ product }) => [product, ''] }
  }
}

/** How amounts came about and what is shown of customers. */
export function rulesText({ baseRule, rounding, customers = 'name' }: Statement): string {
  const named = sheetTexts.customers[customers]
  return `${baseRule} ${rounding}${named === '' ? '' : ` ${named}`}`
}

/** Commissions of one status, with what they earn or would have earned; minor units. */
interface StatusTotal {
  label: string
  count: number
  minor: number
}

function pendingLabel(firstDueOn: Day): string {
  return firstDueOn === NOT_YET ? sheetTexts.pendingUndue : sheetTexts.pending(formatDay(firstDueOn))
}

/** How the partner's commissions stood when the statement was made; none where nothing is to tell, or nobody told it yet. */
export function statusTotals({ unlisted, lines, holds, earnedMinor, paidMinor }: Statement): StatusTotal[] {
  if (unlisted === undefined) return []
  const { pending, since, reversed, rejected } = unlisted
  const { listed } = sheetTexts
  const held = holds.reduce((sum, { minor }) => addMinor(sum, minor), 0)
  const totals = [
    { label: paidMinor === 0 ? listed.carried : listed.paid, count: lines.length, minor: earnedMinor },
    { label: sheetTexts.onHold, count: holds.length, minor: held },
    ...(pending === null ? [] : [{ ...pending, label: pendingLabel(pending.firstDueOn) }]),
    { ...reversed, label: sheetTexts.reversed(since) },
    { ...rejected, label: sheetTexts.rejected(since) },
  ]
  return totals.filter(({ count }) => count > 0).map(({ label, count, minor }) => ({ label, count, minor }))
}

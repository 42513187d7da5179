import { dueText } from '../ui/dueDay.ts'
import type { Explanation, Trace } from '../../contract/commissions.ts'
import { formatDay } from '../../contract/dates.ts'
import { formatMinor, formatRate } from '../../contract/money.ts'
import { describeCap } from '../../contract/statementText.ts'
import { formatCount } from '../ui/figures.tsx'
import { uiTexts } from '../ui/texts.ts'
import { commissionTexts as texts, ordinal } from './texts.ts'

/** A line of the receipt, as text. */
interface ReceiptLine {
  label: string
  value: string
  weight?: 'sum' | 'total'
}

/** The receipt: from what was charged to what was earned, one line a step. */
export function receiptLines({ trace, isLead }: Pick<Explanation, 'trace' | 'isLead'>): ReceiptLine[] {
  const { currency, counter, terms, fixedMinor, share, cap } = trace
  const money = (minor: number): string => formatMinor(minor, currency)
  // A lead has no amount to begin with.
  const base: ReceiptLine[] = (isLead ? [] : trace.baseLines).map(({ label, minor }) => ({
    label: texts.base[label],
    value: money(minor),
  }))
  if (base.length > 1) base.push({ label: texts.baseSum, value: money(trace.baseMinor), weight: 'sum' })
  const counted: ReceiptLine[] = counter
    ? [
        {
          label: texts.counterAmount(texts.windows[counter.window]),
          value: counter.unit === 'amount' ? money(counter.before) : formatCount(counter.before),
        },
      ]
    : []
  const rates: ReceiptLine[] =
    terms.length === 1 && terms[0]?.minor === trace.baseMinor
      ? [{ label: rateLabel(trace), value: `× ${formatRate(terms[0].ratePpm)}` }]
      : terms.map((term) => ({
          label: trace.rule.name,
          value: texts.term(money(term.minor), formatRate(term.ratePpm)),
        }))
  const fixed: ReceiptLine[] = fixedMinor === 0 ? [] : [{ label: fixedLabel(trace, isLead), value: money(fixedMinor) }]
  const left: ReceiptLine[] = share
    ? [{ label: texts.shareLeft, value: texts.shareOf(money(share.minor), money(share.ofMinor)) }]
    : []
  const capped: ReceiptLine[] = cap
    ? [
        {
          label: (cap.leftMinor === cap.limitMinor ? texts.capWhole : texts.capLeft)(describeCap(cap, currency)),
          value: money(cap.leftMinor),
        },
      ]
    : []
  return [
    ...base,
    ...counted,
    ...rates,
    ...fixed,
    ...left,
    ...capped,
    { label: texts.earned, value: money(trace.earnedMinor), weight: 'total' },
  ]
}

/** What the rate of a line is called: its rule, or the tier that adds it. */
function rateLabel({ tier, occurredOn, rule }: Trace): string {
  return tier === undefined ? rule.name : texts.tierOn(tier, formatDay(occurredOn))
}

/** Undoes a settled line whose conversion no longer counts or is rated anew. */
export function isTakenBack({ baseLines }: Trace): boolean {
  return baseLines[0]?.label === 'notCounted' || isReRated(baseLines)
}

const isReRated = (baseLines: Trace['baseLines']): boolean => baseLines[0]?.label === 'ratedAnew'

/** Why there is such a line at all, where that is not plain, and how it was rounded. */
export function noteOf(trace: Trace): string {
  const rounding = trace.cap ? `${texts.cut} ${texts.rounding[trace.rounding]}` : texts.rounding[trace.rounding]
  switch (trace.component) {
    case 'rate':
    case 'fixed':
      return rounding
    case 'trueUp':
      return `${texts.trueUp} ${rounding}`
    case 'uplift':
      return `${texts.uplift} ${rounding}`
    case 'clawback':
      if (trace.isWrittenOff) return texts.writtenOff
      if (isReRated(trace.baseLines)) return texts.ratedAnew
      return isTakenBack(trace) ? texts.takenBack : `${texts.clawback} ${rounding}`
    case 'restored':
      return isReRated(trace.baseLines) ? texts.restoredAnew : texts.restored
  }
}

function fixedLabel(trace: Trace, isLead: boolean): string {
  if (isTakenBack(trace)) return texts.settledBefore
  if (trace.component === 'clawback') return trace.terms.length === 0 ? texts.ofFixed : texts.alreadyTaken
  if (isLead) return texts.perLead
  return trace.quantity === 1 ? texts.fixed : texts.quantity(trace.quantity)
}

export function leadOf({ trace, isLead, partnerName, customerName, chargeNumber }: Explanation): string {
  const day = formatDay(trace.occurredOn)
  if (isTakenBack(trace)) return texts.chargeUndone(partnerName, customerName, day, trace.currency)
  if (isLead) return texts.lead(partnerName, ordinal(chargeNumber), customerName, day)
  return texts.charge(partnerName, ordinal(chargeNumber), customerName, day, trace.currency)
}

/** The whole explanation as plain text, for a mail to the partner. */
export function explanationText(explanation: Explanation): string {
  const { trace, competing, due, origin } = explanation
  return [
    texts.why(formatMinor(trace.earnedMinor, trace.currency)),
    leadOf(explanation),
    '',
    ...receiptLines(explanation).map(({ label, value }) => `${label}: ${value}`),
    noteOf(trace),
    '',
    ...(competing.length === 0
      ? []
      : [
          `${texts.competed} (${texts.version(trace.plan.name, trace.plan.number)}):`,
          ...competing.map((rule) => `- ${rule.name}: ${texts.reasons[rule.reason]}`),
          '',
        ]),
    `${dueText(due.dueOn)} (${due.formula})`,
    ...(origin
      ? [`${uiTexts.origin.title}: ${uiTexts.origin.fileLine(origin.fileName, formatCount(origin.line))}`]
      : []),
  ].join('\n')
}

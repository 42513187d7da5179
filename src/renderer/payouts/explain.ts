import type { Explanation, Trace } from '../../contract/commissions.ts'
import { formatDay } from '../../contract/dates.ts'
import { formatMinor, formatRate } from '../../contract/money.ts'
import { formatCount } from '../ui/figures.tsx'
import { commissionTexts as texts, ordinal } from './texts.ts'

/** A line of the receipt, as text. */
interface ReceiptLine {
  label: string
  value: string
  weight?: 'sum' | 'total'
}

/** The receipt: from what was charged to what was earned, one line a step. */
export function receiptLines({ trace, isLead }: Pick<Explanation, 'trace' | 'isLead'>): ReceiptLine[] {
  const { currency, counter, terms, fixedMinor, quantity } = trace
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
  const fixed: ReceiptLine[] =
    fixedMinor === 0 ? [] : [{ label: fixedLabel(isLead, quantity), value: money(fixedMinor) }]
  return [
    ...base,
    ...counted,
    ...rates,
    ...fixed,
    { label: texts.earned, value: money(trace.earnedMinor), weight: 'total' },
  ]
}

/** What the rate of a line is called: its rule, or the tier that adds it. */
function rateLabel({ tier, occurredOn, rule }: Trace): string {
  return tier === undefined ? rule.name : texts.tierOn(tier, formatDay(occurredOn))
}

function fixedLabel(isLead: boolean, quantity: number): string {
  if (isLead) return texts.perLead
  return quantity === 1 ? texts.fixed : texts.quantity(quantity)
}

export function leadOf({ trace, isLead, partnerName, customerName, chargeNumber }: Explanation): string {
  if (isLead) return texts.lead(partnerName, ordinal(chargeNumber), customerName, formatDay(trace.occurredOn))
  return texts.charge(partnerName, ordinal(chargeNumber), customerName, formatDay(trace.occurredOn), trace.currency)
}

/** The whole explanation as plain text, for a mail to the partner. */
export function explanationText(explanation: Explanation): string {
  const { trace, competing, due, origin } = explanation
  return [
    texts.why(formatMinor(trace.earnedMinor, trace.currency)),
    leadOf(explanation),
    '',
    ...receiptLines(explanation).map(({ label, value }) => `${label}: ${value}`),
    texts.rounding[trace.rounding],
    '',
    `${texts.competed} (${texts.version(trace.plan.name, trace.plan.number)}):`,
    ...competing.map((rule) => `- ${rule.name}: ${texts.reasons[rule.reason]}`),
    '',
    `${texts.due(formatDay(due.dueOn))} (${due.formula})`,
    ...(origin ? [`${texts.source}: ${texts.fileLine(origin.fileName, origin.line)}`] : []),
  ].join('\n')
}

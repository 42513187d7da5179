import { formatMinor, formatRate } from '../../contract/money.ts'
import {
  type Condition,
  isForLeads,
  listCaps,
  partialRefundOf,
  type Payment,
  type PlanRule,
} from '../../contract/plans.ts'
import { describeCap } from '../../contract/statementText.ts'
import { planTexts as texts } from './planTexts.ts'

/** A published rule in plain sentences. */
export function ruleSentences(rule: PlanRule): string[] {
  return [
    ...paymentSentences(rule),
    ...rule.conditions.map(conditionSentence),
    ...limitSentence(rule),
    ...capSentences(rule),
  ]
}

function paymentSentences({ payment, conditions }: PlanRule): string[] {
  switch (payment.kind) {
    case 'fixed':
      return [
        `${isForLeads({ conditions }) ? texts.payForLead : texts.payFor} ${texts.per[payment.per]}, ${texts.pay} ${payment.currency} ${formatMinor(payment.minor, payment.currency)} ${payment.per === 'firstConversion' ? texts.once : texts.each}`,
        ...(isForLeads({ conditions }) ? [] : [partialRefundSentence(payment)]),
      ]
    case 'percent':
      return [`${texts.onEvery} ${formatRate(payment.ratePpm)} ${texts.ofBase}`]
    case 'hybrid':
      return [
        `${texts.firstTime} ${payment.currency} ${formatMinor(payment.fixedMinor, payment.currency)}${texts.andEvery} ${formatRate(payment.ratePpm)} ${texts.ofBase}`,
        `${texts.sameCharge} ${texts.firstEarns[payment.firstEarnsBoth ? 'yes' : 'no']} ${texts.theShare}`,
        partialRefundSentence(payment),
      ]
    case 'marginal':
    case 'whole': {
      const { counter, currency, tiers } = payment
      const at = (from: number): string => (counter.unit === 'amount' ? formatMinor(from, currency) : String(from))
      return [
        `${texts.count} ${texts.unit[counter.unit]} ${texts.ofCharges} ${currency} ${texts.perWindow} ${texts.windows[counter.window]}${texts.thenPay} ${texts.part[payment.kind]}${texts.stop}`,
        ...tiers.map(
          (tier) => `${texts.from} ${at(tier.from)}, ${texts.tierPays} ${formatRate(tier.ratePpm)}${texts.stop}`,
        ),
      ]
    }
  }
}

function partialRefundSentence(payment: Payment): string {
  return `${texts.partlyRefunded} ${texts.onPartialRefund[partialRefundOf(payment)]}${texts.stop}`
}

function conditionSentence(condition: Condition): string {
  const start = `${texts.onlyFor} ${texts.conditions[condition.field]}`
  switch (condition.field) {
    case 'kind':
      return `${start}${texts.stop}`
    case 'product':
    case 'country':
      return `${start} ${condition.in.join(', ')}${texts.stop}`
    case 'customer':
      return `${start} ${texts.customerIs[condition.is]}${texts.stop}`
    case 'amount': {
      const { currency, atLeastMinor, atMostMinor } = condition
      const bounds = [
        atLeastMinor === null ? '' : `${texts.between} ${currency} ${formatMinor(atLeastMinor, currency)}`,
        atMostMinor === null ? '' : `${texts.andAtMost} ${currency} ${formatMinor(atMostMinor, currency)}`,
      ]
      return `${start} ${bounds.filter(Boolean).join(' ')}${texts.stop}`
    }
  }
}

function limitSentence({ limitMonths, conditions }: PlanRule): string[] {
  const months = isForLeads({ conditions }) ? texts.monthsOfLeads : texts.months
  return limitMonths === null ? [] : [`${texts.limit} ${limitMonths} ${months}`]
}

function capSentences({ caps }: PlanRule): string[] {
  if (!caps) return []
  const { currency } = caps
  return listCaps(caps).map((cap) => `${texts.capAtMost} ${currency} ${describeCap(cap, currency)}${texts.stop}`)
}

import { partialRefundOf, type Payment } from '../../contract/plans.ts'
import { AmountInput, PercentInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { CurrencySelect } from './CurrencySelect.tsx'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'
import { TierSentence } from './TierSentence.tsx'

/** What a rule pays, in a sentence for each way of paying. */
export function PaymentSentence({
  payment,
  isLead,
  onPayment,
}: {
  payment: Payment
  /** The rule is for leads. */
  isLead: boolean
  onPayment: (payment: Payment) => void
}) {
  const payFor = isLead ? texts.payForLead : texts.payFor
  switch (payment.kind) {
    case 'fixed':
      return (
        <>
          <p className={styles.sentence}>
            {payFor}{' '}
            <Select
              label={payFor}
              isInline
              options={optionsOf(texts.per)}
              value={payment.per}
              onValue={(per) => onPayment({ ...payment, per })}
            />
            , {texts.pay}{' '}
            <AmountInput
              isInline
              label={texts.pay}
              currency={payment.currency}
              value={payment.minor}
              onValue={(minor) => onPayment({ ...payment, minor })}
            />{' '}
            <CurrencySelect value={payment.currency} onValue={(currency) => onPayment({ ...payment, currency })} />{' '}
            {payment.per === 'firstConversion' ? texts.once : texts.each}
          </p>
          {!isLead && <PartialRefundSentence payment={payment} onPayment={onPayment} />}
        </>
      )
    case 'percent':
      return (
        <p className={styles.sentence}>
          {texts.onEvery}{' '}
          <PercentInput
            isInline
            label={texts.onEvery}
            value={payment.ratePpm}
            onValue={(ratePpm) => onPayment({ ...payment, ratePpm })}
          />{' '}
          % {texts.ofBase}
        </p>
      )
    case 'hybrid':
      return (
        <>
          <p className={styles.sentence}>
            {texts.firstTime}{' '}
            <AmountInput
              isInline
              label={texts.firstTime}
              currency={payment.currency}
              value={payment.fixedMinor}
              onValue={(fixedMinor) => onPayment({ ...payment, fixedMinor })}
            />{' '}
            <CurrencySelect value={payment.currency} onValue={(currency) => onPayment({ ...payment, currency })} />
            {texts.andEvery}{' '}
            <PercentInput
              isInline
              label={texts.onEvery}
              value={payment.ratePpm}
              onValue={(ratePpm) => onPayment({ ...payment, ratePpm })}
            />{' '}
            % {texts.ofBase}
          </p>
          <p className={styles.sentence}>
            {texts.sameCharge}{' '}
            <Select
              label={texts.sameCharge}
              isInline
              options={optionsOf(texts.firstEarns)}
              value={payment.firstEarnsBoth ? 'yes' : 'no'}
              onValue={(answer) => onPayment({ ...payment, firstEarnsBoth: answer === 'yes' })}
            />{' '}
            {texts.theShare}
          </p>
          <PartialRefundSentence payment={payment} onPayment={onPayment} />
        </>
      )
    case 'marginal':
    case 'whole':
      return <TierSentence payment={payment} onPayment={onPayment} />
  }
}

type FixedPayment = Extract<Payment, { kind: 'fixed' | 'hybrid' }>

function PartialRefundSentence({
  payment,
  onPayment,
}: {
  payment: FixedPayment
  onPayment: (payment: FixedPayment) => void
}) {
  return (
    <p className={styles.sentence}>
      {texts.partlyRefunded}{' '}
      <Select
        label={texts.partlyRefunded}
        isInline
        options={optionsOf(texts.onPartialRefund)}
        value={partialRefundOf(payment)}
        onValue={(onPartialRefund) => onPayment({ ...payment, onPartialRefund })}
      />
      {texts.stop}
    </p>
  )
}

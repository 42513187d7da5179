import { Plus, X } from 'lucide-react'
import { currencyExponent } from '../../contract/money.ts'
import type { Payment } from '../../contract/plans.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { AmountInput, CountInput, PercentInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { CurrencySelect } from './CurrencySelect.tsx'
import { addTier } from './planDraft.ts'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'

type Tiered = Extract<Payment, { tiers: unknown }>

/** What is counted, and what each step of the counter pays. */
export function TierSentence({ payment, onPayment }: { payment: Tiered; onPayment: (payment: Payment) => void }) {
  const { counter, tiers, currency } = payment
  const isAmount = counter.unit === 'amount'
  const step = isAmount ? 10 ** currencyExponent(currency) : 1
  const setTier = (index: number, change: Partial<Tiered['tiers'][number]>): void =>
    onPayment({ ...payment, tiers: tiers.map((tier, i) => (i === index ? { ...tier, ...change } : tier)) })
  return (
    <>
      <p className={styles.sentence}>
        {texts.count}{' '}
        <Select
          label={texts.count}
          isInline
          options={optionsOf(texts.unit)}
          value={counter.unit}
          onValue={(unit) => onPayment({ ...payment, counter: { ...counter, unit } })}
        />{' '}
        {texts.ofCharges}{' '}
        <CurrencySelect value={currency} onValue={(next) => onPayment({ ...payment, currency: next })} />{' '}
        {texts.perWindow}{' '}
        <Select
          label={texts.perWindow}
          isInline
          options={optionsOf(texts.windows)}
          value={counter.window}
          onValue={(window) => onPayment({ ...payment, counter: { ...counter, window } })}
        />
        {texts.thenPay}{' '}
        <Select
          label={texts.thenPay}
          isInline
          options={optionsOf(texts.part)}
          value={payment.kind}
          onValue={(kind) => onPayment({ ...payment, kind })}
        />
        {texts.stop}
      </p>
      <ul className={styles.tiers}>
        {tiers.map((tier, index) => (
          <li key={index} className={styles.sentence}>
            {texts.from}{' '}
            {index === 0 ? (
              <span className="num">0</span>
            ) : isAmount ? (
              <AmountInput
                isInline
                label={texts.from}
                width={11}
                currency={currency}
                value={tier.from}
                onValue={(from) => setTier(index, { from })}
              />
            ) : (
              <CountInput
                isInline
                label={texts.from}
                width={6}
                min={1}
                max={1_000_000}
                value={tier.from}
                onValue={(from) => setTier(index, { from })}
              />
            )}
            , {texts.tierPays}{' '}
            <PercentInput
              isInline
              label={texts.tierPays}
              value={tier.ratePpm}
              onValue={(ratePpm) => setTier(index, { ratePpm })}
            />{' '}
            %
            {index > 0 && (
              <IconButton
                isSmall
                label={texts.removeTier}
                icon={X}
                onClick={() => onPayment({ ...payment, tiers: tiers.filter((_, i) => i !== index) })}
              />
            )}
          </li>
        ))}
      </ul>
      {tiers.length < 20 && (
        <div>
          <Button
            look="bare"
            isSmall
            icon={Plus}
            onClick={() => onPayment({ ...payment, tiers: addTier(tiers, step) })}
          >
            {texts.addTier}
          </Button>
        </div>
      )}
    </>
  )
}

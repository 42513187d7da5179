import { Plus, Trash2, X } from 'lucide-react'
import type { Condition, Payment, PlanRule } from '../../contract/plans.ts'
import { currencyCodes, currencyExponent } from '../../contract/money.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Input } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { AmountInput, CountInput, PercentInput } from '../ui/ParsedInput.tsx'
import { Select, type Option } from '../ui/Select.tsx'
import { addTier, changeKind, newCondition } from './planDraft.ts'
import { planTexts as texts } from './planTexts.ts'
import styles from './PlanEditor.module.css'

const optionsOf = <V extends string>(labels: Readonly<Record<V, string>>): Option<V>[] =>
  (Object.entries(labels) as [V, string][]).map(([value, label]) => ({ value, label }))

const kindOptions = optionsOf({
  percent: texts.templates.percent.label,
  fixed: texts.templates.fixed.label,
  hybrid: texts.templates.hybrid.label,
  marginal: texts.templates.marginal.label,
  whole: texts.templates.whole.label,
})
const currencyOptions = currencyCodes.map((code) => ({ value: code, label: code }))

interface RuleProps {
  rule: PlanRule
  number: number
  baseCurrency: string
  onRule: (rule: PlanRule) => void
  onRemove: (() => void) | null
}

/** One rule as sentences whose controls are its settings. */
export function RuleEditor({ rule, number, baseCurrency, onRule, onRemove }: RuleProps) {
  const setPayment = (payment: Payment): void => onRule({ ...rule, payment })
  const setCondition = (index: number, condition: Condition | null): void =>
    onRule({
      ...rule,
      conditions: rule.conditions.flatMap((old, i) => (i === index ? (condition ? [condition] : []) : [old])),
    })
  const missing = (['product', 'country', 'customer', 'amount'] as const).filter(
    (field) => !rule.conditions.some((condition) => condition.field === field),
  )
  return (
    <section className={styles.rule} aria-label={texts.rule(number)}>
      <span className={styles.number}>{number}</span>
      <div className={styles.ruleBody}>
        <div className={styles.ruleHead}>
          <Input
            aria-label={texts.ruleName}
            isInline
            className={styles.ruleName}
            maxLength={120}
            value={rule.name}
            onValue={(name) => onRule({ ...rule, name })}
          />
          <Select
            label={texts.kind}
            isInline
            options={kindOptions}
            value={rule.payment.kind}
            onValue={(kind) => setPayment(changeKind(rule.payment, kind, baseCurrency))}
          />
          {onRemove && <IconButton isSmall label={texts.removeRule} icon={Trash2} onClick={onRemove} />}
        </div>
        <PaymentSentence payment={rule.payment} onPayment={setPayment} />
        {rule.conditions.map((condition, index) => (
          <ConditionSentence
            key={condition.field}
            condition={condition}
            onCondition={(next) => setCondition(index, next)}
          />
        ))}
        <p className={styles.sentence}>
          {texts.limit}{' '}
          <Select
            label={texts.limit}
            isInline
            options={optionsOf(texts.limitKinds)}
            value={rule.limitMonths === null ? 'life' : 'months'}
            onValue={(kind) => onRule({ ...rule, limitMonths: kind === 'life' ? null : 12 })}
          />
          {rule.limitMonths === null ? (
            texts.stop
          ) : (
            <>
              {': '}
              <CountInput
                isInline
                label={texts.months}
                min={0}
                max={240}
                value={rule.limitMonths}
                onValue={(limitMonths) => onRule({ ...rule, limitMonths })}
              />{' '}
              {texts.months}
            </>
          )}
        </p>
        <div className={styles.ruleFoot}>
          {missing.length > 0 && (
            <Menu
              align="start"
              trigger={
                <Button look="bare" isSmall icon={Plus}>
                  {texts.addCondition}
                </Button>
              }
              items={missing.map((field) => ({
                label: `${texts.onlyFor} ${texts.conditions[field]}`,
                run: () => onRule({ ...rule, conditions: [...rule.conditions, newCondition(field, baseCurrency)] }),
              }))}
            />
          )}
          <label className="ink2 small" title={texts.priorityHint}>
            {texts.priority}{' '}
            <CountInput
              isInline
              label={texts.priority}
              min={0}
              max={100}
              value={rule.priority}
              onValue={(priority) => onRule({ ...rule, priority })}
            />
          </label>
        </div>
      </div>
    </section>
  )
}

function CurrencySelect({ value, onValue }: { value: string; onValue: (currency: string) => void }) {
  return <Select label="Currency" isInline options={currencyOptions} value={value} onValue={onValue} />
}

function PaymentSentence({ payment, onPayment }: { payment: Payment; onPayment: (payment: Payment) => void }) {
  switch (payment.kind) {
    case 'fixed':
      return (
        <p className={styles.sentence}>
          {texts.payFor}{' '}
          <Select
            label={texts.payFor}
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
        </>
      )
    case 'marginal':
    case 'whole':
      return <TierSentence payment={payment} onPayment={onPayment} />
  }
}

type Tiered = Extract<Payment, { tiers: unknown }>

function TierSentence({ payment, onPayment }: { payment: Tiered; onPayment: (payment: Payment) => void }) {
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

function ConditionSentence({
  condition,
  onCondition,
}: {
  condition: Condition
  onCondition: (condition: Condition | null) => void
}) {
  return (
    <p className={styles.sentence}>
      {texts.onlyFor} {texts.conditions[condition.field]}{' '}
      <ConditionControl condition={condition} onCondition={onCondition} />
      <IconButton isSmall label={texts.removeCondition} icon={X} onClick={() => onCondition(null)} />
    </p>
  )
}

function ConditionControl({
  condition,
  onCondition,
}: {
  condition: Condition
  onCondition: (condition: Condition) => void
}) {
  switch (condition.field) {
    case 'product':
    case 'country':
      return (
        <Input
          aria-label={texts.conditions[condition.field]}
          isInline
          className={styles.words}
          title={texts.anyOf}
          placeholder={texts.anyOf}
          value={condition.in.join(', ')}
          onValue={(text) => onCondition({ ...condition, in: text.split(',').map((word) => word.trimStart()) })}
        />
      )
    case 'customer':
      return (
        <Select
          label={texts.conditions.customer}
          isInline
          options={optionsOf(texts.customerIs)}
          value={condition.is}
          onValue={(is) => onCondition({ ...condition, is })}
        />
      )
    case 'amount':
      return (
        <>
          {texts.between}{' '}
          <AmountInput
            isInline
            label={texts.between}
            currency={condition.currency}
            value={condition.atLeastMinor ?? 0}
            onValue={(atLeastMinor) => onCondition({ ...condition, atLeastMinor })}
          />{' '}
          <CurrencySelect
            value={condition.currency}
            onValue={(currency) => onCondition({ ...condition, currency })}
          />{' '}
        </>
      )
  }
}

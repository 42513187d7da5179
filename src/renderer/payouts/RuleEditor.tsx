import { Plus, Trash2 } from 'lucide-react'
import {
  capsProblem,
  type Condition,
  isForLeads,
  leadRuleProblem,
  type Payment,
  type PlanRule,
} from '../../contract/plans.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Input } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { CountInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { Callout } from '../ui/Status.tsx'
import { ConditionSentence } from './ConditionSentence.tsx'
import { PaymentSentence } from './PaymentSentence.tsx'
import { CapSentences } from './CapSentences.tsx'
import { changeKind, missingCaps, missingConditions, withCap, withCondition, withPayment } from './planDraft.ts'
import { planTexts as texts } from './planTexts.ts'
import styles from './PlanEditor.module.css'

const kindOptions = optionsOf({
  percent: texts.templates.percent.label,
  fixed: texts.templates.fixed.label,
  hybrid: texts.templates.hybrid.label,
  marginal: texts.templates.marginal.label,
  whole: texts.templates.whole.label,
})

interface RuleProps {
  rule: PlanRule
  number: number
  baseCurrency: string
  onRule: (rule: PlanRule) => void
  onRemove: (() => void) | null
}

/** One rule as sentences whose controls are its settings. */
export function RuleEditor({ rule, number, baseCurrency, onRule, onRemove }: RuleProps) {
  const setPayment = (payment: Payment): void => onRule(withPayment(rule, payment))
  const setCondition = (index: number, condition: Condition | null): void =>
    onRule({
      ...rule,
      conditions: rule.conditions.flatMap((old, i) => (i === index ? (condition ? [condition] : []) : [old])),
    })
  const missing = missingConditions(rule)
  const caps = missingCaps(rule)
  const isLead = isForLeads(rule)
  const problem = leadRuleProblem(rule)
  const capProblem = capsProblem(rule)
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
            options={
              isLead ? kindOptions.filter(({ value }) => value === 'fixed' || value === rule.payment.kind) : kindOptions
            }
            value={rule.payment.kind}
            onValue={(kind) => setPayment(changeKind(rule.payment, kind, baseCurrency))}
          />
          {onRemove && <IconButton isSmall label={texts.removeRule} icon={Trash2} onClick={onRemove} />}
        </div>
        <PaymentSentence payment={rule.payment} isLead={isLead} onPayment={setPayment} />
        {rule.conditions.map((condition, index) => (
          <ConditionSentence
            key={condition.field}
            condition={condition}
            onCondition={(next) => setCondition(index, next)}
          />
        ))}
        {problem !== null && <Callout meaning="warn">{texts.leadProblems[problem]}</Callout>}
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
              {isLead ? texts.monthsOfLeads : texts.months}
            </>
          )}
        </p>
        <CapSentences rule={rule} onRule={onRule} />
        {capProblem !== null && <Callout meaning="warn">{texts.capProblems[capProblem]}</Callout>}
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
                run: () => onRule(withCondition(rule, field, baseCurrency)),
              }))}
            />
          )}
          {caps.length > 0 && (
            <Menu
              align="start"
              trigger={
                <Button look="bare" isSmall icon={Plus}>
                  {texts.addCap}
                </Button>
              }
              items={caps.map((kind) => ({
                label: `${texts.capAtMost} … ${texts.caps[kind]}`,
                run: () => onRule(withCap(rule, kind, baseCurrency)),
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

import { X } from 'lucide-react'
import { useId } from 'react'
import type { Condition } from '../../contract/plans.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { IconButton } from '../ui/Button.tsx'
import { formatCount } from '../ui/figures.tsx'
import { MultiCombobox } from '../ui/MultiCombobox.tsx'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { Status } from '../ui/Status.tsx'
import { CurrencySelect } from './CurrencySelect.tsx'
import { conditionProblem } from './planDraft.ts'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'

/** What a rule requires of a conversion: "Only for product Suite". */
export function ConditionSentence({
  condition,
  onCondition,
}: {
  condition: Condition
  onCondition: (condition: Condition | null) => void
}) {
  const id = useId()
  const problem = conditionProblem(condition)
  return (
    <div>
      <div className={styles.sentence}>
        {texts.onlyFor} {texts.conditions[condition.field]}{' '}
        <ConditionControl
          condition={condition}
          onCondition={onCondition}
          problemId={problem === null ? undefined : id}
        />{' '}
        <IconButton isSmall label={texts.removeCondition} icon={X} onClick={() => onCondition(null)} />
      </div>
      {problem !== null && (
        <p id={id} className="small">
          <Status meaning="warn">{problem}</Status>
        </p>
      )}
    </div>
  )
}

type Of<F extends Condition['field']> = Extract<Condition, { field: F }>

interface ControlProps<C extends Condition> {
  condition: C
  onCondition: (condition: Condition) => void
  problemId: string | undefined
}

function ConditionControl({ condition, ...rest }: ControlProps<Condition>) {
  switch (condition.field) {
    case 'kind':
      return null
    case 'product':
    case 'country':
      return <NamesControl condition={condition} {...rest} />
    case 'customer':
      return <CustomerControl condition={condition} {...rest} />
    case 'amount':
      return <AmountControl condition={condition} {...rest} />
  }
}

/** Names that conversions have, the most frequent first; one that none has yet may be typed as well. */
function NamesControl({ condition, onCondition, problemId }: ControlProps<Of<'product'> | Of<'country'>>) {
  const { data } = useEngineQuery('plans.conditionValues', {})
  const found = (condition.field === 'product' ? data?.products : data?.countries) ?? []
  return (
    <MultiCombobox
      isInline
      label={texts.conditions[condition.field]}
      options={found.map(({ value, count }) => ({
        value,
        label: value,
        hint: texts.events(count, formatCount(count)),
      }))}
      values={condition.in}
      onValues={(names) => onCondition({ ...condition, in: names })}
      placeholder={texts.choose[condition.field]}
      offerNew={texts.takeTyped}
      none={texts.noNames[condition.field]}
      describedBy={problemId}
    />
  )
}

function CustomerControl({ condition, onCondition }: ControlProps<Of<'customer'>>) {
  return (
    <Select
      label={texts.conditions.customer}
      isInline
      options={optionsOf(texts.customerIs)}
      value={condition.is}
      onValue={(is) => onCondition({ ...condition, is })}
    />
  )
}

/** A base from here on, with or without an upper end. */
function AmountControl({ condition, onCondition, problemId }: ControlProps<Of<'amount'>>) {
  const { currency, atLeastMinor, atMostMinor } = condition
  return (
    <span role="group" aria-label={texts.conditions.amount} aria-describedby={problemId}>
      {texts.between}{' '}
      <AmountInput
        isInline
        label={texts.between}
        currency={currency}
        value={atLeastMinor ?? 0}
        onValue={(minor) => onCondition({ ...condition, atLeastMinor: minor })}
      />{' '}
      <CurrencySelect value={currency} onValue={(next) => onCondition({ ...condition, currency: next })} />{' '}
      <Select
        label={texts.upperEnd}
        isInline
        options={optionsOf(texts.upperEnds)}
        value={atMostMinor === null ? 'open' : 'atMost'}
        onValue={(end) =>
          onCondition({ ...condition, atMostMinor: end === 'open' ? null : Math.max(atLeastMinor ?? 0, 0) })
        }
      />{' '}
      {atMostMinor !== null && (
        <AmountInput
          isInline
          label={texts.andAtMost}
          currency={currency}
          value={atMostMinor}
          onValue={(minor) => onCondition({ ...condition, atMostMinor: minor })}
        />
      )}
    </span>
  )
}

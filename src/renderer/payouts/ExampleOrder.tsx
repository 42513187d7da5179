import { X } from 'lucide-react'
import type { Input, Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import { IconButton } from '../ui/Button.tsx'
import { Checkbox } from '../ui/choices.tsx'
import { cx } from '../ui/cx.ts'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'

export type Order = Input<'plans.preview'>['orders'][number]
type Result = Output<'plans.preview'>['orders'][number]

/** What an order can be about, as the rules ask for it; empty where none does. */
export type OrderNames = Readonly<Record<'product' | 'country', readonly string[]>>

/** One order of the worked example: its amount, what the rules ask about it, what it earns and by which rule. */
export function ExampleOrder({
  order,
  number,
  names,
  paysLeads,
  result,
  onOrder,
  onRemove,
}: {
  order: Order
  number: number
  names: OrderNames
  /** Some rule asks for leads. */
  paysLeads: boolean
  result: Result | undefined
  onOrder: (order: Order) => void
  onRemove: (() => void) | null
}) {
  const asked = (['product', 'country'] as const).filter((field) => names[field].length > 0)
  return (
    <div className={styles.order}>
      <span className={styles.orderLine}>
        {order.isLead === true ? (
          <span className={styles.lead}>{texts.aLead}</span>
        ) : (
          <AmountInput
            isInline
            width={10}
            label={texts.order(number)}
            currency={order.currency}
            value={order.minor}
            onValue={(minor) => onOrder({ ...order, minor })}
          />
        )}
        <Checkbox isChecked={order.isNewCustomer} onChecked={(isNewCustomer) => onOrder({ ...order, isNewCustomer })}>
          {texts.newCustomer}
        </Checkbox>
        {paysLeads && (
          <Checkbox isChecked={order.isLead === true} onChecked={(isLead) => onOrder({ ...order, isLead })}>
            {texts.lead}
          </Checkbox>
        )}
        {onRemove && <IconButton isSmall label={texts.removeOrder(number)} icon={X} onClick={onRemove} />}
      </span>
      <span className="num med">{result ? formatMinor(result.earnedMinor, result.currency) : ''}</span>
      {asked.length > 0 && (
        <span className={cx(styles.orderLine, styles.orderNames)}>
          {asked.map((field) => (
            <Select
              key={field}
              isInline
              label={texts.orderName[field](number)}
              options={[
                ...names[field].map((name) => ({ value: name, label: name })),
                { value: '', label: texts.otherName[field] },
              ]}
              value={names[field].includes(order[field]) ? order[field] : ''}
              onValue={(name) => onOrder({ ...order, [field]: name })}
            />
          ))}
        </span>
      )}
      <span className={cx(styles.explanation, 'ink2', 'small')}>
        {result && result.lines.length === 0
          ? texts.notPriced
          : result?.lines.map((line) => `${line.rule}: ${line.explanation}`).join(' · ')}
      </span>
    </div>
  )
}

import { Plus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AppError } from '../../contract/errors.ts'
import type { Output } from '../../contract/methods.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import type { PlanBody } from '../../contract/plans.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Chart } from '../ui/Chart.tsx'
import { Checkbox } from '../ui/choices.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { cleaned, isStorable } from './planDraft.ts'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'

interface Order {
  minor: number
  currency: string
  isNewCustomer: boolean
  product: string
  country: string
}

export interface Example {
  orders: Order[]
  currency: string
  setOrders: (orders: Order[]) => void
}

/** Three orders to try a plan on; changing the plan's currency keeps their whole units. */
export function useExample(currency: string): Example {
  const [units, setUnits] = useState<{ minor: number; isNewCustomer: boolean }[] | null>(null)
  const unit = 10 ** currencyExponent(currency)
  const shown = units ?? [
    { minor: 30_000 * unit, isNewCustomer: true },
    { minor: 18_000 * unit, isNewCustomer: false },
    { minor: 12_000 * unit, isNewCustomer: false },
  ]
  return {
    currency,
    orders: shown.map(({ minor, isNewCustomer }) => ({ minor, currency, isNewCustomer, product: '', country: '' })),
    setOrders: (orders) => setUnits(orders.map(({ minor, isNewCustomer }) => ({ minor, isNewCustomer }))),
  }
}

/** Chart and worked example beside the sentences, both computed by the engine's own rules. */
export function PlanPreview({
  body,
  example,
  preview,
  error,
  foot,
}: {
  body: PlanBody
  example: Example
  preview: Output<'plans.preview'> | undefined
  error: AppError | null
  foot?: ReactNode
}) {
  const { orders, currency, setOrders } = example
  const money = (minor: number): string => formatMinor(minor, currency)
  const change = (index: number, part: Partial<Order>): void =>
    setOrders(orders.map((order, i) => (i === index ? { ...order, ...part } : order)))
  const total = preview?.orders.reduce((sum, order) => sum + (order.currency === currency ? order.earnedMinor : 0), 0)
  return (
    <Inspector
      title={texts.example}
      lead={texts.exampleSub(currency)}
      isWide
      isFixed
      {...(foot === undefined ? {} : { foot })}
    >
      {error && <ErrorNote error={error} />}
      <Block>
        <div className={styles.orders}>
          {orders.map((order, index) => {
            const result = preview?.orders[index]
            return (
              <div key={index} className={styles.order}>
                <span className={styles.orderLine}>
                  <AmountInput
                    isInline
                    width={10}
                    label={texts.order(index + 1)}
                    currency={currency}
                    value={order.minor}
                    onValue={(minor) => change(index, { minor })}
                  />
                  <Checkbox
                    isChecked={order.isNewCustomer}
                    onChecked={(isNewCustomer) => change(index, { isNewCustomer })}
                  >
                    {texts.newCustomer}
                  </Checkbox>
                  {orders.length > 1 && (
                    <IconButton
                      isSmall
                      label={texts.removeOrder(index + 1)}
                      icon={X}
                      onClick={() => setOrders(orders.filter((_, i) => i !== index))}
                    />
                  )}
                </span>
                <span className="num med">{result ? money(result.earnedMinor) : ''}</span>
                <span className={`${styles.explanation} ink2 small`}>
                  {result && result.lines.length === 0
                    ? texts.notPriced
                    : result?.lines.map((line) => `${line.rule}: ${line.explanation}`).join(' · ')}
                </span>
              </div>
            )
          })}
        </div>
        <div>
          <Button
            look="bare"
            isSmall
            icon={Plus}
            disabled={orders.length >= 8}
            onClick={() => setOrders([...orders, { ...(orders.at(-1) ?? newOrder(currency)), isNewCustomer: false }])}
          >
            {texts.addOrder}
          </Button>
        </div>
        <Lines lines={[{ label: texts.sum, value: total === undefined ? '' : money(total), weight: 'total' }]} />
      </Block>
      <VolumeChart body={body} currency={currency} />
    </Inspector>
  )
}

const newOrder = (currency: string): Order => ({
  minor: 10_000 * 10 ** currencyExponent(currency),
  currency,
  isNewCustomer: false,
  product: '',
  country: '',
})

const POINTS = 20

/** Payout against the volume of one window, for plans with steps by amount: shows where it jumps. */
function VolumeChart({ body, currency }: { body: PlanBody; currency: string }) {
  const tiers = body.rules.flatMap(({ payment }) =>
    'tiers' in payment && payment.counter.unit === 'amount' ? payment.tiers : [],
  )
  const highest = Math.max(0, ...tiers.map((tier) => tier.from))
  const step = Math.ceil((highest * 1.5) / POINTS)
  const isShown = highest > 0 && isStorable(body)
  const orders = Array.from({ length: POINTS }, () => ({ ...newOrder(currency), minor: step }))
  const { data } = useEngineQuery(
    'plans.preview',
    { body: cleaned(body), orders },
    { enabled: isShown, keepLast: true },
  )
  if (!isShown || !data) return null
  const values = data.orders.map((_, last) =>
    data.orders.slice(0, last + 1).reduce((sum, order) => sum + order.earnedMinor, 0),
  )
  const unit = 10 ** currencyExponent(currency)
  const format = (value: number): string => formatMinor(Math.round(value * unit), currency).replace(/\.0+$/, '')
  const cliff = data.cliffs[0]
  return (
    <Block>
      <Chart
        title={cliff ? texts.chart(formatMinor(cliff.at, cliff.currency)) : texts.chartFlat}
        sub={texts.chartSub(currency)}
        labels={['0', ...values.map((_, i) => format(((i + 1) * step) / unit))]}
        series={[
          { label: texts.payout, tone: 'highlight', kind: 'line', values: [0, ...values.map((value) => value / unit)] },
        ]}
        description={`${texts.payout}: ${format((values.at(-1) ?? 0) / unit)}`}
        format={format}
        labelHead={texts.volume}
        height={180}
      />
    </Block>
  )
}

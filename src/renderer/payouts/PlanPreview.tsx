import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AppError } from '../../contract/errors.ts'
import type { Output } from '../../contract/methods.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import { isForLeads, type PlanBody } from '../../contract/plans.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { Button } from '../ui/Button.tsx'
import { Chart } from '../ui/Chart.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { ExampleOrder, type Order, type OrderNames } from './ExampleOrder.tsx'
import { isStorable, namesIn } from './planDraft.ts'
import styles from './PlanEditor.module.css'
import { planTexts as texts } from './planTexts.ts'

export interface Example {
  orders: Order[]
  currency: string
  names: OrderNames
  setOrders: (orders: Order[]) => void
}

/** Three orders to try a plan on; changing the plan's currency keeps their whole units. */
export function useExample(body: PlanBody, currency: string): Example {
  const [tried, setTried] = useState<Omit<Order, 'currency'>[] | null>(null)
  const unit = 10 ** currencyExponent(currency)
  const names = { product: namesIn(body, 'product'), country: namesIn(body, 'country') }
  // Until somebody chooses, the orders are of the kind that the plan asks for.
  const usual = { ...usualNames(names), isLead: body.rules.every(isForLeads) }
  const shown = tried ?? [
    { minor: 30_000 * unit, isNewCustomer: true, ...usual },
    { minor: 18_000 * unit, isNewCustomer: false, ...usual },
    { minor: 12_000 * unit, isNewCustomer: false, ...usual },
  ]
  return { currency, names, orders: shown.map((order) => ({ ...order, currency })), setOrders: setTried }
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
  const { orders, currency, names, setOrders } = example
  const money = (minor: number): string => formatMinor(minor, currency)
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
          {orders.map((order, index) => (
            <ExampleOrder
              key={index}
              order={order}
              number={index + 1}
              names={names}
              paysLeads={body.rules.some(isForLeads)}
              result={preview?.orders[index]}
              onOrder={(next) => setOrders(orders.map((old, i) => (i === index ? next : old)))}
              onRemove={orders.length > 1 ? () => setOrders(orders.filter((_, i) => i !== index)) : null}
            />
          ))}
        </div>
        <div>
          <Button
            look="bare"
            isSmall
            icon={Plus}
            disabled={orders.length >= 8}
            onClick={() =>
              setOrders([...orders, { ...(orders.at(-1) ?? newOrder(currency, names)), isNewCustomer: false }])
            }
          >
            {texts.addOrder}
          </Button>
        </div>
        <Lines lines={[{ label: texts.sum, value: total === undefined ? '' : money(total), weight: 'total' }]} />
      </Block>
      <VolumeChart body={body} currency={currency} names={names} />
    </Inspector>
  )
}

function usualNames(names: OrderNames): Pick<Order, 'product' | 'country'> {
  return { product: names.product[0] ?? '', country: names.country[0] ?? '' }
}

function newOrder(currency: string, names: OrderNames): Order {
  return { minor: 10_000 * 10 ** currencyExponent(currency), currency, isNewCustomer: false, ...usualNames(names) }
}

const POINTS = 20

/** Payout against the volume of one window, for plans with steps by amount: shows where it jumps. */
function VolumeChart({ body, currency, names }: { body: PlanBody; currency: string; names: OrderNames }) {
  const tiers = body.rules.flatMap(({ payment }) =>
    'tiers' in payment && payment.counter.unit === 'amount' ? payment.tiers : [],
  )
  const highest = Math.max(0, ...tiers.map((tier) => tier.from))
  const step = Math.ceil((highest * 1.5) / POINTS)
  const isShown = highest > 0 && isStorable(body)
  const orders = Array.from({ length: POINTS }, () => ({ ...newOrder(currency, names), minor: step }))
  const { data } = useEngineQuery('plans.preview', { body, orders }, { enabled: isShown, keepLast: true })
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

import { useState } from 'react'
import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import { useCommand } from '../client/hooks.ts'
import { monthName } from '../../contract/periods.ts'
import { Button } from '../ui/Button.tsx'
import { ChangeFields } from '../ui/ChangeFields.tsx'
import { Radios } from '../ui/choices.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { formatCount } from '../ui/figures.tsx'
import { missingText } from '../ui/measures.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { CountInput } from '../ui/ParsedInput.tsx'
import settings from '../ui/Settings.module.css'
import { Callout } from '../ui/Status.tsx'
import { costTexts as texts } from './costTexts.ts'
import styles from './Metrics.module.css'

type Costs = Output<'costs.list'>
type Spread = Costs['spread']

const SHOWN_PARTS = 5
const allocations = ['equal', 'revenue', 'newCustomers', 'hours'] as const

/** How common costs are spread, with the last whole month worked out. */
export function CostSpread({ data, programme }: { data: Costs; programme: Output<'programme.get'> }) {
  const { spread, month, hours } = data
  const update = useCommand('programme.update')
  const { measuring } = programme
  const words = texts.spread
  return (
    <>
      <section className={settings.part}>
        <h3>{words.title}</h3>
        <p className="small ink2">{words.lead}</p>
        <ChangeFields>
          <Radios
            label={words.title}
            value={measuring.costAllocation}
            onValue={(costAllocation) => update.mutate({ measuring: { ...measuring, costAllocation } })}
            options={allocations.map((value) => ({ value, label: words.allocations[value] }))}
          />
        </ChangeFields>
        {update.error && <ErrorNote error={update.error} />}
        <Worked spread={spread} month={monthName(`${month}-01`)} />
      </section>
      {measuring.costAllocation === 'hours' && <Hours key={JSON.stringify(hours)} hours={hours} />}
    </>
  )
}

function Worked({ spread, month }: { spread: Spread; month: string }) {
  const words = texts.spread
  const { parts, currency, totalMinor, allocation } = spread
  const missing = spread.missing.length > 0 && (
    <Callout meaning="warn">{words.missing(missingText(spread.missing))}</Callout>
  )
  if (totalMinor === 0 || parts.length === 0)
    return (
      <>
        <p className="small ink2">{totalMinor === 0 ? words.nothing(month) : words.noPartners}</p>
        {missing}
      </>
    )
  const shown = parts.slice(0, SHOWN_PARTS)
  const rest = parts.slice(SHOWN_PARTS)
  const sum = (key: 'weight' | 'partMinor', of: Spread['parts']): number => of.reduce((all, part) => all + part[key], 0)
  const weight = (value: number): string =>
    allocation === 'revenue' ? formatMinor(value, currency) : formatCount(value)
  const weightHead = words.weights[allocation]
  return (
    <>
      <p>
        <b>{words.worked(month)}.</b>{' '}
        {words.sentence(`${currency} ${formatMinor(totalMinor, currency)}`, formatCount(parts.length))}{' '}
        {spread.isEqualForWant && words.equalForWant}
      </p>
      <MiniTable
        label={words.worked(month)}
        head={[
          words.head.partner,
          typeof weightHead === 'function' ? weightHead(currency) : weightHead,
          `${words.head.part}, ${currency}`,
        ]}
        rows={[
          ...shown.map((part) => ({
            key: String(part.partnerId),
            cells: [part.name, weight(part.weight), formatMinor(part.partMinor, currency)],
          })),
          ...(rest.length === 0
            ? []
            : [
                {
                  key: 'rest',
                  cells: [
                    <span key="name" className="ink2">
                      {words.others(formatCount(rest.length))}
                    </span>,
                    weight(sum('weight', rest)),
                    formatMinor(sum('partMinor', rest), currency),
                  ],
                },
              ]),
        ]}
        foot={[texts.sum.total, weight(sum('weight', parts)), formatMinor(totalMinor, currency)]}
      />
      {missing}
    </>
  )
}

/** Hours that each partner takes; saved together. */
function Hours({ hours }: { hours: Costs['hours'] }) {
  const [changed, setChanged] = useState<ReadonlyMap<number, number>>(new Map())
  const save = useCommand('costs.setHours')
  const words = texts.hours
  return (
    <section className={settings.part}>
      <h3>{words.title}</h3>
      {hours.length === 0 && <p className="small ink2">{words.none}</p>}
      <ul className={styles.hours}>
        {hours.map(({ partnerId, name, perMonth }) => (
          <li key={partnerId}>
            <span className="cut" title={name}>
              {name}
            </span>
            <CountInput
              label={words.of(name)}
              min={0}
              max={10_000}
              value={changed.get(partnerId) ?? perMonth}
              onValue={(value) => setChanged((now) => new Map(now).set(partnerId, value))}
            />
          </li>
        ))}
      </ul>
      {changed.size > 0 && (
        <div>
          <Button
            changes
            look="main"
            disabled={save.isPending}
            onClick={() =>
              save.mutate({ hours: [...changed].map(([partnerId, perMonth]) => ({ partnerId, perMonth })) })
            }
          >
            {words.save}
          </Button>
        </div>
      )}
      {save.error && <ErrorNote error={save.error} />}
    </section>
  )
}

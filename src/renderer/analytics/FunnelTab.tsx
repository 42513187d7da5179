import { useState } from 'react'
import type { MeasureKey, MeasureValue } from '../../contract/measures.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { runMenuCommand } from '../client/menu.ts'
import type { Period } from '../../contract/periods.ts'
import { beforeSaleLink, commissionsLink, conversionsLink } from '../client/rowLinks.ts'
import { Button } from '../ui/Button.tsx'
import { changeText } from '../ui/change.ts'
import { Chart } from '../ui/Chart.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { aboutRows, inputRows, MeasureTerm, measureText, shortMeasure, sourceNote } from '../ui/measures.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import type { PickedPartner } from '../ui/PartnerPicker.tsx'
import { uiTexts } from '../ui/texts.ts'
import { Answered, Basis, comparison, comparisonHead, Pair, PartnerChoice, percent, RowsLinks } from './parts.tsx'
import { analyticsTexts, funnelTexts as texts } from './texts.ts'

const counts = ['clicks', 'leads', 'sales', 'revenue', 'commissions'] as const
const rates = [
  'clickToLead',
  'leadToSale',
  'clickToSale',
  'averageSale',
  'commissionShare',
  'earningsPerClick',
] as const
const keys: MeasureKey[] = [...counts, ...rates]

type Read = Output<'measures.read'>

/** From click to commission: how many came how far, and the rate of each step. */
export function FunnelTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const [partner, setPartner] = useState<PickedPartner | null>(null)
  const partnerId = partner?.id ?? null
  const now = useEngineQuery('measures.read', { keys, partnerId, from, to }, { keepLast: true })
  const before = useEngineQuery(
    'measures.read',
    { keys, partnerId, from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  return (
    <>
      <PartnerChoice value={partner} onValue={setPartner} />
      <Answered query={now}>
        {(data) => (
          <Funnel
            data={data}
            before={compareFrom === null ? undefined : before.data}
            period={period}
            partnerId={partner?.id}
          />
        )}
      </Answered>
    </>
  )
}

interface FunnelProps {
  data: Read
  before: Read | undefined
  period: Period
  partnerId: number | undefined
}

function Funnel({ data, before, period, partnerId }: FunnelProps) {
  const of = (read: Read | undefined, key: MeasureKey): MeasureValue | undefined =>
    read?.values.find((value) => value.key === key)
  const valueOf = (read: Read | undefined, key: MeasureKey): number | null => of(read, key)?.value ?? null
  const [clicks, leads, sales] = [
    valueOf(data, 'clicks') ?? 0,
    valueOf(data, 'leads') ?? 0,
    valueOf(data, 'sales') ?? 0,
  ]
  if (clicks + leads + sales === 0)
    return (
      <EmptyState
        title={texts.none}
        actions={<Button onClick={() => runMenuCommand('import')}>{texts.importFiles}</Button>}
      >
        {texts.noneMore}
      </EmptyState>
    )
  const links = {
    clicks: beforeSaleLink(period, 'clicks', partnerId),
    leads: beforeSaleLink(period, 'leads', partnerId),
    sales: conversionsLink(period, 'sale', partnerId),
    revenue: conversionsLink(period, null, partnerId),
    commissions: commissionsLink(period, partnerId),
  }
  const change = (key: MeasureKey): string | null =>
    changeText(valueOf(data, key), valueOf(before, key), measureDefinitions[key].unit)
  const steps = [
    { key: 'clicks', value: clicks },
    { key: 'leads', value: leads },
    { key: 'sales', value: sales },
  ] as const
  const leadRate = valueOf(data, 'leadToSale')
  const ratesTable = (
    <Section title={texts.rates} sub={clicks + leads === 0 ? texts.onlySales : undefined}>
      <MiniTable
        label={texts.rates}
        head={[texts.columns.rate, texts.columns.now, ...comparisonHead(period)]}
        rows={rates.map((key) => {
          const measured = of(data, key)
          const { unit } = measureDefinitions[key]
          const say = (value: number | null): string =>
            value === null ? uiTexts.none : formatMeasure(value, unit, data.currency)
          return {
            key,
            cells: [
              measured ? (
                <MeasureTerm
                  measured={measured}
                  term={unit === 'money' ? `${measureTexts[key].label}, ${data.currency}` : measureTexts[key].label}
                  period={period.label}
                  basis={data}
                />
              ) : (
                measureTexts[key].label
              ),
              say(measured?.value ?? null),
              ...comparison(period, measured?.value ?? null, valueOf(before, key), unit, say),
            ],
          }
        })}
      />
    </Section>
  )
  return (
    <>
      <Figures label={texts.label}>
        {counts.map((key) => {
          const measured = of(data, key)
          if (!measured) return null
          const isMoney = measureDefinitions[key].unit === 'money'
          const changed = change(key)
          return (
            <Figure
              key={key}
              label={measureTexts[key].label}
              unit={isMoney ? data.currency : undefined}
              formula={measureTexts[key].formula}
              rows={[
                ...inputRows(measured, data.currency),
                ...(period.compareLabel === null
                  ? []
                  : [
                      [
                        analyticsTexts.before(period.compareLabel),
                        measureText(valueOf(before, key), key, data.currency),
                      ] as const,
                    ]),
                ...aboutRows(key, period.label, data),
              ]}
              note={sourceNote(key, data)}
              value={measured.value === null ? null : shortMeasure(measured.value, key, data.currency)}
              href={links[key]}
              fact={changed !== null && period.compareLabel !== null && uiTexts.against(changed, period.compareLabel)}
            />
          )
        })}
      </Figures>
      <Basis basis={data} />
      {clicks + leads === 0 ? (
        ratesTable
      ) : (
        <Pair>
          <div>
            <Chart
              title={leadRate === null ? texts.plain : texts.title(percent(leadRate))}
              sub={texts.sub(period.label)}
              labelHead={texts.head}
              labels={steps.map(({ key }) => measureTexts[key].label)}
              hrefs={steps.map(({ key }) => links[key])}
              series={[
                {
                  label: texts.count,
                  tone: 'highlight',
                  values: steps.map(({ value }) => value),
                  pointLabels: steps.map(({ value }) => formatCount(value)),
                },
              ]}
              format={(value) => formatCount(Math.round(value))}
              description={texts.describe(formatCount(clicks), formatCount(leads), formatCount(sales))}
              height={140}
              isHorizontal
            />
            <RowsLinks links={steps.map(({ key }) => ({ href: links[key], label: measureTexts[key].label }))} />
          </div>
          {ratesTable}
        </Pair>
      )}
    </>
  )
}

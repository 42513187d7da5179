import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { monthName, type Period } from '../../contract/periods.ts'
import { conversionsLink, monthSpan } from '../client/rowLinks.ts'
import { Chart, type Tone } from '../ui/Chart.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import { LiabilityPart } from './LiabilityPart.tsx'
import { Answered, Basis, comparison, comparisonHead, percent, RowsLink, Wide } from './parts.tsx'
import { comparableRates, finalPart } from './refundPairs.ts'
import { analyticsTexts, owedTexts } from './texts.ts'

type Refunds = Output<'analytics.refunds'>

/** What of the sales came back, with its maturity; and what is owed, by the time it falls due. */
export function OwedTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const refunds = useEngineQuery('analytics.refunds', { from, to }, { keepLast: true })
  const before = useEngineQuery(
    'analytics.refunds',
    { from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  const liability = useEngineQuery('analytics.liability', {})
  return (
    <>
      <Answered query={refunds}>
        {(data) => <RefundsPart data={data} before={compareFrom === null ? undefined : before.data} period={period} />}
      </Answered>
      <Answered query={liability}>{(data) => <LiabilityPart data={data} period={period} />}</Answered>
    </>
  )
}

function RefundsPart({ data, before, period }: { data: Refunds; before: Refunds | undefined; period: Period }) {
  const words = owedTexts.refunds
  const { months, currency, unlinked } = data
  const sold = months.reduce((sum, { salesMinor }) => sum + salesMinor, 0)
  const refunded = months.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0)
  if (sold === 0)
    return (
      <Section title={words.plain} sub={words.none(period.label)}>
        <Basis basis={data} />
      </Section>
    )
  const name = (month: string): string => monthName(`${month}-01`)
  const { compareLabel } = period
  const spans = (months[0]?.within ?? []).map(({ days }) => String(days))
  const longest = spans.at(-1) ?? ''
  const [beforeHead, ...changeHead] = comparisonHead(period)
  const comparable = comparableRates(months, before?.months ?? [])
  return (
    <>
      <Chart
        title={words.title(percent(Math.round((refunded / sold) * 1_000_000)))}
        sub={words.sub(currency)}
        labelHead={analyticsTexts.month}
        labels={months.map(({ month }) => name(month).slice(0, 3))}
        hrefs={months.map(({ month }) => conversionsLink(monthSpan(month), 'sale'))}
        series={[
          {
            label: words.series,
            tone: 'highlight',
            values: months.map(({ ratePpm }) => ratePpm),
            // A month that has not had its time is not final.
            tones: months.map(({ within }): Tone => (isFinal(within) ? 'highlight' : 'ghost')),
          },
        ]}
        format={percent}
        description={words.describe(name(months[0]?.month ?? ''), name(months.at(-1)?.month ?? ''))}
        height={180}
      />
      <RowsLink href={conversionsLink(period, 'refund')} />
      <Section title={words.table} sub={compareLabel === null ? undefined : words.compared(longest)}>
        <Wide label={words.table}>
          <MiniTable
            label={words.table}
            head={[
              analyticsTexts.month,
              words.sales(currency),
              words.refunded,
              ...spans.map(words.within),
              ...(beforeHead === undefined ? [] : [beforeHead]),
              ...changeHead,
            ]}
            rows={months.map((row, at) => {
              const { month, salesMinor, ratePpm, within } = row
              const old = before?.months[at]
              return {
                key: month,
                cells: [
                  <a key="month" href={conversionsLink(monthSpan(month), 'sale')}>
                    {name(month)}
                  </a>,
                  formatMinor(salesMinor, currency),
                  ratePpm === null ? uiTexts.none : percent(ratePpm),
                  ...within.map((part) => <Matured key={part.days} part={part} />),
                  ...comparison(
                    period,
                    finalPart(row)?.ratePpm ?? null,
                    old && finalPart(old)?.ratePpm,
                    'rate',
                    percent,
                  ),
                ],
              }
            })}
            {...(compareLabel === null
              ? {}
              : {
                  foot: [
                    words.comparable(longest),
                    '',
                    '',
                    ...spans.map((days) =>
                      days === longest && comparable.now !== null ? percent(comparable.now) : '',
                    ),
                    ...comparison(period, comparable.now, comparable.before, 'rate', percent),
                  ],
                })}
          />
        </Wide>
      </Section>
      {unlinked.rows > 0 && (
        <p className="small ink2">
          {words.unlinked(formatCount(unlinked.rows), `${currency} ${formatMinor(unlinked.minor, currency)}`)}
        </p>
      )}
      <Basis basis={data} />
    </>
  )
}

type Within = Refunds['months'][number]['within']

const isFinal = (within: Within): boolean => within.every(({ maturePpm }) => maturePpm === 1_000_000)

/** A rate that is final in ink; else how much of the month has had its days. */
function Matured({ part: { ratePpm, maturePpm } }: { part: Within[number] }) {
  const words = owedTexts.refunds
  if (maturePpm === 0) return <span className="ink3">{words.notYet}</span>
  if (maturePpm === 1_000_000) return <>{ratePpm === null ? uiTexts.none : percent(ratePpm)}</>
  return <span className="ink2">{words.mature(percent(maturePpm))}</span>
}

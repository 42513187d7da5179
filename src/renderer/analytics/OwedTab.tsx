import { useState } from 'react'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { monthName, type Period } from '../client/period.ts'
import { conversionsLink, monthSpan, openAdjustmentsLink, owedLink } from '../client/rowLinks.ts'
import { Chart, type Tone } from '../ui/Chart.tsx'
import { formatCount, Money } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Select } from '../ui/Select.tsx'
import { uiTexts } from '../ui/texts.ts'
import styles from './Analytics.module.css'
import { Answered, Basis, comparison, comparisonHead, Pair, percent, RowsLink, RowsLinks, Wide } from './parts.tsx'
import { comparableRates, finalPart } from './refundPairs.ts'
import { analyticsTexts, owedTexts } from './texts.ts'

type Refunds = Output<'analytics.refunds'>
type Liability = Output<'analytics.liability'>

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
      <Answered query={liability}>{(data) => <LiabilityPart data={data} isCompared={compareFrom !== null} />}</Answered>
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

const statuses = ['inRun', 'approved', 'pending', 'hold'] as const
const tones: Readonly<Record<(typeof statuses)[number], Tone>> = {
  inRun: 'highlight',
  approved: 'second',
  pending: 'ghost',
  hold: 'context',
}
const ages = ['lateMore', 'late90', 'late60', 'late30', 'within30', 'later'] as const

/**
 * What is owed now. It is not compared: holds, rejections, runs and clawbacks keep only what they are now, so that what was
 * owed on an earlier day cannot be summed from rows; only the whole window as of that day tells it. [AN19]
 */
function LiabilityPart({ data, isCompared }: { data: Liability; isCompared: boolean }) {
  const words = owedTexts.liability
  const currencies = [...new Set(data.months.map(({ currency }) => currency))]
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = chosen !== null && currencies.includes(chosen) ? chosen : largestOf(data)
  if (currency === undefined) return <Section title={words.none} />
  const own = data.months.filter((row) => row.currency === currency)
  const months = [...new Set(own.map(({ month }) => month))].toSorted()
  const present = statuses.filter((status) => own.some((row) => row.status === status))
  const unit = 10 ** currencyExponent(currency)
  const hasAdjustments = data.adjustments.some((row) => row.currency === currency)
  const sumOf = (rows: readonly { minor: number }[]): number => rows.reduce((sum, { minor }) => sum + minor, 0)
  const amount = (status: string, month: string): number =>
    sumOf(own.filter((row) => row.status === status && row.month === month))
  const total = sumOf(own)
  const say = (major: number): string => formatMinor(Math.round(major) * unit, currency).replace(/\.\d+$/, '')
  return (
    <Pair>
      <Chart
        title={words.title(`${currency} ${formatMinor(total, currency)}`)}
        sub={isCompared ? `${words.sub(currency)} ${words.notCompared}` : words.sub(currency)}
        labelHead={analyticsTexts.month}
        labels={months.map((month) => monthName(`${month}-01`))}
        hrefs={months.map((month) => owedLink(month, currency, statuses))}
        series={present.map((status) => ({
          label: words.statuses[status],
          tone: tones[status],
          values: months.map((month) => amount(status, month) / unit),
        }))}
        format={say}
        description={words.describe(formatCount(months.length))}
        height={220}
        isStacked
        actions={
          currencies.length > 1 && (
            <Select
              isSmall
              className={styles.currency}
              label={words.currency}
              value={currency}
              onValue={setChosen}
              options={currencies.map((code) => ({ value: code, label: code }))}
            />
          )
        }
      />
      <Section title={words.ageTitle}>
        <MiniTable
          label={words.ageTitle}
          head={[words.age, ...present.map((status) => words.statuses[status]), words.all]}
          rows={ages.flatMap((age) => {
            const rows = data.ages.filter((row) => row.age === age && row.currency === currency)
            if (rows.length === 0) return []
            return [
              {
                key: age,
                cells: [
                  words.ages[age],
                  ...present.map((status) => (
                    <Money
                      key={status}
                      dimZero
                      minor={sumOf(rows.filter((row) => row.status === status))}
                      currency={currency}
                      negativeWord={uiTexts.owesUs}
                    />
                  )),
                  <Money key="all" minor={sumOf(rows)} currency={currency} negativeWord={uiTexts.owesUs} />,
                ],
              },
            ]
          })}
          foot={[
            words.total,
            ...present.map((status) => formatMinor(sumOf(own.filter((row) => row.status === status)), currency)),
            formatMinor(total, currency),
          ]}
        />
        <RowsLinks
          links={[
            ...months.map((month) => ({
              href: owedLink(month, currency, statuses),
              label: monthName(`${month}-01`),
            })),
            ...(hasAdjustments ? [{ href: openAdjustmentsLink(currency), label: words.adjustments }] : []),
          ]}
        />
      </Section>
    </Pair>
  )
}

/** The currency with the most rows. */
function largestOf({ ages: rows }: Liability): string | undefined {
  const counts = new Map<string, number>()
  for (const { currency, rows: count } of rows) counts.set(currency, (counts.get(currency) ?? 0) + count)
  return [...counts].toSorted(([, most], [, more]) => more - most)[0]?.[0]
}

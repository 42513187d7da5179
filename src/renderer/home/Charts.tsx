import type { ReactNode } from 'react'
import type { Day } from '../../contract/dates.ts'
import { monthName } from '../client/period.ts'
import { currencyExponent } from '../../contract/money.ts'
import { Chart, type Tone } from '../ui/Chart.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { minorOf, percent, share, short, type HomeData } from './figures.ts'
import styles from './Home.module.css'
import { homeTexts as texts } from './texts.ts'

const SHOWN_PARTNERS = 7

interface ChartsProps {
  data: HomeData
  today: Day
  currency: string
  picker: ReactNode
}

/** What grew, what it cost, who carries it, how deals ended. */
export function Charts({ data, today, currency, picker }: ChartsProps) {
  const months = data.months.filter((month) => month.currency === currency)
  const unit = 10 ** currencyExponent(currency)
  const labels = months.map((month) => monthName(`${month.month}-01`).slice(0, 3))
  const revenue = months.map((month) => month.revenueMinor / unit)
  const earned = months.map((month) => month.earnedMinor / unit)
  const costPpm = shareOf(minorOf(data.earned, currency), minorOf(data.revenue, currency))
  // A month that is still running is drawn, but says nothing about growth yet.
  const complete = months.filter((month) => month.month < today.slice(0, 7)).length
  return (
    <>
      <div className={styles.pair}>
        <Chart
          title={growthTitle(revenue.slice(0, complete))}
          sub={texts.months.sub(currency)}
          labelHead={texts.months.head}
          labels={labels}
          series={[
            { label: texts.months.series, tone: 'highlight', values: revenue, pointLabels: ends(revenue, complete) },
          ]}
          format={short}
          description={describe(texts.months.describe, currency, labels, revenue)}
          height={264}
          actions={picker}
        />
        <Chart
          title={costPpm === null ? texts.earnings.plain : texts.earnings.title(percent(costPpm))}
          sub={texts.earnings.sub(currency)}
          labelHead={texts.months.head}
          labels={labels}
          series={[
            {
              label: texts.earnings.series,
              tone: 'highlight',
              kind: 'line',
              values: earned,
              // The first label would lie on the line itself.
              pointLabels: ends(earned, complete).map((text, index) => (index === 0 ? null : text)),
            },
          ]}
          format={short}
          description={describe(texts.earnings.describe, currency, labels, earned)}
          height={264}
        />
      </div>
      <div className={styles.pair}>
        {data.concentration && <Concentration concentration={data.concentration} />}
        <DealOutcome data={data} />
      </div>
    </>
  )
}

/** Labels for the first and the last of the first `complete` values. */
function ends(values: readonly number[], complete: number): (string | null)[] {
  return values.map((value, index) => (index === 0 || index === complete - 1 ? short(value) : null))
}

function shareOf(part: number, whole: number): number | null {
  return part > 0 ? share(part, whole) : null
}

function growthTitle(values: readonly number[]): string {
  const [first] = values
  const last = values.at(-1)
  if (first === undefined || last === undefined || values.length < 2 || first === last) return texts.months.held
  return last > first ? texts.months.grew(short(first), short(last)) : texts.months.fell(short(first), short(last))
}

function describe(
  sentence: (currency: string, first: string, from: string, last: string, to: string) => string,
  currency: string,
  labels: readonly string[],
  values: readonly number[],
): string {
  return sentence(currency, labels[0] ?? '', short(values[0] ?? 0), labels.at(-1) ?? '', short(values.at(-1) ?? 0))
}

function Concentration({ concentration }: { concentration: NonNullable<HomeData['concentration']> }) {
  const shown = concentration.partners.slice(0, SHOWN_PARTNERS)
  const [largest] = shown
  if (!largest) return null
  const equal = (concentration.effectivePpm / 1_000_000).toFixed(1)
  return (
    <Chart
      title={texts.concentration.title(percent(largest.sharePpm))}
      sub={texts.concentration.sub(
        percent(concentration.topThreePpm),
        (concentration.hhiPpm / 1_000_000).toFixed(3),
        equal,
      )}
      labelHead={texts.concentration.head}
      labels={shown.map((partner) => partner.name)}
      series={[
        {
          label: texts.concentration.series,
          tone: 'ghost',
          values: shown.map((partner) => partner.sharePpm),
          tones: shown.map((_, index): Tone => (index === 0 ? 'highlight' : 'ghost')),
          pointLabels: shown.map((partner) => percent(partner.sharePpm)),
        },
      ]}
      format={percent}
      description={texts.concentration.describe(
        largest.name,
        percent(largest.sharePpm),
        formatCount(concentration.partnerCount),
      )}
      height={shown.length * 30 + 20}
      isHorizontal
    />
  )
}

function DealOutcome({ data }: { data: HomeData }) {
  const closed = data.wonDeals + data.lostDeals
  const part = (count: number): string => percent(share(count, closed) ?? 0)
  return (
    <Section title={texts.deals.title} sub={texts.deals.sub}>
      <MiniTable
        label={texts.deals.title}
        head={texts.deals.head}
        rows={[
          { key: 'won', cells: [texts.deals.won, formatCount(data.wonDeals), part(data.wonDeals)] },
          { key: 'lost', cells: [texts.deals.lost, formatCount(data.lostDeals), part(data.lostDeals)] },
        ]}
        foot={[texts.deals.closed, formatCount(closed), '']}
      />
      <p className="small ink2">{texts.openDeals(formatCount(data.openDeals))}</p>
    </Section>
  )
}

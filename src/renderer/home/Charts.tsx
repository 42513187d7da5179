import { type Day, quarterOf } from '../../contract/dates.ts'
import type { InputKey, MeasureValue } from '../../contract/measures.ts'
import { currencyExponent } from '../../contract/money.ts'
import { monthName, quarterName, type Period, type Span, spanName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { commissionsLink, conversionsLink, costsLink, figuresLink } from '../client/rowLinks.ts'
import { Chart, type Series, type Tone } from '../ui/Chart.tsx'
import { Section } from '../ui/Lines.tsx'
import { formatCount } from '../ui/figures.tsx'
import { percent, short, type HomeData } from './figures.ts'
import styles from './Home.module.css'
import type { Drawn, Trends } from './standing.ts'
import { homeTexts as texts } from './texts.ts'

const SHOWN_PARTNERS = 7
const HEIGHT = 264
/** The line below a chart that names what it is made of. */
const SOURCES = 20

interface TrendsProps {
  period: Period
  drawn: Drawn
  currency: string
  today: Day
}

/** What partners brought of everything, what a new customer cost; where company figures are missing, revenue and commissions. */
export function TrendCharts({ period, drawn, currency, today }: TrendsProps) {
  const months = drawn.monthly.spans
  const monthly = drawn.monthly.trends
  const bookings = monthly('bookingsShare')
  const shared = { months, monthly, currency, today }
  const hasBookings = bookings?.some(({ value }) => value !== null) ?? false
  return (
    <div className={styles.pair}>
      {bookings !== undefined &&
        (hasBookings ? (
          <BookingsChart months={months} values={bookings} currency={currency} today={today} />
        ) : (
          <MoneyChart of="revenue" {...shared} />
        ))}
      <CostChart period={period} drawn={drawn} {...shared} />
    </div>
  )
}

const monthLabels = (months: readonly Span[]): string[] => months.map(({ from }) => monthName(from).slice(0, 3))

function inputOf(measure: MeasureValue, key: InputKey): number {
  return measure.inputs.find((input) => input.key === key)?.value ?? 0
}

/** A month that is still running is drawn, but says nothing about growth yet. */
function countComplete(months: readonly Span[], today: Day): number {
  return months.filter(({ to }) => to < today).length
}

interface MonthsProps {
  months: readonly Span[]
  currency: string
  today: Day
}

function BookingsChart({ months, values, currency, today }: MonthsProps & { values: readonly MeasureValue[] }) {
  const unit = 10 ** currencyExponent(currency)
  const complete = countComplete(months, today)
  const known = values.map((value) => (value.value === null ? null : value))
  const partners = known.map((value) => (value === null ? null : inputOf(value, 'revenueMinor') / unit))
  const direct = known.map((value) =>
    value === null ? null : (inputOf(value, 'companyBookingsMinor') - inputOf(value, 'revenueMinor')) / unit,
  )
  const shares = values.map(({ value }) => value)
  const shown = shares.flatMap((share, index) => (share === null || index >= complete ? [] : [{ share, index }]))
  const [first] = shown
  const last = shown.at(-1)
  const labels = monthLabels(months)
  const label = (index: number): string | null => {
    const share = shares[index] ?? null
    return share !== null && (index === first?.index || index === last?.index) ? percent(share) : null
  }
  return (
    <Chart
      title={
        first && last && first !== last
          ? texts.bookings.title(percent(first.share), percent(last.share), last.share - first.share)
          : texts.bookings.plain
      }
      sub={texts.bookings.sub(currency)}
      labelHead={texts.months.head}
      labels={labels}
      hrefs={months.map((month) => conversionsLink(month, null))}
      isStacked
      series={[
        { label: texts.bookings.partners, tone: 'highlight', values: partners },
        { label: texts.bookings.direct, tone: 'ghost', values: direct, pointLabels: labels.map((_, at) => label(at)) },
      ]}
      format={short}
      description={texts.bookings.describe(
        labels[first?.index ?? 0] ?? '',
        first ? percent(first.share) : '–',
        labels[last?.index ?? 0] ?? '',
        last ? percent(last.share) : '–',
      )}
      height={HEIGHT}
    />
  )
}

interface MoneyProps extends MonthsProps {
  monthly: Trends
}

/** Revenue or commissions by month. */
function MoneyChart({ of, months, monthly, currency, today }: MoneyProps & { of: 'revenue' | 'commissions' }) {
  const unit = 10 ** currencyExponent(currency)
  const trend = monthly(of)
  if (trend === undefined) return null
  const values = trend.map(({ value }) => (value === null ? null : value / unit))
  const complete = countComplete(months, today)
  const labels = monthLabels(months)
  const [first = null] = values
  const last = values[complete - 1] ?? null
  const words = texts.money[of]
  // A line along the ground says less than a sentence.
  if (values.every((value) => value === null || value === 0)) return <Section title={words.plain} sub={words.none} />
  const grown = first === null || last === null || complete < 2 || first === last ? null : last > first
  return (
    <Chart
      title={
        grown === null
          ? words.plain
          : grown
            ? words.grew(short(first ?? 0), short(last ?? 0))
            : words.fell(short(first ?? 0), short(last ?? 0))
      }
      sub={words.sub(currency)}
      labelHead={texts.months.head}
      labels={labels}
      hrefs={months.map((month) => (of === 'revenue' ? conversionsLink(month, null) : commissionsLink(month)))}
      series={[
        {
          label: words.series,
          tone: 'highlight',
          kind: of === 'revenue' ? 'bar' : 'line',
          values,
          pointLabels: values.map((value, index) =>
            value !== null && (index === 0 ? of === 'revenue' : index === complete - 1) ? short(value) : null,
          ),
        },
      ]}
      format={short}
      description={words.describe(
        currency,
        labels[0] ?? '',
        short(first ?? 0),
        labels[complete - 1] ?? '',
        short(last ?? 0),
      )}
      height={HEIGHT}
    />
  )
}

function CostChart({ period, drawn, ...months }: MoneyProps & { period: Period; drawn: Drawn }) {
  const { currency } = months
  const quarters = drawn.quarterly.spans
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const unit = 10 ** currencyExponent(currency)
  const now = drawn.quarterly.trends('effectiveAcquisitionCost')
  const before = drawn.quarterlyBefore.trends('effectiveAcquisitionCost')
  if (now === undefined) return null
  if (now.every(({ value }) => value === null)) return <MoneyChart of="commissions" {...months} />
  const toValues = (trend: readonly MeasureValue[]): (number | null)[] =>
    trend.map(({ value }) => (value === null ? null : value / unit))
  // A period shorter than a year is drawn with the quarters before it, and so is what it is compared with.
  const nameOf = (spans: readonly Span[]): string =>
    spanName({ from: spans[0]?.from ?? period.from, to: spans.at(-1)?.to ?? period.to }, startMonth)
  const values = toValues(now)
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  const isFalling = known.length > 1 && known.every((value, index) => index === 0 || value < (known[index - 1] ?? 0))
  const atEnd = (all: readonly (number | null)[]) =>
    all.map((value, index) => (value !== null && index === all.length - 1 ? formatCount(Math.round(value)) : null))
  const series: Series[] = [
    { label: nameOf(quarters), tone: 'highlight', kind: 'line', values, pointLabels: atEnd(values) },
  ]
  const earlier = before === undefined ? [] : toValues(before)
  if (period.compareLabel !== null && earlier.some((value) => value !== null))
    series.push({
      label: nameOf(drawn.quarterlyBefore.spans),
      tone: 'context',
      kind: 'line',
      values: earlier,
      pointLabels: atEnd(earlier),
    })
  const span = { from: quarters[0]?.from ?? period.from, to: quarters.at(-1)?.to ?? period.to }
  const labels = quarters.map(({ from }) => quarterName(quarterOf(from, startMonth), startMonth).slice(0, 2))
  return (
    <div>
      <Chart
        title={isFalling ? texts.cost.falls : texts.cost.plain}
        sub={texts.cost.sub(currency)}
        labelHead={texts.cost.head}
        labels={labels}
        series={series}
        startsAtZero={false}
        format={short}
        description={texts.cost.describe(
          currency,
          labels[0] ?? '',
          short(known[0] ?? 0),
          labels.at(-1) ?? '',
          short(known.at(-1) ?? 0),
        )}
        height={HEIGHT - SOURCES}
      />
      {/* A quotient of three lists has no rows of its own. */}
      <p className="small ink2">
        {texts.cost.madeOf} <a href={commissionsLink(span)}>{texts.cost.commissions}</a>,{' '}
        <a href={costsLink}>{texts.cost.costs}</a>, <a href={figuresLink}>{texts.cost.figures}</a>
      </p>
    </div>
  )
}

/** How much hangs on the largest partners, who is named. */
export function Concentration({ concentration, period }: { concentration: HomeData['concentration']; period: Period }) {
  const shown = concentration?.partners.slice(0, SHOWN_PARTNERS) ?? []
  const [largest] = shown
  if (concentration === null || !largest) return null
  const equal = (concentration.effectivePpm / 1_000_000).toFixed(1)
  return (
    <Chart
      title={texts.concentration.title(largest.name, percent(largest.sharePpm))}
      sub={texts.concentration.sub(
        percent(concentration.topThreePpm),
        (concentration.hhiPpm / 1_000_000).toFixed(3),
        equal,
        concentration.currency,
      )}
      labelHead={texts.concentration.head}
      labels={shown.map((partner) => partner.name)}
      hrefs={shown.map(({ partnerId }) => conversionsLink(period, null, partnerId))}
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

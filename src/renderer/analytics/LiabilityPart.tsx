import { Fragment, type ReactNode, useState } from 'react'
import { addDays, addMonths, type Day, formatDay, monthIndexOf, monthOf } from '../../contract/dates.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { NOT_YET_MONTH } from '../../contract/due.ts'
import type { Period } from '../../contract/periods.ts'
import { adjustmentsOwedOnLink, openAdjustmentsLink, owedLink, owedOnLink } from '../client/rowLinks.ts'
import { changeText } from '../ui/change.ts'
import { Chart, type Series, type Tone } from '../ui/Chart.tsx'
import { CurrencySelect } from '../ui/CurrencySelect.tsx'
import { dueMonthName } from '../ui/dueDay.ts'
import { formatCount, Money } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import { ExpectedPart } from './ExpectedPart.tsx'
import { Pair, RowsLinks, Wide } from './parts.tsx'
import { analyticsTexts, owedTexts } from './texts.ts'

const words = owedTexts.liability
type Liability = Output<'analytics.liability'>
type LiabilityOn = Output<'analytics.liabilityOn'>

const statuses = ['inRun', 'approved', 'pending', 'hold'] as const
const tones: Readonly<Record<(typeof statuses)[number], Tone>> = {
  inRun: 'highlight',
  approved: 'second',
  pending: 'ghost',
  hold: 'third',
}
const ages = ['lateMore', 'late90', 'late60', 'late30', 'within30', 'later'] as const

const sumOf = (rows: readonly { minor: number }[]): number => rows.reduce((sum, { minor }) => sum + minor, 0)

/** What is owed now, by the time it falls due, beside what was owed at the end of the compared period as known now. [AN19] */
export function LiabilityPart({ data, period: { compareTo } }: { data: Liability; period: Period }) {
  const isPast = compareTo !== null && compareTo < data.today
  const before = useEngineQuery('analytics.liabilityOn', { day: compareTo ?? data.today }, { enabled: isPast })
  const then = isPast ? before.data : undefined
  const currencies = [...new Set([...data.months, ...(then?.months ?? [])].map(({ currency }) => currency))]
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = chosen !== null && currencies.includes(chosen) ? chosen : (largestOf(data.ages) ?? currencies[0])
  if (currency === undefined) return <Section title={words.none} />
  const isNotOver = compareTo !== null && !isPast ? compareTo : null
  const Layout = isPast ? Fragment : Pair
  return (
    <>
      <Layout>
        <DueChart
          data={data}
          then={then}
          currency={currency}
          sub={
            isNotOver === null ? words.sub(currency) : `${words.sub(currency)} ${words.notOver(formatDay(isNotOver))}`
          }
          actions={
            <CurrencySelect label={words.currency} currencies={currencies} value={currency} onValue={setChosen} />
          }
        />
        <AgeTable data={data} then={then} currency={currency} />
      </Layout>
      <ExpectedPart currency={currency} />
    </>
  )
}

interface PartProps {
  data: Liability
  then: LiabilityOn | undefined
  currency: string
}

/** Counted from the day after: at the end of November what comes first falls due in December. */
const nextDay = (day: Day): Day => addDays(day, 1)
/** Infinite for what has no due day yet. */
const monthsApart = (day: Day, month: string): number =>
  month === NOT_YET_MONTH ? Infinity : monthIndexOf(`${month}-01`) - monthIndexOf(nextDay(day))
const monthAt = (day: Day, offset: number): string =>
  offset === Infinity ? NOT_YET_MONTH : monthOf(addMonths(`${monthOf(nextDay(day))}-01`, offset))

/** Of the compared day a due month stands where it is as many months from that day as the month of now is from today. */
function DueChart({ data, then, currency, sub, actions }: PartProps & { sub: string; actions: ReactNode }) {
  const own = data.months.filter((row) => row.currency === currency)
  const thenOwn = then?.months.filter((row) => row.currency === currency) ?? []
  const offsets = new Set([
    ...own.map(({ month }) => monthsApart(data.today, month)),
    ...thenOwn.map(({ month }) => monthsApart(then?.day ?? data.today, month)),
  ])
  const sorted = [...offsets].toSorted((a, b) => a - b)
  const months = sorted.map((offset) => monthAt(data.today, offset))
  const unit = 10 ** currencyExponent(currency)
  const series: Series[] = statuses
    .filter((status) => own.some((row) => row.status === status))
    .map((status) => ({
      label: words.statuses[status],
      tone: tones[status],
      values: months.map((month) => sumOf(own.filter((row) => row.status === status && row.month === month)) / unit),
    }))
  if (then !== undefined)
    series.push({
      label: words.knownToday(formatDay(then.day)),
      tone: 'context',
      kind: 'line',
      values: sorted.map((offset) => sumOf(thenOwn.filter(({ month }) => month === monthAt(then.day, offset))) / unit),
    })
  const total = sumOf(own)
  return (
    <Chart
      title={words.title(`${currency} ${formatMinor(total, currency)}`)}
      sub={sub}
      labelHead={analyticsTexts.month}
      labels={months.map(dueMonthName)}
      hrefs={months.map((month) =>
        own.some((row) => row.month === month) ? owedLink(month, currency, statuses) : undefined,
      )}
      series={series}
      format={(major) => formatMinor(Math.round(major) * unit, currency).replace(/\.\d+$/, '')}
      description={
        then === undefined
          ? words.describe(formatCount(months.length))
          : words.describeCompared(formatCount(months.length), formatDay(then.day))
      }
      height={220}
      isStacked
      actions={actions}
    />
  )
}

function AgeTable({ data, then, currency }: PartProps) {
  const own = data.ages.filter((row) => row.currency === currency)
  const thenOwn = then?.ages.filter((row) => row.currency === currency) ?? []
  const present = statuses.filter((status) => own.some((row) => row.status === status))
  const months = [...new Set(data.months.filter((row) => row.currency === currency).map(({ month }) => month))]
  const amount = (minor: number) => <Money dimZero minor={minor} currency={currency} negativeWord={uiTexts.owesUs} />
  const compared = (now: number, before: number) =>
    then === undefined
      ? []
      : [amount(before), before > 0 ? (changeText(now, before, 'money') ?? uiTexts.noBefore) : uiTexts.noBefore]
  const hasAdjustments = data.adjustments.some((row) => row.currency === currency)
  return (
    <Section title={words.ageTitle} sub={then === undefined ? undefined : words.comparedSub(formatDay(then.day))}>
      <Wide label={words.ageTitle}>
        <MiniTable
          label={words.ageTitle}
          head={[
            words.age,
            ...present.map((status) => words.statuses[status]),
            words.all,
            ...(then === undefined ? [] : [formatDay(then.day), uiTexts.change]),
          ]}
          rows={ages.flatMap((age) => {
            const rows = own.filter((row) => row.age === age)
            const old = thenOwn.filter((row) => row.age === age)
            if (rows.length + old.length === 0) return []
            return [
              {
                key: age,
                cells: [
                  words.ages[age],
                  ...present.map((status) => amount(sumOf(rows.filter((row) => row.status === status)))),
                  amount(sumOf(rows)),
                  ...compared(sumOf(rows), sumOf(old)),
                ],
              },
            ]
          })}
          foot={[
            words.total,
            ...present.map((status) => formatMinor(sumOf(own.filter((row) => row.status === status)), currency)),
            formatMinor(sumOf(own), currency),
            ...compared(sumOf(own), sumOf(thenOwn)),
          ]}
        />
      </Wide>
      <RowsLinks
        links={[
          ...months.toSorted().map((month) => ({
            href: owedLink(month, currency, statuses),
            label: dueMonthName(month),
          })),
          ...(hasAdjustments ? [{ href: openAdjustmentsLink(currency), label: words.adjustments }] : []),
          ...(thenOwn.length === 0 || then === undefined
            ? []
            : [{ href: owedOnLink(then.day, currency), label: words.commissionsOn(formatDay(then.day)) }]),
          ...(then?.adjustments.some((row) => row.currency === currency) === true
            ? [{ href: adjustmentsOwedOnLink(then.day, currency), label: words.adjustmentsOn(formatDay(then.day)) }]
            : []),
        ]}
      />
    </Section>
  )
}

/** The currency with the most rows. */
function largestOf(rows: Liability['ages']): string | undefined {
  const counts = new Map<string, number>()
  for (const { currency, rows: count } of rows) counts.set(currency, (counts.get(currency) ?? 0) + count)
  return [...counts].toSorted(([, most], [, more]) => more - most)[0]?.[0]
}

import type { Survival } from '../../contract/analytics.ts'
import { addMonths, monthIndexOf, periodRange, quarterOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { quarterName, type Period } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { overlap, startedLink } from '../client/rowLinks.ts'
import { Chart, type Series } from '../ui/Chart.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DayText, formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import styles from './Analytics.module.css'
import { partnerLink } from './links.ts'
import { Answered, comparison, comparisonHead, Pair, percent, RowsLink, Wide } from './parts.tsx'
import { activationTexts as texts, analyticsTexts } from './texts.ts'

const SHOWN_WAITING = 10
/** A point for each day, or for each so many where the time is long. */
const MOST_POINTS = 180

type Data = Output<'analytics.activation'>

/** How long new partners wait for a first sale, by a curve and by quarter of start, and who still waits. */
export function ActivationTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const now = useEngineQuery('analytics.activation', { from, to }, { keepLast: true })
  const before = useEngineQuery(
    'analytics.activation',
    { from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  return (
    <Answered query={now}>
      {(data) =>
        data.survival.started === 0 ? (
          <EmptyState title={texts.none(period.label)}>{texts.noneMore}</EmptyState>
        ) : (
          <>
            <Curve data={data} before={compareFrom === null ? undefined : before.data} period={period} />
            <Pair>
              <Cohorts data={data} before={compareFrom === null ? undefined : before.data} period={period} />
              <Waiting data={data} />
            </Pair>
          </>
        )
      }
    </Answered>
  )
}

/** Share still waiting after so many days; null beyond the days that anybody was watched. */
function waitingAt({ steps, longestDays, started }: Survival, days: number): number | null {
  if (started === 0 || days > longestDays) return null
  return steps.findLast((step) => step.days <= days)?.waitingPpm ?? 1_000_000
}

function Curve({ data, before, period }: { data: Data; before: Data | undefined; period: Period }) {
  const { survival } = data
  const { medianDays, started, waiting, longestDays, atRisk } = survival
  const hasBefore = before !== undefined && before.survival.started > 0
  const last = Math.max(longestDays, hasBefore ? before.survival.longestDays : 0)
  const distance = Math.max(1, Math.ceil(last / MOST_POINTS))
  const days = Array.from({ length: Math.floor(last / distance) + 1 }, (_, index) => index * distance)
  const series: Series[] = [
    {
      label: texts.curve.now,
      tone: 'highlight',
      kind: 'line',
      isStepped: true,
      values: days.map((day) => waitingAt(survival, day)),
    },
    ...(hasBefore && period.compareLabel !== null
      ? [
          {
            label: period.compareLabel,
            tone: 'context',
            kind: 'line',
            isStepped: true,
            values: days.map((day) => waitingAt(before.survival, day)),
          } as const,
        ]
      : []),
  ]
  const counts = [formatCount(started), formatCount(waiting)] as const
  return (
    <section>
      <Chart
        title={medianDays === null ? texts.curve.notHalf : texts.curve.half(formatCount(medianDays))}
        sub={texts.curve.sub(...counts)}
        labelHead={texts.curve.head}
        labels={days.map(String)}
        series={series}
        format={percent}
        description={texts.curve.describe(...counts)}
        height={220}
      />
      <RowsLink href={startedLink(period)} />
      <div className={styles.risk}>
        <Wide label={texts.curve.atRisk}>
          <MiniTable
            label={texts.curve.atRisk}
            head={[texts.curve.atRisk, ...atRisk.map((mark) => texts.curve.days(formatCount(mark.days)))]}
            rows={[{ key: 'risk', cells: [texts.curve.atRiskCount, ...atRisk.map(({ count }) => formatCount(count))] }]}
          />
        </Wide>
      </div>
    </section>
  )
}

/** The quarter as far back as the compared period lies; null where that is no whole number of quarters. */
function quarterBefore(quarter: string, { from, compareFrom }: Period, startMonth: number): string | null {
  const months = compareFrom === null ? 0 : monthIndexOf(from) - monthIndexOf(compareFrom)
  if (months % 3 !== 0) return null
  return quarterOf(addMonths(periodRange(quarter, startMonth).from, -months), startMonth)
}

function Cohorts({ data, before, period }: { data: Data; before: Data | undefined; period: Period }) {
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const rateBefore = (quarter: string): number | null | undefined => {
    const sameThen = quarterBefore(quarter, period, startMonth)
    return before?.cohorts.find((cohort) => cohort.quarter === sameThen)?.ratePpm
  }
  const words = texts.cohorts
  return (
    <Section title={words.title(formatCount(data.withinDays))} sub={words.sub}>
      <MiniTable
        label={words.title(formatCount(data.withinDays))}
        head={[
          analyticsTexts.quarter,
          words.started,
          words.activated,
          words.rate,
          ...comparisonHead(period),
          words.matured,
          words.median,
        ]}
        rows={data.cohorts.map(({ quarter, started, activated, ratePpm, matured, medianDays }) => ({
          key: quarter,
          cells: [
            <a key="quarter" href={startedLink(overlap(period, periodRange(quarter, startMonth)))}>
              {quarterName(quarter, startMonth)}
            </a>,
            formatCount(started),
            formatCount(activated),
            percent(ratePpm),
            ...comparison(period, ratePpm, rateBefore(quarter), 'rate', percent),
            matured === started ? (
              formatCount(matured)
            ) : (
              <span key="matured" className="ink2">{`${formatCount(matured)} / ${formatCount(started)}`}</span>
            ),
            medianDays === null ? (
              <span key="median" className="ink3">
                {words.notYet}
              </span>
            ) : (
              formatCount(medianDays)
            ),
          ],
        }))}
      />
    </Section>
  )
}

function Waiting({ data }: { data: Data }) {
  const words = texts.waiting
  const { waiting } = data
  if (waiting.length === 0) return <Section title={words.none} />
  return (
    <Section title={words.title(waiting.length)}>
      <MiniTable
        label={words.title(waiting.length)}
        head={[analyticsTexts.partner, words.since, words.days]}
        rows={waiting.slice(0, SHOWN_WAITING).map(({ partnerId, name, startedOn, days }) => ({
          key: String(partnerId),
          cells: [
            <a key="name" href={partnerLink(partnerId)}>
              {name}
            </a>,
            <DayText key="day" day={startedOn} />,
            formatCount(days),
          ],
        }))}
        {...(waiting.length > SHOWN_WAITING
          ? { foot: [uiTexts.countOf(formatCount(SHOWN_WAITING), formatCount(waiting.length), ''), '', ''] }
          : {})}
      />
    </Section>
  )
}

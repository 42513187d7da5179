import { formatMinor } from '../../contract/money.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import type { Period } from '../../contract/periods.ts'
import { conversionsLink } from '../client/rowLinks.ts'
import { changeText } from '../ui/change.ts'
import { Chart, type Tone } from '../ui/Chart.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { aboutRows, sourceNote } from '../ui/measures.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import { Answered, Basis, comparison, comparisonHead, Pair, percent, Wide } from './parts.tsx'
import { analyticsTexts, concentrationTexts as texts } from './texts.ts'

const SHOWN_PARTNERS = 10

type Data = Output<'analytics.concentration'>

/** How much of the revenue hangs on few partners, by name. */
export function ConcentrationTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const now = useEngineQuery('analytics.concentration', { from, to }, { keepLast: true })
  const before = useEngineQuery(
    'analytics.concentration',
    { from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  return (
    <Answered query={now}>
      {(data) => <Concentration data={data} before={compareFrom === null ? undefined : before.data} period={period} />}
    </Answered>
  )
}

function Concentration({ data, before, period }: { data: Data; before: Data | undefined; period: Period }) {
  const { partners, currency } = data
  const [largest] = partners
  if (!largest)
    return (
      <>
        <EmptyState title={texts.none(period.label)}>{texts.noneMore}</EmptyState>
        <Basis basis={data} />
      </>
    )
  const shown = partners.slice(0, SHOWN_PARTNERS)
  const index = (ppm: number): string => formatMeasure(ppm, 'index', '')
  const { compareLabel } = period
  const effective = (ppm: number): string => (ppm / 1_000_000).toFixed(1)
  // Without revenue nothing was concentrated.
  const old = before !== undefined && before.partners.length > 0 ? before : undefined
  const against = (now: number, was: number | undefined, unit: 'rate' | 'index'): string | undefined => {
    const changed = changeText(now, was, unit)
    return changed === null || compareLabel === null ? undefined : uiTexts.against(changed, compareLabel)
  }
  const row = (was: number | undefined, say: (value: number) => string): (readonly [string, string])[] =>
    was === undefined || compareLabel === null ? [] : [[analyticsTexts.before(compareLabel), say(was)]]
  return (
    <>
      <Figures label={texts.label} columns={4}>
        <Figure
          label={texts.figures.largest}
          formula={measureTexts.largestShare.formula}
          note={sourceNote('largestShare', data)}
          rows={[
            [largest.name, `${currency} ${formatMinor(largest.minor, currency)}`],
            ...row(old?.partners[0]?.sharePpm, percent),
            ...aboutRows('largestShare', period.label, data),
          ]}
          value={percent(largest.sharePpm)}
          href={conversionsLink(period, null, largest.partnerId)}
          fact={against(largest.sharePpm, old?.partners[0]?.sharePpm, 'rate') ?? largest.name}
        />
        <Figure
          label={texts.figures.largestThree}
          formula={measureTexts.largestThreeShare.formula}
          note={sourceNote('largestThreeShare', data)}
          rows={[
            ...partners.slice(0, 3).map(({ name, sharePpm }) => [name, percent(sharePpm)] as const),
            ...row(old?.topThreePpm, percent),
            ...aboutRows('largestThreeShare', period.label, data),
          ]}
          value={percent(data.topThreePpm)}
          fact={against(data.topThreePpm, old?.topThreePpm, 'rate')}
        />
        <Figure
          label={texts.figures.index}
          formula={measureTexts.concentration.formula}
          note={sourceNote('concentration', data)}
          rows={[
            [texts.partners, formatCount(partners.length)],
            ...row(old?.hhiPpm, index),
            ...aboutRows('concentration', period.label, data),
          ]}
          value={index(data.hhiPpm)}
          fact={against(data.hhiPpm, old?.hhiPpm, 'index')}
        />
        <Figure
          label={texts.figures.effective}
          formula={measureTexts.effectivePartners.formula}
          note={sourceNote('effectivePartners', data)}
          rows={[
            [texts.partners, formatCount(partners.length)],
            ...row(old?.effectivePpm, effective),
            ...aboutRows('effectivePartners', period.label, data),
          ]}
          value={effective(data.effectivePpm)}
          fact={against(data.effectivePpm, old?.effectivePpm, 'index')}
        />
      </Figures>
      <Basis basis={data} />
      <Pair>
        <Chart
          title={texts.title(largest.name, percent(largest.sharePpm))}
          sub={texts.sub(currency)}
          labelHead={analyticsTexts.partner}
          labels={shown.map(({ name }) => name)}
          hrefs={shown.map(({ partnerId }) => conversionsLink(period, null, partnerId))}
          series={[
            {
              label: texts.series,
              tone: 'ghost',
              values: shown.map(({ sharePpm }) => sharePpm),
              tones: shown.map((_, at): Tone => (at === 0 ? 'highlight' : 'ghost')),
              pointLabels: shown.map(({ sharePpm }) => percent(sharePpm)),
            },
          ]}
          format={percent}
          description={texts.describe(largest.name, percent(largest.sharePpm), formatCount(partners.length))}
          height={shown.length * 30 + 20}
          isHorizontal
        />
        <Section title={texts.series}>
          <Wide label={texts.series}>
            <MiniTable
              label={texts.series}
              head={[analyticsTexts.partner, texts.revenue(currency), texts.series, ...comparisonHead(period)]}
              rows={shown.map(({ partnerId, name, minor, sharePpm }) => ({
                key: String(partnerId),
                cells: [
                  <a key="name" href={conversionsLink(period, null, partnerId)}>
                    {name}
                  </a>,
                  formatMinor(minor, currency),
                  percent(sharePpm),
                  ...comparison(
                    period,
                    sharePpm,
                    old?.partners.find((known) => known.partnerId === partnerId)?.sharePpm,
                    'rate',
                    percent,
                  ),
                ],
              }))}
              foot={[
                texts.all(formatCount(partners.length)),
                formatMinor(
                  partners.reduce((sum, { minor }) => sum + minor, 0),
                  currency,
                ),
                percent(1_000_000),
                ...comparisonHead(period).map(() => ''),
              ]}
            />
          </Wide>
        </Section>
      </Pair>
    </>
  )
}

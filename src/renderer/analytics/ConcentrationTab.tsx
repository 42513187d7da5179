import { formatMinor } from '../../contract/money.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import type { Period } from '../client/period.ts'
import { Chart, type Tone } from '../ui/Chart.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import { conversionsLink } from './links.ts'
import { Answered, Basis, Pair, percent } from './parts.tsx'
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
  const hasBefore = before !== undefined && before.partners.length > 0
  const was = (text: string): string | undefined =>
    hasBefore && period.compareLabel !== null ? `${analyticsTexts.before(period.compareLabel)}: ${text}` : undefined
  return (
    <>
      <Figures label={texts.label} columns={4}>
        <Figure
          label={texts.figures.largest}
          formula={texts.formulas.largest}
          rows={[[largest.name, `${currency} ${formatMinor(largest.minor, currency)}`]]}
          value={percent(largest.sharePpm)}
          href={conversionsLink(period, null, largest.partnerId)}
          fact={was(percent(before?.partners[0]?.sharePpm ?? 0)) ?? largest.name}
        />
        <Figure
          label={texts.figures.largestThree}
          formula={texts.formulas.largestThree}
          rows={partners.slice(0, 3).map(({ name, sharePpm }) => [name, percent(sharePpm)] as const)}
          value={percent(data.topThreePpm)}
          fact={was(percent(before?.topThreePpm ?? 0))}
        />
        <Figure
          label={texts.figures.index}
          formula={texts.formulas.index}
          rows={[[texts.partners, formatCount(partners.length)]]}
          value={index(data.hhiPpm)}
          fact={was(index(before?.hhiPpm ?? 0))}
        />
        <Figure
          label={texts.figures.effective}
          formula={texts.formulas.effective}
          rows={[[texts.partners, formatCount(partners.length)]]}
          value={(data.effectivePpm / 1_000_000).toFixed(1)}
          fact={was(((before?.effectivePpm ?? 0) / 1_000_000).toFixed(1))}
        />
      </Figures>
      <Basis basis={data} />
      <Pair>
        <Chart
          title={texts.title(largest.name, percent(largest.sharePpm))}
          sub={texts.sub(currency)}
          labelHead={analyticsTexts.partner}
          labels={shown.map(({ name }) => name)}
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
          <MiniTable
            label={texts.series}
            head={[analyticsTexts.partner, texts.revenue(currency), texts.series]}
            rows={shown.map(({ partnerId, name, minor, sharePpm }) => ({
              key: String(partnerId),
              cells: [
                <a key="name" href={conversionsLink(period, null, partnerId)}>
                  {name}
                </a>,
                formatMinor(minor, currency),
                percent(sharePpm),
              ],
            }))}
            foot={[
              uiTexts.total,
              formatMinor(
                partners.reduce((sum, { minor }) => sum + minor, 0),
                currency,
              ),
              formatCount(partners.length),
            ]}
          />
        </Section>
      </Pair>
    </>
  )
}

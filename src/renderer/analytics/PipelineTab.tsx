import { formatMinor } from '../../contract/money.ts'
import { measureDefinitions, type MeasureKey } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { quarterName, type Period } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { closedDealsLink, helpedDealsLink, openDealsLink, openedDealsLink, wonDealsLink } from '../client/rowLinks.ts'
import { changeText } from '../ui/change.ts'
import { Chart } from '../ui/Chart.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { aboutRows, measureText, shortMeasure, sourceNote } from '../ui/measures.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { uiTexts } from '../ui/texts.ts'
import { partnerLink } from './links.ts'
import { Answered, Basis, comparison, comparisonHead, Pair, percent, RowsLink, Wide } from './parts.tsx'
import { analyticsTexts, pipelineTexts as texts } from './texts.ts'

const SHOWN_PARTNERS = 10
const measures = {
  sourced: 'sourcedPipeline',
  influenced: 'influencedPipeline',
  assisted: 'assistedPipeline',
} as const

/** What partners brought to the pipeline and helped with, how fast it moves, and how often it is won. */
export function PipelineTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const contributions = useEngineQuery('analytics.contributions', { from, to }, { keepLast: true })
  const wins = useEngineQuery('analytics.winRates', { from, to }, { keepLast: true })
  const winsBefore = useEngineQuery(
    'analytics.winRates',
    { from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  return (
    <>
      <Answered query={contributions}>{(data) => <Contributions data={data} period={period} />}</Answered>
      <Pair>
        <Velocity period={period} />
        {wins.data && <WinsByQuarter quarters={wins.data.quarters} />}
      </Pair>
      {wins.data && <WinsByPartner data={wins.data} before={winsBefore.data} period={period} />}
    </>
  )
}

type Data = Output<'analytics.contributions'>

function Contributions({ data, period }: { data: Data; period: Period }) {
  const { compareFrom, compareTo, compareLabel, from, to } = period
  const before = useEngineQuery(
    'analytics.contributions',
    { from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  )
  const { currency } = data
  const money = (minor: number): string => formatMinor(minor, currency)
  const shown = data.partners.slice(0, SHOWN_PARTNERS)
  const sourcedBefore = (id: number): number | null => {
    const sourced = before.data?.partners.find(({ partnerId }) => partnerId === id)?.sourced
    return sourced === undefined || sourced.deals === 0 ? null : sourced.minor
  }
  return (
    <>
      <Figures label={texts.label} columns={4}>
        {data.roles.map(({ role, deals, minor, alsoSourced }) => {
          const old = before.data?.roles.find((known) => known.role === role)
          const change = changeText(minor, old?.minor, 'money')
          return (
            <Figure
              key={role}
              label={texts.roles[role]}
              unit={currency}
              formula={measureTexts[measures[role]].formula}
              rows={[
                [texts.deals, formatCount(deals)],
                ...(role === 'sourced' ? [] : [[texts.alsoSourced, formatCount(alsoSourced)] as const]),
                ...(compareLabel === null || !old
                  ? []
                  : [[analyticsTexts.before(compareLabel), `${currency} ${money(old.minor)}`] as const]),
                ...aboutRows(measures[role], period.label, data),
              ]}
              note={sourceNote(measures[role], data)}
              value={deals === 0 ? null : shortMeasure(minor, 'sourcedPipeline', currency)}
              href={role === 'sourced' ? openedDealsLink(period) : helpedDealsLink(period, role)}
              fact={
                <>
                  {role === 'sourced'
                    ? texts.dealsText(formatCount(deals))
                    : texts.alsoText(formatCount(deals), formatCount(alsoSourced))}
                  {change !== null && compareLabel !== null && `, ${uiTexts.against(change, compareLabel)}`}
                </>
              }
            />
          )
        })}
      </Figures>
      <p className="small ink2">{texts.apart}</p>
      <Basis basis={data} />
      <Section title={texts.byPartner} sub={texts.byPartnerSub(currency)}>
        {shown.length === 0 ? (
          <p className="small ink2">{texts.none}</p>
        ) : (
          <MiniTable
            label={texts.byPartner}
            head={[
              analyticsTexts.partner,
              ...(['sourced', 'influenced', 'assisted'] as const).flatMap((role) => [
                texts.deals,
                texts.roles[role],
                ...(role === 'sourced' ? comparisonHead(period) : []),
              ]),
            ]}
            rows={shown.map((partner) => ({
              key: String(partner.partnerId),
              cells: [
                <a key="name" href={partnerLink(partner.partnerId)}>
                  {partner.name}
                </a>,
                ...(['sourced', 'influenced', 'assisted'] as const).flatMap((role) => [
                  <PartDeals key={`${role} deals`} {...{ role, period, partner }} />,
                  <Quiet key={role} value={partner[role].deals} text={money(partner[role].minor)} />,
                  ...(role === 'sourced'
                    ? comparison(period, partner.sourced.minor, sourcedBefore(partner.partnerId), 'money', money)
                    : []),
                ]),
              ],
            }))}
          />
        )}
      </Section>
    </>
  )
}

/** How many deals a partner brought or helped with, which they open to. */
function PartDeals({
  role,
  period,
  partner,
}: {
  role: 'sourced' | 'influenced' | 'assisted'
  period: Period
  partner: Data['partners'][number]
}) {
  const { partnerId, name } = partner
  const { deals } = partner[role]
  const href = role === 'sourced' ? openedDealsLink(period, partnerId) : helpedDealsLink(period, role, partnerId)
  if (deals === 0) return <Quiet value={0} text={formatCount(0)} />
  return (
    <a href={href} aria-label={texts.partDeals(formatCount(deals), texts.roles[role], name)}>
      {formatCount(deals)}
    </a>
  )
}

/** A zero recedes. */
function Quiet({ value, text }: { value: number; text: string }) {
  return <span className={value === 0 ? 'ink3' : undefined}>{text}</span>
}

const velocityKeys: MeasureKey[] = ['pipelineVelocity', 'averageDeal', 'winRate', 'salesCycle', 'openPipeline']

/** The four factors of the velocity and what they make, now and before. */
function Velocity({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const now = useEngineQuery(
    'measures.read',
    { keys: velocityKeys, partnerId: null, from, to },
    { keepLast: true },
  ).data
  const before = useEngineQuery(
    'measures.read',
    { keys: velocityKeys, partnerId: null, from: compareFrom ?? from, to: compareTo ?? to },
    { enabled: compareFrom !== null },
  ).data
  if (!now) return null
  const { currency } = now
  const value = (read: Output<'measures.read'> | undefined, key: MeasureKey): number | null =>
    read?.values.find((known) => known.key === key)?.value ?? null
  const openOf = (read: Output<'measures.read'> | undefined): number | null =>
    read?.values.find(({ key }) => key === 'openPipeline')?.inputs.find(({ key }) => key === 'dealsOpen')?.value ?? null
  const words = texts.velocity
  const links = {
    averageDeal: wonDealsLink(period),
    winRate: closedDealsLink(period),
    salesCycle: wonDealsLink(period, undefined, true),
  }
  const speed = value(now, 'pipelineVelocity')
  const open = openOf(now)
  const cells = (key: (typeof velocityKeys)[number]): string[] => [
    measureText(value(now, key), key, currency),
    ...comparison(period, value(now, key), value(before, key), measureDefinitions[key].unit, (known) =>
      measureText(known, key, currency),
    ),
  ]
  return (
    <Section
      title={words.title}
      sub={speed === null ? words.unknown : words.sub(measureText(speed, 'pipelineVelocity', currency))}
    >
      <Wide label={words.title}>
        <MiniTable
          label={words.title}
          head={[words.factor, words.now, ...comparisonHead(period)]}
          rows={[
            {
              key: 'open',
              cells: [
                <a key="factor" href={openDealsLink(period.to)}>
                  {words.factors.dealsOpen}
                </a>,
                open === null ? uiTexts.none : formatCount(open),
                ...comparison(period, open, openOf(before), 'count', formatCount),
              ],
            },
            ...(['averageDeal', 'winRate', 'salesCycle'] as const).map((key) => ({
              key,
              cells: [
                <a key="factor" href={links[key]}>
                  {words.factors[key]}
                </a>,
                ...cells(key),
              ],
            })),
          ]}
          foot={[words.result, ...cells('pipelineVelocity')]}
        />
      </Wide>
    </Section>
  )
}

function WinsByQuarter({ quarters }: { quarters: Output<'analytics.winRates'>['quarters'] }) {
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const words = texts.wins.quarters
  const known = quarters.filter(({ ratePpm }) => ratePpm !== null)
  const [first] = known
  const last = known.at(-1)
  const [from, to] = [first?.ratePpm ?? 0, last?.ratePpm ?? 0]
  const title =
    known.length < 2 || from === to ? words.held : (to > from ? words.rose : words.fell)(percent(from), percent(to))
  return (
    <div>
      <Chart
        title={title}
        sub={words.sub}
        labelHead={analyticsTexts.quarter}
        labels={quarters.map(({ quarter }) => quarterName(quarter, startMonth))}
        hrefs={quarters.map((quarter) => closedDealsLink(quarter))}
        series={[
          {
            label: words.series,
            tone: 'highlight',
            kind: 'line',
            values: quarters.map(({ ratePpm }) => ratePpm),
            pointLabels: quarters.map((quarter) =>
              quarter === first || quarter === last ? percent(quarter.ratePpm ?? 0) : null,
            ),
          },
        ]}
        format={percent}
        description={words.describe(formatCount(known.length))}
        height={180}
      />
      {known.length > 0 && (
        <RowsLink href={closedDealsLink({ from: quarters[0]?.from ?? '', to: quarters.at(-1)?.to ?? '' })} />
      )}
    </div>
  )
}

type Wins = Output<'analytics.winRates'>

function WinsByPartner({ data, before, period }: { data: Wins; before: Wins | undefined; period: Period }) {
  const words = texts.wins.partners
  const byCount = data.partners.toSorted((a, b) => b.won + b.lost - a.won - a.lost).slice(0, SHOWN_PARTNERS)
  const best = byCount.reduce<(typeof byCount)[number] | null>(
    (found, partner) => (found === null || (partner.ratePpm ?? 0) > (found.ratePpm ?? 0) ? partner : found),
    null,
  )
  if (best === null) return <Section title={words.plain} sub={words.none} />
  const all = data.all.ratePpm === null ? uiTexts.none : percent(data.all.ratePpm)
  return (
    <Section title={words.title(best.name, percent(best.ratePpm ?? 0))} sub={words.sub(all)}>
      <Wide label={words.plain}>
        <MiniTable
          label={words.plain}
          head={[analyticsTexts.partner, words.won, words.lost, words.rate, ...comparisonHead(period)]}
          rows={byCount.map(({ partnerId, name, won, lost, ratePpm }) => ({
            key: String(partnerId),
            cells: [
              <a key="name" href={closedDealsLink(period, partnerId)}>
                {name}
              </a>,
              formatCount(won),
              formatCount(lost),
              ratePpm === null ? uiTexts.none : percent(ratePpm),
              ...comparison(
                period,
                ratePpm,
                before?.partners.find((known) => known.partnerId === partnerId)?.ratePpm,
                'rate',
                percent,
              ),
            ],
          }))}
          foot={[
            uiTexts.total,
            formatCount(data.all.won),
            formatCount(data.all.lost),
            all,
            ...comparison(period, data.all.ratePpm, before?.all.ratePpm, 'rate', percent),
          ]}
        />
      </Wide>
    </Section>
  )
}

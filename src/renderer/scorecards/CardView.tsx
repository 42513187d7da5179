import { formatDay } from '../../contract/dates.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import type { CardSection, Scorecard } from '../../contract/scorecards.ts'
import {
  bandMeaning,
  describeBasis,
  describeCard,
  describeHealthPart,
  describeLimit,
  describeTrend,
  describeTrendSource,
  formatPoints,
  formatWhole,
  healthPartNotes,
  healthPartTexts,
  healthWordTexts,
  periodName,
  summarise,
} from '../../contract/scorecardText.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { conversionsLink } from '../client/rowLinks.ts'
import { Chart } from '../ui/Chart.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Definition } from '../ui/Popover.tsx'
import { Status } from '../ui/Status.tsx'
import styles from './Card.module.css'
import { CardMetrics } from './CardMetrics.tsx'
import { computedLink, publishedLink } from './links.ts'
import { healthMeaning } from './meanings.ts'
import { revenueFinding, scorecardTexts } from './texts.ts'

const texts = scorecardTexts.card

interface CardProps {
  card: Scorecard
  partnerId: number
}

interface CardViewProps extends CardProps {
  templateId: number
  /** Computed now: what is computed along with it can be looked at as well. */
  isLive?: boolean
}

/** One partner's scorecard on one page: score and trend, metrics against targets, and what explains them. */
export function CardView({ card, partnerId, templateId, isLive = false }: CardViewProps) {
  return (
    <div className={styles.card} tabIndex={0} role="region" aria-label={texts.region}>
      <div className={styles.top}>
        <Head card={card} />
        <Trend card={card} partnerId={partnerId} templateId={templateId} isLive={isLive} />
      </div>
      <div className={styles.grid}>
        <div className={styles.main}>
          <CardMetrics card={card} />
          <p className={styles.note}>
            {describeBasis(card)} {describeTrendSource(card)}
          </p>
          <div className={styles.more}>
            <Revenue card={card} partnerId={partnerId} />
            <Deals card={card} />
          </div>
        </div>
        <aside className={styles.side}>
          <HealthSection card={card} />
          {card.sections.map((section) => (
            <Lines key={section.key} section={section} />
          ))}
        </aside>
      </div>
    </div>
  )
}

function Head({ card }: { card: Scorecard }) {
  const { scorePpm, band, template } = card
  return (
    <div className={styles.head}>
      <p className="small ink2">{describeCard(card)}</p>
      <p className={styles.score}>
        {scorePpm === null ? (
          <b className={styles.noScore}>{texts.noScore}</b>
        ) : (
          <>
            <b>{formatPoints(scorePpm)}</b>
            <span className="ink2">{texts.ofHundred}</span>
            <Status meaning={bandMeaning(template.body.bands, band)}>{band}</Status>
          </>
        )}
      </p>
      {summarise(card).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}

const quarterNames = ({ trend, programme }: Scorecard): string[] =>
  trend.map(({ from, to }) => periodName(from, to, programme.fiscalYearStartMonth))

function Trend({ card, partnerId, templateId, isLive }: CardViewProps) {
  const published = useEngineQuery('scorecards.ofPartner', { partnerId }).data?.cards
  const names = quarterNames(card)
  // What was computed along with a published card may be something else by now: only that of a card of now has one.
  const hrefs = card.trend.map(({ from, to, source, scorePpm }) => {
    if (source === 'computed') return isLive && scorePpm !== null ? computedLink(partnerId, { from, to }) : undefined
    const own = published?.find((known) => known.templateId === templateId && known.from === from && known.to === to)
    return own && source === 'published' ? publishedLink(own.id) : undefined
  })
  const points = card.trend.map(({ scorePpm }) => (scorePpm === null ? null : formatPoints(scorePpm)))
  return (
    <Chart
      title={texts.trend}
      sub={describeTrend(card)}
      labels={names}
      hrefs={hrefs}
      labelHead={texts.quarter}
      series={[
        {
          label: texts.score,
          tone: 'highlight',
          kind: 'line',
          values: card.trend.map(({ scorePpm }) => (scorePpm === null ? null : scorePpm / 10_000)),
          pointLabels: points,
        },
      ]}
      format={(value) => value.toFixed(1)}
      description={texts.trendText(names.map((name, i) => `${name} ${points[i] ?? scorecardTexts.none}`).join(', '))}
      height={100}
      startsAtZero={false}
    />
  )
}

function Revenue({ card, partnerId }: CardProps) {
  const { currency, revenueMinor } = card
  const unit = 10 ** currencyExponent(currency)
  const names = quarterNames(card)
  const words = revenueMinor.map((minor) => (minor === null ? null : formatWhole(minor, currency)))
  return (
    <Chart
      title={revenueFinding(card)}
      sub={texts.revenueSub(currency)}
      labels={names}
      hrefs={card.trend.map((quarter) => conversionsLink(quarter, null, partnerId))}
      labelHead={texts.quarter}
      series={[
        {
          label: texts.revenue,
          tone: 'ghost',
          values: revenueMinor.map((minor) => (minor === null ? null : minor / unit)),
          pointLabels: words,
          tones: revenueMinor.map((_, i) => (i === revenueMinor.length - 1 ? 'highlight' : 'ghost')),
        },
      ]}
      format={(value) => formatWhole(Math.round(value * unit), currency)}
      description={texts.revenueText(names.map((name, i) => `${name} ${words[i] ?? scorecardTexts.none}`).join(', '))}
      height={116}
    />
  )
}

function Deals({ card }: { card: Scorecard }) {
  const { count, listed } = card.deals
  if (count === 0)
    return (
      <Section title={texts.deals}>
        <p className="small ink2">{texts.noDeals}</p>
      </Section>
    )
  return (
    <Section title={texts.deals} sub={texts.dealsCount(listed.length, count)}>
      <MiniTable
        label={texts.deals}
        head={[texts.deal, texts.stage, texts.expected, texts.amount]}
        words={[1, 2]}
        rows={listed.map(({ name, stage, expectedOn, minor, currency }, index) => ({
          key: String(index),
          cells: [
            <span key="name" className={styles.deal} title={name}>
              {name}
            </span>,
            stage,
            expectedOn === null ? '' : formatDay(expectedOn),
            minor === null ? '' : `${currency} ${formatMinor(minor, currency)}`,
          ],
        }))}
      />
    </Section>
  )
}

function HealthSection({ card }: { card: Scorecard }) {
  const { health, currency } = card
  const { word, scorePpm } = health
  const limit = describeLimit(health)
  return (
    <Section title={texts.health} sub={texts.healthSub}>
      {word === null || scorePpm === null ? (
        <p className="small ink2">{texts.healthUnknown}</p>
      ) : (
        <>
          <p className={styles.healthHead}>
            <Status meaning={healthMeaning[word]}>{healthWordTexts[word]}</Status>
            <span>
              <b>{formatPoints(scorePpm)}</b> <span className="ink2">{texts.ofHundred}</span>
            </span>
          </p>
          {limit !== '' && <p className="small ink2">{limit}</p>}
          <dl className={styles.lines}>
            {health.parts.map((part) => (
              <div key={part.key}>
                <dt>
                  <Definition term={healthPartTexts[part.key]} formula={healthPartNotes[part.key]} />
                </dt>
                <dd className="ink2 cut" title={describeHealthPart(part, currency)}>
                  {describeHealthPart(part, currency)}
                </dd>
                <dd className="num">{part.attainmentPpm === null ? texts.leftOut : formatPoints(part.pointsPpm)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Section>
  )
}

/** What another feature says about the partner. */
function Lines({ section: { title, note, lines } }: { section: CardSection }) {
  return (
    <Section title={title} sub={note}>
      <ul className={styles.items}>
        {lines.map(({ meaning, label, note: more, value }, index) => (
          <li key={index}>
            <span>
              {label}
              {more !== '' && <span className="small ink2">{more}</span>}
            </span>
            {meaning === 'mute' ? <span className="ink2">{value}</span> : <Status meaning={meaning}>{value}</Status>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { formatDay, periodRange, type Quarter } from '../../contract/dates.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import type { AgendaItem } from '../../contract/reviews.ts'
import { packTexts } from '../../contract/reviewTexts.ts'
import { formatPeriod } from '../../contract/statementText.ts'
import { linkTo } from '../client/navigation.ts'
import { quarterName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { conversionsLink, overlap } from '../client/rowLinks.ts'
import { Chart } from '../ui/Chart.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { CampaignTable } from './CampaignTable.tsx'
import { Commitments } from './Commitments.tsx'
import { FigureGrid, FigureTable } from './FigureGrid.tsx'
import { Narrative } from './Narrative.tsx'
import type { ContentData, ReviewData } from './ReviewPage.tsx'
import styles from './Reviews.module.css'
import { reviewTexts as texts } from './texts.ts'

interface PartProps {
  item: AgendaItem
  review: ReviewData
  content: ContentData
}

/** A part of the agenda with what it is about. */
export function AgendaPart({ item, review, content }: PartProps) {
  return (
    <Section title={item.title} sub={texts.minutes(item.minutes)}>
      <PartContent item={item} review={review} content={content} />
    </Section>
  )
}

function PartContent({ item, review, content }: PartProps) {
  const canWrite = review.state !== 'cancelled'
  switch (item.kind) {
    case 'lastActions':
      return (
        <Commitments
          label={item.title}
          commitments={review.lastActions}
          none={texts.commitments.none}
          isCarried
          partnerId={review.partnerId}
        />
      )
    case 'recap':
      return <Recap review={review} content={content} />
    case 'pipeline':
      return <Pipeline content={content} />
    case 'customers':
      return <Customers content={content} />
    case 'marketing':
      return (
        <>
          {content.campaigns.length === 0 ? (
            <p className="ink2">{texts.marketing.none}</p>
          ) : (
            <CampaignTable campaigns={content.campaigns} />
          )}
          <p>
            <a href={linkTo({ page: 'partners', parts: [review.partnerId, 'reviews'] })}>{texts.marketing.open}</a>
          </p>
        </>
      )
    case 'issues':
      return <Issues content={content} />
    case 'actions':
      return (
        <Commitments
          label={item.title}
          commitments={review.commitments}
          none={texts.commitments.noneMade}
          partnerId={review.partnerId}
          {...(canWrite ? { addTo: review.id } : {})}
        />
      )
    case 'other':
      return null
  }
}

function Recap({ review, content }: Omit<PartProps, 'item'>) {
  const { trend, currency, period } = content
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const labels = trend.map(({ quarter }) => quarterName(quarter as Quarter, startMonth))
  const unit = 10 ** currencyExponent(currency)
  const revenue = trend.map(({ revenueMinor }) => (revenueMinor === null ? null : revenueMinor / unit))
  const short = (value: number): string => formatMeasure(Math.round(value), 'count', currency)
  return (
    <>
      <p className="small ink2">{packTexts.dashboardSub(formatPeriod(content.year.from, content.year.to))}</p>
      <FigureGrid label={texts.figures.dashboard} figures={content.dashboard} currency={currency} />
      <Narrative review={review} points={content.points} currency={currency} />
      <div className={styles.pair}>
        <FigureTable label={texts.figures.period} figures={content.recap} currency={currency} />
        <Chart
          title={texts.chart.revenue}
          sub={texts.chart.revenueSub(currency)}
          labelHead={texts.chart.head}
          labels={labels}
          hrefs={trend.map(({ quarter }) => {
            const days = periodRange(quarter, startMonth)
            // The last quarter ends with the period that the review looks back on.
            return conversionsLink(overlap(days, { from: days.from, to: period.to }), null, review.partnerId)
          })}
          series={[
            {
              label: texts.chart.revenue,
              tone: 'ghost',
              values: revenue,
              tones: revenue.map((_, index) => (index === revenue.length - 1 ? 'highlight' : 'ghost')),
            },
          ]}
          format={short}
          description={texts.chart.describe(texts.chart.revenue, short(revenue[0] ?? 0), short(revenue.at(-1) ?? 0))}
        />
      </div>
    </>
  )
}

function Pipeline({ content }: { content: ContentData }) {
  const { pipeline, asOf, currency } = content
  if (pipeline.count === 0) return <p className="ink2">{texts.pipeline.none(formatDay(asOf))}</p>
  return (
    <>
      <p className="small ink2">{texts.pipeline.sub(pipeline.deals.length, pipeline.count, formatDay(asOf))}</p>
      <table className={styles.table} aria-label={texts.tabs.reviews}>
        <thead>
          <tr>
            {texts.pipeline.head(currency).map((name, index) => (
              <th key={name} scope="col" className={index === 4 ? 'num' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pipeline.deals.map((deal) => (
            <tr key={deal.id}>
              <td>
                <a href={linkTo({ page: 'deals', params: { open: String(deal.id) } })}>{deal.name}</a>
              </td>
              <td>{deal.customer}</td>
              <td>{deal.stage}</td>
              <td>{deal.openedOn === null ? '' : formatDay(deal.openedOn)}</td>
              <td className="num">
                {deal.minor === null
                  ? ''
                  : deal.baseMinor === null
                    ? `${deal.currency} ${formatMinor(deal.minor, deal.currency)}`
                    : formatMinor(deal.baseMinor, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Customers({ content }: { content: ContentData }) {
  const { customers, currency } = content
  if (customers.rows.length === 0) return <p className="ink2">{texts.customers.none}</p>
  return (
    <>
      <p className="small ink2">{texts.customers.sub(customers.count, customers.quiet)}</p>
      <table className={styles.table} aria-label={texts.customers.sub(customers.count, customers.quiet)}>
        <thead>
          <tr>
            {texts.customers.head(currency).map((name, index) => (
              <th key={name} scope="col" className={index > 1 ? 'num' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {customers.rows.map((row) => (
            <tr key={row.customerId}>
              <td>{row.name}</td>
              <td>{row.lastOn === null ? '' : formatDay(row.lastOn)}</td>
              <td className="num">{formatMinor(row.minor, currency)}</td>
              <td className="num">{formatMinor(row.beforeMinor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const SHOWN_ANSWERS = 3

function Issues({ content }: { content: ContentData }) {
  const { feedback, partner } = content
  if (feedback.answers.length === 0) return <p className="ink2">{texts.issues.none}</p>
  return (
    <>
      {feedback.score !== null && (
        <p>
          <a href={linkTo({ page: 'partners', parts: [partner.id, 'feedback'] })}>
            {texts.issues.score(
              formatMeasure(feedback.score, 'score', ''),
              feedback.promoters + feedback.passives + feedback.detractors,
            )}
          </a>
          {feedback.themes.length > 0 &&
            `: ${feedback.themes.map(({ theme, count }) => `${theme} ${formatCount(count)} ×`).join(', ')}`}
        </p>
      )}
      <ul className={styles.points}>
        {feedback.answers.slice(0, SHOWN_ANSWERS).map((answer) => (
          <li key={answer.id} className={styles.point}>
            <span>{answer.comment === '' ? texts.feedback.noComment : answer.comment}</span>
            <span className={styles.pointFoot}>
              {[formatDay(answer.givenOn), answer.respondent].filter((part) => part !== '').join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

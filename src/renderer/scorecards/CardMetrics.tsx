import { Fragment } from 'react'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { formatRate } from '../../contract/money.ts'
import type { CardMetric, Scorecard } from '../../contract/scorecards.ts'
import {
  describeTarget,
  explainMetric,
  formatPoints,
  formatValue,
  groupByCategory,
  problemTexts,
} from '../../contract/scorecardText.ts'
import { cx } from '../ui/cx.ts'
import { Definition } from '../ui/Popover.tsx'
import { Spark } from '../ui/Spark.tsx'
import { Status } from '../ui/Status.tsx'
import styles from './Card.module.css'
import { isBelowLook } from './meanings.ts'
import { scorecardTexts } from './texts.ts'

const texts = scorecardTexts.card

/** Every metric with target, actual, what it attained and its points; its name opens the arithmetic. */
export function CardMetrics({ card }: { card: Scorecard }) {
  const groups = groupByCategory(card.metrics)
  return (
    <table className={styles.metrics}>
      <thead>
        <tr>
          <th scope="col">{texts.metric}</th>
          <th scope="col" className={cx(styles.number, styles.spare)}>
            {texts.weight}
          </th>
          <th scope="col" className={styles.number}>
            {texts.target}
          </th>
          <th scope="col" className={styles.number}>
            {texts.actual}
          </th>
          <th scope="col" className={styles.attained}>
            {texts.attained}
          </th>
          <th scope="col" className={styles.number}>
            {texts.points}
          </th>
          <th scope="col" className={cx(styles.number, styles.spare)}>
            {texts.quarters}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ category, weightPpm, pointsPpm, metrics }) => (
          <Fragment key={category}>
            {groups.length > 1 && (
              <tr className={styles.category}>
                <th scope="row" className="cut" title={category}>
                  {category}
                </th>
                <td className={cx('num', styles.spare)}>{formatRate(weightPpm)}</td>
                <td colSpan={3} />
                <td className="num">{formatPoints(pointsPpm)}</td>
                <td className={styles.spare} />
              </tr>
            )}
            {metrics.map((metric) => (
              <MetricRow key={metric.measure} metric={metric} card={card} />
            ))}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{texts.metrics(card.metrics.length)}</th>
          <td className={cx('num', styles.spare)}>{formatRate(1_000_000)}</td>
          <td colSpan={3} />
          <td className="num">{card.scorePpm === null ? scorecardTexts.none : formatPoints(card.scorePpm)}</td>
          <td className={styles.spare} />
        </tr>
      </tfoot>
    </table>
  )
}

function MetricRow({ metric, card }: { metric: CardMetric; card: Scorecard }) {
  const { currency } = card
  const { label, actual, attainmentPpm, weightPpm, pointsPpm, quarters, unit, problem } = metric
  const isMoney = unit === 'money'
  const list = quarters.map((value) => (value === null ? scorecardTexts.none : formatMeasure(value, unit, currency)))
  return (
    <tr>
      <th scope="row">
        <Definition term={label} formula={`${label} = ${metric.formula}`} rows={explainMetric(metric, card)} />
      </th>
      <td className={cx('num ink2', styles.spare)}>{formatRate(weightPpm)}</td>
      <td className="num ink2">
        {isMoney && <span className="ink3">{currency} </span>}
        {describeTarget(metric, currency)}
      </td>
      <td className="num">{actual === null ? '' : formatValue(metric, actual, currency)}</td>
      <td className={styles.attained}>
        {actual === null || attainmentPpm === null ? (
          problem === 'rateMissing' ? (
            <Status meaning="warn">{problemTexts.rateMissing}</Status>
          ) : (
            <span className="ink2">{problemTexts[problem ?? 'nothing']}</span>
          )
        ) : (
          <Attained ppm={attainmentPpm} />
        )}
      </td>
      <td className="num med">{attainmentPpm === null ? '' : formatPoints(pointsPpm)}</td>
      <td className={cx('num', styles.spare)}>
        <Spark values={quarters} label={texts.lastQuarters(label, list.join(', '))} />
      </td>
    </tr>
  )
}

const BAR = 96

function Attained({ ppm }: { ppm: number }) {
  const width = (BAR * Math.min(ppm, 1_000_000)) / 1_000_000
  return (
    <span className={styles.bar}>
      <svg width={BAR} height="8" viewBox={`0 0 ${BAR} 8`} aria-hidden>
        <rect width={BAR} height="8" className={styles.ghost} />
        <rect width={width} height="8" className={isBelowLook(ppm) ? styles.mark : styles.full} />
      </svg>
      <span className="num">{formatMeasure(ppm, 'rate', '')}</span>
    </span>
  )
}

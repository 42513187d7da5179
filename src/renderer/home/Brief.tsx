import { formatMinor } from '../../contract/money.ts'
import type { Period } from '../client/period.ts'
import { change, minorOf, percent, type HomeData } from './figures.ts'
import styles from './Home.module.css'
import { homeTexts as texts } from './texts.ts'

/** The page in one sentence: what partners brought, against before, and what waits. */
export function Brief({ data, period, currency }: { data: HomeData; period: Period; currency: string | null }) {
  const waits = <span className="ink2">{texts.waits(data.needs.length)}</span>
  const revenue = currency === null ? 0 : minorOf(data.revenue, currency)
  if (currency === null || revenue === 0)
    return (
      <p className={styles.brief}>
        {texts.noRevenue(period.label)} {waits}
      </p>
    )
  const growth = change(revenue, minorOf(data.revenueBefore, currency))
  return (
    <p className={styles.brief}>
      {texts.brought}{' '}
      <b>
        {currency} {formatMinor(revenue, currency)}
      </b>
      {texts.inPeriod(period.label)}
      {growth !== null && period.compareLabel !== null && (
        <>
          , <b>{growth < 0 ? texts.less(percent(-growth)) : texts.more(percent(growth))}</b>
          {texts.than(period.compareLabel)}
        </>
      )}
      . {waits}
    </p>
  )
}

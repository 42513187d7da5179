import { formatMinor } from '../../contract/money.ts'
import type { Period } from '../../contract/periods.ts'
import { change } from '../ui/change.ts'
import { percent, type HomeData } from './figures.ts'
import styles from './Home.module.css'
import type { Standing } from './standing.ts'
import { homeTexts as texts } from './texts.ts'

/** The page in one sentence: what partners brought, what a new customer costs against before, and what waits. */
export function Brief({ waiting, ...brought }: BroughtProps & { waiting: number | undefined }) {
  return (
    <p className={styles.brief}>
      <Brought {...brought} /> {waiting !== undefined && <span className="ink2">{texts.waits(waiting)}</span>}
    </p>
  )
}

interface BroughtProps {
  data: HomeData
  standing: Standing
  period: Period
}

function Brought({ data, standing, period }: BroughtProps) {
  const share = standing.now('bookingsShare')?.value ?? null
  const cost = standing.now('effectiveAcquisitionCost')?.value ?? null
  const costBefore = standing.before('effectiveAcquisitionCost')?.value ?? null
  const costChange = cost === null || costBefore === null ? null : change(cost, costBefore)
  if (share !== null)
    return (
      <>
        {texts.brought} <b>{percent(share)}</b>
        {texts.ofBookings(period.label)}
        {costChange !== null && period.compareLabel !== null && (
          <>
            {texts.customerCosts}{' '}
            <b>{costChange < 0 ? texts.less(percent(-costChange)) : texts.more(percent(costChange))}</b>
            {texts.than(period.compareLabel)}
          </>
        )}
        .
      </>
    )
  const revenue = standing.now('revenue')?.value ?? null
  if (revenue !== null && revenue !== 0) {
    const growth = change(revenue, standing.before('revenue')?.value ?? 0)
    return (
      <>
        {texts.brought}{' '}
        <b>
          {standing.currency} {formatMinor(revenue, standing.currency)}
        </b>
        {texts.inPeriod(period.label)}
        {growth !== null && period.compareLabel !== null && (
          <>
            , <b>{growth < 0 ? texts.less(percent(-growth)) : texts.more(percent(growth))}</b>
            {texts.than(period.compareLabel)}
          </>
        )}
        .
      </>
    )
  }
  // Amounts that wait for a rate are named each in its own currency, never added.
  if (data.revenue.length > 0)
    return (
      <>
        {texts.brought}{' '}
        <b>{data.revenue.map(({ currency, minor }) => `${currency} ${formatMinor(minor, currency)}`).join(', ')}</b>
        {texts.inPeriod(period.label)}.
      </>
    )
  return texts.noRevenue(period.label)
}

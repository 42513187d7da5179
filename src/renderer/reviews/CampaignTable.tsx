import type { ReactNode } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Campaign } from '../../contract/reviewPlans.ts'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.partner

/** Campaigns with budget, spent and result; `more` gives each row a menu. */
export function CampaignTable({
  campaigns,
  more,
}: {
  campaigns: readonly Campaign[]
  more?: (campaign: Campaign) => ReactNode
}) {
  return (
    <table className={styles.table} aria-label={texts.campaigns}>
      <thead>
        <tr>
          {texts.campaignHead
            .filter((name) => name !== '' || more !== undefined)
            .map((name, index) => (
              <th key={name} scope="col" className={index === 2 || index === 3 ? 'num' : undefined}>
                {name === '' ? <span className="vh">{reviewTexts.actions.more}</span> : name}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => {
          const { id, title, to, currency, budgetMinor, spentMinor, state, result } = campaign
          return (
            <tr key={id}>
              <td>{title}</td>
              <td>{formatDay(to)}</td>
              <td className="num">
                {currency} {formatMinor(budgetMinor, currency)}
              </td>
              <td className="num">{formatMinor(spentMinor, currency)}</td>
              <td>{reviewTexts.planStates[state]}</td>
              <td>{result}</td>
              {more !== undefined && <td>{more(campaign)}</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

import { useState, type ReactNode } from 'react'
import { periodName } from '../../contract/scorecardText.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { periodOf, stepPeriod } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Select, type Option } from '../ui/Select.tsx'
import styles from './Bar.module.css'
import { CardActions, FrozenStatus } from './CardPage.tsx'
import { CardView } from './CardView.tsx'
import { LiveCard } from './PartnerCardPage.tsx'
import { scorecardTexts as texts } from './texts.ts'

/** Stands for the card that is computed now; published ones go by their ids. */
const NOW = 0

/** The cards of a partner, the latest first; without one, or when asked, the last quarter as it is now. */
export function PartnerCardTab({ partnerId }: { partnerId: number }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const query = useEngineQuery('scorecards.ofPartner', { partnerId })
  const programme = useProgramme()
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || !programme) return null
  const { today, fiscalYearStartMonth: start } = programme
  const own = periodOf('quarter', today, start)
  // The quarter that is over: one that runs would be measured against the target of a whole one.
  const quarter = stepPeriod('quarter', own.from, own.to, -1)
  const { cards } = query.data
  const shown = cards.find(({ id }) => id === chosen)?.id ?? (chosen === NOW ? NOW : (cards[0]?.id ?? NOW))
  const options: Option<number>[] = [
    ...cards.map(({ id, from, to, template }) => ({ value: id, label: periodName(from, to, start), hint: template })),
    { value: NOW, label: texts.tab.now(periodName(quarter.from, quarter.to, start)) },
  ]
  const choose = cards.length > 0 && (
    <Select
      isSmall
      className={styles.choice}
      label={texts.tab.choose}
      value={shown}
      onValue={setChosen}
      options={options}
    />
  )
  return shown === NOW ? (
    <LiveCard partnerId={partnerId} period={quarter} choose={choose} />
  ) : (
    <PublishedCard id={shown} choose={choose} />
  )
}

function PublishedCard({ id, choose }: { id: number; choose: ReactNode }) {
  const query = useEngineQuery('scorecards.get', { id }, { keepLast: true })
  const published = query.data
  return (
    <>
      <div className={styles.bar}>
        {choose}
        {published && (
          <>
            <FrozenStatus published={published} />
            <span className={styles.push} />
            <CardActions published={published} />
          </>
        )}
      </div>
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {published && <CardView {...published} />}
    </>
  )
}

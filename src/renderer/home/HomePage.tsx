import { useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { runMenuCommand } from '../client/menu.ts'
import { navigate } from '../client/navigation.ts'
import type { Period } from '../client/period.ts'
import { usePeriod, useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { Brief } from './Brief.tsx'
import { Charts } from './Charts.tsx'
import { currenciesOf, type HomeData } from './figures.ts'
import styles from './Home.module.css'
import { KeyFigures } from './KeyFigures.tsx'
import { Liability } from './Liability.tsx'
import { Needs } from './Needs.tsx'
import { homeTexts as texts } from './texts.ts'

export function HomePage() {
  const period = usePeriod()
  return (
    <Page title={texts.title} hasPeriod>
      {period && <Home period={period} />}
    </Page>
  )
}

function Home({ period }: { period: Period }) {
  const home = useEngineQuery(
    'metrics.home',
    { from: period.from, to: period.to, compareFrom: period.compareFrom, compareTo: period.compareTo },
    { keepLast: true },
  )
  const counts = useEngineQuery('metrics.counts', {})
  if (home.isError) return <ErrorState error={home.error} onRetry={() => void home.refetch()} />
  if (counts.data && counts.data.partners + counts.data.conversions + counts.data.deals === 0) return <NothingYet />
  if (!home.data) return null
  return <Figures data={home.data} period={period} />
}

function NothingYet() {
  return (
    <EmptyState
      title={texts.empty.title}
      actions={
        <>
          <Button changes look="main" onClick={() => runMenuCommand('import')}>
            {texts.empty.import}
          </Button>
          <Button changes onClick={() => navigate({ page: 'partners', params: { new: 'partner' } })}>
            {texts.empty.addPartner}
          </Button>
        </>
      }
    >
      {texts.empty.text}
    </EmptyState>
  )
}

function Figures({ data, period }: { data: HomeData; period: Period }) {
  const today = useProgramme()?.today ?? period.to
  const currencies = currenciesOf(data)
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = chosen !== null && currencies.includes(chosen) ? chosen : (currencies[0] ?? null)
  return (
    // The page scrolls as one; its focusable ground lets the keyboard scroll it too.
    <div className={styles.home} tabIndex={0} role="region" aria-label={texts.title}>
      <Brief data={data} period={period} currency={currency} />
      <KeyFigures data={data} period={period} currency={currency} />
      <div className={styles.grid}>
        <div className={styles.main}>
          {currency !== null && (
            <Charts
              data={data}
              today={today}
              currency={currency}
              picker={
                currencies.length > 1 && (
                  <Select
                    isSmall
                    className={styles.currency}
                    label={texts.currency}
                    value={currency}
                    onValue={setChosen}
                    options={currencies.map((code) => ({ value: code, label: code }))}
                  />
                )
              }
            />
          )}
        </div>
        <div className={styles.side}>
          <Needs needs={data.needs} />
          {currency !== null && <Liability data={data} currency={currency} />}
        </div>
      </div>
    </div>
  )
}

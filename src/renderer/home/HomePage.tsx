import { useState } from 'react'
import type { Day } from '../../contract/dates.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { runMenuCommand } from '../client/menu.ts'
import { navigate } from '../client/navigation.ts'
import type { Period } from '../../contract/periods.ts'
import { usePeriod, useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Brief } from './Brief.tsx'
import { Concentration, TrendCharts } from './Charts.tsx'
import { Cohorts } from './Cohorts.tsx'
import type { HomeData } from './figures.ts'
import styles from './Home.module.css'
import { KeyFigures } from './KeyFigures.tsx'
import { Liability } from './Liability.tsx'
import { Needs } from './Needs.tsx'
import { NoRevenue } from './NoRevenue.tsx'
import { homeQuestions } from '../../contract/homeQuestions.ts'
import { type Drawn, type Standing, useDrawn, useStanding } from './standing.ts'
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
  const { today, fiscalYearStartMonth } = useProgramme() ?? { today: period.to, fiscalYearStartMonth: 1 }
  const asked = homeQuestions(period, { today, fiscalYearStartMonth })
  const home = useEngineQuery('metrics.home', asked.home, { keepLast: true })
  const counts = useEngineQuery('metrics.counts', {})
  const standing = useStanding(asked)
  // While the answers are on their way the figures of the last period stay, under its name.
  const isOld = home.isPlaceholderData || standing?.isOld === true
  const [named, setNamed] = useState(period)
  if (!isOld && JSON.stringify(named) !== JSON.stringify(period)) setNamed(period)
  const drawn = useDrawn(asked)
  if (home.isError) return <ErrorState error={home.error} onRetry={() => void home.refetch()} />
  if (counts.data && counts.data.partners + counts.data.conversions + counts.data.deals === 0) return <NothingYet />
  if (!home.data || standing === undefined) return null
  return <Figures data={home.data} standing={standing} drawn={drawn} period={named} isBusy={isOld} today={today} />
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

interface FiguresProps {
  data: HomeData
  standing: Standing
  drawn: Drawn
  period: Period
  isBusy: boolean
  today: Day
}

function Figures({ data, standing, drawn, period, isBusy, today }: FiguresProps) {
  const needs = useEngineQuery('metrics.needs', {})
  return (
    // The page scrolls as one; its focusable ground lets the keyboard scroll it too.
    <div className={styles.home} tabIndex={0} role="region" aria-label={texts.title} aria-busy={isBusy}>
      <Brief data={data} standing={standing} period={period} waiting={needs.data?.needs.length} />
      <KeyFigures data={data} standing={standing} quarterly={drawn.quarterly.trends} period={period} />
      <div className={styles.grid}>
        <div className={styles.main}>
          {data.revenue.length === 0 ? (
            <NoRevenue period={period} />
          ) : (
            <TrendCharts period={period} drawn={drawn} currency={standing.currency} today={today} />
          )}
          <div className={styles.pair}>
            <Concentration concentration={data.concentration} period={period} />
            <Cohorts period={period} />
          </div>
        </div>
        <div className={styles.side}>
          {needs.isError && <ErrorState error={needs.error} onRetry={() => void needs.refetch()} />}
          {needs.data && <Needs needs={needs.data.needs} />}
          {!needs.isPending && <Liability data={data} baseCurrency={standing.currency} />}
        </div>
      </div>
    </div>
  )
}

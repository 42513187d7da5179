import { useMemo, type ComponentType } from 'react'
import { linkTo, useRoute } from '../client/navigation.ts'
import type { Period } from '../../contract/periods.ts'
import { usePeriod } from '../client/programme.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ActivationTab } from './ActivationTab.tsx'
import styles from './Analytics.module.css'
import { AttentionTab } from './AttentionTab.tsx'
import { ConcentrationTab } from './ConcentrationTab.tsx'
import { CustomersTab } from './CustomersTab.tsx'
import { FunnelTab } from './FunnelTab.tsx'
import { OwedTab } from './OwedTab.tsx'
import { PipelineTab } from './PipelineTab.tsx'
import { analyticsTexts as texts } from './texts.ts'

type Tab = keyof typeof texts.tabs

/** In the order of the tab bar; the first one has the address of the page. */
const contents: Readonly<Record<Tab, ComponentType<{ period: Period }>>> = {
  attention: AttentionTab,
  pipeline: PipelineTab,
  funnel: FunnelTab,
  activation: ActivationTab,
  customers: CustomersTab,
  concentration: ConcentrationTab,
  owed: OwedTab,
}
const tabs = Object.keys(contents) as Tab[] // the keys of a record are its own
const [first] = tabs

/** What the programme's rows say, over the period of the top bar and against the one it is compared with. */
export function AnalyticsPage() {
  const { parts } = useRoute()
  const period = usePeriod()
  const current = tabs.find((tab) => tab === parts[0]) ?? 'attention'
  const crumbs = useMemo(() => [{ label: texts.home, href: linkTo({ page: 'home' }) }], [])
  const Content = contents[current]
  return (
    <Page title={texts.page} crumbs={crumbs} hasPeriod>
      <Tabs
        label={texts.page}
        current={current}
        tabs={tabs.map((tab) => ({
          key: tab,
          label: texts.tabs[tab],
          href: linkTo({ page: 'analytics', parts: tab === first ? [] : [tab] }),
        }))}
      />
      <div className={styles.panel} tabIndex={0} role="region" aria-label={texts.tabs[current]}>
        {period && <Content period={period} />}
      </div>
    </Page>
  )
}

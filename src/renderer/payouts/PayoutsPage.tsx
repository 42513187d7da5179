import type { ReactNode } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CommissionsTab } from './CommissionsTab.tsx'
import { PlanPage } from './PlanPage.tsx'
import { PlansTab } from './PlansTab.tsx'
import { payoutTexts as texts } from './texts.ts'

const tabs = ['plans', 'commissions'] as const
type Tab = (typeof tabs)[number]

const contents: Readonly<Record<Tab, () => ReactNode>> = { plans: PlansTab, commissions: CommissionsTab }

/** How partners are paid and what they are paid. */
export function PayoutsPage() {
  const { parts } = useRoute()
  const id = Number(parts[1])
  if (parts[0] === 'plans' && Number.isSafeInteger(id) && id > 0) return <PlanPage key={id} id={id} />
  return <PayoutTabs parts={parts} />
}

function PayoutTabs({ parts }: { parts: readonly string[] }) {
  const counts = useEngineQuery('metrics.counts', {}).data
  const current = tabs.find((tab) => tab === parts[0]) ?? 'plans'
  const Content = contents[current]
  const waiting: Partial<Record<Tab, number | undefined>> = { plans: counts?.plans, commissions: counts?.commissions }
  return (
    <Page title={texts.page}>
      <Tabs
        label={texts.page}
        current={current}
        tabs={tabs.map((tab) => ({
          key: tab,
          label: texts.tabs[tab],
          href: linkTo({ page: 'payouts', parts: [tab] }),
          count: waiting[tab],
        }))}
      />
      <Content />
    </Page>
  )
}

import type { ReactNode } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { AdjustmentsTab } from './AdjustmentsTab.tsx'
import { CommissionsTab } from './CommissionsTab.tsx'
import { PlanPage } from './PlanPage.tsx'
import { PlansTab } from './PlansTab.tsx'
import { RunPage } from './RunPage.tsx'
import { RunsTab } from './RunsTab.tsx'
import { StatementPage, StatementPreview } from './StatementPage.tsx'
import { StatementsTab } from './StatementsTab.tsx'
import { payoutTexts as texts } from './texts.ts'

const tabs = ['plans', 'commissions', 'runs', 'statements', 'adjustments'] as const
type Tab = (typeof tabs)[number]

const contents: Readonly<Record<Tab, () => ReactNode>> = {
  plans: PlansTab,
  commissions: CommissionsTab,
  runs: RunsTab,
  statements: StatementsTab,
  adjustments: AdjustmentsTab,
}

/** How partners are paid and what they are paid. */
export function PayoutsPage() {
  const { parts } = useRoute()
  const [tab, id, part, partId] = [parts[0], toId(parts[1]), parts[2], toId(parts[3])]
  if (id === null) return <PayoutTabs tab={tab} />
  if (tab === 'plans') return <PlanPage key={id} id={id} />
  if (tab === 'runs' && part === 'statement' && partId !== null)
    return <StatementPreview key={partId} runId={id} payoutId={partId} />
  if (tab === 'runs') return <RunPage key={id} id={id} />
  if (tab === 'statements') return <StatementPage id={id} />
  return <PayoutTabs tab={tab} />
}

function toId(text: string | undefined): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

function PayoutTabs({ tab }: { tab: string | undefined }) {
  const counts = useEngineQuery('metrics.counts', {}).data
  const current = tabs.find((known) => known === tab) ?? 'plans'
  const Content = contents[current]
  const waiting: Partial<Record<Tab, number | undefined>> = {
    plans: counts?.plans,
    commissions: counts?.commissions,
    // Only what waits for somebody.
    runs: counts?.runsWaiting || undefined,
    statements: counts?.statements,
  }
  return (
    <Page title={texts.page}>
      <Tabs
        label={texts.page}
        current={current}
        tabs={tabs.map((key) => ({
          key,
          label: texts.tabs[key],
          href: linkTo({ page: 'payouts', parts: [key] }),
          count: waiting[key],
        }))}
      />
      <Content />
    </Page>
  )
}

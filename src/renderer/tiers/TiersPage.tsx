import type { ReactNode } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CertificatesTab } from './CertificatesTab.tsx'
import { ConfirmationsTab } from './ConfirmationsTab.tsx'
import { PromisesTab } from './PromisesTab.tsx'
import { StandingTab } from './StandingTab.tsx'
import { TableTab } from './TableTab.tsx'
import { tierTexts as texts } from './texts.ts'
import { TrialTab } from './TrialTab.tsx'

const tabs = ['standing', 'table', 'trial', 'promises', 'certificates', 'confirmations'] as const
type Tab = (typeof tabs)[number]

const contents: Readonly<Record<Tab, () => ReactNode>> = {
  standing: StandingTab,
  table: TableTab,
  trial: TrialTab,
  promises: PromisesTab,
  certificates: CertificatesTab,
  confirmations: ConfirmationsTab,
}

const crumbs = [{ label: texts.partners, href: linkTo({ page: 'partners' }) }]

/** Who stands at which tier, what tiers ask for, and what they promise. */
export function TiersPage() {
  const { parts } = useRoute()
  const current = tabs.find((known) => known === parts[0]) ?? 'standing'
  const waiting = useEngineQuery('tiers.table', {}).data?.proposals
  const Content = contents[current]
  return (
    <Page title={texts.page} crumbs={crumbs}>
      <Tabs
        label={texts.page}
        current={current}
        tabs={tabs.map((key) => ({
          key,
          label: texts.tabs[key],
          href: linkTo({ page: 'tiers', parts: [key] }),
          // Only what waits for somebody.
          count: key === 'standing' ? waiting || undefined : undefined,
        }))}
      />
      <Content />
    </Page>
  )
}

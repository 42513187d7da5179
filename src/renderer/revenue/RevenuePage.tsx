import { Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { chooseAndImport } from './chooseAndImport.ts'
import { ClicksTab } from './ClicksTab.tsx'
import { ConversionsTab } from './ConversionsTab.tsx'
import { CustomersTab } from './CustomersTab.tsx'
import { ImportsTab } from './ImportsTab.tsx'
import { LeadsTab } from './LeadsTab.tsx'
import { revenueTexts as texts } from './texts.ts'
import { UnattributedTab } from './UnattributedTab.tsx'

const tabs = ['conversions', 'leads', 'clicks', 'customers', 'imports', 'unattributed'] as const
type Tab = (typeof tabs)[number]

const contents: Readonly<Record<Tab, () => ReactNode>> = {
  conversions: ConversionsTab,
  leads: LeadsTab,
  clicks: ClicksTab,
  customers: CustomersTab,
  imports: ImportsTab,
  unattributed: UnattributedTab,
}

/** What came in and who is credited with it. */
export function RevenuePage() {
  const { parts } = useRoute()
  const counts = useEngineQuery('metrics.counts', {}).data
  const current = tabs.find((tab) => tab === parts[0]) ?? 'conversions'
  const Content = contents[current]
  return (
    <Page
      title={texts.page}
      actions={
        <Button changes icon={Upload} onClick={chooseAndImport}>
          {texts.importFiles}
        </Button>
      }
    >
      <Tabs
        label={texts.page}
        current={current}
        tabs={tabs.map((tab) => ({
          key: tab,
          label: texts.tabs[tab],
          href: linkTo({ page: 'revenue', parts: tab === 'conversions' ? [] : [tab] }),
          count: tab === 'imports' ? undefined : counts?.[tab],
        }))}
      />
      <Content />
    </Page>
  )
}

import { Ellipsis } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Partner } from '../../contract/partners.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { PartnerDeals, PartnerPayouts, PartnerRevenue } from './PartnerTables.tsx'
import { PartnerDialogs, type PartnerAction } from './PartnerDialogs.tsx'
import { PartnerHistory } from './PartnerHistory.tsx'
import { PartnerOverview } from './PartnerOverview.tsx'
import { partnerTexts as texts } from './texts.ts'
import { usePartnerMenu } from './usePartnerMenu.ts'

const tabs = ['overview', 'deals', 'revenue', 'payouts', 'history'] as const
type Tab = (typeof tabs)[number]

/** One partner: what it is, brought, is owed, and what was changed about it. */
export function PartnerPage({ id, tab }: { id: number; tab: string }) {
  const partner = useEngineQuery('partners.get', { id })
  const [action, setAction] = useState<PartnerAction | null>(null)
  const menu = usePartnerMenu(partner.data, setAction)
  const crumbs = useMemo(() => [{ label: texts.title, href: linkTo({ page: 'partners' }) }], [])
  const found = partner.data
  const current = tabs.find((known) => known === tab) ?? 'overview'
  return (
    <Page
      title={found?.name ?? texts.one}
      crumbs={crumbs}
      actions={
        found && (
          <>
            <Button isSmall onClick={() => setAction('edit')}>
              {texts.edit}
            </Button>
            <Menu trigger={<IconButton isSmall label={texts.more} icon={Ellipsis} />} items={menu} />
          </>
        )
      }
    >
      {partner.isError && <ErrorState error={partner.error} onRetry={() => void partner.refetch()} />}
      {found && (
        <>
          <Tabs
            label={found.name}
            current={current}
            tabs={tabs.map((key) => ({
              key,
              label: texts.tabs[key],
              href: linkTo({ page: 'partners', parts: key === 'overview' ? [id] : [id, key] }),
            }))}
          />
          <TabContent tab={current} partner={found} onAction={setAction} />
          <PartnerDialogs partner={found} action={action} onClose={() => setAction(null)} />
        </>
      )}
    </Page>
  )
}

function TabContent({
  tab,
  partner,
  onAction,
}: {
  tab: Tab
  partner: Partner
  onAction: (action: PartnerAction) => void
}) {
  switch (tab) {
    case 'overview':
      return <PartnerOverview partner={partner} onAction={onAction} />
    case 'deals':
      return <PartnerDeals partner={partner} />
    case 'revenue':
      return <PartnerRevenue partner={partner} />
    case 'payouts':
      return <PartnerPayouts partner={partner} />
    case 'history':
      return <PartnerHistory id={partner.id} />
  }
}

import { Ellipsis } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Partner } from '../../contract/partners.ts'
import { useExtensions } from '../client/extensions.ts'
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

/** Tabs of other features stand before the history. */
const ownTabs = ['overview', 'deals', 'revenue', 'payouts', 'history'] as const
type OwnTab = (typeof ownTabs)[number]

/** One partner: what it is, brought, is owed, and what was changed about it. */
export function PartnerPage({ id, tab }: { id: number; tab: string }) {
  const partner = useEngineQuery('partners.get', { id })
  const [action, setAction] = useState<PartnerAction | null>(null)
  const menu = usePartnerMenu(partner.data, setAction)
  const crumbs = useMemo(() => [{ label: texts.title, href: linkTo({ page: 'partners' }) }], [])
  const found = partner.data
  const added = useExtensions((extensions) => extensions.partnerTabs)
  const tabs = [
    ...ownTabs.filter((key) => key !== 'history').map((key) => ({ key, label: texts.tabs[key] })),
    ...added.map(({ key, label }) => ({ key, label })),
    { key: 'history', label: texts.tabs.history },
  ]
  const current = tabs.find(({ key }) => key === tab)?.key ?? 'overview'
  const Added = added.find(({ key }) => key === current)?.Tab
  return (
    <Page
      title={found?.name ?? texts.one}
      crumbs={crumbs}
      actions={
        found && (
          <>
            <Button changes isSmall onClick={() => setAction('edit')}>
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
            tabs={tabs.map(({ key, label }) => ({
              key,
              label,
              href: linkTo({ page: 'partners', parts: key === 'overview' ? [id] : [id, key] }),
            }))}
          />
          {Added ? (
            <Added partnerId={id} />
          ) : (
            <OwnTabContent
              tab={ownTabs.find((key) => key === current) ?? 'overview'}
              partner={found}
              onAction={setAction}
            />
          )}
          <PartnerDialogs partner={found} action={action} onClose={() => setAction(null)} />
        </>
      )}
    </Page>
  )
}

function OwnTabContent({
  tab,
  partner,
  onAction,
}: {
  tab: OwnTab
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

import { useExtensions } from '../client/extensions.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Column, Page, Split } from '../ui/Page.tsx'
import { ShortcutList } from '../ui/ShortcutList.tsx'
import { SideTabs } from '../ui/SideTabs.tsx'
import { AppearanceSettings } from './AppearanceSettings.tsx'
import { BackupSettings } from './BackupSettings.tsx'
import { CompanyFigures } from './CompanyFigures.tsx'
import { ExchangeSettings } from './ExchangeSettings.tsx'
import { PayoutSettings } from './PayoutSettings.tsx'
import { ProgrammeForm } from './ProgrammeForm.tsx'
import styles from '../ui/Settings.module.css'
import { settingsTexts as texts } from './texts.ts'

/** Tabs of other features stand after these. */
const programmeTabs = ['programme', 'payouts', 'rates', 'figures'] as const
const applicationTabs = ['appearance', 'backups', 'shortcuts'] as const
type OwnTab = (typeof programmeTabs | typeof applicationTabs)[number]

export function SettingsPage() {
  const { parts } = useRoute()
  const added = useExtensions((extensions) => extensions.settingsTabs)
  const own = (key: OwnTab) => ({ key, label: texts.tabs[key] })
  const tabs = [...programmeTabs.map(own), ...added, ...applicationTabs.map(own)]
  const current = tabs.find(({ key }) => key === parts[0]) ?? own('programme')
  const addition = added.find(({ key }) => key === current.key)
  return (
    <Page title={texts.title}>
      <Split>
        <SideTabs
          label={texts.title}
          current={current.key}
          tabs={tabs.map(({ key, label }) => ({ key, label, href: linkTo({ page: 'settings', parts: [key] }) }))}
        />
        <Column>
          {addition?.fillsRoom === true ? (
            <addition.Tab />
          ) : (
            <div className={styles.panel} tabIndex={0} role="region" aria-label={current.label}>
              {/* Only an own tab has no component of its own. */}
              {addition ? <addition.Tab /> : <OwnTabContent tab={current.key as OwnTab} />}
            </div>
          )}
        </Column>
      </Split>
    </Page>
  )
}

function OwnTabContent({ tab }: { tab: OwnTab }) {
  const programme = useEngineQuery('programme.get', {})
  if (tab === 'appearance') return <AppearanceSettings />
  if (tab === 'backups') return <BackupSettings />
  if (tab === 'shortcuts') return <ShortcutList />
  if (programme.isError) return <ErrorState error={programme.error} onRetry={() => void programme.refetch()} />
  if (!programme.data) return null
  switch (tab) {
    case 'programme':
      return <ProgrammeForm settings={programme.data} />
    case 'payouts':
      return <PayoutSettings settings={programme.data} />
    case 'rates':
      return <ExchangeSettings settings={programme.data} />
    case 'figures':
      return <CompanyFigures settings={programme.data} />
  }
}

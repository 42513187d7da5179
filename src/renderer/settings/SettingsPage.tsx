import { useExtensions } from '../client/extensions.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { ShortcutList } from '../ui/ShortcutList.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { AppearanceSettings } from './AppearanceSettings.tsx'
import { BackupSettings } from './BackupSettings.tsx'
import { PayoutSettings } from './PayoutSettings.tsx'
import { ProgrammeForm } from './ProgrammeForm.tsx'
import styles from '../ui/Settings.module.css'
import { settingsTexts as texts } from './texts.ts'

/** Tabs of other features stand after these. */
const programmeTabs = ['programme', 'payouts'] as const
const applicationTabs = ['appearance', 'backups', 'shortcuts'] as const
type OwnTab = (typeof programmeTabs | typeof applicationTabs)[number]

export function SettingsPage() {
  const { parts } = useRoute()
  const added = useExtensions((extensions) => extensions.settingsTabs)
  const own = (key: OwnTab) => ({ key, label: texts.tabs[key] })
  const tabs = [...programmeTabs.map(own), ...added, ...applicationTabs.map(own)]
  const current = tabs.find(({ key }) => key === parts[0]) ?? own('programme')
  const Added = added.find(({ key }) => key === current.key)?.Tab
  return (
    <Page title={texts.title}>
      <Tabs
        label={texts.title}
        current={current.key}
        tabs={tabs.map(({ key, label }) => ({ key, label, href: linkTo({ page: 'settings', parts: [key] }) }))}
      />
      <div className={styles.panel} tabIndex={0} role="region" aria-label={current.label}>
        {/* Only an own tab has no component of its own. */}
        {Added ? <Added /> : <OwnTabContent tab={current.key as OwnTab} />}
      </div>
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
  return tab === 'programme' ? (
    <ProgrammeForm settings={programme.data} />
  ) : (
    <PayoutSettings settings={programme.data} />
  )
}

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
import styles from './Settings.module.css'
import { settingsTexts as texts } from './texts.ts'

const tabs = ['programme', 'payouts', 'appearance', 'backups', 'shortcuts'] as const
type Tab = (typeof tabs)[number]

export function SettingsPage() {
  const { parts } = useRoute()
  const current = tabs.find((tab) => tab === parts[0]) ?? 'programme'
  return (
    <Page title={texts.title}>
      <Tabs
        label={texts.title}
        current={current}
        tabs={tabs.map((key) => ({ key, label: texts.tabs[key], href: linkTo({ page: 'settings', parts: [key] }) }))}
      />
      <div className={styles.panel} tabIndex={0} role="region" aria-label={texts.tabs[current]}>
        <TabContent tab={current} />
      </div>
    </Page>
  )
}

function TabContent({ tab }: { tab: Tab }) {
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

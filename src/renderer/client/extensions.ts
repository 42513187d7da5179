import { create } from 'zustand'
import type { PartnerTab, SettingsTab } from './feature.ts'

interface Extensions {
  partnerTabs: readonly PartnerTab[]
  settingsTabs: readonly SettingsTab[]
}

/** What features add to each other's pages without knowing each other; filled where the features are listed. */
export const useExtensions = create<Extensions>(() => ({ partnerTabs: [], settingsTabs: [] }))

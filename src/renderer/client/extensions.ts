import { create } from 'zustand'
import type { PageDefinition, PartnerTab, SettingsTab } from './feature.ts'

interface Extensions {
  partnerTabs: readonly PartnerTab[]
  settingsTabs: readonly SettingsTab[]
  /** Pages that belong to one of the sidebar. */
  subPages: readonly Pick<PageDefinition, 'page' | 'label' | 'under'>[]
}

/** What features add to each other's pages without knowing each other; filled where the features are listed. */
export const useExtensions = create<Extensions>(() => ({ partnerTabs: [], settingsTabs: [], subPages: [] }))

import { SlidersHorizontal } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { SettingsPage } from './SettingsPage.tsx'
import { settingsTexts } from './texts.ts'

export const settingsFeature: Feature = {
  name: 'settings',
  pages: [{ page: 'settings', label: settingsTexts.title, icon: SlidersHorizontal, Page: SettingsPage }],
}

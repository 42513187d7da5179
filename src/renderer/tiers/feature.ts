import { Medal } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { PartnerTier } from './PartnerTier.tsx'
import { TierSettings } from './TierSettings.tsx'
import { TiersPage } from './TiersPage.tsx'
import { tierTexts as texts } from './texts.ts'

export const tiersFeature: Feature = {
  name: 'tiers',
  pages: [{ page: 'tiers', label: texts.page, icon: Medal, under: 'partners', Page: TiersPage }],
  partnerTabs: [{ key: 'tier', label: texts.partner.tab, Tab: PartnerTier }],
  settingsTabs: [{ key: 'tiers', label: texts.page, Tab: TierSettings }],
  commands: [
    {
      id: 'tiers.open',
      label: texts.page,
      words: 'standing promotion demotion certificates promises',
      run: () => navigate({ page: 'tiers' }),
    },
  ],
}

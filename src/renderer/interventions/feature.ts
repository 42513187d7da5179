import { LifeBuoy } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { InterventionsPage } from './InterventionsPage.tsx'
import { PartnerInterventions } from './PartnerInterventions.tsx'
import { interventionTexts as texts } from './texts.ts'

export const interventionsFeature: Feature = {
  name: 'interventions',
  pages: [{ page: 'interventions', label: texts.page, icon: LifeBuoy, under: 'home', Page: InterventionsPage }],
  partnerTabs: [{ key: 'interventions', label: texts.page, Tab: PartnerInterventions }],
  commands: [
    {
      id: 'interventions.list',
      label: texts.page,
      words: 'coaching incentive warning termination overdue',
      run: () => navigate({ page: 'interventions' }),
    },
    {
      id: 'interventions.open',
      label: texts.open,
      words: 'new coaching incentive warning termination',
      changes: true,
      run: () => navigate({ page: 'interventions', params: { new: 'intervention' } }),
    },
  ],
}

import { PanelsTopLeft } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { PartnerCardTab } from './PartnerCardTab.tsx'
import { ScorecardsPage } from './ScorecardsPage.tsx'
import { scorecardTexts as texts } from './texts.ts'

export const scorecardsFeature: Feature = {
  name: 'scorecards',
  pages: [{ page: 'scorecards', label: texts.page, icon: PanelsTopLeft, Page: ScorecardsPage }],
  commands: [
    {
      id: 'scorecards.templates',
      label: texts.openTemplates,
      words: 'weights targets bands score',
      run: () => navigate({ page: 'scorecards', parts: ['templates'] }),
    },
  ],
  partnerTabs: [{ key: 'scorecard', label: texts.tab.label, Tab: PartnerCardTab }],
}

import { Target } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { CostSettings } from './CostSettings.tsx'
import { costTexts } from './costTexts.ts'
import { MeasuringSettings } from './MeasuringSettings.tsx'
import { ObjectivesPage } from './ObjectivesPage.tsx'
import { objectiveTexts } from './objectiveTexts.ts'

export const metricsFeature: Feature = {
  name: 'metrics',
  pages: [{ page: 'objectives', label: objectiveTexts.page, icon: Target, under: 'home', Page: ObjectivesPage }],
  settingsTabs: [
    { key: 'costs', label: costTexts.tab, Tab: CostSettings },
    { key: 'measuring', label: costTexts.measuring.tab, Tab: MeasuringSettings },
  ],
  commands: [
    {
      id: 'metrics.objectives',
      label: objectiveTexts.page,
      words: 'targets kpi north star go to',
      run: () => navigate({ page: 'objectives' }),
    },
    {
      id: 'metrics.setObjective',
      label: objectiveTexts.set,
      words: 'target kpi new',
      changes: true,
      run: () => navigate({ page: 'objectives', params: { new: 'objective' } }),
    },
  ],
}

import { ChartLine } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { AnalyticsPage } from './AnalyticsPage.tsx'
import { analyticsTexts as texts } from './texts.ts'

export const analyticsFeature: Feature = {
  name: 'analytics',
  pages: [
    { page: 'analytics', label: texts.page, icon: ChartLine, under: 'home', hasPeriod: true, Page: AnalyticsPage },
  ],
  commands: [
    {
      id: 'analytics.open',
      label: texts.page,
      words:
        'funnel pipeline velocity win rate activation cohorts retention concentration refunds liability underperformers',
      run: () => navigate({ page: 'analytics' }),
    },
  ],
}

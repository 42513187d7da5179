import { ChartColumn } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { RevenuePage } from './RevenuePage.tsx'
import { revenueTexts as texts } from './texts.ts'

export const revenueFeature: Feature = {
  name: 'revenue',
  pages: [
    {
      page: 'revenue',
      label: texts.page,
      icon: ChartColumn,
      waiting: (counts) => counts.unattributed,
      Page: RevenuePage,
    },
  ],
  openHit: (hit) =>
    hit.kind === 'customer'
      ? () => navigate({ page: 'revenue', parts: ['customers'], params: { open: String(hit.id) } })
      : undefined,
}

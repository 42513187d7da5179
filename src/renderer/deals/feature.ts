import { Tag } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { DealsPage } from './DealsPage.tsx'
import { dealTexts as texts } from './texts.ts'

export const dealsFeature: Feature = {
  name: 'deals',
  pages: [{ page: 'deals', label: texts.page, icon: Tag, Page: DealsPage }],
  openHit: (hit) =>
    hit.kind === 'deal' ? () => navigate({ page: 'deals', params: { open: String(hit.id) } }) : undefined,
}

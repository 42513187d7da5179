import { Users } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { PartnersPage } from './PartnersPage.tsx'
import { partnerTexts } from './texts.ts'

export const partnersFeature: Feature = {
  name: 'partners',
  pages: [{ page: 'partners', label: partnerTexts.title, icon: Users, Page: PartnersPage }],
  commands: [
    {
      id: 'partners.add',
      label: partnerTexts.addShort,
      words: 'new create',
      changes: true,
      run: () => navigate({ page: 'partners', params: { new: 'partner' } }),
    },
  ],
  openHit: (hit) => (hit.kind === 'partner' ? () => navigate({ page: 'partners', parts: [hit.id] }) : undefined),
}

import { Banknote } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { PayoutsPage } from './PayoutsPage.tsx'
import { payoutTexts as texts } from './texts.ts'

export const payoutsFeature: Feature = {
  name: 'payouts',
  pages: [
    { page: 'payouts', label: texts.page, icon: Banknote, waiting: (counts) => counts.runsWaiting, Page: PayoutsPage },
  ],
}

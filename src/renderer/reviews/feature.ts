import { CalendarCheck } from 'lucide-react'
import type { Feature } from '../client/feature.ts'
import { navigate } from '../client/navigation.ts'
import { BrandSettings } from './BrandSettings.tsx'
import { CadenceSettings } from './CadenceSettings.tsx'
import { PartnerFeedback } from './PartnerFeedback.tsx'
import { PartnerReviews } from './PartnerReviews.tsx'
import { ReviewsPage } from './ReviewsPage.tsx'
import { takeAnswers } from './takeAnswers.ts'
import { reviewTexts as texts } from './texts.ts'

export const reviewsFeature: Feature = {
  name: 'reviews',
  pages: [
    {
      page: 'reviews',
      label: texts.page,
      icon: CalendarCheck,
      under: 'scorecards',
      waiting: (counts) => counts.reviewsWaiting,
      Page: ReviewsPage,
    },
  ],
  partnerTabs: [
    { key: 'reviews', label: texts.partnerTab, Tab: PartnerReviews },
    { key: 'feedback', label: texts.feedbackTab, Tab: PartnerFeedback },
  ],
  settingsTabs: [
    { key: 'reviews', label: texts.cadence.tab, Tab: CadenceSettings },
    { key: 'brand', label: texts.brand.tab, Tab: BrandSettings },
  ],
  commands: [
    {
      id: 'reviews.plan',
      label: texts.commands.plan,
      words: 'qbr quarterly business meeting new',
      changes: true,
      run: () => navigate({ page: 'reviews', params: { new: 'review' } }),
    },
    {
      id: 'reviews.commitments',
      label: texts.commands.commitments,
      words: 'actions promises qbr go to',
      run: () => navigate({ page: 'reviews', parts: ['commitments'] }),
    },
    {
      id: 'reviews.plans',
      label: texts.commands.plans,
      words: 'joint business plan goals campaigns co-marketing go to',
      run: () => navigate({ page: 'reviews', parts: ['plans'] }),
    },
    {
      id: 'reviews.feedback',
      label: texts.commands.feedback,
      words: 'nps answers survey comments go to',
      run: () => navigate({ page: 'reviews', parts: ['feedback'] }),
    },
  ],
  takeFiles: takeAnswers,
}

import { linkTo, useRoute } from '../client/navigation.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CalendarTab } from './CalendarTab.tsx'
import { CommitmentsTab } from './CommitmentsTab.tsx'
import { FeedbackTab } from './FeedbackTab.tsx'
import { PlansTab } from './PlansTab.tsx'
import { ReviewPage } from './ReviewPage.tsx'
import { ReviewsTab } from './ReviewsTab.tsx'
import { reviewTexts as texts } from './texts.ts'

/** In the order of the tab bar. */
const tabs = {
  reviews: ReviewsTab,
  calendar: CalendarTab,
  commitments: CommitmentsTab,
  plans: PlansTab,
  feedback: FeedbackTab,
}
const keys = Object.keys(tabs) as (keyof typeof tabs)[] // the keys of a record are its own

/**
 * `#/reviews` lists reviews, `#/reviews/calendar/2026-01` shows a month, `#/reviews/commitments` what was promised,
 * `#/reviews/plans` and `#/reviews/feedback` what is planned and said across partners, `#/reviews/12` is one review.
 */
export function ReviewsPage() {
  const { parts } = useRoute()
  const id = Number(parts[0])
  if (Number.isSafeInteger(id) && id > 0) return <ReviewPage key={id} id={id} />
  const current = keys.find((key) => key === parts[0]) ?? 'reviews'
  const Current = tabs[current]
  return (
    <Page title={texts.page} hasPeriod={current === 'feedback'}>
      <Tabs
        label={texts.page}
        current={current}
        tabs={keys.map((key) => ({
          key,
          label: texts.tabs[key],
          href: linkTo({ page: 'reviews', parts: key === 'reviews' ? [] : [key] }),
        }))}
      />
      <Current />
    </Page>
  )
}

import { linkTo, useRoute } from '../client/navigation.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CommitmentsTab } from './CommitmentsTab.tsx'
import { ReviewPage } from './ReviewPage.tsx'
import { ReviewsTab } from './ReviewsTab.tsx'
import { reviewTexts as texts } from './texts.ts'

/** `#/reviews` lists reviews, `#/reviews/commitments` what was promised, `#/reviews/12` is one review. */
export function ReviewsPage() {
  const { parts } = useRoute()
  const id = Number(parts[0])
  if (Number.isSafeInteger(id) && id > 0) return <ReviewPage key={id} id={id} />
  const current = parts[0] === 'commitments' ? 'commitments' : 'reviews'
  return (
    <Page title={texts.page}>
      <Tabs
        label={texts.page}
        current={current}
        tabs={(['reviews', 'commitments'] as const).map((key) => ({
          key,
          label: texts.tabs[key],
          href: linkTo({ page: 'reviews', parts: key === 'reviews' ? [] : [key] }),
        }))}
      />
      {current === 'commitments' ? <CommitmentsTab /> : <ReviewsTab />}
    </Page>
  )
}

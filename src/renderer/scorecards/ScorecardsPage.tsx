import type { ReactNode } from 'react'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CardPage } from './CardPage.tsx'
import { MatrixTab } from './MatrixTab.tsx'
import { PartnerCardPage } from './PartnerCardPage.tsx'
import { PublishedTab } from './PublishedTab.tsx'
import { TemplatePage } from './TemplatePage.tsx'
import { TemplatesTab } from './TemplatesTab.tsx'
import { scorecardTexts as texts } from './texts.ts'

const tabs = ['matrix', 'published', 'templates'] as const
type Tab = (typeof tabs)[number]

const contents: Readonly<Record<Tab, () => ReactNode>> = {
  matrix: MatrixTab,
  published: PublishedTab,
  templates: TemplatesTab,
}

/** How partners do, by figures that weigh what the programme says they weigh. */
export function ScorecardsPage() {
  const { parts } = useRoute()
  const id = Number(parts[1])
  if (Number.isSafeInteger(id) && id > 0) {
    if (parts[0] === 'published') return <CardPage key={id} id={id} />
    if (parts[0] === 'templates') return <TemplatePage key={id} id={id} />
    if (parts[0] === 'partners') return <PartnerCardPage key={id} partnerId={id} />
  }
  const current = tabs.find((known) => known === parts[0]) ?? 'matrix'
  const Content = contents[current]
  return (
    <Page title={texts.page} hasPeriod={current === 'matrix'}>
      <Tabs
        label={texts.page}
        current={current}
        tabs={tabs.map((key) => ({
          key,
          label: texts.tabs[key],
          href: linkTo({ page: 'scorecards', parts: key === 'matrix' ? [] : [key] }),
        }))}
      />
      <Content />
    </Page>
  )
}

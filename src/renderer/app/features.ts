import { useExtensions } from '../client/extensions.ts'
import { analyticsFeature } from '../analytics/feature.ts'
import type { Feature, PageDefinition } from '../client/feature.ts'
import { dealsFeature } from '../deals/feature.ts'
import { homeFeature } from '../home/feature.ts'
import { importsFeature } from '../imports/feature.ts'
import { interventionsFeature } from '../interventions/feature.ts'
import { metricsFeature } from '../metrics/feature.ts'
import { partnersFeature } from '../partners/feature.ts'
import { payoutsFeature } from '../payouts/feature.ts'
import { revenueFeature } from '../revenue/feature.ts'
import { scorecardsFeature } from '../scorecards/feature.ts'
import { reviewsFeature } from '../reviews/feature.ts'
import { settingsFeature } from '../settings/feature.ts'
import { tourFeature } from '../tour/feature.ts'
import { tiersFeature } from '../tiers/feature.ts'

/** What is built, in the order of the sidebar. A new feature is one line here. */
export const features: readonly Feature[] = [
  homeFeature,
  metricsFeature,
  analyticsFeature,
  interventionsFeature,
  partnersFeature,
  tiersFeature,
  dealsFeature,
  revenueFeature,
  payoutsFeature,
  scorecardsFeature,
  reviewsFeature,
  importsFeature,
  settingsFeature,
  tourFeature,
]

export const pages: readonly PageDefinition[] = features.flatMap((feature) => feature.pages)

/** The page of an address; the first one where there is none. */
export function findPage(name: string): PageDefinition | undefined {
  return pages.find(({ page }) => page === name) ?? pages[0]
}

useExtensions.setState({
  partnerTabs: features.flatMap((feature) => feature.partnerTabs ?? []),
  settingsTabs: features.flatMap((feature) => feature.settingsTabs ?? []),
})

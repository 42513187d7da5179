import type { Methods } from '../contract/methods.ts'
import { analyticsHandlers } from './analytics/analytics.handlers.ts'
import { commissionHandlers } from './commissions/commissions.handlers.ts'
import type { HandlersOf } from './context.ts'
import { figureHandlers } from './figures/figures.handlers.ts'
import { dealHandlers } from './deals/deals.handlers.ts'
import { historyHandlers } from './history/history.handlers.ts'
import { interventionHandlers } from './interventions/interventions.handlers.ts'
import { costHandlers } from './metrics/costs.handlers.ts'
import { measureHandlers } from './metrics/measures.handlers.ts'
import { metricsHandlers } from './metrics/metrics.handlers.ts'
import { objectiveHandlers } from './metrics/objectives.handlers.ts'
import { importHandlers } from './imports/imports.handlers.ts'
import { partnerHandlers } from './partners/partners.handlers.ts'
import { payoutHandlers } from './payouts/payouts.handlers.ts'
import { planHandlers } from './plans/plans.handlers.ts'
import { programmeHandlers } from './programme/programme.handlers.ts'
import { ratesHandlers } from './rates/rates.handlers.ts'
import { revenueHandlers } from './revenue/revenue.handlers.ts'
import { reviewContentHandlers } from './reviews/content.handlers.ts'
import { reviewPlanHandlers } from './reviews/plans.handlers.ts'
import { reviewHandlers } from './reviews/reviews.handlers.ts'
import { sampleHandlers } from './sample/sample.handlers.ts'
import { scorecardHandlers } from './scorecards/scorecards.handlers.ts'
import { certificateHandlers } from './tiers/certificates.handlers.ts'
import { tierHandlers } from './tiers/tiers.handlers.ts'
import { viewHandlers } from './views/views.handlers.ts'
import { workspaceHandlers } from './workspace/workspace.handlers.ts'

/** Every method has exactly one handler. */
export const handlers: Partial<HandlersOf<Methods>> = {
  ...workspaceHandlers,
  ...historyHandlers,
  ...programmeHandlers,
  ...partnerHandlers,
  ...importHandlers,
  ...revenueHandlers,
  ...dealHandlers,
  ...planHandlers,
  ...commissionHandlers,
  ...payoutHandlers,
  ...metricsHandlers,
  ...measureHandlers,
  ...figureHandlers,
  ...ratesHandlers,
  ...scorecardHandlers,
  ...tierHandlers,
  ...certificateHandlers,
  ...objectiveHandlers,
  ...costHandlers,
  ...analyticsHandlers,
  ...reviewHandlers,
  ...reviewContentHandlers,
  ...reviewPlanHandlers,
  ...interventionHandlers,
  ...sampleHandlers,
  ...viewHandlers,
}

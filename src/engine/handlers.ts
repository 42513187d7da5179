import type { Methods } from '../contract/methods.ts'
import { commissionHandlers } from './commissions/commissions.handlers.ts'
import type { HandlersOf } from './context.ts'
import { historyHandlers } from './history/history.handlers.ts'
import { measureHandlers } from './metrics/measures.handlers.ts'
import { metricsHandlers } from './metrics/metrics.handlers.ts'
import { importHandlers } from './imports/imports.handlers.ts'
import { partnerHandlers } from './partners/partners.handlers.ts'
import { payoutHandlers } from './payouts/payouts.handlers.ts'
import { planHandlers } from './plans/plans.handlers.ts'
import { programmeHandlers } from './programme/programme.handlers.ts'
import { revenueHandlers } from './revenue/revenue.handlers.ts'
import { reviewContentHandlers } from './reviews/content.handlers.ts'
import { reviewPlanHandlers } from './reviews/plans.handlers.ts'
import { reviewHandlers } from './reviews/reviews.handlers.ts'
import { sampleHandlers } from './sample/sample.handlers.ts'
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
  ...planHandlers,
  ...commissionHandlers,
  ...payoutHandlers,
  ...metricsHandlers,
  ...measureHandlers,
  ...reviewHandlers,
  ...reviewContentHandlers,
  ...reviewPlanHandlers,
  ...sampleHandlers,
  ...viewHandlers,
}

import { adjustmentsView, commissionsView } from '../commissions/commissions.view.ts'
import { historyView } from '../history/history.view.ts'
import { importNamesView, importRowsView, importsView } from '../imports/imports.view.ts'
import { interventionsView } from '../interventions/interventions.view.ts'
import { partnersView } from '../partners/partners.view.ts'
import { payoutsView, runsView, statementsView } from '../payouts/payouts.view.ts'
import { plansView } from '../plans/plans.view.ts'
import { commitmentsView, reviewsView } from '../reviews/reviews.view.ts'
import { feedbackView, partnerPlansView } from '../reviews/together.view.ts'
import {
  clicksView,
  conversionsView,
  customersView,
  dealsView,
  leadsView,
  unattributedView,
} from '../revenue/revenue.view.ts'
import { scorecardsView, scorecardTemplatesView } from '../scorecards/scorecards.view.ts'
import { certificatesView, declarationsView, tierPromisesView, tierStandingView } from '../tiers/tiers.view.ts'
import type { ViewDefinition } from './viewDefinition.ts'

/** Every table of the window. */
export const viewDefinitions: readonly ViewDefinition[] = [
  historyView,
  partnersView,
  customersView,
  dealsView,
  conversionsView,
  unattributedView,
  leadsView,
  clicksView,
  importsView,
  importRowsView,
  importNamesView,
  plansView,
  commissionsView,
  adjustmentsView,
  runsView,
  payoutsView,
  statementsView,
  scorecardsView,
  interventionsView,
  scorecardTemplatesView,
  reviewsView,
  commitmentsView,
  partnerPlansView,
  feedbackView,
  tierStandingView,
  tierPromisesView,
  certificatesView,
  declarationsView,
]

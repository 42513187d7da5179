import { adjustmentsView, commissionsView } from '../commissions/commissions.view.ts'
import { historyView } from '../history/history.view.ts'
import { partnersView } from '../partners/partners.view.ts'
import { payoutsView, runsView, statementsView } from '../payouts/payouts.view.ts'
import { plansView } from '../plans/plans.view.ts'
import type { ViewDefinition } from './viewDefinition.ts'

/** Every table of the window. */
export const viewDefinitions: readonly ViewDefinition[] = [
  historyView,
  partnersView,
  plansView,
  commissionsView,
  adjustmentsView,
  runsView,
  payoutsView,
  statementsView,
]

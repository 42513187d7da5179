import type { ViewRow } from '../../contract/views.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.plansTab
const words = texts.columns

/** Of the table `partnerPlans`. */
export const planColumns: readonly TableColumn[] = [
  { key: 'title', label: words.title, width: 160, isGrowing: true, need: 1, isStrong: true },
  { key: 'partner', label: words.partner, width: 140, need: 1 },
  { key: 'kind', label: words.kind, width: 92, need: 5, choices: texts.kinds, isQuiet: true },
  { key: 'from', label: words.from, width: 104, need: 5, isQuiet: true },
  { key: 'to', label: words.to, width: 104, need: 1 },
  { key: 'measure', label: words.measure, width: 120, need: 4, isQuiet: true },
  { key: 'target', label: words.target, width: 132, need: 2 },
  { key: 'value', label: words.value, width: 124, need: 2 },
  { key: 'met', label: words.met, width: 104, need: 5, choices: texts.met },
  { key: 'budget', label: words.budget, width: 92, need: 2 },
  { key: 'spent', label: words.spent, width: 92, need: 3 },
  { key: 'state', label: words.state, width: 84, need: 1, choices: reviewTexts.planStates },
  { key: 'result', label: words.result, width: 120, need: 3, isQuiet: true },
  { key: 'owner', label: words.owner, width: 130, isHidden: true },
  { key: 'currency', label: words.currency, width: 84, isHidden: true },
  { key: 'group', label: words.group, width: 110, isHidden: true, isQuiet: true },
  { key: 'manager', label: words.manager, width: 130, isHidden: true, isQuiet: true },
]

const kindIs = (value: 'goal' | 'campaign') => ({ column: 'kind', operator: 'is', value }) as const
const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  {
    key: 'running',
    label: texts.views.running,
    filters: [{ column: 'state', operator: 'is', value: 'running' }],
  },
  { key: 'goals', label: texts.views.goals, filters: [kindIs('goal')] },
  { key: 'campaigns', label: texts.views.campaigns, filters: [kindIs('campaign')] },
]

/** Plans are changed on the page of their partner. */
const open = ({ cells }: ViewRow): void =>
  navigate({ page: 'partners', parts: [Number(cells['partnerId']), 'reviews'] })

/** Goals and campaigns of all partners; Enter opens the partner. [QB18] */
export function PlansTab() {
  const { filters } = useRoute()
  return (
    <DataTable
      table="partnerPlans"
      name="reviews.plans"
      label={texts.label}
      columns={planColumns}
      views={views}
      linkedFilters={filters}
      onOpen={open}
      empty={
        <EmptyState
          title={texts.empty}
          actions={
            <Button look="main" onClick={() => navigate({ page: 'partners' })}>
              {texts.openPartners}
            </Button>
          }
        >
          {texts.emptyMore}
        </EmptyState>
      }
    />
  )
}

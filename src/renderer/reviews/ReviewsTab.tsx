import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ReviewState } from '../../contract/reviews.ts'
import type { ViewRow } from '../../contract/views.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { DueDialog } from './DueDialog.tsx'
import { PacksDialog } from './PacksDialog.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { reviewTexts as texts } from './texts.ts'

const words = texts.columns

function StateCell({ row }: { row: ViewRow }) {
  const state = row.cells['state'] as ReviewState // the engine's choice column
  if (row.cells['isOverdue'] === true) return <Status meaning="warn">{texts.overdue}</Status>
  return state === 'cancelled' ? <Status meaning="mute">{texts.states[state]}</Status> : texts.states[state]
}

const columns: readonly TableColumn[] = [
  { key: 'partner', label: words.partner, width: 180, isGrowing: true, need: 1, isStrong: true },
  { key: 'day', label: words.day, width: 104, need: 1 },
  {
    key: 'state',
    label: words.state,
    width: 180,
    need: 1,
    choices: texts.states,
    render: (row) => <StateCell row={row} />,
  },
  { key: 'from', label: words.from, width: 104, need: 3, isQuiet: true },
  { key: 'to', label: words.to, width: 104, need: 2, isQuiet: true },
  { key: 'made', label: words.made, width: 104, need: 2 },
  { key: 'open', label: words.open, width: 92, need: 2 },
  { key: 'tier', label: words.tier, width: 104, need: 3, isQuiet: true },
  { key: 'manager', label: words.manager, width: 130, need: 4, isQuiet: true },
  { key: 'group', label: words.group, width: 110, isHidden: true, isQuiet: true },
  { key: 'plannedOn', label: words.plannedOn, width: 104, isHidden: true },
  { key: 'heldOn', label: words.heldOn, width: 104, isHidden: true },
]

const byDay = (direction: 'ascending' | 'descending') => [{ column: 'day', direction }] as const
const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [], sort: byDay('descending') },
  {
    key: 'coming',
    label: texts.views.coming,
    filters: [{ column: 'state', operator: 'is', value: 'planned' }],
    sort: byDay('ascending'),
  },
  {
    key: 'held',
    label: texts.views.held,
    filters: [{ column: 'state', operator: 'is', value: 'held' }],
    sort: byDay('descending'),
  },
]

const open = (row: ViewRow): void => navigate({ page: 'reviews', parts: [row.id] })

/** Days ahead that the list of due reviews looks, unless a link says. */
const DUE_DAYS = 60

function dueDaysOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const days = Number(text)
  return Number.isInteger(days) && days >= 0 && days <= 366 ? days : DUE_DAYS
}

/** Every review; Enter opens it. */
export function ReviewsTab() {
  const { filters, params } = useRoute()
  const [packed, setPacked] = useState<readonly number[] | null>(null)
  const dueDays = dueDaysOf(params['due'])
  const showDue = (): void => navigate({ page: 'reviews', params: { due: String(DUE_DAYS) } }, { replace: true })
  const close = (): void => navigate({ page: 'reviews' }, { replace: true })
  const plan = (): void => navigate({ page: 'reviews', params: { new: 'review' } }, { replace: true })
  return (
    <>
      <DataTable
        table="reviews"
        name="reviews"
        label={texts.page}
        columns={columns}
        views={views}
        linkedFilters={filters}
        onOpen={open}
        actions={
          <>
            <Button changes isSmall onClick={showDue}>
              {texts.due.action}
            </Button>
            <Button changes isSmall icon={Plus} onClick={plan}>
              {texts.plan.action}
            </Button>
          </>
        }
        bulk={(selection) => (
          <Button isSmall onClick={() => void selection.ids().then(setPacked)}>
            {texts.actions.pack}
          </Button>
        )}
        empty={
          <EmptyState
            title={texts.empty.title}
            actions={
              <>
                <Button changes look="main" onClick={plan}>
                  {texts.plan.action}
                </Button>
                <Button changes onClick={showDue}>
                  {texts.due.action}
                </Button>
              </>
            }
          >
            {texts.empty.text}
          </EmptyState>
        }
      />
      {params['new'] === 'review' && (
        <PlanDialog
          partner={null}
          onClose={close}
          onPlanned={(id) => navigate({ page: 'reviews', parts: [id] }, { replace: true })}
        />
      )}
      {dueDays !== null && <DueDialog days={dueDays} onClose={close} />}
      {packed && <PacksDialog reviewIds={packed} onClose={() => setPacked(null)} />}
    </>
  )
}

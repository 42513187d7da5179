import type { ViewRow } from '../../contract/views.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { reviewTexts as texts } from './texts.ts'

const words = texts.columns

function StateCell({ row }: { row: ViewRow }) {
  if (row.cells['isLate'] === true) return <Status meaning="bad">{texts.late}</Status>
  const state = row.cells['state'] as keyof typeof texts.commitmentStates // the engine's choice column
  return texts.commitmentStates[state]
}

const columns: readonly TableColumn[] = [
  { key: 'text', label: words.text, width: 220, isGrowing: true, need: 1, isStrong: true },
  { key: 'partner', label: words.partner, width: 160, need: 1 },
  { key: 'owner', label: words.owner, width: 130, need: 2 },
  { key: 'side', label: words.side, width: 84, need: 4, choices: texts.sides },
  { key: 'dueOn', label: words.dueOn, width: 104, need: 1 },
  {
    key: 'state',
    label: words.state,
    width: 104,
    need: 1,
    choices: texts.commitmentStates,
    render: (row) => <StateCell row={row} />,
  },
  { key: 'carried', label: words.carried, width: 76, need: 2 },
  { key: 'closedOn', label: words.closedOn, width: 104, need: 5 },
  { key: 'closingNote', label: words.closingNote, width: 180, need: 5, isQuiet: true },
  { key: 'madeOn', label: words.madeOn, width: 104, isHidden: true },
  { key: 'manager', label: words.manager, width: 130, isHidden: true, isQuiet: true },
]

const isOpen = { column: 'state', operator: 'is', value: 'open' } as const
const views: readonly TableView[] = [
  { key: 'open', label: texts.views.open, filters: [isOpen] },
  { key: 'late', label: texts.views.late, filters: [{ column: 'isLate', operator: 'is', value: true }] },
  { key: 'all', label: texts.views.all, filters: [] },
]

/** Where a commitment is worked on: the review it was made in, else its partner. */
function open({ cells }: ViewRow): void {
  const reviewId = cells['reviewId']
  if (typeof reviewId === 'number') navigate({ page: 'reviews', parts: [reviewId] })
  else navigate({ page: 'partners', parts: [Number(cells['partnerId']), 'reviews'] })
}

/** What was promised with every partner; Enter opens the review. */
export function CommitmentsTab() {
  const { filters } = useRoute()
  return (
    <DataTable
      table="commitments"
      name="commitments"
      label={texts.tabs.commitments}
      columns={columns}
      views={views}
      linkedFilters={filters}
      onOpen={open}
      empty={<EmptyState title={texts.empty.commitments}>{texts.empty.commitmentsMore}</EmptyState>}
    />
  )
}

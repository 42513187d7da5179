import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { RunState } from '../../contract/payouts.ts'
import type { ViewRow } from '../../contract/views.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { NewRunDialog } from './NewRunDialog.tsx'
import { runTexts as texts } from './runTexts.ts'
import { payoutTexts } from './texts.ts'

const words = texts.columns

function StateCell({ row }: { row: ViewRow }) {
  const state = row.cells['state'] as RunState // the engine's choice column
  return state === 'void' ? <Status meaning="mute">{texts.states.void}</Status> : <span>{texts.states[state]}</span>
}

const columns: readonly TableColumn[] = [
  { key: 'number', label: words.number, width: 180, isGrowing: true, need: 1, isStrong: true },
  { key: 'from', label: words.from, width: 104, need: 3 },
  { key: 'to', label: words.to, width: 104, need: 2 },
  { key: 'cutoffOn', label: words.cutoffOn, width: 104, need: 4 },
  {
    key: 'state',
    label: words.state,
    width: 112,
    need: 1,
    choices: texts.states,
    render: (row) => <StateCell row={row} />,
  },
  { key: 'payouts', label: words.payouts, width: 88, need: 1 },
  { key: 'carriedOver', label: words.carriedOver, width: 104, need: 3 },
  { key: 'lines', label: words.lines, width: 88, need: 3 },
  { key: 'voidReason', label: words.voidReason, width: 160, isHidden: true, isQuiet: true },
]

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  {
    key: 'open',
    label: texts.views.open,
    filters: [{ column: 'state', operator: 'in', value: ['draft', 'reviewed', 'approved', 'exported', 'paid'] }],
  },
  { key: 'closed', label: texts.views.closed, filters: [{ column: 'state', operator: 'is', value: 'closed' }] },
]

/** Opens the page of a run. */
export function openRun(id: number): void {
  navigate({ page: 'payouts', parts: ['runs', id] })
}

/** Every run; Enter opens it. */
export function RunsTab() {
  const { filters } = useRoute()
  const [isCreating, setCreating] = useState(false)
  return (
    <>
      <DataTable
        table="runs"
        name="runs"
        label={payoutTexts.tabs.runs}
        columns={columns}
        views={views}
        linkedFilters={filters}
        onOpen={(row) => openRun(row.id)}
        actions={
          <Button changes isSmall icon={Plus} onClick={() => setCreating(true)}>
            {texts.newRun}
          </Button>
        }
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button changes look="main" icon={Plus} onClick={() => setCreating(true)}>
                {texts.newRun}
              </Button>
            }
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {isCreating && (
        <NewRunDialog
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false)
            openRun(id)
          }}
        />
      )}
    </>
  )
}

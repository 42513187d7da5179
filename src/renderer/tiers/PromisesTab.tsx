import { useState } from 'react'
import { promiseSchema } from '../../contract/tiers.ts'
import type { ViewRow } from '../../contract/views.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { PromiseDialog, type Promised, PromiseState } from './PartnerPromises.tsx'
import { tierTexts } from './texts.ts'

const texts = tierTexts.promises
const words = texts.columns

function toPromise({ cells }: ViewRow): Promised {
  const text = (key: string): string => String(cells[key] ?? '')
  const { dueOn, state } = cells
  return {
    key: text('key'),
    text: text('text'),
    severity: promiseSchema.shape.severity.parse(cells['severity']),
    state: state === 'kept' || state === 'broken' ? state : 'pending',
    dueOn: typeof dueOn === 'string' ? dueOn : null,
    note: text('note'),
  }
}

function StateCell({ row }: { row: ViewRow }) {
  const today = useProgramme()?.today
  return today === undefined ? null : <PromiseState promise={toPromise(row)} today={today} />
}

const columns: readonly TableColumn[] = [
  { key: 'partner', label: words.partner, width: 180, need: 1, isStrong: true },
  { key: 'tier', label: words.tier, width: 104, need: 3 },
  { key: 'text', label: words.text, width: 260, need: 1, isGrowing: true },
  { key: 'severity', label: words.severity, width: 104, need: 4, choices: texts.severities },
  {
    key: 'state',
    label: words.state,
    width: 110,
    need: 1,
    choices: texts.states,
    render: (row) => <StateCell row={row} />,
  },
  { key: 'dueOn', label: words.dueOn, width: 104, need: 2 },
  { key: 'note', label: words.note, width: 180, need: 4, isQuiet: true },
  { key: 'isLate', label: texts.late, width: 70, isHidden: true },
  { key: 'manager', label: words.manager, width: 130, isHidden: true, isQuiet: true },
  { key: 'decidedOn', label: words.decidedOn, width: 104, isHidden: true },
]

const stateIs = (value: string) => ({ column: 'state', operator: 'is', value }) as const
const views: readonly TableView[] = [
  { key: 'open', label: texts.views.open, filters: [stateIs('pending')] },
  { key: 'late', label: texts.views.late, filters: [{ column: 'isLate', operator: 'is', value: true }] },
  { key: 'broken', label: texts.views.broken, filters: [stateIs('broken')] },
  { key: 'all', label: texts.views.all, filters: [] },
]

/** What we owe partners at their tiers, and whether we kept it. */
export function PromisesTab() {
  const { filters } = useRoute()
  const [noting, setNoting] = useState<ViewRow | null>(null)
  return (
    <>
      <DataTable
        table="tierPromises"
        name="tiers.promises"
        label={tierTexts.tabs.promises}
        columns={columns}
        views={views}
        linkedFilters={filters}
        onOpen={setNoting}
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button look="main" onClick={() => navigate({ page: 'tiers', parts: ['table'] })}>
                {texts.openTable}
              </Button>
            }
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {noting && (
        <PromiseDialog
          partnerId={Number(noting.cells['partnerId'])}
          promise={toPromise(noting)}
          onClose={() => setNoting(null)}
        />
      )}
    </>
  )
}

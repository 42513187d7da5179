import { Plus } from 'lucide-react'
import type { Intervention } from '../../contract/interventions.ts'
import type { ViewFilter, ViewRow } from '../../contract/views.ts'
import { linkTo } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { InterventionPanel } from './InterventionPanel.tsx'
import { interventionTexts as texts } from './texts.ts'

const words = texts.columns

const titleColumn: TableColumn = {
  key: 'title',
  label: words.title,
  width: 200,
  isGrowing: true,
  need: 1,
  isStrong: true,
}
const partnerColumn: TableColumn = { key: 'partner', label: words.partner, width: 160, need: 1 }
const otherColumns: readonly TableColumn[] = [
  { key: 'kind', label: words.kind, width: 144, need: 3, choices: texts.kinds },
  { key: 'status', label: words.status, width: 104, need: 1, choices: texts.statuses, render: statusOf },
  { key: 'dueOn', label: words.dueOn, width: 104, need: 1 },
  { key: 'owner', label: words.owner, width: 136, need: 4, isQuiet: true },
  { key: 'openedOn', label: words.openedOn, width: 104, need: 4, isQuiet: true },
  { key: 'closedOn', label: words.closedOn, width: 104, isHidden: true },
  { key: 'outcome', label: words.outcome, width: 200, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
]
const allColumns = [titleColumn, partnerColumn, ...otherColumns]
const columnsOfPartner = [titleColumn, ...otherColumns]

const is = (value: 'overdue' | 'done' | 'dropped'): TableView => ({
  key: value,
  label: texts.views[value],
  filters: [{ column: 'status', operator: 'is', value }],
})
const views: readonly TableView[] = [
  {
    key: 'open',
    label: texts.views.open,
    filters: [{ column: 'status', operator: 'in', value: ['overdue', 'open'] }],
  },
  is('overdue'),
  is('done'),
  is('dropped'),
  { key: 'all', label: texts.views.all, filters: [] },
]

/** Only what is late stands out. */
function statusOf({ cells }: ViewRow) {
  const { status } = cells
  return status === 'overdue' ? <Status meaning="bad">{texts.statuses.overdue}</Status> : statusText(status)
}

function statusText(status: unknown): string {
  return status === 'open' || status === 'done' || status === 'dropped' ? texts.statuses[status] : ''
}

interface InterventionTableProps {
  linkedFilters?: readonly ViewFilter[]
  openId?: number | null
  /** Only those of one partner. */
  partnerId?: number
  onEdit: (intervention: Intervention | 'new') => void
}

export function InterventionTable({ linkedFilters = [], openId = null, partnerId, onEdit }: InterventionTableProps) {
  const isOfAll = partnerId === undefined
  const add = (
    <Button changes look="main" icon={Plus} onClick={() => onEdit('new')}>
      {texts.open}
    </Button>
  )
  return (
    <DataTable
      table="interventions"
      name={isOfAll ? 'interventions' : 'partner.interventions'}
      label={texts.page}
      columns={isOfAll ? allColumns : columnsOfPartner}
      {...(isOfAll ? { views } : { fixedFilters: [{ column: 'partnerId', operator: 'is', value: partnerId }] })}
      {...(linkedFilters.length > 0 ? { linkedFilters } : {})}
      openId={openId}
      inspector={(row, close) => <InterventionPanel id={row.id} onClose={close} onEdit={onEdit} />}
      actions={
        isOfAll ? undefined : (
          <Button changes isSmall icon={Plus} onClick={() => onEdit('new')}>
            {texts.open}
          </Button>
        )
      }
      empty={
        <EmptyState title={isOfAll ? texts.empty : texts.emptyOfPartner} actions={add}>
          {isOfAll && <a href={linkTo({ page: 'analytics', parts: ['attention'] })}>{texts.emptyMore}</a>}
        </EmptyState>
      }
    />
  )
}

import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { runMenuCommand } from '../client/menu.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable, type BulkSelection } from '../ui/table/DataTable.tsx'
import { ManyDialog } from './ManyDialog.tsx'
import { PartnerDialog } from './PartnerDialog.tsx'
import { PartnerInspector } from './PartnerInspector.tsx'
import { StatusText } from './StatusText.tsx'
import { partnerTexts as texts } from './texts.ts'

const columns: readonly TableColumn[] = [
  { key: 'name', label: texts.columns.name, width: 200, isGrowing: true, need: 1, isStrong: true },
  { key: 'country', label: texts.columns.country, width: 116, need: 3, isQuiet: true },
  {
    key: 'status',
    label: texts.columns.status,
    width: 112,
    need: 2,
    choices: texts.statuses,
    render: (row: ViewRow) => <StatusText status={String(row.cells.status)} />,
  },
  { key: 'kind', label: texts.columns.kind, width: 100, need: 4, choices: texts.kinds, isHidden: true },
  { key: 'group', label: texts.columns.group, width: 110, need: 4, isQuiet: true },
  { key: 'manager', label: texts.columns.manager, width: 130, need: 5, isQuiet: true },
  { key: 'lastEventOn', label: texts.columns.lastEventOn, width: 104, need: 4 },
  { key: 'conversions', label: texts.columns.conversions, width: 76, need: 3 },
  { key: 'otherCurrencies', label: texts.columns.otherCurrencies, width: 88, need: 3, isQuiet: true },
  { key: 'revenue', label: texts.columns.revenue, width: 128, need: 1 },
  { key: 'earned', label: texts.columns.earned, width: 116, need: 2 },
  { key: 'owed', label: texts.columns.owed, width: 116, need: 1, negativeWord: texts.owesUs },
  { key: 'code', label: texts.columns.code, width: 110, need: 4, isHidden: true },
  { key: 'region', label: texts.columns.region, width: 110, need: 4, isHidden: true },
  { key: 'startedOn', label: texts.columns.startedOn, width: 104, need: 4, isHidden: true },
  { key: 'email', label: texts.columns.email, width: 190, need: 5, isHidden: true },
  { key: 'hasPayee', label: texts.columns.hasPayee, width: 96, need: 5, isHidden: true },
  { key: 'isArchived', label: texts.columns.isArchived, width: 86, need: 5, isHidden: true },
]

const notArchived = { column: 'isArchived', operator: 'is', value: false } as const
const byRevenue = [{ column: 'revenue', direction: 'descending' }] as const
const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [notArchived], sort: byRevenue },
  {
    key: 'active',
    label: texts.views.active,
    filters: [notArchived, { column: 'status', operator: 'is', value: 'active' }],
    sort: byRevenue,
  },
  {
    key: 'noPayee',
    label: texts.views.noPayee,
    filters: [notArchived, { column: 'hasPayee', operator: 'is', value: false }],
    sort: [{ column: 'owed', direction: 'descending' }],
  },
  {
    key: 'archived',
    label: texts.views.archived,
    filters: [{ column: 'isArchived', operator: 'is', value: true }],
    sort: byRevenue,
  },
]

const openPartner = (row: ViewRow): void => navigate({ page: 'partners', parts: [row.id] })

/** All partners with what they brought and what they are owed. */
export function Directory() {
  const { filters, params } = useRoute()
  const [changing, setChanging] = useState<BulkSelection | null>(null)
  const isAdding = params.new === 'partner'
  const add = (): void => navigate({ page: 'partners', params: { new: 'partner' } }, { replace: true })
  return (
    <Page title={texts.title}>
      <DataTable
        table="partners"
        name="partners"
        label={texts.title}
        columns={columns}
        views={views}
        linkedFilters={filters}
        sort={byRevenue}
        actions={
          <Button changes isSmall icon={Plus} onClick={add}>
            {texts.add}
          </Button>
        }
        bulk={(selection) => (
          <Button changes isSmall onClick={() => setChanging(selection)}>
            {texts.bulkEdit}
          </Button>
        )}
        inspector={(row, close) => <PartnerInspector id={row.id} onClose={close} />}
        onOpen={openPartner}
        empty={
          <EmptyState
            title={texts.empty.title}
            actions={
              <>
                <Button changes look="main" onClick={() => runMenuCommand('import')}>
                  {texts.empty.import}
                </Button>
                <Button changes onClick={add}>
                  {texts.add}
                </Button>
              </>
            }
          >
            {texts.empty.text}
          </EmptyState>
        }
      />
      {isAdding && (
        <PartnerDialog
          partner={null}
          onClose={() => navigate({ page: 'partners' }, { replace: true })}
          onSaved={(id) => navigate({ page: 'partners', parts: [id] }, { replace: true })}
        />
      )}
      {changing && <ManyDialog selection={changing} onClose={() => setChanging(null)} />}
    </Page>
  )
}

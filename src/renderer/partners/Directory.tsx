import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { runMenuCommand } from '../client/menu.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { sayDay, type TableConditions, type TableView } from '../ui/table/column.ts'
import { DataTable, type BulkSelection } from '../ui/table/DataTable.tsx'
import { useDirectoryColumns } from './directoryColumns.tsx'
import { ManyDialog } from './ManyDialog.tsx'
import { PartnerDialog } from './PartnerDialog.tsx'
import { PartnerInspector } from './PartnerInspector.tsx'
import { partnerTexts as texts } from './texts.ts'

const directoryConditions: TableConditions = { activeOn: { ...texts.activeOn, say: sayDay } }
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
  const columns = useDirectoryColumns()
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
        conditions={directoryConditions}
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

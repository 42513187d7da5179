import { Upload } from 'lucide-react'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import type { TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { dealColumns, dealConditions } from './columns.ts'
import { DealPanel } from './DealPanel.tsx'
import { dealTexts as texts } from './texts.ts'

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  ...(['open', 'won', 'lost'] as const).map((stage) => ({
    key: stage,
    label: texts.views[stage],
    filters: [{ column: 'stage', operator: 'is', value: stage } as const],
  })),
]

/** Every deal as the last import that counts left it. */
export function DealsPage() {
  const { filters, params } = useRoute()
  const openId = Number(params['open'])
  const choose = (): void => navigate({ page: 'import', params: { choose: 'now' } })
  return (
    <Page
      title={texts.page}
      actions={
        <Button changes icon={Upload} onClick={choose}>
          {texts.importFiles}
        </Button>
      }
    >
      <DataTable
        table="deals"
        name="deals"
        label={texts.page}
        columns={dealColumns}
        conditions={dealConditions}
        views={views}
        linkedFilters={filters}
        openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
        inspector={(row, close) => <DealPanel id={row.id} onClose={close} />}
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button changes look="main" onClick={choose}>
                {texts.importFiles}
              </Button>
            }
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
    </Page>
  )
}

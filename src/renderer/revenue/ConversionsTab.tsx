import { useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DataTable } from '../ui/table/DataTable.tsx'
import { chooseAndImport } from './chooseAndImport.ts'
import { conversionColumns, conversionConditions } from './columns.tsx'
import { ConversionPanel } from './ConversionPanel.tsx'
import { revenueTexts as texts } from './texts.ts'

/** Every sale and refund that counts, as imported. */
export function ConversionsTab() {
  const { filters, params } = useRoute()
  const openId = Number(params['open'])
  return (
    <DataTable
      table="conversions"
      name="conversions"
      label={texts.tabs.conversions}
      columns={conversionColumns}
      conditions={conversionConditions}
      linkedFilters={filters}
      openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
      inspector={(row, close) => <ConversionPanel id={row.id} onClose={close} />}
      empty={
        <EmptyState
          title={texts.conversions.empty}
          actions={
            <Button changes look="main" onClick={chooseAndImport}>
              {texts.importFiles}
            </Button>
          }
        >
          {texts.conversions.emptyMore}
        </EmptyState>
      }
    />
  )
}

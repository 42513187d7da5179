import { useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { chooseAndImport } from './chooseAndImport.ts'
import { ClickPanel } from './ClickPanel.tsx'
import { revenueTexts as texts } from './texts.ts'

const words = texts.clicks.columns

/** Columns of the table of clicks; keys are the engine's. */
export const clickColumns: readonly TableColumn[] = [
  { key: 'occurredOn', label: words.occurredOn, width: 104, need: 1 },
  { key: 'link', label: words.link, width: 240, isGrowing: true, need: 1, isStrong: true },
  { key: 'code', label: words.code, width: 112, need: 3 },
  { key: 'partner', label: words.partner, width: 160, need: 2 },
  { key: 'referrer', label: words.referrer, width: 200, need: 4, isQuiet: true },
  { key: 'country', label: words.country, width: 96, need: 5, isQuiet: true },
  { key: 'partnerText', label: words.partnerText, width: 160, isHidden: true, isQuiet: true },
  { key: 'externalId', label: words.externalId, width: 128, isHidden: true, isQuiet: true },
  { key: 'file', label: words.file, width: 160, need: 5, isQuiet: true },
  { key: 'source', label: words.source, width: 112, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
  { key: 'attemptId', label: texts.importedOnly, width: 80, isHidden: true, isQuiet: true },
]

/** Every click that counts, as its log has it. */
export function ClicksTab() {
  const { filters } = useRoute()
  return (
    <DataTable
      table="clicks"
      name="clicks"
      label={texts.tabs.clicks}
      columns={clickColumns}
      linkedFilters={filters}
      inspector={(row, close) => <ClickPanel id={row.id} onClose={close} />}
      empty={
        <EmptyState
          title={texts.clicks.empty}
          actions={
            <Button changes look="main" onClick={chooseAndImport}>
              {texts.importFiles}
            </Button>
          }
        >
          {texts.clicks.emptyMore}
        </EmptyState>
      }
    />
  )
}

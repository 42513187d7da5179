import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { NewTemplateDialog, openTemplate } from './NewTemplateDialog.tsx'
import { templateTexts as texts } from './templateTexts.ts'
import { scorecardTexts } from './texts.ts'

const words = texts.columns

const columns: readonly TableColumn[] = [
  { key: 'name', label: words.name, width: 220, isGrowing: true, need: 1, isStrong: true },
  { key: 'state', label: words.state, width: 120, need: 2, choices: texts.states },
  { key: 'version', label: words.version, width: 88, need: 3 },
  { key: 'metrics', label: words.metrics, width: 88, need: 2 },
  { key: 'cards', label: words.cards, width: 140, need: 1 },
  { key: 'lastOn', label: words.lastOn, width: 120, need: 3 },
]

/** Every template; Enter opens its editor. */
export function TemplatesTab() {
  const { filters } = useRoute()
  const [isCreating, setCreating] = useState(false)
  return (
    <>
      <DataTable
        table="scorecardTemplates"
        name="scorecardTemplates"
        label={scorecardTexts.tabs.templates}
        columns={columns}
        linkedFilters={filters}
        onOpen={(row) => openTemplate(row.id)}
        actions={
          <Button changes isSmall icon={Plus} onClick={() => setCreating(true)}>
            {texts.newTemplate}
          </Button>
        }
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button changes look="main" icon={Plus} onClick={() => setCreating(true)}>
                {texts.newTemplate}
              </Button>
            }
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {isCreating && <NewTemplateDialog onClose={() => setCreating(false)} />}
    </>
  )
}

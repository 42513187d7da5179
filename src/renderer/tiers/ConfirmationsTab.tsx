import { Plus } from 'lucide-react'
import { useState } from 'react'
import { declarationKindSchema } from '../../contract/certificates.ts'
import type { ViewRow } from '../../contract/views.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { ConfirmationDialog } from './ConfirmationDialog.tsx'
import { tierTexts } from './texts.ts'

const texts = tierTexts.confirmations
const words = texts.columns

function SaysCell({ row: { cells } }: { row: ViewRow }) {
  const says = texts.says[declarationKindSchema.catch('attestation').parse(cells['kind'])]
  return cells['isMet'] === true ? <span>{says.yes}</span> : <Status meaning="warn">{says.no}</Status>
}

const columns: readonly TableColumn[] = [
  { key: 'partner', label: words.partner, width: 180, need: 1, isStrong: true },
  { key: 'topic', label: words.topic, width: 240, need: 1, isGrowing: true },
  { key: 'kind', label: words.kind, width: 110, need: 4, choices: texts.kinds },
  { key: 'isMet', label: words.isMet, width: 130, need: 1, render: (row) => <SaysCell row={row} /> },
  { key: 'attestedOn', label: words.attestedOn, width: 104, need: 2 },
  { key: 'validUntil', label: words.validUntil, width: 104, need: 3 },
  { key: 'attestedBy', label: words.attestedBy, width: 130, need: 4, isQuiet: true },
  { key: 'note', label: words.note, width: 180, need: 5, isQuiet: true },
]

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  { key: 'broken', label: texts.views.broken, filters: [{ column: 'isMet', operator: 'is', value: false }] },
]

/** What was confirmed about partners, and policies they kept or broke. */
export function ConfirmationsTab() {
  const { filters } = useRoute()
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <DataTable
        table="declarations"
        name="tiers.confirmations"
        label={tierTexts.tabs.confirmations}
        columns={columns}
        views={views}
        linkedFilters={filters}
        onOpen={(row) => navigate({ page: 'partners', parts: [Number(row.cells['partnerId']), 'tier'] })}
        actions={
          <Button changes isSmall icon={Plus} onClick={() => setAdding(true)}>
            {texts.add}
          </Button>
        }
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button changes look="main" icon={Plus} onClick={() => setAdding(true)}>
                {texts.add}
              </Button>
            }
          />
        }
      />
      {isAdding && <ConfirmationDialog partners={null} onClose={() => setAdding(false)} />}
    </>
  )
}

import { useState } from 'react'
import { useRoute } from '../client/navigation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DataTable } from '../ui/table/DataTable.tsx'
import { unattributedColumns } from './columns.tsx'
import { ConversionPanel } from './ConversionPanel.tsx'
import { CreditButton, type Frozen, FrozenCredit } from './FrozenCredit.tsx'
import { revenueTexts as texts } from './texts.ts'

/** Conversions that no partner is credited with; chosen ones are credited together. */
export function UnattributedTab() {
  const { filters } = useRoute()
  const [frozen, setFrozen] = useState<Frozen | null>(null)
  return (
    <>
      <DataTable
        table="unattributed"
        name="unattributed"
        label={texts.tabs.unattributed}
        columns={unattributedColumns}
        linkedFilters={filters}
        inspector={(row, close) => <ConversionPanel id={row.id} onClose={close} />}
        bulk={(selection) => <CreditButton selection={selection} onFrozen={setFrozen} />}
        empty={<EmptyState title={texts.unattributed.empty}>{texts.unattributed.emptyMore}</EmptyState>}
      />
      {frozen && <FrozenCredit frozen={frozen} what="conversion" onClose={() => setFrozen(null)} />}
    </>
  )
}

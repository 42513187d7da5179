import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DataTable, type BulkSelection } from '../ui/table/DataTable.tsx'
import { totalsOf } from '../ui/table/rowTotals.ts'
import { unattributedColumns } from './columns.tsx'
import { ConversionPanel } from './ConversionPanel.tsx'
import { CREDIT_LIMIT, CreditDialog } from './CreditDialog.tsx'
import { revenueTexts as texts } from './texts.ts'

/** Exactly the rows that were chosen when the button was pressed. */
interface Frozen {
  rows: readonly ViewRow[]
  clear: () => void
}

/** Conversions that no partner is credited with; chosen ones are credited together. */
export function UnattributedTab() {
  const { filters } = useRoute()
  const [frozen, setFrozen] = useState<Frozen | null>(null)
  const freeze = async (selection: BulkSelection): Promise<void> =>
    setFrozen({ rows: await selection.rows(), clear: selection.clear })
  return (
    <>
      <DataTable
        table="unattributed"
        name="unattributed"
        label={texts.tabs.unattributed}
        columns={unattributedColumns}
        linkedFilters={filters}
        inspector={(row, close) => <ConversionPanel id={row.id} onClose={close} />}
        bulk={(selection) => (
          <Button changes isSmall disabled={selection.count > CREDIT_LIMIT} onClick={() => void freeze(selection)}>
            {selection.count > CREDIT_LIMIT ? texts.tooMany(CREDIT_LIMIT) : texts.unattributed.credit(selection.count)}
          </Button>
        )}
        empty={<EmptyState title={texts.unattributed.empty}>{texts.unattributed.emptyMore}</EmptyState>}
      />
      {frozen && (
        <CreditDialog
          conversionIds={frozen.rows.map(({ id }) => id)}
          totals={totalsOf(frozen.rows, 'amount')}
          partnerText={commonText(frozen.rows)}
          onClose={() => setFrozen(null)}
          onDone={frozen.clear}
        />
      )}
    </>
  )
}

/** What the file calls the partner when all rows agree, else nothing. */
function commonText(rows: readonly ViewRow[]): string {
  const words = new Set(rows.map(({ cells }) => String(cells['partnerText'] ?? '')))
  const [word = ''] = words
  return words.size === 1 ? word : ''
}

import type { ViewRow } from '../../contract/views.ts'
import { Button } from '../ui/Button.tsx'
import type { BulkSelection } from '../ui/table/DataTable.tsx'
import { totalsOf } from '../ui/table/rowTotals.ts'
import { CREDIT_LIMIT, CreditDialog } from './CreditDialog.tsx'
import { type Credited, revenueTexts as texts } from './texts.ts'

/** Exactly the rows that were chosen when the button was pressed. */
export interface Frozen {
  rows: readonly ViewRow[]
  clear: () => void
}

/** The button of the bulk bar that freezes the chosen rows to credit them together. */
export function CreditButton({
  selection,
  onFrozen,
}: {
  selection: BulkSelection
  onFrozen: (frozen: Frozen) => void
}) {
  const freeze = async (): Promise<void> => onFrozen({ rows: await selection.rows(), clear: selection.clear })
  return (
    <Button changes isSmall disabled={selection.count > CREDIT_LIMIT} onClick={() => void freeze()}>
      {selection.count > CREDIT_LIMIT ? texts.tooMany(CREDIT_LIMIT) : texts.unattributed.credit(selection.count)}
    </Button>
  )
}

/** Credits the frozen rows together. */
export function FrozenCredit({ frozen, what, onClose }: { frozen: Frozen; what: Credited; onClose: () => void }) {
  return (
    <CreditDialog
      what={what}
      conversionIds={frozen.rows.map(({ id }) => id)}
      totals={what === 'lead' ? [] : totalsOf(frozen.rows, 'amount')}
      partnerText={commonText(frozen.rows)}
      onClose={onClose}
      onDone={frozen.clear}
    />
  )
}

/** What the file calls the partner when all rows agree, else nothing. */
function commonText(rows: readonly ViewRow[]): string {
  const words = new Set(rows.map(({ cells }) => String(cells['partnerText'] ?? '')))
  const [word = ''] = words
  return words.size === 1 ? word : ''
}

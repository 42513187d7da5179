import type { ViewRow } from '../../contract/views.ts'
import { Button } from '../ui/Button.tsx'
import type { BulkSelection } from '../ui/table/DataTable.tsx'
import { CREDIT_LIMIT, CreditDialog, type CreditTotal } from './CreditDialog.tsx'
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
      totals={what === 'lead' ? [] : totalsOf(frozen.rows)}
      partnerText={commonText(frozen.rows)}
      onClose={onClose}
      onDone={frozen.clear}
    />
  )
}

/** Count and sum per currency; nothing is added across currencies. */
export function totalsOf(rows: readonly ViewRow[]): CreditTotal[] {
  const totals = new Map<string, CreditTotal>()
  for (const { cells } of rows) {
    const currency = String(cells['currency'] ?? '')
    const total = totals.get(currency) ?? { currency, count: 0, minor: 0 }
    totals.set(currency, {
      currency,
      count: total.count + 1,
      minor: total.minor + (typeof cells['amount'] === 'number' ? cells['amount'] : 0),
    })
  }
  return [...totals.values()].toSorted((a, b) => b.count - a.count)
}

/** What the file calls the partner when all rows agree, else nothing. */
function commonText(rows: readonly ViewRow[]): string {
  const words = new Set(rows.map(({ cells }) => String(cells['partnerText'] ?? '')))
  const [word = ''] = words
  return words.size === 1 ? word : ''
}

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { AdjustmentDialog } from './AdjustmentDialog.tsx'
import { commissionConditions } from './commissionColumns.tsx'
import { adjustmentTexts as texts } from './adjustmentTexts.ts'
import { payoutTexts } from './texts.ts'
import { WriteOff } from './WriteOff.tsx'

const words = texts.columns

const columns: readonly TableColumn[] = [
  { key: 'day', label: words.day, width: 104, need: 1 },
  { key: 'partner', label: words.partner, width: 180, need: 1, isStrong: true },
  { key: 'kind', label: words.kind, width: 128, need: 4, choices: texts.kinds },
  { key: 'reason', label: words.reason, width: 240, isGrowing: true, need: 2 },
  { key: 'reference', label: words.reference, width: 128, isHidden: true, isQuiet: true },
  { key: 'amount', label: words.amount, width: 176, need: 1, isStrong: true, negativeWord: texts.takenBack },
  { key: 'currency', label: words.currency, width: 84, isHidden: true },
  { key: 'status', label: words.status, width: 128, need: 3, choices: texts.statuses },
  { key: 'run', label: words.run, width: 144, need: 4, isQuiet: true },
]

/** Signed amounts outside any conversion. */
export function AdjustmentsTab() {
  const { filters } = useRoute()
  const [isAdding, setAdding] = useState(false)
  const add = (): void => setAdding(true)
  return (
    <>
      <DataTable
        table="adjustments"
        name="adjustments"
        label={payoutTexts.tabs.adjustments}
        columns={columns}
        conditions={commissionConditions}
        linkedFilters={filters}
        actions={
          <>
            <WriteOff isSmall />
            <Button changes isSmall icon={Plus} onClick={add}>
              {texts.add}
            </Button>
          </>
        }
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <>
                <Button changes look="main" icon={Plus} onClick={add}>
                  {texts.add}
                </Button>
                <WriteOff />
              </>
            }
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {isAdding && <AdjustmentDialog onClose={() => setAdding(false)} />}
    </>
  )
}

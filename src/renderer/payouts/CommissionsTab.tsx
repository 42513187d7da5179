import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DataTable, type BulkSelection } from '../ui/table/DataTable.tsx'
import { totalsOf } from '../ui/table/rowTotals.ts'
import { commissionColumns, commissionConditions, commissionViews } from './commissionColumns.tsx'
import { DECISION_LIMIT, DecisionDialog, type Decision } from './DecisionDialog.tsx'
import { ExplainPanel } from './ExplainPanel.tsx'
import { commissionTexts as texts, payoutTexts } from './texts.ts'

/** Exactly the rows that were chosen when the button was pressed. */
interface Frozen {
  decision: Decision
  rows: readonly ViewRow[]
  clear: () => void
}

const decisions: readonly Decision[] = ['hold', 'release', 'reject']

/** Every commission; Enter opens its arithmetic. */
export function CommissionsTab() {
  const { filters, params } = useRoute()
  const openId = Number(params['open'])
  const [frozen, setFrozen] = useState<Frozen | null>(null)
  const freeze = async (decision: Decision, selection: BulkSelection): Promise<void> =>
    setFrozen({ decision, rows: await selection.rows(), clear: selection.clear })
  return (
    <>
      <DataTable
        table="commissions"
        name="commissions"
        label={payoutTexts.tabs.commissions}
        columns={commissionColumns}
        conditions={commissionConditions}
        views={commissionViews}
        linkedFilters={filters}
        openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
        inspector={(row, close) => <ExplainPanel id={row.id} onClose={close} />}
        bulk={(selection) =>
          selection.count > DECISION_LIMIT ? (
            <span className="ink2">{texts.tooMany(DECISION_LIMIT)}</span>
          ) : (
            decisions.map((decision) => (
              <Button key={decision} changes isSmall onClick={() => void freeze(decision, selection)}>
                {texts[decision](selection.count)}
              </Button>
            ))
          )
        }
        empty={
          <EmptyState
            title={texts.empty}
            actions={<a href={linkTo({ page: 'payouts', parts: ['plans'] })}>{texts.openPlans}</a>}
          >
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {frozen && (
        <DecisionDialog
          decision={frozen.decision}
          ids={frozen.rows.map(({ id }) => id)}
          totals={totalsOf(frozen.rows, 'earned')}
          onClose={() => setFrozen(null)}
          onDone={frozen.clear}
        />
      )}
    </>
  )
}

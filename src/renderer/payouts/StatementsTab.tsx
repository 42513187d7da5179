import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { statementTexts as texts } from './statementTexts.ts'
import { payoutTexts } from './texts.ts'

const words = texts.columns

const columns: readonly TableColumn[] = [
  { key: 'number', label: words.number, width: 168, need: 1, isStrong: true },
  { key: 'partner', label: words.partner, width: 168, isGrowing: true, need: 1 },
  { key: 'run', label: words.run, width: 144, isHidden: true, isQuiet: true },
  { key: 'from', label: words.from, width: 104, isHidden: true },
  { key: 'to', label: words.to, width: 104, need: 5, isQuiet: true },
  { key: 'lines', label: words.lines, width: 72, need: 5, isQuiet: true },
  { key: 'currency', label: words.currency, width: 84, isHidden: true },
  { key: 'opening', label: words.opening, width: 112, need: 4, negativeWord: texts.owesUs },
  { key: 'earned', label: words.earned, width: 140, need: 2 },
  { key: 'adjusted', label: words.adjusted, width: 116, need: 3 },
  { key: 'paid', label: words.paid, width: 148, need: 1, isStrong: true },
  { key: 'closing', label: words.closing, width: 128, need: 3, negativeWord: texts.owesUs },
  { key: 'paidOn', label: words.paidOn, width: 104, need: 4 },
  { key: 'approvedAt', label: words.approvedAt, width: 152, isHidden: true, isQuiet: true },
  { key: 'approvedBy', label: words.approvedBy, width: 128, isHidden: true, isQuiet: true },
]

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  { key: 'byRun', label: texts.views.byRun, filters: [], groupBy: 'run' },
  { key: 'byPartner', label: texts.views.byPartner, filters: [], groupBy: 'partner' },
]

/** Every frozen statement; Enter opens it as the partner sees it. */
export function StatementsTab() {
  const { filters } = useRoute()
  return (
    <DataTable
      table="statements"
      name="statements"
      label={payoutTexts.tabs.statements}
      columns={columns}
      views={views}
      linkedFilters={filters}
      onOpen={(row) => navigate({ page: 'payouts', parts: ['statements', row.id] })}
      empty={
        <EmptyState
          title={texts.empty}
          actions={<a href={linkTo({ page: 'payouts', parts: ['runs'] })}>{texts.openRuns}</a>}
        >
          {texts.emptyMore}
        </EmptyState>
      }
    />
  )
}

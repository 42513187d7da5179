import type { CommissionStatus } from '../../contract/commissions.ts'
import type { ViewRow } from '../../contract/views.ts'
import { Status, type Meaning } from '../ui/Status.tsx'
import { sayDay, type TableColumn, type TableConditions, type TableView } from '../ui/table/column.ts'
import { commissionTexts as texts } from './texts.ts'

const words = texts.columns

/** Only what needs a person stands out; the rest is plain text. */
const meanings: Partial<Record<CommissionStatus, Meaning>> = { hold: 'hold', rejected: 'bad', reversed: 'mute' }

function StatusCell({ row }: { row: ViewRow }) {
  const status = row.cells['status'] as CommissionStatus // the engine's choice column
  const meaning = meanings[status]
  return meaning ? <Status meaning={meaning}>{texts.statuses[status]}</Status> : <span>{texts.statuses[status]}</span>
}

/** Columns of every table of commissions; keys are the engine's. */
export const commissionColumns: readonly TableColumn[] = [
  { key: 'occurredOn', label: words.occurredOn, width: 100, need: 1 },
  { key: 'partner', label: words.partner, width: 136, need: 2 },
  { key: 'customer', label: words.customer, width: 136, isGrowing: true, need: 1, isStrong: true },
  { key: 'product', label: words.product, width: 120, isHidden: true, isQuiet: true },
  { key: 'plan', label: words.plan, width: 140, isHidden: true, isQuiet: true },
  { key: 'rule', label: words.rule, width: 136, need: 4 },
  { key: 'component', label: words.component, width: 120, need: 5, choices: texts.components, isHidden: true },
  { key: 'base', label: words.base, width: 100, need: 3 },
  { key: 'rate', label: words.rate, width: 72, need: 4 },
  { key: 'earned', label: words.earned, width: 108, need: 1, isStrong: true, negativeWord: texts.clawbackWord },
  { key: 'currency', label: words.currency, width: 84, isHidden: true, isQuiet: true },
  {
    key: 'status',
    label: words.status,
    width: 92,
    need: 2,
    choices: texts.statuses,
    render: (row) => <StatusCell row={row} />,
  },
  { key: 'dueOn', label: words.dueOn, width: 104, need: 5 },
  { key: 'cap', label: words.cap, width: 112, choices: texts.caps, isHidden: true, isQuiet: true },
  { key: 'run', label: words.run, width: 96, isHidden: true, isQuiet: true },
  { key: 'reason', label: words.reason, width: 160, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
]

/** What links ask of commissions, and of adjustments. */
export const commissionConditions: TableConditions = { owedOn: { ...texts.owedOn, say: sayDay } }

export const commissionViews: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  { key: 'due', label: texts.views.due, filters: [{ column: 'status', operator: 'is', value: 'approved' }] },
  { key: 'hold', label: texts.views.hold, filters: [{ column: 'status', operator: 'is', value: 'hold' }] },
  { key: 'byPartner', label: texts.views.byPartner, filters: [], groupBy: 'partner' },
]

import type { ViewRow } from '../../contract/views.ts'
import { sayDay, type TableColumn, type TableConditions } from '../ui/table/column.ts'
import { revenueTexts as texts } from './texts.ts'

const words = texts.conversions.columns

/** A row that names no customer is known by its id. */
function customerOf({ cells }: ViewRow) {
  const customer = String(cells['customer'] ?? '')
  return customer === '' ? <span className="ink3">{cells['externalId']}</span> : customer
}

/** Columns of every table of conversions; keys are the engine's. */
export const conversionColumns: readonly TableColumn[] = [
  { key: 'occurredOn', label: words.occurredOn, width: 104, need: 1 },
  { key: 'customer', label: words.customer, width: 180, isGrowing: true, need: 1, isStrong: true, render: customerOf },
  { key: 'partner', label: words.partner, width: 160, need: 2 },
  { key: 'product', label: words.product, width: 128, need: 4, isQuiet: true },
  { key: 'country', label: words.country, width: 96, need: 5, isQuiet: true, isHidden: true },
  { key: 'kind', label: words.kind, width: 88, need: 4, choices: texts.kinds },
  { key: 'attribution', label: words.attribution, width: 96, need: 5, choices: texts.attributions },
  { key: 'tax', label: words.tax, width: 96, need: 4, isHidden: true },
  { key: 'shipping', label: words.shipping, width: 96, isHidden: true },
  { key: 'discount', label: words.discount, width: 96, isHidden: true },
  { key: 'quantity', label: words.quantity, width: 80, isHidden: true },
  { key: 'amount', label: words.amount, width: 184, need: 1, negativeWord: texts.conversions.refundWord },
  { key: 'currency', label: words.currency, width: 80, isHidden: true, isQuiet: true },
  { key: 'approvedOn', label: words.approvedOn, width: 104, isHidden: true },
  { key: 'invoicePaidOn', label: words.invoicePaidOn, width: 104, isHidden: true },
  { key: 'partnerText', label: words.partnerText, width: 160, isHidden: true, isQuiet: true },
  { key: 'externalId', label: words.externalId, width: 128, isHidden: true, isQuiet: true },
  { key: 'source', label: words.source, width: 112, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
  { key: 'attemptId', label: texts.importedOnly, width: 80, isHidden: true, isQuiet: true },
]

/** What links ask of sales and refunds. */
export const conversionConditions: TableConditions = {
  firstUntil: { ...texts.conversions.conditions.firstUntil, say: sayDay },
  keptSince: { ...texts.conversions.conditions.keptSince, say: sayDay },
  ofCustomersUntil: { ...texts.conversions.conditions.ofCustomersUntil, say: sayDay },
}

/** In the queue the file's own word for the partner is the evidence; nobody is credited. */
export const unattributedColumns: readonly TableColumn[] = conversionColumns
  .filter(({ key }) => key !== 'partner' && key !== 'attribution')
  .map((column) =>
    column.key === 'partnerText' ? { ...column, isHidden: false, isQuiet: false, need: 1 as const } : column,
  )

import type { ViewRow } from '../../contract/views.ts'
import { sayDay, type TableColumn, type TableConditions } from '../ui/table/column.ts'
import { dealTexts as texts } from './texts.ts'

const words = texts.columns

/** Columns of the table of deals; keys are the engine's. */
export const dealColumns: readonly TableColumn[] = [
  { key: 'name', label: words.name, width: 180, isGrowing: true, need: 1, isStrong: true, render: nameOf },
  { key: 'customer', label: words.customer, width: 160, need: 2 },
  { key: 'partner', label: words.partner, width: 160, need: 2 },
  { key: 'stageText', label: words.stageText, width: 112, need: 2 },
  { key: 'stage', label: words.stage, width: 80, need: 5, choices: texts.stages, isHidden: true },
  { key: 'openedOn', label: words.openedOn, width: 104, need: 4 },
  { key: 'closedOn', label: words.closedOn, width: 104, need: 3 },
  { key: 'countsOn', label: words.countsOn, width: 120, isHidden: true },
  { key: 'cycleDays', label: words.cycleDays, width: 96, isHidden: true },
  { key: 'expectedCloseOn', label: words.expectedCloseOn, width: 104, isHidden: true },
  { key: 'product', label: words.product, width: 128, need: 5, isQuiet: true },
  { key: 'amount', label: words.amount, width: 144, need: 1 },
  { key: 'currency', label: words.currency, width: 80, isHidden: true },
  { key: 'owner', label: words.owner, width: 128, isHidden: true, isQuiet: true },
  { key: 'influencedBy', label: words.influencedBy, width: 160, isHidden: true, isQuiet: true },
  { key: 'assistedBy', label: words.assistedBy, width: 160, isHidden: true, isQuiet: true },
  { key: 'partnerText', label: words.partnerText, width: 160, isHidden: true, isQuiet: true },
  { key: 'externalId', label: words.externalId, width: 112, isHidden: true, isQuiet: true },
  { key: 'source', label: words.source, width: 112, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
  { key: 'attemptId', label: words.attemptId, width: 80, isHidden: true, isQuiet: true },
]

/** What links ask of deals. */
export const dealConditions: TableConditions = {
  openOn: { ...texts.conditions.openOn, say: sayDay },
  influencedById: { ...texts.conditions.influencedById, say: String },
  assistedById: { ...texts.conditions.assistedById, say: String },
}

/** Exports without a name for each deal have an id for each. */
function nameOf({ cells }: ViewRow): string {
  return String(cells['name'] || texts.unnamed(String(cells['externalId'] ?? '')))
}

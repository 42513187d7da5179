import type { Partner } from '../../contract/partners.ts'
import type { ViewFilter, ViewRow } from '../../contract/views.ts'
import { navigate } from '../client/navigation.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { partnerTexts as texts } from './texts.ts'

const { deals, revenue, payouts } = texts

const dealColumns: readonly TableColumn[] = [
  { key: 'name', label: deals.columns.name, width: 200, isGrowing: true, isStrong: true, need: 1 },
  { key: 'customer', label: deals.columns.customer, width: 160, need: 3, isQuiet: true },
  { key: 'product', label: deals.columns.product, width: 130, need: 4, isQuiet: true },
  { key: 'stage', label: deals.columns.stage, width: 90, need: 1, choices: deals.stages },
  { key: 'openedOn', label: deals.columns.openedOn, width: 104, need: 3 },
  { key: 'closedOn', label: deals.columns.closedOn, width: 104, need: 2 },
  { key: 'amount', label: deals.columns.amount, width: 130, need: 1 },
  { key: 'owner', label: deals.columns.owner, width: 130, need: 5, isHidden: true },
]

const revenueColumns: readonly TableColumn[] = [
  { key: 'occurredOn', label: revenue.columns.occurredOn, width: 104, need: 1 },
  { key: 'customer', label: revenue.columns.customer, width: 180, isGrowing: true, isStrong: true, need: 1 },
  { key: 'product', label: revenue.columns.product, width: 140, need: 3, isQuiet: true },
  { key: 'kind', label: revenue.columns.kind, width: 90, need: 2, choices: revenue.kinds },
  { key: 'amount', label: revenue.columns.amount, width: 130, need: 1, negativeWord: revenue.kinds.refund },
  { key: 'externalId', label: revenue.columns.externalId, width: 140, need: 5, isHidden: true },
]

const payoutColumns: readonly TableColumn[] = [
  { key: 'number', label: payouts.columns.number, width: 160, isGrowing: true, isStrong: true, need: 1 },
  { key: 'from', label: payouts.columns.from, width: 104, need: 3, isQuiet: true },
  { key: 'to', label: payouts.columns.to, width: 104, need: 2, isQuiet: true },
  { key: 'earned', label: payouts.columns.earned, width: 120, need: 2 },
  { key: 'adjusted', label: payouts.columns.adjusted, width: 110, need: 3 },
  { key: 'paid', label: payouts.columns.paid, width: 120, need: 1 },
  { key: 'closing', label: payouts.columns.closing, width: 120, need: 2, negativeWord: texts.owesUs },
  { key: 'paidOn', label: payouts.columns.paidOn, width: 104, need: 1 },
]

function ofPartner(partner: Partner): readonly ViewFilter[] {
  return [{ column: 'partnerId', operator: 'is', value: partner.id }]
}

const newestDeals = [{ column: 'openedOn', direction: 'descending' }] as const
const newestRevenue = [{ column: 'occurredOn', direction: 'descending' }] as const

export function PartnerDeals({ partner }: { partner: Partner }) {
  return (
    <DataTable
      table="deals"
      name="partner.deals"
      label={deals.label}
      columns={dealColumns}
      fixedFilters={ofPartner(partner)}
      sort={newestDeals}
      onOpen={openIn('deals')}
      empty={<EmptyState title={deals.empty}>{deals.emptyText}</EmptyState>}
    />
  )
}

export function PartnerRevenue({ partner }: { partner: Partner }) {
  return (
    <DataTable
      table="conversions"
      name="partner.revenue"
      label={revenue.label}
      columns={revenueColumns}
      fixedFilters={ofPartner(partner)}
      sort={newestRevenue}
      onOpen={openIn('revenue')}
      empty={<EmptyState title={revenue.empty}>{revenue.emptyText}</EmptyState>}
    />
  )
}

export function PartnerPayouts({ partner }: { partner: Partner }) {
  return (
    <DataTable
      table="statements"
      name="partner.payouts"
      label={payouts.label}
      columns={payoutColumns}
      fixedFilters={ofPartner(partner)}
      onOpen={(row) => navigate({ page: 'payouts', parts: ['statements', row.id] })}
      empty={<EmptyState title={payouts.empty}>{payouts.emptyText}</EmptyState>}
    />
  )
}

function openIn(page: string): (row: ViewRow) => void {
  return (row) => navigate({ page, params: { open: String(row.id) } })
}

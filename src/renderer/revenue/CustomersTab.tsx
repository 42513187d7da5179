import { useRoute, linkTo } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Money } from '../ui/figures.tsx'
import { Inspector, Block } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import type { ViewRow } from '../../contract/views.ts'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { chooseAndImport } from './chooseAndImport.ts'
import { revenueTexts as texts } from './texts.ts'

const words = texts.customers.columns

/** Columns of the table of customers; keys are the engine's. */
export const customerColumns: readonly TableColumn[] = [
  { key: 'name', label: words.name, width: 200, isGrowing: true, need: 1, isStrong: true },
  { key: 'email', label: words.email, width: 200, need: 4, isQuiet: true },
  { key: 'country', label: words.country, width: 112, need: 4, isQuiet: true },
  { key: 'domain', label: words.domain, width: 160, isHidden: true, isQuiet: true },
  { key: 'externalId', label: words.externalId, width: 128, isHidden: true, isQuiet: true },
  { key: 'firstOn', label: words.firstOn, width: 112, need: 2 },
  { key: 'lastOn', label: words.lastOn, width: 112, need: 3 },
  { key: 'conversions', label: words.conversions, width: 80, need: 2 },
  { key: 'leads', label: words.leads, width: 80, need: 4, isHidden: true },
  { key: 'deals', label: words.deals, width: 80, need: 3 },
  { key: 'revenue', label: words.revenue, width: 160, need: 1, render: revenueOf },
  { key: 'currency', label: words.currency, width: 80, isHidden: true },
  { key: 'attemptId', label: texts.importedOnly, width: 80, isHidden: true, isQuiet: true },
]

/** In the programme's base currency, which the column does not sum and so does not name. */
function revenueOf({ cells }: ViewRow) {
  const { revenue, currency } = cells
  if (typeof revenue !== 'number' || typeof currency !== 'string') return null
  return <Money minor={revenue} currency={currency} hasUnit dimZero />
}

/** Who bought, as the imported rows name them. */
export function CustomersTab() {
  const { filters, params } = useRoute()
  const openId = Number(params['open'])
  return (
    <DataTable
      table="customers"
      name="customers"
      label={texts.tabs.customers}
      columns={customerColumns}
      linkedFilters={filters}
      openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
      inspector={(row, close) => <CustomerPanel row={row} onClose={close} />}
      empty={
        <EmptyState
          title={texts.customers.empty}
          actions={
            <Button changes look="main" onClick={chooseAndImport}>
              {texts.importFiles}
            </Button>
          }
        >
          {texts.customers.emptyMore}
        </EmptyState>
      }
    />
  )
}

function CustomerPanel({ row, onClose }: { row: ViewRow; onClose: () => void }) {
  const text = (key: string): string => {
    const value = row.cells[key]
    return typeof value === 'string' ? value : ''
  }
  const name = text('name') || text('email') || text('externalId')
  const facts = (['email', 'domain', 'externalId', 'country'] as const).filter((key) => text(key) !== '')
  return (
    <Inspector title={name} onClose={onClose}>
      {facts.length > 0 && (
        <Block title={texts.customers.facts}>
          <Lines isWords lines={facts.map((key) => ({ label: words[key], value: text(key) }))} />
        </Block>
      )}
      <Block title={texts.page}>
        <p>
          <a href={linkTo({ page: 'revenue', filters: [{ column: 'customer', operator: 'is', value: name }] })}>
            {texts.customers.showSales}
          </a>
        </p>
        {Number(row.cells['leads']) > 0 && (
          <p>
            <a
              href={linkTo({
                page: 'revenue',
                parts: ['leads'],
                filters: [{ column: 'customer', operator: 'is', value: name }],
              })}
            >
              {texts.customers.showLeads}
            </a>
          </p>
        )}
        <p>
          <a href={linkTo({ page: 'deals', filters: [{ column: 'customer', operator: 'is', value: name }] })}>
            {texts.customers.showDeals}
          </a>
        </p>
      </Block>
    </Inspector>
  )
}

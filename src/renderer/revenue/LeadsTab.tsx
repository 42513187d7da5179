import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { chooseAndImport } from './chooseAndImport.ts'
import { ConversionPanel } from './ConversionPanel.tsx'
import { CreditButton, type Frozen, FrozenCredit } from './FrozenCredit.tsx'
import { revenueTexts as texts } from './texts.ts'

const words = texts.leads.columns

/** A lead that names nobody is known by its id. */
function leadOf({ cells }: ViewRow) {
  const customer = String(cells['customer'] ?? '')
  return customer === '' ? <span className="ink3">{cells['externalId']}</span> : customer
}

/** Columns of the table of leads; keys are the engine's. */
export const leadColumns: readonly TableColumn[] = [
  { key: 'occurredOn', label: words.occurredOn, width: 104, need: 1 },
  { key: 'customer', label: words.customer, width: 180, isGrowing: true, need: 1, isStrong: true, render: leadOf },
  { key: 'email', label: words.email, width: 200, need: 4, isQuiet: true },
  { key: 'partner', label: words.partner, width: 160, need: 2 },
  { key: 'product', label: words.product, width: 128, need: 4, isQuiet: true },
  { key: 'country', label: words.country, width: 96, need: 5, isQuiet: true },
  { key: 'attribution', label: words.attribution, width: 96, need: 5, choices: texts.attributions },
  { key: 'partnerText', label: words.partnerText, width: 160, isHidden: true, isQuiet: true },
  { key: 'externalId', label: words.externalId, width: 128, isHidden: true, isQuiet: true },
  { key: 'source', label: words.source, width: 112, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
  { key: 'attemptId', label: texts.importedOnly, width: 80, isHidden: true, isQuiet: true },
]

/** Every lead that counts, as imported; chosen ones are credited together. */
export function LeadsTab() {
  const { filters, params } = useRoute()
  const openId = Number(params['open'])
  const [frozen, setFrozen] = useState<Frozen | null>(null)
  return (
    <>
      <DataTable
        table="leads"
        name="leads"
        label={texts.tabs.leads}
        columns={leadColumns}
        linkedFilters={filters}
        openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
        inspector={(row, close) => <ConversionPanel id={row.id} onClose={close} />}
        bulk={(selection) => <CreditButton selection={selection} onFrozen={setFrozen} />}
        empty={
          <EmptyState
            title={texts.leads.empty}
            actions={
              <Button changes look="main" onClick={chooseAndImport}>
                {texts.importFiles}
              </Button>
            }
          >
            {texts.leads.emptyMore}
          </EmptyState>
        }
      />
      {frozen && <FrozenCredit frozen={frozen} what="lead" onClose={() => setFrozen(null)} />}
    </>
  )
}

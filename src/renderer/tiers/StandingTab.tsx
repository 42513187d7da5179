import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import type { ViewRow } from '../../contract/views.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { PickedPartner } from '../ui/PartnerPicker.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { type BulkSelection, DataTable } from '../ui/table/DataTable.tsx'
import { ConfirmationDialog } from './ConfirmationDialog.tsx'
import { DecideDialog, type Deciding } from './DecideDialog.tsx'
import { StandingPanel } from './StandingPanel.tsx'
import { tierTexts } from './texts.ts'

const texts = tierTexts.standing
const words = texts.columns

function ProposalCell({ row: { cells } }: { row: ViewRow }) {
  const { proposal, to, scheduled, scheduledFrom } = cells
  if (proposal === 'promotion' || proposal === 'demotion' || proposal === 'requalification')
    return (
      <Status meaning={proposal === 'demotion' ? 'warn' : 'note'}>
        {texts.proposed(proposal, String(to) || tierTexts.noTier)}
      </Status>
    )
  if (scheduledFrom === null || scheduledFrom === undefined) return null
  return (
    <span className="ink2">
      {texts.toCome(String(scheduled) || tierTexts.noTier, formatDay(String(scheduledFrom)))}
    </span>
  )
}

const columns: readonly TableColumn[] = [
  { key: 'partner', label: words.partner, width: 190, need: 1, isStrong: true },
  { key: 'tier', label: words.tier, width: 104, need: 1 },
  { key: 'since', label: words.since, width: 104, need: 4 },
  { key: 'next', label: words.next, width: 104, need: 3 },
  { key: 'missing', label: words.missing, width: 240, need: 2, isGrowing: true, isQuiet: true },
  {
    key: 'progress',
    label: words.progress,
    width: 84,
    need: 4,
    render: ({ cells }) => (typeof cells['progress'] === 'number' ? formatMeasure(cells['progress'], 'rate', '') : ''),
  },
  {
    key: 'proposal',
    label: words.proposal,
    width: 190,
    need: 1,
    choices: texts.proposals,
    render: (row) => <ProposalCell row={row} />,
  },
  { key: 'to', label: words.to, width: 110, isHidden: true },
  { key: 'evaluatedOn', label: words.evaluatedOn, width: 104, isHidden: true },
  { key: 'scheduled', label: words.scheduled, width: 110, isHidden: true },
  { key: 'scheduledFrom', label: words.scheduledFrom, width: 104, isHidden: true },
  { key: 'pinnedUntil', label: words.pinnedUntil, width: 104, isHidden: true },
  { key: 'group', label: words.group, width: 110, isHidden: true, isQuiet: true },
  { key: 'manager', label: words.manager, width: 130, isHidden: true, isQuiet: true },
  { key: 'country', label: words.country, width: 116, isHidden: true, isQuiet: true },
]

const has = (column: string) => ({ column, operator: 'empty', value: false }) as const
const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  { key: 'proposed', label: texts.views.proposed, filters: [has('proposal')] },
  { key: 'coming', label: texts.views.coming, filters: [has('scheduledFrom')] },
  { key: 'pinned', label: texts.views.pinned, filters: [has('pinnedUntil')] },
  { key: 'byTier', label: texts.views.byTier, filters: [], groupBy: 'tier' },
]

interface Confirming {
  partners: readonly PickedPartner[]
  clear: () => void
}

/** Everyone that takes part: tier, what is missing for the next one, what the numbers ask for. */
export function StandingTab() {
  const { filters } = useRoute()
  const table = useEngineQuery('tiers.table', {}).data
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [confirming, setConfirming] = useState<Confirming | null>(null)
  const openConfirmation = async (selection: BulkSelection): Promise<void> => {
    const rows = await selection.rows()
    const partners = rows.map(({ id, cells }) => ({ id, name: String(cells['partner']) }))
    setConfirming({ partners, clear: selection.clear })
  }
  return (
    <>
      <DataTable
        table="tierStanding"
        name="tiers.standing"
        label={tierTexts.tabs.standing}
        columns={columns}
        views={views}
        linkedFilters={filters}
        bulk={(selection) => (
          <>
            <Button changes isSmall onClick={() => setDeciding({ isApproved: true, selection })}>
              {texts.approve}
            </Button>
            <Button changes isSmall onClick={() => setDeciding({ isApproved: false, selection })}>
              {texts.decline}
            </Button>
            <Button changes isSmall onClick={() => void openConfirmation(selection)}>
              {tierTexts.confirmations.ofSelected(selection.count)}
            </Button>
          </>
        )}
        inspector={(row, close) => (
          <StandingPanel partnerId={row.id} name={String(row.cells['partner'])} onClose={close} />
        )}
        onOpen={(row) => navigate({ page: 'partners', parts: [row.id, 'tier'] })}
        actions={
          table?.evaluatedOn ? (
            <span className="ink2 small">{texts.evaluated(formatDay(table.evaluatedOn))}</span>
          ) : undefined
        }
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button look="main" onClick={() => navigate({ page: 'tiers', parts: ['table'] })}>
                {table?.table ? tierTexts.settings.open : texts.makeTable}
              </Button>
            }
          >
            {table?.table ? texts.emptyNobody : texts.emptyNoTable}
          </EmptyState>
        }
      />
      {deciding && <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />}
      {confirming && (
        <ConfirmationDialog
          partners={confirming.partners}
          onDone={confirming.clear}
          onClose={() => setConfirming(null)}
        />
      )}
    </>
  )
}

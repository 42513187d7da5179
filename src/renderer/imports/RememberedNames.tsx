import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Callout, type Meaning, Status } from '../ui/Status.tsx'
import type { TableColumn, TableView } from '../ui/table/column.ts'
import { type BulkSelection, DataTable } from '../ui/table/DataTable.tsx'
import { nameTexts as texts } from './rememberedTexts.ts'

/** The contract takes this many names in one command. */
const LIMIT = 1000

const exceptions: Readonly<Record<string, Meaning>> = { ignored: 'hold', gone: 'warn' }

/** Columns of the remembered names; keys are the engine's. */
const columns: readonly TableColumn[] = [
  { key: 'name', label: texts.columns.name, width: 220, isGrowing: true, need: 1, isStrong: true },
  { key: 'means', label: texts.columns.means, width: 200, need: 1, choices: texts.means, render: meaningText },
  { key: 'partner', label: texts.columns.partner, width: 240, need: 1 },
]

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  ...(['partner', 'ignored', 'gone'] as const).map((means) => ({
    key: means,
    label: texts.views[means],
    filters: [{ column: 'means', operator: 'is', value: means } as const],
  })),
]

/** Exactly the names that were chosen when the button was pressed. */
interface Frozen {
  ids: readonly number[]
  clear: () => void
}

/** Whom names in files mean; chosen ones are forgotten together. */
export function RememberedNames() {
  const [frozen, setFrozen] = useState<Frozen | null>(null)
  const freeze = async (selection: BulkSelection): Promise<void> =>
    setFrozen({ ids: await selection.ids(), clear: selection.clear })
  return (
    <>
      <DataTable
        table="importNames"
        name="importNames"
        label={texts.title}
        columns={columns}
        views={views}
        onOpen={openPartner}
        bulk={(selection) => (
          <Button changes isSmall disabled={selection.count > LIMIT} onClick={() => void freeze(selection)}>
            {selection.count > LIMIT ? texts.tooMany(LIMIT) : texts.forget(selection.count)}
          </Button>
        )}
        empty={<EmptyState title={texts.empty}>{texts.emptyMore}</EmptyState>}
      />
      {frozen && <ForgetDialog ids={frozen.ids} onClose={() => setFrozen(null)} onDone={frozen.clear} />}
    </>
  )
}

function meaningText({ cells }: ViewRow) {
  const means = String(cells['means'])
  const words = texts.means[means as keyof typeof texts.means] // the choices of this column
  const meaning = exceptions[means]
  return meaning === undefined ? <span className="ink2">{words}</span> : <Status meaning={meaning}>{words}</Status>
}

function openPartner({ cells }: ViewRow): void {
  if (typeof cells['partnerId'] === 'number') navigate({ page: 'partners', parts: [cells['partnerId']] })
}

/** Says what forgetting moves before it is done. */
function ForgetDialog({ ids, onClose, onDone }: { ids: readonly number[]; onClose: () => void; onDone: () => void }) {
  const uses = useEngineQuery('imports.nameUses', { ids: [...ids] })
  const forget = useCommand('imports.forgetNames')
  const moved = uses.data ? uses.data.conversions + uses.data.deals : null
  const run = (): void =>
    forget.mutate(
      { ids: [...ids] },
      {
        onSuccess: () => {
          onDone()
          onClose()
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.dialogTitle(ids.length)}
      lead={moved === 0 ? `${texts.dialogLead} ${texts.unmoved}` : texts.dialogLead}
      action={texts.forget(ids.length)}
      onAction={run}
      isDanger
      focus="safe"
      isBlocked={!uses.data}
      isRunning={forget.isPending}
      error={forget.error}
      note={texts.dialogNote}
    >
      {uses.error && <ErrorNote error={uses.error} onRetry={() => void uses.refetch()} />}
      {uses.data && moved !== 0 && (
        <Callout meaning="warn">
          <p>
            <b>{texts.moved(uses.data.conversions, uses.data.deals)}</b> {texts.movedTodo}
          </p>
        </Callout>
      )}
    </Dialog>
  )
}

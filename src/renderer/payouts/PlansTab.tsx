import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Payment } from '../../contract/plans.ts'
import { useCommand } from '../client/hooks.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { DataTable } from '../ui/table/DataTable.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { newBody } from './planDraft.ts'
import { planTexts as texts } from './planTexts.ts'

const words = texts.columns

const columns: readonly TableColumn[] = [
  { key: 'name', label: words.name, width: 220, isGrowing: true, need: 1, isStrong: true },
  { key: 'state', label: words.state, width: 180, need: 2, choices: texts.states },
  { key: 'version', label: words.version, width: 88, need: 3 },
  { key: 'validFrom', label: words.validFrom, width: 120, need: 2 },
  { key: 'assignments', label: words.assignments, width: 112, need: 3 },
  { key: 'commissions', label: words.commissions, width: 120, need: 2 },
]

/** Opens the page of a plan. */
export function openPlan(id: number): void {
  navigate({ page: 'payouts', parts: ['plans', id] })
}

export function PlansTab() {
  const { filters } = useRoute()
  const [isCreating, setCreating] = useState(false)
  const create = (
    <Button changes look="main" icon={Plus} onClick={() => setCreating(true)}>
      {texts.newPlan}
    </Button>
  )
  return (
    <>
      <DataTable
        table="plans"
        name="plans"
        label={words.name}
        columns={columns}
        linkedFilters={filters}
        onOpen={(row) => openPlan(row.id)}
        actions={
          <Button changes isSmall icon={Plus} onClick={() => setCreating(true)}>
            {texts.newPlan}
          </Button>
        }
        empty={
          <EmptyState title={texts.empty} actions={create}>
            {texts.emptyMore}
          </EmptyState>
        }
      />
      {isCreating && <NewPlanDialog onClose={() => setCreating(false)} />}
    </>
  )
}

const kinds = ['percent', 'fixed', 'hybrid', 'marginal', 'whole'] as const satisfies readonly Payment['kind'][]

function NewPlanDialog({ onClose }: { onClose: () => void }) {
  const currency = useProgramme()?.baseCurrency ?? 'USD'
  const create = useCommand('plans.create')
  const [kind, setKind] = useState<Payment['kind']>('percent')
  const [name, setName] = useState<string>(texts.templates.percent.label)
  const choose = (next: Payment['kind']): void => {
    // A name nobody typed follows the choice.
    if (name === texts.templates[kind].label) setName(texts.templates[next].label)
    setKind(next)
  }
  const store = async (): Promise<void> => {
    const { id } = await create.mutateAsync({ name: name.trim(), body: newBody(kind, currency) })
    onClose()
    openPlan(id)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.newPlan}
      lead={texts.newLead}
      action={texts.create}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={name.trim() === ''}
      isRunning={create.isPending}
      error={create.error}
    >
      <Radios
        label={texts.kind}
        value={kind}
        onValue={choose}
        options={kinds.map((value) => ({
          value,
          label: (
            <>
              {texts.templates[value].label} <span className="ink2">{texts.templates[value].hint}</span>
            </>
          ),
        }))}
      />
      <Field label={texts.name}>
        {(control) => <Input {...control} maxLength={120} value={name} onValue={setName} />}
      </Field>
    </Dialog>
  )
}

import { useState } from 'react'
import { isDay } from '../../contract/dates.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import type { Plan } from './PlanPage.tsx'
import { planTexts as texts } from './planTexts.ts'

type ChangeMode = 'allNewEvents' | 'newCustomersOnly'

/** The day of the first conversion there is, else today: what a first version and a first assignment start from. */
export function useFirstDay(): string | undefined {
  const today = useProgramme()?.today
  const view = useEngineQuery('views.open', {
    table: 'conversions',
    filters: [],
    sort: [{ column: 'occurredOn', direction: 'ascending' }],
    groupBy: null,
    search: '',
  })
  if (!view.data || !today) return undefined
  const first = view.data.rows[0]?.cells['occurredOn']
  return typeof first === 'string' ? first : today
}

/** Makes the draft an immutable version. */
export function PublishDialog({
  plan,
  number,
  save,
  onClose,
  onPublished,
}: {
  plan: Plan
  number: number
  save: () => Promise<void>
  onClose: () => void
  onPublished: () => void
}) {
  const publish = useCommand('plans.publish')
  const programme = useProgramme()
  const firstDay = useFirstDay()
  const [typed, setTyped] = useState<string | null>(null)
  const [changeMode, setChangeMode] = useState<ChangeMode>('allNewEvents')
  const suggested = plan.versions.length === 0 ? firstDay : programme?.today
  const validFrom = typed ?? suggested ?? ''
  const store = async (): Promise<void> => {
    await save()
    await publish.mutateAsync({ id: plan.id, validFrom, changeMode })
    onPublished()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.publish(number)}
      lead={texts.publishLead}
      action={texts.publish(number)}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={!isDay(validFrom)}
      isRunning={publish.isPending}
      error={publish.error}
      note={texts.canUndo}
    >
      <Field label={texts.validFrom}>
        {(control) => <Input {...control} type="date" value={validFrom} onValue={setTyped} />}
      </Field>
      {plan.versions.length > 0 && (
        <Field label={texts.reach}>
          {() => (
            <Radios
              label={texts.reach}
              value={changeMode}
              onValue={setChangeMode}
              options={(['allNewEvents', 'newCustomersOnly'] as const).map((value) => ({
                value,
                label: texts.reachKinds[value],
              }))}
            />
          )}
        </Field>
      )}
    </Dialog>
  )
}

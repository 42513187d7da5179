import { useState } from 'react'
import { isDay, type Day } from '../../contract/dates.ts'
import type { Intervention } from '../../contract/interventions.ts'
import { useCommand } from '../client/hooks.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import { interventionTexts } from './texts.ts'

const texts = interventionTexts.closeDialog

/** Says whether it was done or dropped, and what came of it. */
export function CloseDialog({
  intervention,
  today,
  onClose,
}: {
  intervention: Intervention
  today: Day
  onClose: () => void
}) {
  const close = useCommand('interventions.close')
  const [state, setState] = useState<'done' | 'dropped'>('done')
  const [day, setDay] = useState(today)
  const [outcome, setOutcome] = useState('')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title(intervention.title)}
      action={texts.action}
      onAction={() =>
        close.mutate({ id: intervention.id, state, closedOn: day, outcome: outcome.trim() }, { onSuccess: onClose })
      }
      isBlocked={outcome.trim() === ''}
      isRunning={close.isPending}
      error={close.error}
    >
      <Radios
        label={texts.how}
        value={state}
        onValue={setState}
        options={(['done', 'dropped'] as const).map((value) => ({ value, label: texts.states[value] }))}
      />
      <Field label={texts.day}>
        {(control) => <Input {...control} type="date" value={day} onValue={(next) => isDay(next) && setDay(next)} />}
      </Field>
      <Field label={texts.outcome}>
        {(control) => <TextArea {...control} maxLength={2000} value={outcome} onValue={setOutcome} />}
      </Field>
    </Dialog>
  )
}

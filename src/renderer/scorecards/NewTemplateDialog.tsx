import { useState } from 'react'
import { scorecardStarts, startBody, type ScorecardStart } from '../../contract/scorecardStarts.ts'
import { useCommand } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { templateTexts as texts } from './templateTexts.ts'

export function openTemplate(id: number): void {
  navigate({ page: 'scorecards', parts: ['templates', id] })
}

const nameOf = (start: ScorecardStart): string => (start === 'blank' ? texts.blankName : texts.starts[start].label)

/** A template from one of the built-in starts; everything in it can be changed afterwards. */
export function NewTemplateDialog({ onClose }: { onClose: () => void }) {
  const currency = useProgramme()?.baseCurrency
  const create = useCommand('scorecards.createTemplate')
  const [start, setStart] = useState<ScorecardStart>('salesLed')
  const [name, setName] = useState(nameOf('salesLed'))
  const choose = (next: ScorecardStart): void => {
    // A name nobody typed follows the choice.
    if (name === nameOf(start)) setName(nameOf(next))
    setStart(next)
  }
  const run = (): void => {
    if (currency === undefined) return
    create.mutate(
      { name: name.trim(), body: startBody(start, currency) },
      {
        onSuccess: ({ id }) => {
          onClose()
          openTemplate(id)
        },
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.newTemplate}
      lead={texts.newLead}
      action={texts.create}
      onAction={run}
      isBlocked={name.trim() === '' || currency === undefined}
      isRunning={create.isPending}
      error={create.error}
    >
      <Radios
        label={texts.startWith}
        value={start}
        onValue={choose}
        options={scorecardStarts.map((value) => ({
          value,
          label: (
            <>
              {texts.starts[value].label} <span className="ink2">{texts.starts[value].hint}</span>
            </>
          ),
        }))}
      />
      <Field label={texts.name}>
        {(control) => <Input {...control} maxLength={80} value={name} onValue={setName} />}
      </Field>
    </Dialog>
  )
}

import { useState } from 'react'
import { type Day, formatDay, isDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand } from '../client/hooks.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import { Section } from '../ui/Lines.tsx'
import { type Meaning, Status } from '../ui/Status.tsx'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.promises

export type Promised = Pick<
  Output<'tiers.partner'>['promises'][number],
  'key' | 'text' | 'severity' | 'state' | 'dueOn' | 'note'
>

const meaningOf: Readonly<Record<Promised['severity'], Meaning>> = {
  blocker: 'bad',
  warning: 'warn',
  information: 'note',
}

/** Kept is plain; what is broken or late weighs as much as the promise. */
export function PromiseState({ promise: { state, severity, dueOn }, today }: { promise: Promised; today: Day }) {
  if (state === 'kept') return <span>{texts.states.kept}</span>
  if (state === 'broken') return <Status meaning={meaningOf[severity]}>{texts.states.broken}</Status>
  if (dueOn !== null && dueOn < today) return <Status meaning={meaningOf[severity]}>{texts.late}</Status>
  return <span className="ink2">{texts.states.pending}</span>
}

export function PartnerPromises({
  partnerId,
  promises,
  today,
}: {
  partnerId: number
  promises: readonly Promised[]
  today: Day
}) {
  const [noting, setNoting] = useState<Promised | null>(null)
  return (
    <Section title={tierTexts.partner.promises}>
      {promises.length === 0 ? (
        <p className="ink2 small">{tierTexts.partner.promisesNone}</p>
      ) : (
        <ul className={styles.lines}>
          {promises.map((promise) => (
            <li key={promise.key} className={styles.line}>
              <span className={styles.grow} title={promise.note}>
                {promise.text}
                {promise.dueOn !== null && promise.state === 'pending' && (
                  <span className="ink2 small">
                    , {texts.columns.dueOn.toLowerCase()} {formatDay(promise.dueOn)}
                  </span>
                )}
              </span>
              <PromiseState promise={promise} today={today} />
              <LinkButton changes onClick={() => setNoting(promise)}>
                {texts.set}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      {noting && <PromiseDialog partnerId={partnerId} promise={noting} onClose={() => setNoting(null)} />}
    </Section>
  )
}

/** Whether we kept what we promised. */
export function PromiseDialog({
  partnerId,
  promise,
  onClose,
}: {
  partnerId: number
  promise: Promised
  onClose: () => void
}) {
  const setPromise = useCommand('tiers.setPromise')
  const [state, setState] = useState<Promised['state']>(promise.state === 'pending' ? 'kept' : promise.state)
  const [dueOn, setDueOn] = useState(promise.dueOn ?? '')
  const [note, setNote] = useState(promise.note)
  const store = async (): Promise<void> => {
    await setPromise.mutateAsync({
      partnerId,
      promise: promise.key,
      state,
      dueOn: dueOn === '' ? null : dueOn,
      note: note.trim(),
    })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title}
      lead={promise.text}
      action={texts.action}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={dueOn !== '' && !isDay(dueOn)}
      isRunning={setPromise.isPending}
      error={setPromise.error}
      note={tierTexts.canUndo}
    >
      <Radios<Promised['state']>
        label={texts.state}
        value={state}
        onValue={setState}
        options={(['kept', 'broken', 'pending'] as const).map((value) => ({ value, label: texts.states[value] }))}
      />
      <Field label={texts.due} hint={texts.dueHint}>
        {(control) => <Input {...control} type="date" value={dueOn} onValue={setDueOn} />}
      </Field>
      <Field label={texts.note}>
        {(control) => <TextArea {...control} rows={2} maxLength={500} value={note} onValue={setNote} />}
      </Field>
    </Dialog>
  )
}

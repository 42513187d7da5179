import { useState } from 'react'
import { addDays, isDay } from '../../contract/dates.ts'
import type { Commitment } from '../../contract/reviews.ts'
import { useCommand } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.commitments
const IN_DAYS = 30

interface CommitmentDialogProps {
  /** Null: a new one. */
  commitment: Commitment | null
  partnerId: number
  reviewId: number | null
  onClose: () => void
}

/** What is promised, by whom and until when. */
export function CommitmentDialog({ commitment, partnerId, reviewId, onClose }: CommitmentDialogProps) {
  const today = useProgramme()?.today
  const [fields, setFields] = useState(() => ({
    text: commitment?.text ?? '',
    owner: commitment?.owner ?? '',
    side: commitment?.side ?? ('ours' as const),
    dueOn: commitment?.dueOn ?? (today === undefined ? '' : addDays(today, IN_DAYS)),
  }))
  const [isTried, setTried] = useState(false)
  const add = useCommand('reviews.commit')
  const change = useCommand('reviews.changeCommitment')
  const problems = {
    text: fields.text.trim() === '' ? texts.textMissing : null,
    owner: fields.owner.trim() === '' ? texts.ownerMissing : null,
    dueOn: isDay(fields.dueOn) ? null : texts.dueMissing,
  }
  const shown = (key: keyof typeof problems): string | null => (isTried ? problems[key] : null)
  const save = (): void => {
    setTried(true)
    if (Object.values(problems).some((problem) => problem !== null)) return
    if (commitment) change.mutate({ id: commitment.id, changes: fields }, { onSuccess: onClose })
    else add.mutate({ partnerId, reviewId, ...fields }, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={commitment ? texts.editTitle : texts.addTitle}
      action={texts.save}
      onAction={save}
      isRunning={add.isPending || change.isPending}
      error={add.error ?? change.error}
    >
      <div className={styles.form}>
        <Field label={texts.text} className={styles.whole} problem={shown('text')}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={fields.text}
              onValue={(text) => setFields({ ...fields, text })}
            />
          )}
        </Field>
        <Field label={texts.owner} problem={shown('owner')}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={fields.owner}
              onValue={(owner) => setFields({ ...fields, owner })}
            />
          )}
        </Field>
        <Field label={texts.due} problem={shown('dueOn')}>
          {(control) => (
            <Input {...control} type="date" value={fields.dueOn} onValue={(dueOn) => setFields({ ...fields, dueOn })} />
          )}
        </Field>
        <Radios
          label={texts.side}
          value={fields.side}
          onValue={(side) => setFields({ ...fields, side })}
          options={(['ours', 'theirs'] as const).map((value) => ({ value, label: reviewTexts.sides[value] }))}
        />
      </div>
    </Dialog>
  )
}

/** Done or dropped, with what came of it. */
export function CloseDialog({ commitment, onClose }: { commitment: Commitment; onClose: () => void }) {
  const today = useProgramme()?.today ?? ''
  const [state, setState] = useState<'done' | 'dropped'>('done')
  const [note, setNote] = useState('')
  const [closedOn, setClosedOn] = useState(today)
  const [isTried, setTried] = useState(false)
  const close = useCommand('reviews.closeCommitment')
  const noteProblem = note.trim() === '' ? texts.noteMissing : null
  const dayProblem = isDay(closedOn) ? null : texts.dueMissing
  const save = (): void => {
    setTried(true)
    if (noteProblem !== null || dayProblem !== null) return
    close.mutate({ id: commitment.id, state, closedOn, note }, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.closeTitle}
      lead={commitment.text}
      action={texts.closeDo}
      onAction={save}
      isRunning={close.isPending}
      error={close.error}
    >
      <Radios
        label={texts.outcome}
        value={state}
        onValue={setState}
        options={(['done', 'dropped'] as const).map((value) => ({ value, label: texts[value] }))}
      />
      <Field label={texts.note} problem={isTried ? noteProblem : null}>
        {(control) => <TextArea {...control} maxLength={500} value={note} onValue={setNote} />}
      </Field>
      <Field label={texts.on} problem={isTried ? dayProblem : null}>
        {(control) => <Input {...control} type="date" value={closedOn} onValue={setClosedOn} />}
      </Field>
    </Dialog>
  )
}

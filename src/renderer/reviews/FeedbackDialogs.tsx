import { useState } from 'react'
import { isDay } from '../../contract/dates.ts'
import { useCommand } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.feedback

/** What a partner said in person or by telephone. */
export function AddFeedbackDialog({ partnerId, onClose }: { partnerId: number; onClose: () => void }) {
  const programme = useProgramme()
  const [givenOn, setGivenOn] = useState(programme?.today ?? '')
  const [respondent, setRespondent] = useState('')
  const [nps, setNps] = useState('')
  const [themes, setThemes] = useState<ReadonlySet<string>>(new Set())
  const [comment, setComment] = useState('')
  const add = useCommand('reviews.addFeedback')
  const dayProblem = isDay(givenOn) ? null : reviewTexts.plan.dayMissing
  const npsProblem = /^(|\d|10)$/.test(nps.trim()) ? null : texts.npsWrong
  const toggle = (theme: string, isChosen: boolean): void =>
    setThemes((now) => new Set(isChosen ? [...now, theme] : [...now].filter((other) => other !== theme)))
  const save = (): void =>
    add.mutate(
      { partnerId, givenOn, respondent, nps: nps.trim() === '' ? null : Number(nps), themes: [...themes], comment },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.addTitle}
      action={texts.save}
      onAction={save}
      isBlocked={dayProblem !== null || npsProblem !== null}
      isRunning={add.isPending}
      error={add.error}
    >
      <div className={styles.form}>
        <Field label={texts.givenOn} problem={dayProblem}>
          {(control) => <Input {...control} type="date" value={givenOn} onValue={setGivenOn} />}
        </Field>
        <Field label={texts.nps} hint={texts.npsHint} problem={npsProblem}>
          {(control) => <Input {...control} inputMode="numeric" value={nps} onValue={setNps} />}
        </Field>
        <Field label={texts.respondent} className={styles.whole}>
          {(control) => <Input {...control} maxLength={200} value={respondent} onValue={setRespondent} />}
        </Field>
        {programme && programme.reviews.themes.length > 0 && (
          <fieldset className={styles.whole}>
            <legend className="small ink2">{texts.themes}</legend>
            <div className={styles.form}>
              {programme.reviews.themes.map((theme) => (
                <Checkbox key={theme} isChecked={themes.has(theme)} onChecked={(isChosen) => toggle(theme, isChosen)}>
                  {theme}
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )}
        <Field label={texts.comment} className={styles.whole}>
          {(control) => <TextArea {...control} maxLength={4000} value={comment} onValue={setComment} />}
        </Field>
      </div>
    </Dialog>
  )
}

/** The answer to a survey out of a mail. */
export function TakeAnswerDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const take = useCommand('reviews.takeAnswer')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.takeTitle}
      lead={texts.takeLead}
      action={texts.takeDo}
      onAction={() =>
        take.mutate(
          { text },
          {
            onSuccess: ({ partnerId }) => {
              onClose()
              navigate({ page: 'partners', parts: [partnerId, 'feedback'] })
            },
          },
        )
      }
      isBlocked={text.trim() === ''}
      isRunning={take.isPending}
      error={take.error}
    >
      <Field label={texts.takeText}>
        {(control) => (
          <TextArea {...control} className={styles.notes} maxLength={100_000} value={text} onValue={setText} />
        )}
      </Field>
    </Dialog>
  )
}

import { useState } from 'react'
import { addMonths, isDay } from '../../contract/dates.ts'
import { coveredPeriod } from '../../contract/reviews.ts'
import { useCommand } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { DayFields, daysProblem } from './PlanDialog.tsx'
import type { ReviewData } from './ReviewPage.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.hold
const QUARTER = 3

/** It took place; the next one is planned with it. */
export function HoldDialog({
  review,
  startMonth,
  onClose,
}: {
  review: ReviewData
  startMonth: number
  onClose: () => void
}) {
  const today = useProgramme()?.today ?? review.plannedOn
  const [heldOn, setHeldOn] = useState(review.plannedOn < today ? review.plannedOn : today)
  const [isPlanning, setPlanning] = useState(review.next === null)
  const [next, setNext] = useState(() => {
    const plannedOn = addMonths(review.plannedOn, QUARTER)
    return { plannedOn, ...coveredPeriod(plannedOn, QUARTER, startMonth) }
  })
  const hold = useCommand('reviews.hold')
  const problem = isDay(heldOn) ? null : reviewTexts.plan.dayMissing
  const nextProblem = isPlanning ? daysProblem(next) : null
  const save = (): void =>
    hold.mutate(
      { id: review.id, heldOn, next: isPlanning ? next : null },
      {
        onSuccess: ({ nextId }) => {
          onClose()
          if (nextId !== null) navigate({ page: 'reviews', parts: [nextId] })
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title}
      lead={texts.lead}
      action={isPlanning ? texts.doBoth : texts.do}
      onAction={save}
      isBlocked={problem !== null || nextProblem !== null}
      isRunning={hold.isPending}
      error={hold.error}
    >
      <Field label={texts.on} problem={problem}>
        {(control) => <Input {...control} type="date" value={heldOn} onValue={setHeldOn} />}
      </Field>
      <Checkbox isChecked={isPlanning} onChecked={setPlanning}>
        {texts.next}
      </Checkbox>
      {isPlanning && (
        <div className={styles.form}>
          <DayFields days={next} onDays={setNext} startMonth={startMonth} problem={nextProblem} />
        </div>
      )}
    </Dialog>
  )
}

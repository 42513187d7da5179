import { useState } from 'react'
import { addDays, isDay, type Day } from '../../contract/dates.ts'
import { coveredPeriod, type Review } from '../../contract/reviews.ts'
import { useCommand } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.plan
const IN_DAYS = 14
const QUARTER = 3

/** Day and period of a review as they are typed. */
export interface ReviewDays {
  plannedOn: Day
  from: Day
  to: Day
}

/** What is wrong with typed days; null when nothing is. */
export function daysProblem({ plannedOn, from, to }: ReviewDays): string | null {
  if (!isDay(plannedOn) || !isDay(from) || !isDay(to)) return texts.dayMissing
  return from > to ? texts.order : null
}

/** Day and period; another day brings its own quarter. */
export function DayFields({
  days,
  onDays,
  startMonth,
  problem,
}: {
  days: ReviewDays
  onDays: (days: ReviewDays) => void
  startMonth: number
  problem: string | null
}) {
  const setDay = (plannedOn: string): void =>
    onDays(isDay(plannedOn) ? { plannedOn, ...coveredPeriod(plannedOn, QUARTER, startMonth) } : { ...days, plannedOn })
  return (
    <>
      <Field label={texts.on} problem={problem}>
        {(control) => <Input {...control} type="date" value={days.plannedOn} onValue={setDay} />}
      </Field>
      <span />
      <Field label={texts.from}>
        {(control) => (
          <Input {...control} type="date" value={days.from} onValue={(from) => onDays({ ...days, from })} />
        )}
      </Field>
      <Field label={texts.to}>
        {(control) => <Input {...control} type="date" value={days.to} onValue={(to) => onDays({ ...days, to })} />}
      </Field>
    </>
  )
}

/** The days a new review starts with: two weeks from now, about the last quarter. */
export function proposedDays(from: Day, startMonth: number, inDays = IN_DAYS): ReviewDays {
  const plannedOn = addDays(from, inDays)
  return { plannedOn, ...coveredPeriod(plannedOn, QUARTER, startMonth) }
}

interface PlanDialogProps {
  /** Given on the page of a partner. */
  partner: PickedPartner | null
  onClose: () => void
  onPlanned: (id: number) => void
}

/** A review with one partner. */
export function PlanDialog(props: PlanDialogProps) {
  const programme = useProgramme()
  if (!programme) return null
  return <PlanForm {...props} today={programme.today} startMonth={programme.fiscalYearStartMonth} />
}

function PlanForm({
  partner,
  onClose,
  onPlanned,
  today,
  startMonth,
}: PlanDialogProps & { today: Day; startMonth: number }) {
  const [chosen, setChosen] = useState(partner)
  const [days, setDays] = useState(() => proposedDays(today, startMonth))
  const [isTried, setTried] = useState(false)
  const plan = useCommand('reviews.plan')
  const problem = daysProblem(days)
  const save = (): void => {
    setTried(true)
    if (chosen === null || problem !== null) return
    plan.mutate(
      { reviews: [{ partnerId: chosen.id, ...days }] },
      { onSuccess: ({ ids }) => (ids[0] === undefined ? onClose() : onPlanned(ids[0])) },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title}
      action={texts.do}
      onAction={save}
      isRunning={plan.isPending}
      error={plan.error}
    >
      <div className={styles.form}>
        {partner === null && (
          <Field
            label={texts.partner}
            className={styles.whole}
            problem={isTried && chosen === null ? texts.partnerMissing : null}
          >
            {(control) => <PartnerPicker {...control} value={chosen} onValue={setChosen} />}
          </Field>
        )}
        <DayFields days={days} onDays={setDays} startMonth={startMonth} problem={isTried ? problem : null} />
      </div>
    </Dialog>
  )
}

/** Another day or period. */
export function MoveDialog({
  review,
  startMonth,
  onClose,
}: {
  review: Review
  startMonth: number
  onClose: () => void
}) {
  const { plannedOn, from, to } = review
  const [days, setDays] = useState<ReviewDays>({ plannedOn, from, to })
  const move = useCommand('reviews.move')
  const problem = daysProblem(days)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.moveTitle}
      action={texts.moveDo}
      onAction={() => move.mutate({ id: review.id, ...days }, { onSuccess: onClose })}
      isBlocked={problem !== null}
      isRunning={move.isPending}
      error={move.error}
    >
      <div className={styles.form}>
        <DayFields days={days} onDays={setDays} startMonth={startMonth} problem={problem} />
      </div>
    </Dialog>
  )
}

import { CalendarCheck, CalendarX, CheckCheck, ChevronLeft, ChevronRight, Handshake, TriangleAlert } from 'lucide-react'
import { addMonths, type Day, formatDay, type Month, monthOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate, useRoute } from '../client/navigation.ts'
import { monthName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './Calendar.module.css'
import { monthOfPart, weeksOf } from './calendar.ts'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.calendar
type Calendar = Output<'reviews.calendar'>

const monthLink = (month: Month) => ({ page: 'reviews', parts: ['calendar', month] })

/** A month of reviews and of open commitments by the day they are due; each leads to where it is worked on. */
export function CalendarTab() {
  const { parts } = useRoute()
  const today = useProgramme()?.today
  if (today === undefined) return null
  return <MonthOf month={monthOfPart(parts[1], monthOf(today))} today={today} />
}

function MonthOf({ month, today }: { month: Month; today: Day }) {
  const weeks = weeksOf(month)
  const [from, to] = [weeks[0]?.[0] ?? `${month}-01`, weeks.at(-1)?.at(-1) ?? `${month}-01`]
  const calendar = useEngineQuery('reviews.calendar', { from, to }, { keepLast: true })
  if (calendar.isError) return <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />
  const data = calendar.data ?? { reviews: [], commitments: [] }
  const name = monthName(`${month}-01`)
  const step = (months: number): void => navigate(monthLink(monthOf(addMonths(`${month}-01`, months))))
  const isEmpty = data.reviews.length + data.commitments.length === 0
  return (
    <div className={styles.page} tabIndex={0} role="region" aria-label={texts.label(name)}>
      <div className={styles.bar}>
        <IconButton icon={ChevronLeft} label={texts.before} onClick={() => step(-1)} />
        <IconButton icon={ChevronRight} label={texts.after} onClick={() => step(1)} />
        <h2>{name}</h2>
        {month !== monthOf(today) && (
          <Button isSmall onClick={() => navigate(monthLink(monthOf(today)))}>
            {texts.today}
          </Button>
        )}
        {calendar.data && isEmpty && <p className="ink2">{texts.none}</p>}
      </div>
      <table className={styles.month}>
        <caption className="vh">{texts.label(name)}</caption>
        <thead>
          <tr>
            {texts.weekdays.map(([short, long]) => (
              <th key={long} scope="col">
                <abbr title={long}>{short}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <tr key={days[0]}>
              {days.map((day) => (
                <td key={day} className={cx(monthOf(day) !== month && styles.other, day === today && styles.today)}>
                  <time
                    dateTime={day}
                    aria-label={formatDay(day)}
                    {...(day === today ? { 'aria-current': 'date' } : {})}
                  >
                    {Number(day.slice(8))}
                  </time>
                  <Entries calendar={data} day={day} today={today} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Entries({ calendar, day, today }: { calendar: Calendar; day: Day; today: Day }) {
  const reviews = calendar.reviews.filter(({ heldOn, plannedOn }) => (heldOn ?? plannedOn) === day)
  const commitments = calendar.commitments.filter(({ dueOn }) => dueOn === day)
  if (reviews.length + commitments.length === 0) return null
  return (
    <ul>
      {reviews.map(({ id, partnerName, state }) => {
        const isLate = state === 'planned' && day < today
        const said = isLate ? reviewTexts.overdue : reviewTexts.states[state]
        return (
          <li key={`review ${id}`}>
            <a
              href={linkTo({ page: 'reviews', parts: [id] })}
              className={cx(styles.review, isLate && styles.late)}
              title={texts.review(partnerName, said)}
            >
              <Icon of={isLate ? CalendarX : state === 'held' ? CheckCheck : CalendarCheck} />
              <span className="cut">{partnerName}</span>
              <span className="vh">, {said}</span>
            </a>
          </li>
        )
      })}
      {commitments.map(({ id, partnerId, partnerName, text, owner, reviewId }) => {
        const isLate = day < today
        const due = texts.dueFrom(owner, isLate)
        return (
          <li key={`commitment ${id}`}>
            <a
              href={
                reviewId === null
                  ? linkTo({ page: 'partners', parts: [partnerId, 'reviews'] })
                  : linkTo({ page: 'reviews', parts: [reviewId] })
              }
              className={cx(isLate && styles.late)}
              title={`${texts.commitment(partnerName, text)}${due}`}
            >
              <Icon of={isLate ? TriangleAlert : Handshake} />
              <span className="cut">{texts.commitment(partnerName, text)}</span>
              <span className="vh">{due}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

import { ChevronLeft, ChevronRight, History } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { addMonths, endOfMonth, formatDay, isDay, monthOf, type Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { usePast } from '../client/past.ts'
import { pastTexts } from '../client/texts.ts'
import { monthName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { stepDoneText } from '../client/stepTexts.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Popover } from '../ui/Popover.tsx'
import frame from './App.module.css'
import { useFrame } from './menuCommands.ts'
import { backToToday, goToDay } from './past.ts'
import styles from './Past.module.css'
import { appTexts } from './texts.ts'

const texts = appTexts.past

type DayOfHistory = Output<'history.days'>['days'][number]

const setOpen = (isChoosingDay: boolean): void => useFrame.setState({ isChoosingDay })

/** Looks at the whole programme as it was at the end of an earlier day. */
export function AsOf() {
  const isOpen = useFrame((frame) => frame.isChoosingDay)
  const { day, preparing } = usePast()
  return (
    <Popover
      label={texts.choose}
      isOpen={isOpen}
      onOpen={setOpen}
      trigger={
        <Button
          look="bare"
          isSmall
          icon={History}
          title={texts.choose}
          aria-label={texts.choose}
          className={day === null ? undefined : styles.isPast}
          aria-busy={preparing !== null}
        >
          <span className={styles.controlText}>{texts.control}</span>
        </Button>
      }
    >
      <DayChooser />
    </Popover>
  )
}

/** A day by its date, or one of those on which something happened. */
function DayChooser() {
  const shown = usePast(({ day }) => day)
  const today = useProgramme()?.today
  const [chosenMonth, setMonth] = useState<Day | null>(null)
  const month = chosenMonth ?? (today === undefined ? null : toMonthStart(today))
  const { data, error } = useEngineQuery(
    'history.days',
    { from: month ?? '2000-01-01', to: endOfMonth(month ?? '2000-01-01') },
    { enabled: month !== null, keepLast: true },
  )
  if (error) return <ErrorNote error={error} />
  if (month === null || !data) return <p className={styles.days} aria-busy="true" />
  const { first, last, days } = data
  if (first === null || last === null) return <p className={styles.days}>{texts.noPast}</p>

  const go = (day: Day): void => {
    setOpen(false)
    if (day !== shown) void goToDay(day)
  }
  return (
    <div className={styles.days}>
      <DayField first={first} last={last} shown={shown} onDay={go} />
      <div className={frame.step}>
        <IconButton
          isSmall
          label={texts.earlier}
          icon={ChevronLeft}
          disabled={month <= first}
          onClick={() => setMonth(addMonths(month, -1))}
        />
        <b>{monthName(month)}</b>
        <IconButton
          isSmall
          label={texts.later}
          icon={ChevronRight}
          disabled={addMonths(month, 1) > last}
          onClick={() => setMonth(addMonths(month, 1))}
        />
      </div>
      <DayList month={month} days={days.filter(({ day }) => day <= last)} shown={shown} onDay={go} />
      <p className={styles.note}>{texts.note}</p>
      {shown !== null && (
        <Button
          onClick={() => {
            setOpen(false)
            void backToToday()
          }}
        >
          {pastTexts.back}
        </Button>
      )}
    </div>
  )
}

interface DayProps {
  shown: Day | null
  onDay: (day: Day) => void
}

function DayField({ first, last, shown, onDay }: DayProps & { first: Day; last: Day }) {
  const [text, setText] = useState<string>(shown ?? '')
  const isOutside = isDay(text) && (text < first || text > last)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isDay(text) && !isOutside) onDay(text)
  }
  return (
    <form className={styles.field} onSubmit={submit} noValidate>
      <Field label={texts.day} problem={isOutside ? texts.outside(formatDay(first), formatDay(last)) : null}>
        {(control) => <Input {...control} type="date" min={first} max={last} value={text} onValue={setText} />}
      </Field>
      <Button type="submit" look="main" disabled={!isDay(text) || isOutside}>
        {texts.show}
      </Button>
    </form>
  )
}

function DayList({ month, days, shown, onDay }: DayProps & { month: Day; days: readonly DayOfHistory[] }) {
  if (days.length === 0) return <p className={styles.note}>{texts.nothingIn(monthName(month))}</p>
  return (
    <ul className={styles.list} aria-label={texts.daysOf(monthName(month))}>
      {days.map((entry) => (
        <li key={entry.day}>
          <button
            type="button"
            className={styles.day}
            aria-current={entry.day === shown ? 'date' : undefined}
            title={entry.steps.map(stepDoneText).join('\n')}
            onClick={() => onDay(entry.day)}
          >
            <span>{formatDay(entry.day).slice(0, 6)}</span>
            <span className="cut">{whatHappened(entry)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const toMonthStart = (day: Day): Day => `${monthOf(day)}-01`

/** "Run 2025-10 approved, and 3 more". */
function whatHappened({ count, steps: [latest] }: DayOfHistory): string {
  if (!latest) return ''
  return count === 1 ? stepDoneText(latest) : texts.andMore(stepDoneText(latest), count - 1)
}

import { Calendar, ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react'
import { isDay, type Day } from '../../contract/dates.ts'
import { periodKinds, periodOf, resolvePeriod, stepPeriod, type PeriodKind } from '../../contract/periods.ts'
import { usePeriodChoice } from '../client/period.ts'
import { useCalendar } from '../client/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Popover } from '../ui/Popover.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './App.module.css'
import { appTexts as texts } from './texts.ts'

/** Month, quarter and year of the fiscal calendar, or any days; and what to compare them with. */
export function PeriodPicker() {
  const calendar = useCalendar()
  const choice = usePeriodChoice()
  if (!calendar) return null
  const { today, fiscalYearStartMonth: startMonth } = calendar
  const period = resolvePeriod(choice, calendar)
  const setKind = (kind: PeriodKind): void => {
    const span =
      kind === 'custom'
        ? { from: period.from, to: period.to }
        : periodOf(kind, period.to < today ? period.to : today, startMonth)
    usePeriodChoice.setState({ kind, ...span })
  }
  const setDay = (edge: 'from' | 'to', day: string): void => {
    if (!isDay(day)) return
    const from: Day = edge === 'from' ? day : period.from
    const to: Day = edge === 'to' ? day : period.to
    usePeriodChoice.setState({ kind: 'custom', from: from > to ? day : from, to: from > to ? day : to })
  }
  const step = (steps: number): void => usePeriodChoice.setState(stepPeriod(period.kind, period.from, period.to, steps))
  return (
    <Popover
      label={texts.period}
      trigger={
        <Button look="bare" isSmall icon={Calendar}>
          <span className="vh">{texts.period}</span>
          {period.label}
          {period.compareLabel !== null && <span className="ink3">{texts.against(period.compareLabel)}</span>}
          <Icon of={ChevronDown} size={12} />
        </Button>
      }
    >
      <div className={styles.period}>
        <div className={styles.kinds} role="group" aria-label={texts.period}>
          {periodKinds.map((kind) => (
            <Button key={kind} isSmall aria-pressed={kind === period.kind} onClick={() => setKind(kind)}>
              {texts.periodKinds[kind]}
            </Button>
          ))}
        </div>
        <div className={styles.step}>
          <IconButton isSmall label={texts.previous} icon={ChevronLeft} onClick={() => step(-1)} />
          <b>{period.label}</b>
          <IconButton isSmall label={texts.next} icon={ChevronRight} onClick={() => step(1)} />
        </div>
        {period.kind === 'custom' && (
          <div className={styles.pair}>
            <Field label={texts.from}>
              {(control) => (
                <Input {...control} type="date" value={period.from} onValue={(day) => setDay('from', day)} />
              )}
            </Field>
            <Field label={texts.until}>
              {(control) => <Input {...control} type="date" value={period.to} onValue={(day) => setDay('to', day)} />}
            </Field>
          </div>
        )}
        <div className={styles.step}>
          <Field label={texts.compareWith}>
            {(control) => (
              <Select
                {...control}
                value={choice.compare}
                onValue={(compare) => usePeriodChoice.setState({ compare })}
                options={(['none', 'before', 'yearBefore'] as const).map((value) => ({
                  value,
                  label: texts.compare[value],
                }))}
              />
            )}
          </Field>
          <Button
            isSmall
            look="bare"
            onClick={() =>
              usePeriodChoice.setState({ from: null, to: null, kind: period.kind === 'custom' ? 'year' : period.kind })
            }
          >
            {texts.current}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

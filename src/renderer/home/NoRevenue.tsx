import { isDay, type Day } from '../../contract/dates.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { periodOf, resolvePeriod, type Period } from '../../contract/periods.ts'
import { usePeriodChoice } from '../client/period.ts'
import { useCalendar } from '../client/programme.ts'
import { Button, ButtonRow } from '../ui/Button.tsx'
import { Section } from '../ui/Lines.tsx'
import { homeTexts as texts } from './texts.ts'

/** In the place of charts that would be flat: where the latest revenue lies, one step away. */
export function NoRevenue({ period }: { period: Period }) {
  const last = useLastDay()
  const calendar = useCalendar()
  const choice = usePeriodChoice()
  if (!calendar) return null
  const kind = period.kind === 'custom' ? 'year' : period.kind
  const there = last && { ...choice, kind, ...periodOf(kind, last, calendar.fiscalYearStartMonth) }
  // What lies in the period and is credited to nobody is no way out.
  const isElsewhere = there !== undefined && (there.to < period.from || there.from > period.to)
  if (!isElsewhere) return <Section title={texts.money.revenue.plain} sub={texts.noRevenueMore} />
  const { label } = resolvePeriod(there, calendar)
  return (
    <Section title={texts.money.revenue.plain} sub={texts.lastRevenue(label)}>
      <ButtonRow>
        <Button onClick={() => usePeriodChoice.setState(there)}>{texts.showPeriod(label)}</Button>
      </ButtonRow>
    </Section>
  )
}

/** The day of the latest sale or refund; undefined while it is not known or when there is none. */
function useLastDay(): Day | undefined {
  const view = useEngineQuery('views.open', {
    table: 'conversions',
    filters: [],
    sort: [{ column: 'occurredOn', direction: 'descending' }],
    groupBy: null,
    search: '',
  })
  const last = view.data?.rows[0]?.cells['occurredOn']
  return typeof last === 'string' && isDay(last) ? last : undefined
}

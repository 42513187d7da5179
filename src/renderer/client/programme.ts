import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from './hooks.ts'
import { resolvePeriod, type Calendar, type Period } from '../../contract/periods.ts'
import { usePeriodChoice } from './period.ts'

/** Programme settings and its today; undefined until they are here. */
export function useProgramme(): Output<'programme.get'> | undefined {
  return useEngineQuery('programme.get', {}).data
}

/** What periods are told by; undefined until it is here. */
export function useCalendar(): Calendar | undefined {
  const programme = useProgramme()
  const latest = useEngineQuery('metrics.latestMonth', {})
  const latestMonth = latest.data?.month ?? (latest.isPending ? undefined : null)
  if (!programme || latestMonth === undefined) return undefined
  const { today, fiscalYearStartMonth } = programme
  return { today, fiscalYearStartMonth, latestMonth }
}

/** The period of the top bar; undefined until the calendar is known. */
export function usePeriod(): Period | undefined {
  const calendar = useCalendar()
  const choice = usePeriodChoice()
  return calendar && resolvePeriod(choice, calendar)
}

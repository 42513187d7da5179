import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from './hooks.ts'
import { resolvePeriod, usePeriodChoice, type Period } from './period.ts'

/** Programme settings and its today; undefined until they are here. */
export function useProgramme(): Output<'programme.get'> | undefined {
  return useEngineQuery('programme.get', {}).data
}

/** The period of the top bar; undefined until the fiscal calendar is known. */
export function usePeriod(): Period | undefined {
  const programme = useProgramme()
  const choice = usePeriodChoice()
  return programme && resolvePeriod(choice, programme.today, programme.fiscalYearStartMonth)
}

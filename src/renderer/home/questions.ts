import { askOfHome } from '../../contract/homeQuestions.ts'
import { type Calendar, resolvePeriod } from '../../contract/periods.ts'
import { askAhead } from '../client/hooks.ts'
import { usePeriodChoice } from '../client/period.ts'

/** Asks all that Home shows before it is drawn: the engine works on the answers meanwhile. */
export function askForHome(calendar: Calendar): void {
  const period = resolvePeriod(usePeriodChoice.getState(), calendar)
  askOfHome(period, calendar, (method, input) => void askAhead(method, input))
}

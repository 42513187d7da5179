import { formatDay, type Day } from '../../contract/dates.ts'
import { errorText } from '../client/errorTexts.ts'
import { lookAt, onForcedReturn, returnToPresent, usePast } from '../client/past.ts'
import { pastTexts } from '../client/texts.ts'
import { isCancelled } from '../client/session.ts'
import { dismissToast, say, useToasts } from '../client/toasts.ts'
import { appTexts } from './texts.ts'

const texts = appTexts.past

/** Goes to a day; what goes wrong is said. */
export async function goToDay(day: Day): Promise<void> {
  try {
    await lookAt(day, texts.label(formatDay(day)))
  } catch (error) {
    if (isCancelled(error)) return
    const { what, todo } = errorText(error)
    say({ text: `${what} ${todo}`, isError: true })
  }
}

export async function backToToday(): Promise<void> {
  // What it may say of the earlier day is no longer so.
  const { toast } = useToasts.getState()
  if (toast) dismissToast(toast.id)
  try {
    await returnToPresent()
  } catch (error) {
    say({ text: errorText(error).what, isError: true })
  }
}

/** True when an earlier day is shown; says then why nothing happens, with the way back. */
export function refuseInThePast(why: string): boolean {
  const { day } = usePast.getState()
  if (day === null) return false
  say({ text: why, action: { label: pastTexts.back, run: () => void backToToday() } })
  return true
}

onForcedReturn(() => say({ text: texts.interrupted }))

import { askOfHome } from '../contract/homeQuestions.ts'
import type { Input, NamesOf, Output } from '../contract/methods.ts'
import { resolvePeriod, usualChoice } from '../contract/periods.ts'
import { nextTurn } from './pause.ts'

export type Ask = <M extends NamesOf<'query'>>(method: M, input: Input<M>) => Promise<Output<M>>

/**
 * Answers what Home asks before it asks: by then the code is compiled and the rows are in memory. Between two answers
 * it looks whether somebody has asked, and ends.
 */
export async function rehearse(ask: Ask, isOver: () => boolean): Promise<void> {
  const goesOn = async (): Promise<boolean> => {
    await nextTurn()
    return !isOver()
  }
  if (!(await goesOn())) return
  await ask('workspace.status', {})
  if (!(await goesOn())) return
  const programme = await ask('programme.get', {})
  if (!(await goesOn())) return
  const { month } = await ask('metrics.latestMonth', {})
  const calendar = { ...programme, latestMonth: month }
  const questions: (() => Promise<unknown>)[] = []
  askOfHome(resolvePeriod(usualChoice, calendar), calendar, (method, input) => questions.push(() => ask(method, input)))
  for (const answer of questions) {
    if (!(await goesOn())) return
    await answer()
  }
}

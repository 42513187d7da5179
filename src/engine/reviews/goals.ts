import type { Day } from '../../contract/dates.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import type { Campaign, Goal } from '../../contract/reviewPlans.ts'
import type { QueryContext } from '../context.ts'
import { measureOf } from '../metrics/openBook.ts'
import { inTurn } from '../pause.ts'
import { bookOf } from './numbers.ts'
import { listPlans, type StoredGoal } from './plans.repo.ts'

/** A goal with how far it is on a day. [QB8] */
export async function readGoal(context: QueryContext, partnerId: number, goal: StoredGoal, asOf: Day): Promise<Goal> {
  const { measure, target, from } = goal
  if (from > asOf) return { ...goal, value: null, isMet: false }
  const book = await bookOf(context, measure, { from, to: goal.to < asOf ? goal.to : asOf })
  const { value } = measureOf(book, measure, book.of(partnerId))
  const isMet = value !== null && (measureDefinitions[measure].better === 'higher' ? value >= target : value <= target)
  return { ...goal, value, isMet }
}

/** The joint business plan and the co-marketing plan of a partner, goals with how far they are. [QB8] */
export async function readPlans(
  context: QueryContext,
  partnerId: number,
  asOf: Day,
): Promise<{ goals: Goal[]; campaigns: Campaign[] }> {
  const { goals, campaigns } = listPlans(context.raw, partnerId)
  return { goals: await inTurn(goals, (goal) => readGoal(context, partnerId, goal, asOf)), campaigns }
}

import { addDays, addMonths, type Day, weekdayOf } from '../../contract/dates.ts'
import type { Cadence } from '../../contract/reviews.ts'

/** A partner as far as its cadence needs it. */
export interface CadenceSubject {
  group: string
  /** Key of its tier today; '' without one. */
  tier: string
  /** Place by revenue of the last twelve months, 1 the largest; null without revenue. */
  rank: number | null
}

/** Of the rules that fit a partner the one that asks most often, then the earlier one; undefined when none fits. [QB1] */
export function cadenceOf(subject: CadenceSubject, cadences: readonly Cadence[]): Cadence | undefined {
  let found: Cadence | undefined
  for (const cadence of cadences)
    if (fits(subject, cadence) && (found === undefined || cadence.months < found.months)) found = cadence
  return found
}

function fits({ group, tier, rank }: CadenceSubject, cadence: Cadence): boolean {
  switch (cadence.scope) {
    case 'top':
      return rank !== null && rank <= cadence.count
    case 'group':
      return group.toLowerCase() === cadence.group.toLowerCase()
    case 'tier':
      return tier === cadence.tier
  }
}

/** From the day it is planned, people need this long to prepare. */
const NOTICE_DAYS = 7

/**
 * The day to propose: `months` after the last review, with a week's notice at least, never on a weekend. Without a last
 * one as soon as the notice allows. [QB1]
 */
export function proposeDay(lastOn: Day | null, months: number, today: Day): Day {
  const earliest = addDays(today, NOTICE_DAYS)
  const wanted = lastOn === null ? earliest : addMonths(lastOn, months)
  return toWorkday(wanted < earliest ? earliest : wanted)
}

/** Saturday and Sunday become the Monday after. */
function toWorkday(day: Day): Day {
  const weekday = weekdayOf(day)
  return weekday < 5 ? day : addDays(day, 7 - weekday)
}

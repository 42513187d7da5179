import { addDays, type Day, endOfMonth, type Month, monthOf } from '../../contract/dates.ts'

export interface PeriodParts {
  /** Months that lie in the period as a whole, which sums per month answer; null when there are none. */
  months: { from: Month; to: Month } | null
  /** Days outside these months, at most one stretch at each end. */
  edges: { from: Day; to: Day }[]
}

/** Cuts a period into whole months and the days before and after them. [ME3] */
export function splitPeriod(from: Day, to: Day): PeriodParts {
  const firstWhole = from.endsWith('-01') ? from : addDays(endOfMonth(from), 1)
  const lastWhole = to === endOfMonth(to) ? to : addDays(`${monthOf(to)}-01`, -1)
  if (firstWhole > lastWhole) return { months: null, edges: from <= to ? [{ from, to }] : [] }
  const edges: PeriodParts['edges'] = []
  if (from < firstWhole) edges.push({ from, to: addDays(firstWhole, -1) })
  if (lastWhole < to) edges.push({ from: addDays(lastWhole, 1), to })
  return { months: { from: monthOf(firstWhole), to: monthOf(lastWhole) }, edges }
}

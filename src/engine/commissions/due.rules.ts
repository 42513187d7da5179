import { fromEpochDays, toEpochDays } from '../../contract/dates.ts'
import { computeDue } from '../../contract/due.ts'
import type { DueRule } from '../../contract/programme.ts'

/** Due day in days since 1970-01-01 for event days in the same unit; remembers the few days there are. */
export function compileDue(rule: DueRule): (epochDays: number) => number {
  const known = new Map<number, number>()
  return (epochDays) => {
    let due = known.get(epochDays)
    if (due === undefined) {
      due = toEpochDays(computeDue(rule, fromEpochDays(epochDays)).dueOn)
      known.set(epochDays, due)
    }
    return due
  }
}

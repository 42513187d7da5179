import { addDays, type Day, toEpochDays } from '../../contract/dates.ts'
import type { InterventionEffect } from '../../contract/interventions.ts'
import { type MeasureKey, measureDefinitions } from '../../contract/measures.ts'

export interface Windows {
  before: { from: Day; to: Day }
  after: { from: Day; to: Day }
  /** Days of the "after" window that have passed on a day, that day included. */
  passedDays: number
}

/** As many days before an intervention opened as from its opening on. [IN2] */
export function windowsOf(openedOn: Day, windowDays: number, today: Day): Windows {
  return {
    before: { from: addDays(openedOn, -windowDays), to: addDays(openedOn, -1) },
    after: { from: openedOn, to: addDays(openedOn, windowDays - 1) },
    passedDays: Math.max(0, Math.min(windowDays, toEpochDays(today) - toEpochDays(openedOn) + 1)),
  }
}

/**
 * What an intervention did to its measure. Until the "after" window is over it is too early to say; then the measure has
 * reached what was expected, or it is better than before, the same, or worse. [IN3]
 *
 * @param expected null when no figure was named, or when it is in another currency
 */
export function judgeEffect(facts: {
  measure: MeasureKey
  before: number | null
  after: number | null
  expected: number | null
  passedDays: number
  windowDays: number
}): InterventionEffect['verdict'] {
  const { before, after, expected } = facts
  if (facts.passedDays < facts.windowDays) return 'tooEarly'
  if (after === null) return 'cannotTell'
  const sign = measureDefinitions[facts.measure].better === 'higher' ? 1 : -1
  if (expected !== null && after * sign >= expected * sign) return 'reached'
  if (before === null) return 'cannotTell'
  if (after === before) return 'same'
  return after * sign > before * sign ? 'better' : 'worse'
}

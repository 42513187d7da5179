import { type Day, toEpochDays } from '../../contract/dates.ts'

/** When a partner began, and when it first sold; null: not up to the day on which one looks. */
export interface Start {
  startedOn: Day
  firstOn: Day | null
}

/** How long somebody was watched, and whether what was waited for happened then. */
export interface Watched {
  days: number
  hasHappened: boolean
}

export interface SurvivalStep {
  days: number
  /** Still waiting just before this day. */
  atRisk: number
  happened: number
  /** Share still waiting after this day, in millionths. */
  waitingPpm: number
}

/** Days from each start to the first sale; those without one are watched until the day. [ME9] */
export function watchFirstSales(starts: readonly Start[], until: Day): Watched[] {
  return starts.map(({ startedOn, firstOn }) => ({
    days: Math.max(0, toEpochDays(firstOn ?? until) - toEpochDays(startedOn)),
    hasHappened: firstOn !== null,
  }))
}

/**
 * Product-limit estimate of how many are still waiting: at each day on which it happened, the share so far times
 * (1 − happened ÷ at risk). Those watched a shorter time without it count until they are lost from sight: censored, not
 * dropped (Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations", 1958). [ME9]
 *
 * @returns one step per day on which it happened, earliest first
 */
export function estimateSurvival(watched: readonly Watched[]): SurvivalStep[] {
  const sorted = watched.toSorted((a, b) => a.days - b.days)
  const steps: SurvivalStep[] = []
  let share = 1
  for (let at = 0; at < sorted.length;) {
    const days = sorted[at]?.days ?? 0
    const atRisk = sorted.length - at
    let happened = 0
    for (; at < sorted.length && sorted[at]?.days === days; at += 1) if (sorted[at]?.hasHappened === true) happened += 1
    if (happened === 0) continue
    share *= 1 - happened / atRisk
    steps.push({ days, atRisk, happened, waitingPpm: Math.round(share * 1_000_000) })
  }
  return steps
}

/** The day by which it has happened to half of them; null when more than half are still waiting. */
export function medianOf(steps: readonly SurvivalStep[]): number | null {
  return steps.find((step) => step.waitingPpm <= 500_000)?.days ?? null
}

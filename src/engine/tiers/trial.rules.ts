import type { Day } from '../../contract/dates.ts'
import type { TierBody, TierResult } from '../../contract/tiers.ts'
import { type Evaluated, propose } from './propose.rules.ts'
import { entryOn, standingOn, type TierEntry } from './standing.rules.ts'

/** One partner in a trial: what would have been decided, by the day from which it would hold. */
export class TrialPartner {
  entries: TierEntry[] = []
  /** Newest first, as many as a demotion looks at. */
  private evaluations: Evaluated[] = []
  private nextId = 1

  /** Where the partner stood before the trial began is what it had reached by then. */
  place(day: Day, results: readonly TierResult[]): void {
    this.evaluations = [{ day, results }]
    this.decide(results.findLast(({ isReached }) => isReached)?.tier ?? '', 'placed', day, day)
  }

  /** Takes what an evaluation asks for at once, as a person would who approves every proposal on the day. [TI15] */
  evaluate(body: TierBody, day: Day, results: readonly TierResult[], fiscalYearStartMonth: number): void {
    this.evaluations = [{ day, results }, ...this.evaluations].slice(0, body.rules.failures)
    const standing = standingOn(this.entries, day)
    const proposal = propose(body, standing, this.evaluations, { today: day, fiscalYearStartMonth, lapsedOn: null })
    if (proposal === null) return
    this.entries = this.entries.filter(({ validFrom }) => validFrom <= day)
    const kinds = { promotion: 'promoted', demotion: 'demoted', requalification: 'kept' } as const
    this.decide(proposal.to, kinds[proposal.kind], proposal.validFrom, day)
  }

  /** Key of the tier on a day; '' is none, null before it took part. */
  tierOn(day: Day): string | null {
    return entryOn(this.entries, day)?.tier ?? null
  }

  private decide(tier: string, kind: TierEntry['kind'], validFrom: Day, evaluatedOn: Day): void {
    this.entries.push({ id: this.nextId++, tier, kind, validFrom, evaluatedOn, pinnedUntil: null })
  }
}

/** Changes of tier between the ends of months. */
export function movesOf(
  months: readonly string[],
  tiers: readonly (string | null)[],
): { month: string; from: string; to: string }[] {
  return months.flatMap((month, place) => {
    const [from, to] = [tiers[place - 1] ?? null, tiers[place] ?? null]
    return from === null || to === null || from === to ? [] : [{ month, from, to }]
  })
}

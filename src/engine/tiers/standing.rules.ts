import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { Ppm } from '../../contract/money.ts'
import type { Tier, TierVersion } from '../../contract/tiers.ts'
import type { Standing } from './propose.rules.ts'

/** One decision about a partner's tier, as far as standing follows from it. */
export interface TierEntry {
  id: number
  tier: string
  kind: 'promoted' | 'demoted' | 'kept' | 'placed'
  validFrom: Day
  evaluatedOn: Day | null
  pinnedUntil: Day | null
}

export type DatedVersion = Pick<TierVersion, 'validFrom' | 'number' | 'body'>

/** The version in force on a day: the newest that had taken effect. */
export function versionOn<Version extends Pick<TierVersion, 'validFrom' | 'number'>>(
  versions: readonly Version[],
  day: Day,
): Version | undefined {
  let found: Version | undefined
  for (const version of versions)
    if (version.validFrom <= day && (!found || version.number > found.number)) found = version
  return found
}

/** The decision in force on a day; entries are by `validFrom`. [TI11] */
export function entryOn(entries: readonly TierEntry[], day: Day): TierEntry | undefined {
  return entries.findLast(({ validFrom }) => validFrom <= day)
}

/** Where a partner stands on a day by the decisions made about it, given by `validFrom`. [TI11] */
export function standingOn(entries: readonly TierEntry[], today: Day): Standing {
  const inForce = entryOn(entries, today)
  const past = entries.filter(({ validFrom }) => validFrom <= today)
  // Of one day the last decided counts.
  const counted = past.filter(({ validFrom }, place) => past[place + 1]?.validFrom !== validFrom)
  const firstOfStay = counted.findLastIndex(({ tier }) => tier !== inForce?.tier) + 1
  const scheduled = entries.findLast(({ validFrom }) => validFrom > today)
  const decided = entries.flatMap(({ evaluatedOn }) => (evaluatedOn === null ? [] : [evaluatedOn])).toSorted()
  return {
    tier: inForce?.tier ?? '',
    since: counted[firstOfStay]?.validFrom ?? null,
    promotedOn: past.findLast(({ kind }) => kind === 'promoted')?.validFrom ?? null,
    pinnedUntil: inForce?.pinnedUntil ?? null,
    scheduled: scheduled ? { tier: scheduled.tier, validFrom: scheduled.validFrom } : null,
    decidedFor: decided.at(-1) ?? null,
  }
}

/** The tier of a key in the version that was in force on a day, else in the newest that knows it. */
export function tierNamed(versions: readonly DatedVersion[], key: string, day: Day): Tier | undefined {
  const own = versionOn(versions, day)?.body.tiers.find((tier) => tier.key === key)
  if (own) return own
  const newestFirst = versions.toSorted((a, b) => b.number - a.number)
  return newestFirst.flatMap(({ body }) => body.tiers).find((tier) => tier.key === key)
}

/** From a day on (days since 1970-01-01) a partner's commissions carry this uplift, for the tier of this name. */
export interface UpliftSegment {
  fromDay: number
  ppm: Ppm
  tier: string
}

/**
 * The uplift of each stretch of days: that of the tier in force on the day, as the table in force on the day has it. The
 * first stretch begins at -Infinity. [TI12]
 *
 * @param entries  a partner's decisions, by `validFrom`
 * @param versions every published version
 */
export function upliftsOf(
  entries: readonly Pick<TierEntry, 'tier' | 'validFrom'>[],
  versions: readonly DatedVersion[],
): UpliftSegment[] {
  const segments: UpliftSegment[] = [{ fromDay: -Infinity, ppm: 0, tier: '' }]
  const days = new Set([...entries, ...versions].map(({ validFrom }) => validFrom))
  for (const day of [...days].toSorted()) {
    const key = entries.findLast(({ validFrom }) => validFrom <= day)?.tier ?? ''
    const tier = versionOn(versions, day)?.body.tiers.find((candidate) => candidate.key === key)
    const segment = { fromDay: toEpochDays(day), ppm: tier?.upliftPpm ?? 0, tier: tier?.name ?? '' }
    const last = segments.at(-1)
    if (last?.ppm !== segment.ppm || last.tier !== segment.tier) segments.push(segment)
  }
  return segments
}

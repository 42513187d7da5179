import { addDays, toEpochDays } from '../../contract/dates.ts'
import type { Day } from '../../contract/dates.ts'
import type { PartnerStatus } from '../../contract/partners.ts'
import type { Plan } from '../../contract/plans.ts'
import type { CompiledPlan } from './compile.rules.ts'

export type Assignment = Pick<Plan['assignments'][number], 'id' | 'scope' | 'validFrom' | 'validTo'> & {
  planId: number
}
export type VersionDates = Pick<Plan['versions'][number], 'id' | 'number' | 'validFrom' | 'changeMode'> & {
  planId: number
}

/** A version that may pay in a stretch of days; `since`: only customers whose first conversion is on or after that day. */
export interface Candidate {
  plan: CompiledPlan
  since: number
}

/** Days from `fromDay` (days since 1970-01-01) until the next segment; candidates newest first, none: nothing is paid. */
export interface Segment {
  fromDay: number
  candidates: readonly Candidate[]
}

/** Which plan version pays a partner on which day. Segments follow each other without gaps, the first from -Infinity. */
export interface PlanTimeline {
  segments: readonly Segment[]
  /** Someone must know the first conversion of each customer. */
  needsFirst: boolean
}

/** A partner earns while active or invited (as in Dub: other enrolments are skipped). [CO11] */
export function isEarning(status: PartnerStatus): boolean {
  return status === 'active' || status === 'invited'
}

/** The status in force on a day: the newest that began on or before it; before the first one the partner is a prospect. */
export function statusOn(statuses: readonly { status: PartnerStatus; validFrom: Day }[], day: Day): PartnerStatus {
  let found: { status: PartnerStatus; validFrom: Day } | undefined
  for (const status of statuses)
    if (status.validFrom <= day && (!found || status.validFrom >= found.validFrom)) found = status
  return found?.status ?? 'prospect'
}

/**
 * A first status that began with the partner moves along when its start is corrected.
 *
 * @param statuses in the order of their days
 * @returns it; undefined when it stays where it is
 */
export function firstStatusMoving<Entry extends { validFrom: Day }>(
  statuses: readonly Entry[],
  startedOn: Day,
  corrected: Day,
): Entry | undefined {
  const [first, second] = statuses
  return first?.validFrom === startedOn && (second === undefined || corrected < second.validFrom) ? first : undefined
}

/** The assignments that can reach a partner: its own, its group's and everyone's. */
export function assignmentsFor(
  partner: { id: number; group: string },
  assignments: readonly Assignment[],
): Assignment[] {
  return assignments.filter(({ scope }) => {
    switch (scope.kind) {
      case 'everyone':
        return true
      case 'group':
        return scope.group === partner.group
      case 'partner':
        return scope.partnerId === partner.id
    }
  })
}

const SCOPE_RANK = { partner: 0, group: 1, everyone: 2 } as const

/** The assignment that counts on a day: the partner's own before its group's before everyone's, then the newest. [PL6] */
export function assignmentOn(assignments: readonly Assignment[], day: Day): Assignment | undefined {
  return assignments
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
    .sort(
      (a, b) =>
        SCOPE_RANK[a.scope.kind] - SCOPE_RANK[b.scope.kind] || compareText(b.validFrom, a.validFrom) || b.id - a.id,
    )[0]
}

/**
 * Cuts a partner's time where an assignment, a version or the partner's status begins or ends.
 *
 * @param assignments those that can reach the partner
 * @param statuses    the partner's status history
 * @param compiled    compiled versions by id; a version without one is left out
 */
export function buildTimeline(
  assignments: readonly Assignment[],
  versions: readonly VersionDates[],
  statuses: readonly { status: PartnerStatus; validFrom: Day }[],
  compiled: ReadonlyMap<number, CompiledPlan>,
): PlanTimeline {
  const days = new Set<Day>()
  for (const { validFrom, validTo } of assignments) {
    days.add(validFrom)
    if (validTo !== null) days.add(addDays(validTo, 1))
  }
  for (const { validFrom } of versions) days.add(validFrom)
  for (const { validFrom } of statuses) days.add(validFrom)
  const ordered = newestFirst(versions)
  const segments: Segment[] = [{ fromDay: -Infinity, candidates: [] }]
  for (const day of [...days].sort(compareText)) {
    const assignment = isEarning(statusOn(statuses, day)) ? assignmentOn(assignments, day) : undefined
    const inForce = ordered.filter(({ planId, validFrom }) => planId === assignment?.planId && validFrom <= day)
    segments.push({ fromDay: toEpochDays(day), candidates: toCandidates(inForce, compiled) })
  }
  return { segments, needsFirst: segments.some(({ candidates }) => candidates.some(needsFirst)) }
}

/**
 * The versions that may pay, newest first: the newest that has begun on the event day; one for new customers only counts
 * just for customers whose first conversion with the partner is on or after its start (grandfathering). [PL7]
 */
function toCandidates(versions: readonly VersionDates[], compiled: ReadonlyMap<number, CompiledPlan>): Candidate[] {
  const candidates: Candidate[] = []
  for (const { id, changeMode, validFrom } of versions) {
    const plan = compiled.get(id)
    if (!plan) continue
    candidates.push({ plan, since: changeMode === 'newCustomersOnly' ? toEpochDays(validFrom) : -Infinity })
    // Nothing older can be chosen once a version is open to every customer.
    if (changeMode === 'allNewEvents') break
  }
  return candidates
}

function needsFirst({ plan, since }: Candidate): boolean {
  return plan.needsFirst || since !== -Infinity
}

function newestFirst(versions: readonly VersionDates[]): VersionDates[] {
  return versions.toSorted((a, b) => compareText(b.validFrom, a.validFrom) || b.number - a.number)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import { addDays, type Day } from '../../contract/dates.ts'
import type { Proposal, TierResult, TierVersion } from '../../contract/tiers.ts'
import type { QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { listCertificates } from './certificates.repo.ts'
import { endangers, type HeldCertificate } from './certificates.rules.ts'
import { type Calendar, evaluate, type Evaluation, readCalendar, readRoster } from './evaluation.ts'
import { propose, type Standing } from './propose.rules.ts'
import { standingOn, type TierEntry } from './standing.rules.ts'
import { listTierEntries } from './tiers.repo.ts'

/** One participant with its standing and what the numbers ask for. */
export interface PartnerStanding {
  partnerId: number
  name: string
  standing: Standing
  entries: readonly TierEntry[]
  /** Of the day that counts for it: the last evaluation, or today for one that is looked at at once. */
  evaluation: { day: Day; version: TierVersion; results: readonly TierResult[] } | null
  proposal: Proposal | null
}

/**
 * Every partner that takes part today. Partners whose certificate ran out since the last evaluation, and those with a
 * demotion to come, are evaluated today. [TI9]
 */
export function listStandings(context: QueryContext): Promise<PartnerStanding[]> {
  return unchanged(context.raw, () => readStandings(context))
}

async function readStandings(context: QueryContext): Promise<PartnerStanding[]> {
  const calendar = readCalendar(context)
  if (!calendar) return []
  const { raw } = context
  const today = context.today()
  const { fiscalYearStartMonth } = context.settings()
  const regular: Evaluation[] = []
  for (const day of calendar.days) {
    const evaluation = await evaluate(context, calendar, day)
    if (evaluation) regular.push(evaluation)
  }
  const entriesOf = listTierEntries(raw)
  const certificates = listCertificates(raw)
  let live: Evaluation | null | undefined
  const standings: PartnerStanding[] = []
  for (const { partnerId, name } of readRoster(raw).on(today)) {
    const entries = entriesOf.get(partnerId) ?? []
    const standing = standingOn(entries, today)
    const own = regular.flatMap((evaluation) => ofPartner(evaluation, partnerId))
    const lapsedOn = findLapse(own[0], standing, certificates.get(partnerId) ?? [], today)
    if (lapsedOn !== null || isToBeDemoted(calendar, standing)) {
      live ??= await evaluate(context, calendar, today)
      // On a day of evaluation today's is the newest already.
      if (live && own[0]?.day !== today) own.unshift(...ofPartner(live, partnerId))
    }
    const occasion = { today, fiscalYearStartMonth, lapsedOn }
    const proposal = propose(calendar.inForce.body, standing, own, occasion)
    standings.push({ partnerId, name, standing, entries, evaluation: own[0] ?? null, proposal })
  }
  return standings
}

type OwnEvaluation = NonNullable<PartnerStanding['evaluation']>

function ofPartner({ day, version, results }: Evaluation, partnerId: number): OwnEvaluation[] {
  const found = results.get(partnerId)
  return found ? [{ day, version, results: found }] : []
}

function isToBeDemoted({ inForce }: Calendar, { tier, scheduled }: Standing): boolean {
  const placeOf = (key: string): number => inForce.body.tiers.findIndex((known) => known.key === key)
  return scheduled !== null && placeOf(scheduled.tier) < placeOf(tier)
}

/** The day after the end of a certificate that the partner's tier hangs on, when that was after the last evaluation. */
function findLapse(
  last: OwnEvaluation | undefined,
  { tier }: Standing,
  certificates: readonly HeldCertificate[],
  today: Day,
): Day | null {
  const result = last?.results.find((candidate) => candidate.tier === tier)
  if (!last || !result) return null
  const ends = certificates.flatMap((certificate) => {
    const { expiresOn } = certificate
    if (expiresOn === null || expiresOn < last.day || expiresOn >= today) return []
    return endangers(certificate, certificates, result) ? [addDays(expiresOn, 1)] : []
  })
  return ends.toSorted().at(-1) ?? null
}

/** Open proposals of all participants, by name. */
export async function listProposals(context: QueryContext): Promise<(PartnerStanding & { proposal: Proposal })[]> {
  const standings = await listStandings(context)
  return standings.flatMap((standing) =>
    standing.proposal === null ? [] : [{ ...standing, proposal: standing.proposal }],
  )
}

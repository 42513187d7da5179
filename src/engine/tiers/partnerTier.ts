import type { Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { QueryContext } from '../context.ts'
import { evaluate, readCalendar } from './evaluation.ts'
import { listPromiseRecords } from './promises.repo.ts'
import { listOwed } from './promises.rules.ts'
import { listStandings } from './proposals.ts'
import { standingOn, tierNamed } from './standing.rules.ts'
import { listDecisions, listTierVersions, tierEntriesOf } from './tiers.repo.ts'

/** One partner's standing with everything behind it. */
export async function describePartner(
  context: QueryContext,
  partnerId: number,
  day: Day | null,
): Promise<Output<'tiers.partner'>> {
  const { raw } = context
  const settings = context.settings()
  const today = context.today()
  const versions = listTierVersions(raw)
  const standing = standingOn(tierEntriesOf(raw, partnerId), today)
  const tier = tierNamed(versions, standing.tier, today)
  const decisions = listDecisions(raw, partnerId)
  const inForce = decisions.find(({ validFrom }) => validFrom <= today)
  const scheduled = decisions.find(({ validFrom }) => validFrom > today)
  const proposed = (await listStandings(context)).find((candidate) => candidate.partnerId === partnerId)
  return {
    currency: settings.baseCurrency,
    policy: settings.exchange.mode,
    evaluation: await findEvaluation(context, partnerId, day, proposed?.evaluation ?? null),
    current: {
      tier: standing.tier,
      name: tier?.name ?? standing.tier,
      since: standing.since,
      upliftPpm: tier?.upliftPpm ?? 0,
    },
    scheduled: scheduled
      ? {
          tier: scheduled.tier,
          name: scheduled.tierName,
          validFrom: scheduled.validFrom,
          graceUntil: scheduled.graceUntil,
        }
      : null,
    pin: inForce?.pin && inForce.pin.until >= today ? inForce.pin : null,
    proposal: proposed?.proposal ?? null,
    decisions,
    promises: listOwed(tier, standing.since, listPromiseRecords(raw).get(partnerId) ?? []),
  }
}

type Shown = Output<'tiers.partner'>['evaluation']

/** The partner on the day asked for, else as it counts for proposals. */
async function findEvaluation(
  context: QueryContext,
  partnerId: number,
  day: Day | null,
  counted: { day: Day; version: { number: number }; results: readonly NonNullable<Shown>['results'][number][] } | null,
): Promise<Shown> {
  if (day === null)
    return counted && { day: counted.day, versionNumber: counted.version.number, results: [...counted.results] }
  const calendar = readCalendar(context)
  const evaluation = calendar && (await evaluate(context, calendar, day))
  const results = evaluation?.results.get(partnerId)
  return evaluation && results ? { day, versionNumber: evaluation.version.number, results } : null
}

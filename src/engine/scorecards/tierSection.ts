import { formatDay } from '../../contract/dates.ts'
import type { CardSection } from '../../contract/scorecards.ts'
import type { RequirementEvidence, TierResult } from '../../contract/tiers.ts'
import { combinationText, testLabel, testValue } from '../../contract/tierTexts.ts'
import type { QueryContext } from '../context.ts'
import { evaluate } from '../tiers/evaluation.ts'
import { standingOn, tierNamed, versionOn } from '../tiers/standing.rules.ts'
import { listTierVersions, tierEntriesOf } from '../tiers/tiers.repo.ts'
import type { SectionReader } from './sections.ts'

/** What a partner had on a day towards the next tier of the table in force then; null without one. [SC17] */
export const readTierGap: SectionReader = async (context, partnerId, { until }) => {
  const versions = listTierVersions(context.raw)
  const version = versionOn(versions, until)
  if (!version) return null
  const { tier, since } = standingOn(tierEntriesOf(context.raw, partnerId), until)
  const name = tierNamed(versions, tier, until)?.name ?? tier
  const standing = name === '' || since === null ? 'No tier yet' : `${name} since ${formatDay(since)}`
  const next = version.body.tiers[version.body.tiers.findIndex(({ key }) => key === tier) + 1]
  if (!next) return { key: 'tier', title: `${name} is the highest tier`, note: standing, lines: [] }
  const evaluation = await evaluate(context, { versions }, until)
  const result = evaluation?.results.get(partnerId)?.find((candidate) => candidate.tier === next.key)
  return result ? describe(context, result, standing) : null
}

function describe(context: QueryContext, result: TierResult, standing: string): CardSection {
  const { requirements, combination, name, isReached } = result
  const { baseCurrency } = context.settings()
  const missing = requirements.filter(({ isMet }) => !isMet).length
  const isPart = combination.kind !== 'all'
  const asks = combinationText(
    combination,
    requirements.map(({ weight }) => weight),
  )
  return {
    key: 'tier',
    title: isReached ? `${name} is reached` : isPart ? `On the way to ${name}` : stepsTo(missing, name),
    note: isPart ? `${standing}; ${name} asks for ${asks}` : standing,
    lines: requirements.map((requirement) => toLine(requirement, baseCurrency)),
  }
}

const stepsTo = (count: number, name: string): string =>
  count === 1 ? `One step from ${name}` : `${count} steps from ${name}`

function toLine({ test, actual, target, isMet, missing }: RequirementEvidence, currency: string) {
  const isFact = test.kind === 'attestation' || test.kind === 'policy'
  return {
    meaning: isMet ? ('good' as const) : ('warn' as const),
    label: testLabel(test),
    note: isFact ? '' : `${testValue(test, actual, currency)} of ${testValue(test, target, currency)}`,
    value: isMet
      ? 'met'
      : isFact || !missing
        ? testValue(test, actual, currency)
        : `${testValue(test, missing, currency)} ${side(test)}`,
  }
}

const side = (test: RequirementEvidence['test']): string =>
  test.kind === 'measure' && test.comparison === 'atMost' ? 'over' : 'short'

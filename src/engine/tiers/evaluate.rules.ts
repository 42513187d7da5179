import type { Combination, RequirementEvidence, Tier, TierBody, TierResult } from '../../contract/tiers.ts'
import { judge, type PartnerFacts } from './requirements.rules.ts'

/** Every tier of a table against a partner's facts, lowest first, each with the evidence of its requirements. [TI4] */
export function evaluateTiers({ tiers, rules }: TierBody, facts: PartnerFacts): TierResult[] {
  return tiers.map((tier) => evaluateTier(tier, facts, rules.keepPpm))
}

function evaluateTier(tier: Tier, facts: PartnerFacts, keepPpm: number): TierResult {
  const judged = tier.requirements.map((requirement) => judge(requirement, facts, keepPpm))
  const requirements = judged.map(({ evidence }) => evidence)
  return {
    tier: tier.key,
    name: tier.name,
    combination: tier.combination,
    isReached: isSatisfied(tier.combination, requirements),
    isKept: isSatisfied(
      tier.combination,
      judged.map(({ evidence, isKept }) => ({ weight: evidence.weight, isMet: isKept })),
    ),
    requirements,
  }
}

/** All requirements, so many of them, or so much of their weights in sum. A tier that asks for nothing is reached. [TI7] */
export function isSatisfied(
  combination: Combination,
  requirements: readonly Pick<RequirementEvidence, 'weight' | 'isMet'>[],
): boolean {
  const met = requirements.filter(({ isMet }) => isMet)
  switch (combination.kind) {
    case 'all':
      return met.length === requirements.length
    case 'some':
      return met.length >= Math.min(combination.count, requirements.length)
    case 'score':
      return requirements.length === 0 || met.reduce((sum, { weight }) => sum + weight, 0) >= combination.atLeast
  }
}

import { measureDefinitions } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { RequirementTest, Tier, TierBody } from '../../contract/tiers.ts'
import { canBeWeighed } from './requirements.rules.ts'

const COMPOSITE_WEIGHT = 100

/** What stands in the way of publishing a table, as sentences; none when it can be published. [TI1] */
export function findProblems({ tiers }: TierBody): string[] {
  const problems: string[] = []
  for (const [place, tier] of tiers.entries()) {
    const { name, requirements } = tier
    const earlier = tiers.slice(0, place)
    if (earlier.some(({ key }) => key === tier.key)) problems.push(`${name} has the key of another tier`)
    if (earlier.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      problems.push(`two tiers are called ${name}`)
    if (place > 0 && requirements.length === 0)
      problems.push(`${name} asks for nothing, so every partner would reach it`)
    problems.push(...combinationProblems(tier))
    if (hasDoubles(requirements.map(({ key }) => key))) problems.push(`two requirements of ${name} have the same key`)
    if (hasDoubles(tier.promises.map(({ key }) => key))) problems.push(`two promises of ${name} have the same key`)
    for (const { test } of requirements) problems.push(...testProblems(name, test))
  }
  return problems
}

function combinationProblems({ name, combination, requirements }: Tier): string[] {
  switch (combination.kind) {
    case 'all':
      return []
    case 'some':
      return combination.count > requirements.length && requirements.length > 0
        ? [`${name} asks for ${combination.count} of ${requirements.length} requirements`]
        : []
    case 'score': {
      const sum = requirements.reduce((all, { weight }) => all + weight, 0)
      return combination.atLeast > sum && requirements.length > 0
        ? [`${name} asks for ${combination.atLeast} points where all requirements together give ${sum}`]
        : []
    }
  }
}

function testProblems(name: string, test: RequirementTest): string[] {
  switch (test.kind) {
    case 'measure':
      return measureDefinitions[test.measure].scope === 'both'
        ? []
        : [`${name}: ${measureTexts[test.measure].label} is measured of the programme, not of a partner`]
    case 'points': {
      const { sourced, assisted, managed } = test.rates
      if (sourced + assisted + managed === 0) return [`${name}: no motion gives points`]
      return sourced === 0 && test.sourcedAtLeast > 0
        ? [`${name}: sourced revenue gives no points and some are asked for`]
        : []
    }
    case 'composite': {
      const problems: string[] = []
      const sum = test.parts.reduce((all, { weight }) => all + weight, 0)
      if (sum !== COMPOSITE_WEIGHT)
        problems.push(`${name}: the weights of the score add up to ${sum}, not to ${COMPOSITE_WEIGHT}`)
      if (hasDoubles(test.parts.map(({ measure }) => measure))) problems.push(`${name}: the score has a measure twice`)
      for (const { measure } of test.parts)
        if (!canBeWeighed(measure)) problems.push(`${name}: ${measureTexts[measure].label} cannot be part of a score`)
      return problems
    }
    case 'certificates':
    case 'attestation':
    case 'policy':
      return []
  }
}

function hasDoubles(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length
}

import { formatDay } from './dates.ts'
import type { MeasureKey } from './measures.ts'
import { measureDefinitions } from './measures.ts'
import { formatMeasure, measureTexts } from './measureTexts.ts'
import { formatMinor, formatRate } from './money.ts'
import type { Combination, RequirementEvidence, RequirementTest, TierResult, TierWindow } from './tiers.ts'

// What tiers ask for and what is missing, in the words of the window and of documents alike.

const windowUnits = { month: 'month', quarter: 'quarter', year: 'year' } as const

/** "over the last 12 months", "in the fiscal year so far". */
export function windowText(window: TierWindow): string {
  if (window.kind === 'trailing')
    return window.months === 1 ? 'over the last month' : `over the last ${window.months} months`
  return `in the ${window.kind} ${windowUnits[window.unit]} so far`
}

const lower = (text: string): string => (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))
const count = (value: number): string => formatMeasure(value, 'count', '')
const measureName = (key: MeasureKey): string => lower(measureTexts[key].label)
const measured = (key: MeasureKey, value: number, currency: string): string => {
  const { unit } = measureDefinitions[key]
  return `${unit === 'money' ? `${currency} ` : ''}${formatMeasure(value, unit, currency)}`
}

/** What the figures of a test are called: "Partner revenue", "Certified people", the topic of a confirmation. */
export function testLabel(test: RequirementTest): string {
  switch (test.kind) {
    case 'measure':
      return measureTexts[test.measure].label
    case 'points':
      return 'Points'
    case 'composite':
      return 'Score'
    case 'certificates':
      return test.name === '' ? 'Certified people' : `${test.name}${test.level === '' ? '' : `, ${test.level}`}`
    case 'attestation':
    case 'policy':
      return test.topic
  }
}

/** A figure of a test for people: "USD 12,000.00", "62.5", "3", "yes". */
export function testValue(test: RequirementTest, value: number | null, currency: string): string {
  if (value === null) return 'cannot be told'
  switch (test.kind) {
    case 'measure':
      return measured(test.measure, value, currency)
    case 'composite':
      return formatMeasure(value, 'score', currency)
    case 'points':
    case 'certificates':
      return count(value)
    case 'attestation':
      return value === 1 ? 'confirmed' : 'not confirmed'
    case 'policy':
      return value === 1 ? 'kept' : 'broken'
  }
}

function certified({ name, level }: { name: string; level: string }): string {
  const what = [level, name].filter((word) => word !== '').join(' ')
  return what === '' ? 'with a valid certificate' : `certified in ${what}`
}

/** A requirement in one phrase: "partner revenue of at least USD 50,000.00 over the last 12 months". */
export function requirementText(test: RequirementTest, currency: string): string {
  switch (test.kind) {
    case 'measure':
      return `${measureName(test.measure)} of ${test.comparison === 'atLeast' ? 'at least' : 'at most'} ${measured(test.measure, test.target, currency)} ${windowText(test.window)}`
    case 'points': {
      const gate = test.sourcedAtLeast === 0 ? '' : `, ${count(test.sourcedAtLeast)} of them sourced,`
      return `at least ${count(test.atLeast)} points${gate} ${windowText(test.window)}: ${pointsText(test, currency)}`
    }
    case 'composite':
      return `a score of at least ${test.passAt} of 100 ${windowText(test.window)}, every measure above zero: ${test.parts
        .map(
          ({ measure, weight, target }) => `${measureName(measure)} ${weight} (${measured(measure, target, currency)})`,
        )
        .join(', ')}`
    case 'certificates':
      return `${count(test.holders)} ${test.holders === 1 ? 'person' : 'people'} ${certified(test)}`
    case 'attestation':
      return `confirmed: ${test.topic}`
    case 'policy':
      return `kept: ${test.topic}`
  }
}

function pointsText(test: Extract<RequirementTest, { kind: 'points' }>, currency: string): string {
  const { sourced, assisted, managed } = test.rates
  const groups = test.groups.map(({ in: names, percent }) => `, ${percent}% of it for ${names.join(', ')}`).join('')
  return `for each ${currency} ${formatMinor(test.perMinor, currency)} ${sourced} sourced, ${assisted} assisted, ${managed} managed${groups}`
}

/** "all of these", "2 of these 3", "60 of 100 points". */
export function combinationText(combination: Combination, weights: readonly number[]): string {
  switch (combination.kind) {
    case 'all':
      return weights.length === 1 ? 'this' : 'all of these'
    case 'some':
      return `${combination.count} of these ${weights.length}`
    case 'score':
      return `${combination.atLeast} of ${weights.reduce((sum, weight) => sum + weight, 0)} points`
  }
}

/** What an unmet requirement lacks: "USD 4,210.00 more partner revenue", "1 more person certified in Sales". */
export function missingText({ test, actual, missing, parts }: RequirementEvidence, currency: string): string {
  switch (test.kind) {
    case 'measure': {
      const { unit } = measureDefinitions[test.measure]
      const name = measureName(test.measure)
      const target = measured(test.measure, test.target, currency)
      if (actual === null || missing === null)
        return `${name} of ${test.comparison === 'atLeast' ? 'at least' : 'at most'} ${target}; it cannot be told yet`
      if (test.comparison === 'atMost')
        return `${name} down from ${measured(test.measure, actual, currency)} to ${target}`
      if (unit === 'money' || unit === 'count') return `${measured(test.measure, missing, currency)} more ${name}`
      return `${name} up from ${measured(test.measure, actual, currency)} to ${target}`
    }
    case 'points': {
      const sourced = parts.find(({ name }) => name === 'sourced')?.actual ?? 0
      const gate = Math.max(0, test.sourcedAtLeast - sourced)
      if (actual === null || missing === null) return 'points; they cannot be told yet'
      if (gate === 0) return `${count(missing)} more points`
      return gate >= missing
        ? `${count(gate)} more sourced points`
        : `${count(missing)} more points, ${count(gate)} of them sourced`
    }
    case 'composite': {
      const empty = parts.filter((part) => (part.actual ?? 0) <= 0)
      // Every measure has to be above zero, whatever the score.
      const zeros = empty.map(({ name }) => measureName(name as MeasureKey)).join(', ') // parts of a composite are measures
      const points =
        missing === null || missing === 0 ? '' : `${formatMeasure(missing, 'score', currency)} more of the score`
      return [points, zeros === '' ? '' : `${zeros} above zero`].filter((text) => text !== '').join(', ')
    }
    case 'certificates':
      return `${count(missing ?? test.holders)} more ${missing === 1 ? 'person' : 'people'} ${certified(test)}`
    case 'attestation':
      return `confirmation of “${test.topic}”`
    case 'policy':
      return `“${test.topic}” kept again`
  }
}

/** Everything a partner lacks for a tier, the farthest first. */
export function missingTexts({ requirements }: TierResult, currency: string): string[] {
  return requirements
    .filter(({ isMet }) => !isMet)
    .toSorted((a, b) => a.progressPpm - b.progressPpm)
    .map((evidence) => missingText(evidence, currency))
}

/** "Gold on 12 Mar 2025: +2%": what a line of uplift is for. */
export function upliftText(tierName: string, day: string, ratePpm: number): string {
  return `${tierName} on ${formatDay(day)}: +${formatRate(ratePpm)}`
}

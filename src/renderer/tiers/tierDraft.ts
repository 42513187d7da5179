import type { MeasureKey } from '../../contract/measures.ts'
import { measureDefinitions, measureKeys } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import { currencyExponent } from '../../contract/money.ts'
import {
  type Requirement,
  type RequirementKind,
  type RequirementTest,
  type Tier,
  type TierBody,
  tierBodySchema,
  type TierWindow,
} from '../../contract/tiers.ts'
import { tableTexts as texts } from './tableTexts.ts'

const MILLION = 1_000_000
const lastYear: TierWindow = { kind: 'trailing', months: 12 }

/** Measures of partners, to choose from. */
export const partnerMeasures = measureKeys
  .filter((key) => measureDefinitions[key].scope === 'both')
  .map((key) => ({ value: key, label: measureTexts[key].label }))
/** Those of them that a score may weigh: the more the better. */
export const weighedMeasures = partnerMeasures.filter(({ value }) => measureDefinitions[value].better === 'higher')

/** Everything a tier may ask for. */
export const requirementKinds = Object.keys(texts.kinds) as RequirementKind[] // one key per kind

/** A key that none of the others has. */
export function freeKey(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1
  while (taken.includes(`${prefix}-${number}`)) number += 1
  return `${prefix}-${number}`
}

/** A threshold that is a plain start for a measure's unit. */
export function startTarget(measure: MeasureKey, currency: string): number {
  switch (measureDefinitions[measure].unit) {
    case 'money':
      return 10_000 * 10 ** currencyExponent(currency)
    case 'count':
      return 10
    case 'rate':
      return 250_000
    case 'days':
    case 'months':
      return 30 * MILLION
    case 'index':
      return MILLION
    case 'score':
      return 50 * MILLION
  }
}

export function newTest(kind: RequirementKind, currency: string): RequirementTest {
  const unit = 10 ** currencyExponent(currency)
  switch (kind) {
    case 'measure':
      return {
        kind,
        measure: 'revenue',
        comparison: 'atLeast',
        target: startTarget('revenue', currency),
        window: lastYear,
      }
    case 'points':
      return {
        kind,
        perMinor: 100 * unit,
        rates: { sourced: 5, assisted: 3, managed: 1 },
        groups: [],
        atLeast: 500,
        sourcedAtLeast: 0,
        window: lastYear,
      }
    case 'composite':
      return {
        kind,
        parts: [
          { measure: 'revenue', weight: 50, target: startTarget('revenue', currency) },
          { measure: 'newCustomers', weight: 30, target: 10 },
          { measure: 'certificates', weight: 20, target: 2 },
        ],
        passAt: 70,
        window: { kind: 'trailing', months: 6 },
      }
    case 'certificates':
      return { kind, holders: 1, name: '', level: '' }
    case 'attestation':
    case 'policy':
      return { kind, topic: '' }
  }
}

export function newRequirement(kind: RequirementKind, currency: string, taken: readonly string[]): Requirement {
  return { key: freeKey('asked', taken), weight: 1, test: newTest(kind, currency) }
}

/** The next tier: what the one below it asks for and promises, to be changed. */
export function newTier(below: Tier | undefined, taken: readonly string[], currency: string): Tier {
  return {
    key: freeKey('tier', taken),
    name: texts.tier(taken.length + 1),
    description: '',
    combination: { kind: 'all' },
    requirements:
      below === undefined || below.requirements.length === 0
        ? [newRequirement('measure', currency, [])]
        : below.requirements,
    upliftPpm: below?.upliftPpm ?? 0,
    promises: below?.promises ?? [],
  }
}

/** Entry at a quarter of a good first year, each step about four times as far (Magentrix). */
export function templateBody(currency: string): TierBody {
  const unit = 10 ** currencyExponent(currency)
  const steps = [
    { amount: 25_000, holders: 0, upliftPpm: 0 },
    { amount: 100_000, holders: 2, upliftPpm: 10_000 },
    { amount: 500_000, holders: 4, upliftPpm: 20_000 },
  ]
  const [registered, ...names] = texts.templateNames
  const tier = (name: string): Omit<Tier, 'requirements' | 'upliftPpm'> => ({
    key: name.toLowerCase(),
    name,
    description: '',
    combination: { kind: 'all' },
    promises: [],
  })
  return {
    tiers: [
      { ...tier(registered), requirements: [], upliftPpm: 0 },
      ...steps.map(({ amount, holders, upliftPpm }, place) => ({
        ...tier(names[place] ?? ''),
        upliftPpm,
        requirements: [
          {
            key: 'revenue',
            weight: 1,
            test: {
              kind: 'measure' as const,
              measure: 'revenue' as const,
              comparison: 'atLeast' as const,
              target: amount * unit,
              window: lastYear,
            },
          },
          ...(holders === 0
            ? []
            : [{ key: 'certified', weight: 1, test: { kind: 'certificates' as const, holders, name: '', level: '' } }]),
        ],
      })),
    ],
    rules: {
      calendar: 'quarter',
      effective: 'nextMonth',
      graceDays: 90,
      keepPpm: 900_000,
      failures: 1,
      floorMonths: 6,
    },
  }
}

/** What can be stored: blank words are being typed still. */
export function isStorable(body: TierBody): boolean {
  return tierBodySchema.safeParse(body).success
}

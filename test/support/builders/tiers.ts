import type { MeasureKey } from '../../../src/contract/measures.ts'
import type {
  Requirement,
  RequirementTest,
  Tier,
  TierBody,
  TierRules,
  TierWindow,
} from '../../../src/contract/tiers.ts'
import type { MotionAmounts, PointsTest } from '../../../src/engine/tiers/points.rules.ts'
import type { PartnerFacts } from '../../../src/engine/tiers/requirements.rules.ts'

export const lastYear: TierWindow = { kind: 'trailing', months: 12 }

/** Every quarter, at once, without grace, room, floor or second chance. */
export const strict: TierRules = {
  calendar: 'quarter',
  effective: 'atOnce',
  graceDays: 0,
  keepPpm: 1_000_000,
  failures: 1,
  floorMonths: 0,
}

export function asks(test: RequirementTest, changes: Partial<Requirement> = {}): Requirement {
  return { key: 'asked', weight: 1, test, ...changes }
}

export function atLeast(measure: MeasureKey, target: number, window = lastYear): RequirementTest {
  return { kind: 'measure', measure, comparison: 'atLeast', target, window }
}

export function aTier(name: string, requirements: readonly RequirementTest[] = [], changes: Partial<Tier> = {}): Tier {
  return {
    key: name.toLowerCase(),
    name,
    description: '',
    combination: { kind: 'all' },
    requirements: requirements.map((test, place) => asks(test, { key: `asked-${place + 1}` })),
    upliftPpm: 0,
    promises: [],
    ...changes,
  }
}

/** Registered for everyone, Silver from 1,000.00 and Gold from 5,000.00 of revenue in the last 12 months. */
export function revenueTable(rules: Partial<TierRules> = {}): TierBody {
  return {
    tiers: [
      aTier('Registered'),
      aTier('Silver', [atLeast('revenue', 100_000)]),
      aTier('Gold', [atLeast('revenue', 500_000)], { upliftPpm: 20_000 }),
    ],
    rules: { ...strict, ...rules },
  }
}

export function points(changes: Partial<PointsTest> = {}): PointsTest {
  return {
    kind: 'points',
    perMinor: 10_000,
    rates: { sourced: 5, assisted: 3, managed: 1 },
    groups: [],
    atLeast: 50,
    sourcedAtLeast: 0,
    window: lastYear,
    ...changes,
  }
}

/** What a test knows about a partner; nothing else is known. */
export function facts(
  known: {
    measures?: Partial<Record<MeasureKey, number>>
    amounts?: MotionAmounts | null
    holders?: number
    declared?: Readonly<Record<string, boolean>>
  } = {},
): PartnerFacts {
  return {
    measure: (key) => known.measures?.[key] ?? null,
    amounts: () => known.amounts ?? null,
    foreign: () => [],
    holders: () => known.holders ?? 0,
    declared: (kind, topic) => known.declared?.[`${kind} ${topic}`] ?? null,
  }
}

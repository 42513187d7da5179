import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MeasureKey } from '../../../src/contract/measures.ts'
import type { Combination, RequirementTest } from '../../../src/contract/tiers.ts'
import { evaluateTiers, isSatisfied } from '../../../src/engine/tiers/evaluate.rules.ts'
import { compileGroups, pointsOf } from '../../../src/engine/tiers/points.rules.ts'
import { judge, type PartnerFacts } from '../../../src/engine/tiers/requirements.rules.ts'
import { asks, aTier, atLeast, facts, lastYear, points, revenueTable, strict } from '../../support/builders/tiers.ts'

const evidenceOf = (asked: RequirementTest, known: PartnerFacts, keepPpm = 1_000_000) =>
  judge(asks(asked), known, keepPpm).evidence
const isKept = (asked: RequirementTest, known: PartnerFacts, keepPpm: number) =>
  judge(asks(asked), known, keepPpm).isKept

describe('a composite score', () => {
  const measures = ['newCustomers', 'certificates', 'leads'] as const
  const composite = (targets: readonly number[], weights: readonly number[], passAt = 70): RequirementTest => ({
    kind: 'composite',
    parts: measures.map((measure, place) => ({ measure, weight: weights[place] ?? 1, target: targets[place] ?? 1 })),
    passAt,
    window: lastYear,
  })
  const with3 = (...values: number[]): PartnerFacts =>
    facts({ measures: Object.fromEntries(measures.map((measure, place) => [measure, values[place]])) })

  // rules.md, golden vector 18.
  test('[TI6] weights 30/30/40, targets 10/5/100, actual 8/5/40 give 24 + 30 + 16 = 70 and pass; any measure at 0 fails', () => {
    const asked = composite([10, 5, 100], [30, 30, 40])
    expect(evidenceOf(asked, with3(8, 5, 40))).toMatchObject({
      actual: 70_000_000,
      target: 70_000_000,
      isMet: true,
      missing: 0,
      parts: [{ points: 24_000_000 }, { points: 30_000_000 }, { points: 16_000_000 }],
    })
    // All points that two measures can give, and more than is asked for, do not make up for the third.
    expect(evidenceOf(composite([10, 5, 100], [30, 30, 40], 60), with3(10, 0, 100))).toMatchObject({
      actual: 70_000_000,
      isMet: false,
      missing: 0,
      progressPpm: 999_999,
    })
  })

  test('[TI6] it passes exactly at the mark: one unit less of any measure fails, and more than a target counts no more', () => {
    const asked = composite([10, 5, 100], [30, 30, 40])
    expect([with3(8, 5, 39), with3(7, 5, 40), with3(8, 4, 40)].map((known) => evidenceOf(asked, known).isMet)).toEqual([
      false,
      false,
      false,
    ])
    expect(evidenceOf(asked, with3(1000, 5, 25)).actual).toBe(70_000_000)
    expect(evidenceOf(asked, with3(8, 5, 39)).missing).toBe(400_000)
  })

  test('[TI6] thirds add up to a whole', () => {
    const asked = composite([3, 3, 3], [33, 33, 34], 67)
    // 22 + 22 + 22.666… = 66.666…, and with one more third 33 + 22 + 22.666… = 77.666….
    expect([with3(2, 2, 2), with3(3, 2, 2)].map((known) => evidenceOf(asked, known).isMet)).toEqual([false, true])
    // 20 ÷ 3 + 40 ÷ 3 + 60 is 80; cut to millionths one by one they are 79.999999.
    expect(evidenceOf(composite([3, 3, 3], [20, 20, 60], 80), with3(1, 2, 3))).toMatchObject({
      isMet: true,
      missing: 0,
    })
    const weights = fc
      .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 }))
      .filter(([a, b]) => a + b < 100)
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 1000 }), ([a, b], target) => {
        const full = composite([target, target, target], [a, b, 100 - a - b], 100)
        expect(evidenceOf(full, with3(target, target, target)).isMet).toBe(true)
      }),
    )
  })

  test('[TI6] a measure that cannot be told counts as none', () => {
    expect(evidenceOf(composite([10, 5, 100], [30, 30, 40], 10), with3(8, 5))).toMatchObject({
      isMet: false,
      parts: [{ actual: 8 }, { actual: 5 }, { actual: null, points: 0 }],
    })
  })
})

describe('points', () => {
  const none = { sourced: [0], assisted: [0], managed: [0] }

  // rules.md, golden vector 19: HubSpot's 5 / 3 / 1 points for each 100, doubled in growth markets.
  test('[TI5] 1,000 sourced, assisted or managed give 50, 30 or 10 points; in a growth market twice as many', () => {
    const asked = points({ groups: [{ field: 'country', in: ['Vietnam'], percent: 200 }] })
    const given = (['sourced', 'assisted', 'managed'] as const).map((motion) =>
      [[100_000], [0, 100_000]].map((amounts) => pointsOf(asked, { ...none, [motion]: amounts })[motion]),
    )
    expect(given).toEqual([
      [50, 100],
      [30, 60],
      [10, 20],
    ])
  })

  test('[TI5] what is begun does not count, and refunds beyond sales take no points away', () => {
    const counted = [9_999, 10_000, 19_999, -50_000].map((minor) => pointsOf(points({ rates: { sourced: 1, assisted: 0, managed: 0 } }), { ...none, sourced: [minor] }).sourced) // prettier-ignore
    expect(counted).toEqual([0, 1, 1, 0])
  })

  test('[TI5] enough points pass only with enough of them sourced', () => {
    const asked = points({ atLeast: 100, sourcedAtLeast: 60 })
    const of = (sourced: number, managed: number): PartnerFacts =>
      facts({ amounts: { sourced: [sourced * 2_000], assisted: [0], managed: [managed * 10_000] } })
    expect(evidenceOf(asked, of(60, 40))).toMatchObject({ actual: 100, isMet: true, missing: 0 })
    expect(evidenceOf(asked, of(59, 141))).toMatchObject({ actual: 200, isMet: false, missing: 1 })
    expect(evidenceOf(asked, of(60, 39))).toMatchObject({ actual: 99, isMet: false, missing: 1 })
    expect(evidenceOf(asked, of(10, 0))).toMatchObject({ missing: 90, progressPpm: 100_000 })
    expect(evidenceOf(asked, facts())).toMatchObject({ actual: null, isMet: false, missing: null })
  })

  test('[TI5] the first group that fits multiplies, whatever case and spaces names are written in', () => {
    const groupOf = compileGroups(points({
      groups: [
        { field: 'product', in: ['Plan Enterprise'], percent: 150 },
        { field: 'country', in: ['Vietnam', 'Thailand'], percent: 200 },
      ],
    })) // prettier-ignore
    expect([
      groupOf('plan  enterprise', 'Vietnam'),
      groupOf('Plan Team', ' thailand'),
      groupOf('Plan Team', 'Japan'),
      groupOf('', ''),
    ]).toEqual([1, 2, 0, 0])
  })
})

test('[TI4] a threshold is met exactly at its mark, from above or from below, and says by how much it misses', () => {
  const revenue = (minor: number) => facts({ measures: { revenue: minor } })
  expect([99_999, 100_000].map((minor) => evidenceOf(atLeast('revenue', 100_000), revenue(minor)))).toMatchObject([
    { isMet: false, missing: 1, progressPpm: 999_990 },
    { isMet: true, missing: 0, progressPpm: 1_000_000 },
  ])
  const atMost: RequirementTest = {
    kind: 'measure',
    measure: 'refundRate',
    comparison: 'atMost',
    target: 50_000,
    window: lastYear,
  }
  expect(
    [50_000, 50_001, 100_000].map((refundRate) => evidenceOf(atMost, facts({ measures: { refundRate } }))),
  ).toMatchObject([
    { isMet: true, missing: 0 },
    { isMet: false, missing: 1 },
    { isMet: false, missing: 50_000, progressPpm: 500_000 },
  ])
  expect(evidenceOf(atMost, facts())).toMatchObject({ actual: null, isMet: false, missing: null, progressPpm: 0 })
})

test('[TI10] a tier is kept down to its share of the threshold, to the last unit, upwards where less is better', () => {
  const kept = (revenue: number) => isKept(atLeast('revenue', 100_001), facts({ measures: { revenue } }), 900_000)
  // 90 % of 1,000.01 is 900.009: 900.00 is below it.
  expect([90_000, 90_001].map(kept)).toEqual([false, true])
  const atMost: RequirementTest = {
    kind: 'measure',
    measure: 'refundRate',
    comparison: 'atMost',
    target: 45_000,
    window: lastYear,
  }
  expect([50_000, 50_001].map((refundRate) => isKept(atMost, facts({ measures: { refundRate } }), 900_000))).toEqual([
    true,
    false,
  ])
  const certificates: RequirementTest = { kind: 'certificates', holders: 10, name: '', level: '' }
  expect([8, 9].map((holders) => isKept(certificates, facts({ holders }), 900_000))).toEqual([false, true])
})

test('[TI7] certificates count people, an attestation waits for a confirmation, a policy holds until it is broken', () => {
  const certificates: RequirementTest = { kind: 'certificates', holders: 2, name: 'Sales', level: '' }
  expect([1, 2].map((holders) => evidenceOf(certificates, facts({ holders })))).toMatchObject([
    { actual: 1, isMet: false, missing: 1 },
    { actual: 2, isMet: true, missing: 0 },
  ])
  const attestation: RequirementTest = { kind: 'attestation', topic: 'Own support desk' }
  const policy: RequirementTest = { kind: 'policy', topic: 'Brand guideline' }
  const said = (isMet: boolean) =>
    facts({ declared: { 'attestation Own support desk': isMet, 'policy Brand guideline': isMet } })
  expect(
    [facts(), said(true), said(false)].map((known) =>
      [attestation, policy].map((asked) => evidenceOf(asked, known).isMet),
    ),
  ).toEqual([
    [false, true],
    [true, true],
    [false, false],
  ])
})

test('[TI7] a tier combines its requirements: all, so many of them, or so much of their weights', () => {
  const met = [
    { weight: 50, isMet: true },
    { weight: 30, isMet: false },
    { weight: 20, isMet: true },
  ]
  const combinations: [Combination, boolean][] = [
    [{ kind: 'all' }, false],
    [{ kind: 'some', count: 2 }, true],
    [{ kind: 'some', count: 3 }, false],
    [{ kind: 'score', atLeast: 70 }, true],
    [{ kind: 'score', atLeast: 71 }, false],
  ]
  expect(combinations.map(([combination]) => isSatisfied(combination, met))).toEqual(
    combinations.map(([, wanted]) => wanted),
  )
  const all = combinations.map(([combination]) =>
    isSatisfied(
      combination,
      met.map(({ weight }) => ({ weight, isMet: true })),
    ),
  )
  expect(all).toEqual([true, true, true, true, true])
})

test('[TI4] every tier is judged by its own requirements, with what was found, asked for and missing', () => {
  const [registered, silver, gold] = evaluateTiers(revenueTable(), facts({ measures: { revenue: 120_000 } }))
  expect([registered?.isReached, silver?.isReached, gold?.isReached]).toEqual([true, true, false])
  expect(gold).toMatchObject({
    tier: 'gold',
    name: 'Gold',
    isKept: false,
    requirements: [{ key: 'asked-1', actual: 120_000, target: 500_000, missing: 380_000, progressPpm: 240_000 }],
  })
  const room = evaluateTiers({ ...revenueTable({ keepPpm: 200_000 }) }, facts({ measures: { revenue: 120_000 } }))
  expect(room.map(({ isReached, isKept: keeps }) => [isReached, keeps])).toEqual([[true, true], [true, true], [false, true]]) // prettier-ignore
})

test('[TI4] whoever keeps more of every measure is never judged worse', () => {
  const keys: MeasureKey[] = ['revenue', 'newCustomers']
  const table = {
    tiers: [
      aTier('Registered'),
      aTier('Silver', [atLeast('revenue', 500), atLeast('newCustomers', 3)]),
      aTier('Gold', [atLeast('revenue', 900), atLeast('newCustomers', 6)], { combination: { kind: 'some', count: 1 } }),
    ],
    rules: { ...strict, keepPpm: 800_000 },
  }
  const amounts = fc.array(fc.nat(1000), { minLength: 2, maxLength: 2 })
  const judged = (values: readonly number[]) =>
    evaluateTiers(table, facts({ measures: Object.fromEntries(keys.map((key, place) => [key, values[place]])) }))
  fc.assert(
    fc.property(amounts, amounts, (values, more) => {
      const [less, better] = [judged(values), judged(values.map((value, place) => value + (more[place] ?? 0)))]
      for (const [place, result] of less.entries()) {
        if (result.isReached) expect([better[place]?.isReached, result.isKept]).toEqual([true, true])
        if (result.isKept) expect(better[place]?.isKept).toBe(true)
      }
    }),
  )
})

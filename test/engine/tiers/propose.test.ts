import { describe, expect, test } from 'vitest'
import type { Proposal, TierRules } from '../../../src/contract/tiers.ts'
import { evaluateTiers } from '../../../src/engine/tiers/evaluate.rules.ts'
import { type Occasion, propose, type Standing } from '../../../src/engine/tiers/propose.rules.ts'
import { effectiveFrom, evaluationDays, spanOf } from '../../../src/engine/tiers/windows.rules.ts'
import { facts, revenueTable } from '../../support/builders/tiers.ts'

const at = (tier: string, changes: Partial<Standing> = {}): Standing => ({
  tier,
  since: '2025-01-01',
  promotedOn: null,
  pinnedUntil: null,
  scheduled: null,
  decidedFor: null,
  ...changes,
})

const quarters = ['2025-12-31', '2025-09-30', '2025-06-30', '2025-03-31']

/** What is proposed on 14 January 2026 to a partner with these revenues at the ends of the last quarters, newest first. */
function proposed(
  standing: Standing,
  revenues: readonly number[],
  rules: Partial<TierRules> = {},
  occasion: Partial<Occasion> = {},
): Proposal | null {
  const body = revenueTable(rules)
  const evaluations = revenues.map((revenue, place) => ({
    day: quarters[place] ?? '',
    results: evaluateTiers(body, facts({ measures: { revenue } })),
  }))
  return propose(body, standing, evaluations, {
    today: '2026-01-14',
    fiscalYearStartMonth: 1,
    lapsedOn: null,
    ...occasion,
  })
}

const inShort = (proposal: Proposal | null): string =>
  proposal === null ? 'none' : `${proposal.kind} ${proposal.from} > ${proposal.to} ${proposal.validFrom}`

describe('a promotion', () => {
  test('[TI9] is proposed to the highest tier reached, whatever lies between, and not below what a partner has', () => {
    expect(
      [at(''), at('registered'), at('silver'), at('gold')].map((standing) => inShort(proposed(standing, [500_000]))),
    ).toEqual([
      'promotion  > gold 2026-01-14',
      'promotion registered > gold 2026-01-14',
      'promotion silver > gold 2026-01-14',
      'none',
    ])
    expect(inShort(proposed(at('silver'), [499_999]))).toBe('none')
  })

  test('[TI9] is decided once for an evaluation, and not proposed again while it waits for its day', () => {
    expect(inShort(proposed(at('silver', { decidedFor: '2025-12-31' }), [500_000]))).toBe('none')
    expect(inShort(proposed(at('silver', { decidedFor: '2025-09-30' }), [500_000]))).toBe(
      'promotion silver > gold 2026-01-14',
    )
    const waiting = at('silver', { scheduled: { tier: 'gold', validFrom: '2027-01-01' } })
    expect(inShort(proposed(waiting, [500_000]))).toBe('none')
  })

  test('[TI9] is not proposed before the first evaluation, nor to a partner that is pinned', () => {
    expect(inShort(proposed(at('silver'), []))).toBe('none')
    expect(inShort(proposed(at('silver', { pinnedUntil: '2026-01-14' }), [500_000]))).toBe('none')
    expect(inShort(proposed(at('silver', { pinnedUntil: '2026-01-13' }), [500_000]))).toBe(
      'promotion silver > gold 2026-01-14',
    )
  })
})

describe('a demotion', () => {
  test('[TI10] is proposed to the best tier that is kept, and to none when the lowest asks for something that is missing', () => {
    expect(inShort(proposed(at('gold'), [100_000]))).toBe('demotion gold > silver 2026-01-14')
    expect(inShort(proposed(at('gold'), [99_999]))).toBe('demotion gold > registered 2026-01-14')
    const [, silver, gold] = revenueTable().tiers
    if (!silver || !gold) throw new Error('the table has three tiers')
    const body = { ...revenueTable(), tiers: [silver, gold] }
    const results = evaluateTiers(body, facts({ measures: { revenue: 1 } }))
    const occasion = { today: '2026-01-14', fiscalYearStartMonth: 1, lapsedOn: null }
    expect(inShort(propose(body, at('silver'), [{ day: '2025-12-31', results }], occasion))).toBe(
      'demotion silver >  2026-01-14',
    )
  })

  test('[TI10] has room below the threshold: at 90 % the tier is kept, one unit less loses it', () => {
    const rules = { keepPpm: 900_000 }
    expect([450_000, 449_999].map((revenue) => inShort(proposed(at('gold'), [revenue], rules)))).toEqual([
      'none',
      'demotion gold > silver 2026-01-14',
    ])
    // The room also holds for the tier that is fallen to.
    expect(inShort(proposed(at('gold'), [90_000], rules))).toBe('demotion gold > silver 2026-01-14')
  })

  test('[TI10] waits for as many failed evaluations in a row as the table says', () => {
    const rules = { failures: 2 }
    expect(inShort(proposed(at('gold'), [1], rules))).toBe('none')
    expect(inShort(proposed(at('gold'), [1, 500_000], rules))).toBe('none')
    expect(inShort(proposed(at('gold'), [1, 1], rules))).toBe('demotion gold > registered 2026-01-14')
    // The better of the failed evaluations counts.
    expect(inShort(proposed(at('gold'), [1, 100_000], rules))).toBe('demotion gold > silver 2026-01-14')
  })

  test('[TI10] is not proposed in the months after a promotion', () => {
    const promoted = (on: string) => inShort(proposed(at('gold', { promotedOn: on }), [1], { floorMonths: 6 }))
    expect(promoted('2025-07-15')).toBe('none')
    expect(promoted('2025-07-14')).toBe('demotion gold > registered 2026-01-14')
  })

  test('[TI10] holds after its days of grace, from the day that the table says', () => {
    expect(proposed(at('gold'), [1], { graceDays: 30 })).toMatchObject({
      validFrom: '2026-02-13',
      graceUntil: '2026-02-12',
    })
    expect(proposed(at('gold'), [1], { graceDays: 30, effective: 'nextMonth' })).toMatchObject({
      validFrom: '2026-03-01',
      graceUntil: '2026-02-28',
    })
    expect(proposed(at('gold'), [1])).toMatchObject({ validFrom: '2026-01-14', graceUntil: null })
  })

  test('[TI10] is taken back when the partner has reached its tier again before it is in force', () => {
    const coming = at('gold', { scheduled: { tier: 'silver', validFrom: '2026-02-13' }, decidedFor: '2025-12-31' })
    expect(inShort(proposed(coming, [500_000]))).toBe('requalification gold > gold 2026-01-14')
    expect(inShort(proposed(coming, [499_999]))).toBe('none')
  })

  test('[TI10] does not wait when a certificate has run out, and is decided once for each that has', () => {
    const lapse = { lapsedOn: '2026-01-05' }
    const rules = { failures: 2 }
    expect(inShort(proposed(at('gold', { decidedFor: '2025-12-31' }), [1, 500_000], rules, lapse))).toBe(
      'demotion gold > registered 2026-01-14',
    )
    expect(inShort(proposed(at('gold', { decidedFor: '2026-01-05' }), [1, 500_000], rules, lapse))).toBe('none')
  })

  test('[TI10] never comes from a table that did not know the tier', () => {
    const body = revenueTable({ failures: 2 })
    const results = evaluateTiers(body, facts({ measures: { revenue: 1 } }))
    const withoutGold = results.filter(({ tier }) => tier !== 'gold')
    const evaluations = [
      { day: '2025-12-31', results },
      { day: '2025-09-30', results: withoutGold },
    ]
    expect(
      propose(body, at('gold'), evaluations, { today: '2026-01-14', fiscalYearStartMonth: 1, lapsedOn: null }),
    ).toBeNull()
  })
})

test('[TI2] windows end on the day: months back to the same day, and periods of the fiscal or the calendar year so far', () => {
  const at = (window: Parameters<typeof spanOf>[0], day: string, startMonth = 4) =>
    Object.values(spanOf(window, day, startMonth)).join(' ')
  expect(at({ kind: 'trailing', months: 12 }, '2025-12-31')).toBe('2025-01-01 2025-12-31')
  expect(at({ kind: 'trailing', months: 12 }, '2024-02-29')).toBe('2023-03-01 2024-02-29')
  expect(at({ kind: 'trailing', months: 12 }, '2026-01-14')).toBe('2025-01-15 2026-01-14')
  expect(at({ kind: 'trailing', months: 1 }, '2025-02-28')).toBe('2025-02-01 2025-02-28')
  expect(at({ kind: 'fiscal', unit: 'quarter' }, '2025-12-31')).toBe('2025-10-01 2025-12-31')
  expect(at({ kind: 'fiscal', unit: 'year' }, '2026-03-31')).toBe('2025-04-01 2026-03-31')
  expect(at({ kind: 'fiscal', unit: 'year' }, '2026-04-01')).toBe('2026-04-01 2026-04-01')
  expect(at({ kind: 'calendar', unit: 'year' }, '2026-04-01')).toBe('2026-01-01 2026-04-01')
  expect(at({ kind: 'calendar', unit: 'quarter' }, '2026-05-31', 2)).toBe('2026-04-01 2026-05-31')
  expect(at({ kind: 'calendar', unit: 'month' }, '2026-04-10')).toBe('2026-04-01 2026-04-10')
})

test('[TI3] partners are evaluated when a period is over, and before all of them on the day the first table took effect', () => {
  expect(evaluationDays('quarter', '2025-05-10', '2026-01-14', 1, 9)).toEqual([
    '2025-12-31',
    '2025-09-30',
    '2025-06-30',
    '2025-05-10',
  ])
  expect(evaluationDays('month', '2025-10-31', '2026-01-14', 1, 2)).toEqual(['2025-12-31', '2025-11-30'])
  expect(evaluationDays('month', '2025-12-01', '2025-12-31', 1, 9)).toEqual(['2025-12-01'])
  expect(evaluationDays('year', '2020-01-01', '2026-04-01', 4, 2)).toEqual(['2026-03-31', '2025-03-31'])
  expect(evaluationDays('year', '2026-01-14', '2026-01-14', 1, 2)).toEqual(['2026-01-14'])
  expect(evaluationDays('quarter', '2026-02-01', '2026-01-14', 1, 2)).toEqual([])
})

test('[TI8] a decision holds at once, from the next month or from the next fiscal year', () => {
  expect(
    (['atOnce', 'nextMonth', 'nextYear'] as const).map((effective) => effectiveFrom(effective, '2025-12-31', 4)),
  ).toEqual(['2025-12-31', '2026-01-01', '2026-04-01'])
  expect(effectiveFrom('nextMonth', '2026-02-01', 1)).toBe('2026-03-01')
  expect(effectiveFrom('nextYear', '2026-01-01', 1)).toBe('2027-01-01')
})

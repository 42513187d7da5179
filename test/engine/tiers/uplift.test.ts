import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, toEpochDays } from '../../../src/contract/dates.ts'
import { applyRate } from '../../../src/contract/money.ts'
import { toCommissionId, UPLIFT } from '../../../src/engine/commissions/ids.rules.ts'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { type UpliftSegment, upliftsOf } from '../../../src/engine/tiers/standing.rules.ts'
import { earnings, runRules, type TestConversion } from '../../support/builders/commissions.ts'
import { aRule, fixed, hybrid, percent, tiered } from '../../support/builders/plans.ts'
import { revenueTable } from '../../support/builders/tiers.ts'
import { approveRun, december, january, openRun, payRun } from '../../support/payRun.ts'
import { callReversibly } from '../../support/reversible.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { publishTiers } from '../../support/tiers.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const segment = (day: string, ppm: number): UpliftSegment => ({ fromDay: toEpochDays(day), ppm, tier: `${ppm}` })
const silverThenGold: UpliftSegment[] = [
  { fromDay: -Infinity, ppm: 0, tier: '' },
  segment('2025-03-01', 10_000),
  segment('2025-06-15', 25_000),
]

describe('in the run of one partner', () => {
  test('[TI12] the tier of the event day adds its share of the base, as a line of its own', () => {
    const sold = ['2025-02-28', '2025-03-01', '2025-06-14', '2025-06-15'].map((day, place) => ({
      id: place + 1,
      day,
      minor: 10_050,
    }))
    expect(earnings(runRules([aRule(percent(100_000))], sold, { uplifts: silverThenGold }))).toEqual({
      '1.0': 1_005,
      '2.0': 1_005,
      '2.30': 101,
      '3.0': 1_005,
      '3.30': 101,
      '4.0': 1_005,
      '4.30': 251,
    })
  })

  test('[TI12] it comes once for each paid event, whatever its rule pays, and not for what no rule pays', () => {
    const rules = [
      aRule(hybrid(4_000, 100_000)),
      aRule(fixed(700), { key: 'fixed', priority: 1, conditions: [{ field: 'product', in: ['Course'] }] }),
    ]
    const sold: TestConversion[] = [
      { id: 1, day: '2025-07-01', minor: 20_000, customer: 1 },
      { id: 2, day: '2025-07-01', minor: 20_000, customer: 1, product: 'Course' },
      { id: 3, day: '2025-07-01', minor: 20_000, customer: 1, currency: 'JPY' },
    ]
    expect(earnings(runRules(rules, sold, { uplifts: silverThenGold }))).toEqual({
      '1.0': 2_000,
      '1.1': 4_000,
      '1.30': 500,
      '2.1': 700,
      '2.30': 500,
    })
  })

  test('[TI12] refunds lower it with its base, and a full one leaves it at zero', () => {
    const sold: TestConversion[] = [
      { id: 1, day: '2025-07-01', minor: 20_000 },
      { id: 2, day: '2025-07-02', minor: 10_000 },
      { id: 3, day: '2025-07-09', minor: 5_000, refunds: 1 },
      { id: 4, day: '2025-07-09', minor: 10_000, refunds: 2 },
    ]
    const lines = runRules([aRule(percent(100_000))], sold, { uplifts: silverThenGold })
    expect(
      lines
        .filter(({ component }) => component === UPLIFT)
        .map(({ earnedMinor, isReversed }) => [earnedMinor, isReversed]),
    ).toEqual([
      [375, false],
      [0, true],
    ])
  })

  test('[TI12] it changes no other line: competition, counters and true-ups are those of the plan alone', () => {
    const sales = fc.array(fc.record({ days: fc.nat(300), minor: fc.nat(50_000) }), { minLength: 1, maxLength: 12 })
    const rules = [
      aRule(tiered('whole', [[0, 40_000], [60_000, 60_000]]), { key: 'whole' }),
      aRule(percent(50_000), { key: 'percent' }),
    ] // prettier-ignore
    fc.assert(
      fc.property(sales, fc.constantFrom('halfAwayFromZero' as const, 'halfToEven' as const), (given, rounding) => {
        const sold = given.map(({ days, minor }, place) => ({ id: place + 1, day: addDays('2025-01-01', days), minor }))
        const lines = runRules(rules, sold, { uplifts: silverThenGold, rounding })
        expect(lines.filter(({ component }) => component !== UPLIFT)).toEqual(runRules(rules, sold, { rounding }))
        const uplifts = lines.filter(({ component }) => component === UPLIFT)
        const wanted = sold.flatMap(({ id, day, minor }) => {
          const ppm = silverThenGold.findLast(({ fromDay }) => fromDay <= toEpochDays(day))?.ppm ?? 0
          return ppm === 0 ? [] : [[toCommissionId(id, UPLIFT), applyRate(minor, ppm, rounding), ppm]]
        })
        expect(uplifts.map(({ id, earnedMinor, counterBefore }) => [id, earnedMinor, counterBefore])).toEqual(wanted)
      }),
    )
  })

  test('[TI12] what was settled stays whatever the tier is now, and is taken back at the rate as paid', () => {
    const sold: TestConversion[] = [{ id: 1, day: '2025-07-01', minor: 20_000 }]
    const plan = [aRule(percent(100_000))]
    const settled = runRules(plan, sold, { uplifts: silverThenGold })
    const refund: TestConversion = { id: 2, day: '2025-08-01', minor: 5_000, refunds: 1 }
    const platinum = [segment('2025-01-01', 90_000)]
    expect(runRules(plan, sold, { uplifts: platinum, settled })).toEqual([])
    for (const uplifts of [platinum, silverThenGold, []])
      expect(earnings(runRules(plan, [...sold, refund], { uplifts, settled }))).toEqual({ '2.32': -500, '2.62': -125 })
    const whole: TestConversion = { ...refund, minor: 20_000 }
    expect(earnings(runRules(plan, [...sold, whole], { uplifts: [], settled }))).toEqual({
      '2.32': -2_000,
      '2.62': -500,
    })
  })

  test('[TI12] an uplift that is settled alone, its rate on hold, leaves the sale its place in the counters', () => {
    const sold = ['2025-07-01', '2025-07-02'].map((day, place) => ({ id: place + 1, day, minor: 10_000 }))
    const plan = [
      aRule(
        tiered('marginal', [
          [0, 40_000],
          [10_000, 60_000],
        ]),
      ),
    ]
    const all = runRules(plan, sold, { uplifts: silverThenGold })
    const settled = all.filter(({ id }) => id === toCommissionId(2, UPLIFT))
    expect(earnings(runRules(plan, sold, { uplifts: silverThenGold, settled }))).toEqual({
      '1.0': 400,
      '1.30': 250,
      '2.0': 600,
    })
  })
})

test('[TI12] uplifts follow the decisions and the tables in force on each day', () => {
  const [before, after] = [revenueTable(), revenueTable()].map((body, place) => ({
    number: place + 1,
    validFrom: ['2025-01-01', '2025-08-01'][place] ?? '',
    body: {
      ...body,
      tiers: body.tiers.map((tier) =>
        place === 1 && tier.key === 'gold' ? { ...tier, name: 'Gold+', upliftPpm: 30_000 } : tier,
      ),
    },
  }))
  if (!before || !after) throw new Error('two versions')
  const entries = [
    { tier: 'gold', validFrom: '2024-06-01' },
    { tier: 'silver', validFrom: '2025-10-01' },
  ]
  expect(upliftsOf(entries, [before, after]).map(({ fromDay, ppm, tier }) => [fromDay, ppm, tier])).toEqual([
    [-Infinity, 0, ''],
    [toEpochDays('2025-01-01'), 20_000, 'Gold'],
    [toEpochDays('2025-08-01'), 30_000, 'Gold+'],
    [toEpochDays('2025-10-01'), 0, 'Silver'],
  ])
  expect(upliftsOf([], [before])).toEqual([{ fromDay: -Infinity, ppm: 0, tier: '' }])
})

describe('in a workspace', () => {
  let engine: TestEngine
  beforeEach(async () => {
    engine = await startTestEngine()
  })
  afterEach(() => engine.close())

  const lines = async () =>
    (
      await engine.call(
        'views.open',
        viewSpec('commissions', { sort: [{ column: 'occurredOn', direction: 'ascending' }] }),
      )
    ).rows
  const shown = async (): Promise<string[]> =>
    (await lines()).map(({ cells }) =>
      [cells['occurredOn'], cells['component'], cells['rate'], cells['earned'], cells['status']].join(' '),
    )

  /** Seeded sales come from no file, so only what follows from them is looked at. */
  async function expectSound(): Promise<void> {
    const { findings } = await engine.call('workspace.verify', {})
    expect(findings.filter(({ check }) => check !== 'imports')).toEqual([])
  }

  /** A partner at Gold since 10 December with a sale before and after that day, 10 % plus 2 %. */
  async function seedGold(): Promise<{ acme: number; sales: number[] }> {
    const acme = await seedPartner(engine, 'Acme')
    const sales = seedConversions(engine.file, [
      { partnerId: acme, day: '2025-12-09', minor: 100_000, customer: 'Nilgiri' },
      { partnerId: acme, day: '2025-12-10', minor: 50_025, customer: 'Falak' },
    ])
    await seedPlan(engine)
    await publishTiers(engine)
    await callReversibly(engine, 'tiers.place', {
      partnerId: acme,
      tier: 'gold',
      validFrom: '2025-12-10',
      reason: 'agreed',
    })
    return { acme, sales }
  }

  test('[TI12] commissions follow a decision in the same step, and its undo', async () => {
    const { acme } = await seedGold()
    expect(await shown()).toEqual([
      '2025-12-09 rate 100000 10000 pending',
      '2025-12-10 rate 100000 5003 pending',
      '2025-12-10 uplift 20000 1001 pending',
    ])
    await callReversibly(engine, 'tiers.place', {
      partnerId: acme,
      tier: 'silver',
      validFrom: '2025-12-10',
      reason: 'agreed',
    })
    expect((await shown()).filter((line) => line.includes('uplift'))).toEqual([])
    await engine.call('history.undo', {})
    expect((await shown()).filter((line) => line.includes('uplift'))).toHaveLength(1)
    await expectSound()
  })

  test('[TI12] commissions follow a new table where it changes the uplift of the days it covers', async () => {
    await seedGold()
    const { table } = await engine.call('tiers.table', {})
    if (!table) throw new Error('no table')
    const body = revenueTable()
    const tiers = body.tiers.map((tier) => ({ ...tier, upliftPpm: tier.key === 'gold' ? 40_000 : 0 }))
    await engine.call('tiers.saveDraft', { id: table.id, body: { ...body, tiers } })
    expect((await shown()).at(-1)).toContain('uplift 20000 1001')
    await callReversibly(engine, 'tiers.publish', { id: table.id, validFrom: '2025-12-10' })
    expect((await shown()).at(-1)).toContain('uplift 40000 2001')
  })

  test('[TI12] the line explains itself, on the page and on the statement, and replays', async () => {
    const { sales } = await seedGold()
    const id = toCommissionId(sales[1] ?? 0, UPLIFT)
    const { trace } = await engine.call('commissions.explain', { id })
    expect(trace).toMatchObject({
      component: 'uplift',
      tier: 'Gold',
      occurredOn: '2025-12-10',
      baseLines: [{ label: 'charged', minor: 50_025 }],
      counter: null,
      terms: [{ minor: 50_025, ratePpm: 20_000 }],
      fixedMinor: 0,
      earnedMinor: 1_001,
    })
    expect(replay(trace)).toBe(1_001)
    await engine.call('programme.update', { pinnedToday: '2026-01-16' })
    const run = await approveRun(engine, (await openRun(engine, december)).id)
    const statementId = run.payouts[0]?.statementId ?? 0
    const { text } = await engine.call('payouts.renderStatement', { statementId, format: 'html' })
    expect(text).toContain('Gold on 10 Dec 2025: +2%')
  })

  test('[TI12] an approved uplift never changes; its refund takes back what was paid, and the tier of now does not matter', async () => {
    const { acme, sales } = await seedGold()
    await engine.call('programme.update', { pinnedToday: '2026-01-16' })
    const run = await approveRun(engine, (await openRun(engine, december)).id)
    await payRun(engine, run, '2026-01-16')
    await engine.call('tiers.place', {
      partnerId: acme,
      tier: 'registered',
      validFrom: '2025-12-01',
      reason: 'a mistake',
    })
    expect(await shown()).toEqual([
      '2025-12-09 rate 100000 10000 paid',
      '2025-12-10 rate 100000 5003 paid',
      '2025-12-10 uplift 20000 1001 paid',
    ])
    seedConversions(engine.file, [{ partnerId: acme, day: '2026-01-10', minor: 50_025, refundOfId: sales[1] ?? 0 }])
    await engine.call('partners.setStatus', { id: acme, status: 'active', validFrom: '2026-01-02' })
    expect((await shown()).slice(3)).toEqual([
      '2026-01-10 clawback 100000 -5003 approved',
      '2026-01-10 clawback 20000 -1001 approved',
    ])
    await engine.call('programme.update', { pinnedToday: '2026-02-16' })
    const later = await approveRun(engine, (await openRun(engine, january)).id)
    expect(later.payouts[0]?.earnedMinor).toBe(-6_004)
    const clawback = toCommissionId(3, UPLIFT + 32)
    const { trace } = await engine.call('commissions.explain', { id: clawback })
    expect([trace.component, replay(trace)]).toEqual(['clawback', -1_001])
    await expectSound()
  })

  test('[TI12] a tier decided later for days that were paid gives its uplift as new lines; what was settled stays', async () => {
    const acme = await seedPartner(engine, 'Acme')
    seedConversions(engine.file, [{ partnerId: acme, day: '2025-12-10', minor: 50_000 }])
    await seedPlan(engine)
    await publishTiers(engine)
    await engine.call('programme.update', { pinnedToday: '2026-01-16' })
    await approveRun(engine, (await openRun(engine, december)).id)
    await callReversibly(engine, 'tiers.place', {
      partnerId: acme,
      tier: 'gold',
      validFrom: '2025-12-01',
      reason: 'forgotten',
    })
    expect(await shown()).toEqual(['2025-12-10 rate 100000 5000 inRun', '2025-12-10 uplift 20000 1000 approved'])
    await expectSound()
  })

  test('[TI12] thousands of uplifts are stored as they are derived, in one step', { timeout: 60_000 }, async () => {
    await seedPlan(engine)
    const acme = await seedPartner(engine, 'Acme')
    seedConversions(
      engine.file,
      Array.from({ length: 2_500 }, (_, place) => ({
        partnerId: acme,
        day: addDays('2025-01-01', place % 360),
        minor: 100 + ((place * 104_729) % 90_000),
        currency: place % 9 === 0 ? 'EUR' : 'USD',
      })),
    )
    await publishTiers(engine)
    await engine.call('tiers.place', { partnerId: acme, tier: 'gold', validFrom: '2025-07-01', reason: 'agreed' })
    // Everyone is derived anew: the rows are copied inside SQLite.
    await engine.call('programme.update', { rounding: 'halfToEven' })
    const { view } = await engine.call('views.open', viewSpec('commissions', { groupBy: 'component' }))
    const { groups } = await engine.call('views.settle', { view })
    expect(groups.map(({ value, totals }) => [value, totals.count > 1_000])).toEqual([['rate', true], ['uplift', true]]) // prettier-ignore
    await expectSound()
  })
})

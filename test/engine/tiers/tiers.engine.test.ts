import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TierBody } from '../../../src/contract/tiers.ts'
import { asks, aTier, atLeast, points, revenueTable } from '../../support/builders/tiers.ts'
import { seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { decide, proposals, publishTiers, seller } from '../../support/tiers.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-14' })
})
afterEach(() => engine.close())

const tierOf = async (partnerId: number): Promise<string> =>
  (await engine.call('tiers.partner', { partnerId, day: null })).current.name

test('[TI1] a table goes from draft to numbered versions, each beginning after the one before it and never changing', async () => {
  const id = await publishTiers(engine, revenueTable(), '2025-06-01')
  expect((await engine.refused('tiers.create', { name: 'Another', body: revenueTable() })).code).toBe(
    'tier.tableExists',
  )
  expect((await engine.refused('tiers.publish', { id, validFrom: '2026-01-01' })).code).toBe('tier.noDraft')
  expect((await engine.refused('tiers.discardDraft', { id })).code).toBe('tier.noDraft')

  const next = revenueTable({ graceDays: 30 })
  await engine.call('tiers.saveDraft', { id, body: next })
  expect(await engine.refused('tiers.publish', { id, validFrom: '2025-06-01' })).toEqual({
    code: 'tier.invalid',
    details: { problems: ['version 1 begins on 2025-06-01'] },
  })
  await engine.call('tiers.publish', { id, validFrom: '2026-02-01' })
  const { table, inForce } = await engine.call('tiers.table', {})
  expect(table?.versions.map(({ number, validFrom, body }) => [number, validFrom, body.rules.graceDays])).toEqual([
    [2, '2026-02-01', 30],
    [1, '2025-06-01', 0],
  ])
  expect([table?.draft, inForce?.number]).toEqual([null, 1])
})

test('[TI1] a table that says something twice, asks for nothing or for what cannot be is not published', async () => {
  const faults: [Partial<TierBody['tiers'][number]>, string][] = [
    [{ key: 'silver' }, 'Gold has the key of another tier'],
    [{ name: 'SILVER' }, 'two tiers are called SILVER'],
    [{ requirements: [] }, 'Gold asks for nothing, so every partner would reach it'],
    [{ combination: { kind: 'some', count: 2 } }, 'Gold asks for 2 of 1 requirements'],
    [{ combination: { kind: 'score', atLeast: 2 } }, 'Gold asks for 2 points where all requirements together give 1'],
    [
      { requirements: [asks(atLeast('sales', 1)), asks(atLeast('leads', 1))] },
      'two requirements of Gold have the same key',
    ],
    [
      { promises: ['a', 'b'].map((text) => ({ key: 'x', text, severity: 'warning' as const, dueDays: null })) },
      'two promises of Gold have the same key',
    ],
    [
      { requirements: [asks(atLeast('bookingsShare', 1))] },
      'Gold: Share of bookings is measured of the programme, not of a partner',
    ],
    [
      { requirements: [asks(points({ rates: { sourced: 0, assisted: 0, managed: 0 } }))] },
      'Gold: no motion gives points',
    ],
    [
      { requirements: [asks(points({ rates: { sourced: 0, assisted: 3, managed: 0 }, sourcedAtLeast: 5 }))] },
      'Gold: sourced revenue gives no points and some are asked for',
    ],
  ]
  const composite = (
    measures: readonly ('sales' | 'refundRate')[],
    weight: number,
  ): TierBody['tiers'][number]['requirements'] => [
    asks({
      kind: 'composite',
      parts: measures.map((measure) => ({ measure, weight, target: 10 })),
      passAt: 70,
      window: { kind: 'trailing', months: 6 },
    }),
  ]
  faults.push(
    [{ requirements: composite(['sales'], 90) }, 'Gold: the weights of the score add up to 90, not to 100'],
    [{ requirements: composite(['sales', 'sales'], 50) }, 'Gold: the score has a measure twice'],
    [{ requirements: composite(['refundRate'], 100) }, 'Gold: Refund rate cannot be part of a score'],
  )
  const { id } = await engine.call('tiers.create', { name: 'Resellers', body: revenueTable() })
  const partnerId = await seller(engine, 'Acme')
  for (const [change, problem] of faults) {
    const sound = revenueTable()
    const body = { ...sound, tiers: sound.tiers.map((tier) => (tier.key === 'gold' ? { ...tier, ...change } : tier)) }
    await engine.call('tiers.saveDraft', { id, body })
    const { details } = await engine.refused('tiers.publish', { id, validFrom: '2025-01-01' })
    expect({ problem, details }).toEqual({ problem, details: { problems: [problem] } })
    expect((await engine.call('tiers.preview', { body, partnerId, day: '2025-12-31' })).problems).toEqual([problem])
  }
})

test('[TI9] nothing moves by itself: a proposal is approved or declined by a person, and what stood then is frozen', async () => {
  const acme = await seller(engine, 'Acme', [['2025-11-10', 620_000]])
  const beta = await seller(engine, 'Beta', [['2025-11-11', 120_000]])
  const before = await seller(engine, 'Chinook')
  await publishTiers(engine)
  expect(await proposals(engine)).toEqual([
    'Acme promotion – > gold',
    'Beta promotion – > silver',
    'Chinook promotion – > registered',
  ])
  expect([await tierOf(acme), await tierOf(beta), await tierOf(before)]).toEqual(['', '', ''])

  await decide(engine, acme)
  await decide(engine, beta, false, 'Pays late')
  expect(await proposals(engine)).toEqual(['Chinook promotion – > registered'])
  const { decisions, current } = await engine.call('tiers.partner', { partnerId: acme, day: null })
  expect(current).toEqual({ tier: 'gold', name: 'Gold', since: '2026-01-14', upliftPpm: 20_000 })
  expect(decisions).toMatchObject([
    {
      kind: 'promoted',
      tier: 'gold',
      tierName: 'Gold',
      validFrom: '2026-01-14',
      reason: 'agreed',
      decidedOn: '2026-01-14',
      decidedBy: 'Maya Lindqvist',
      evidence: {
        evaluatedOn: '2025-12-31',
        versionNumber: 1,
        proposed: 'gold',
        proposedName: 'Gold',
        results: [{ tier: 'gold', isReached: true, requirements: [{ actual: 620_000, target: 500_000, isMet: true }] }],
      },
    },
  ])
  // A late refund changes the numbers, not what was decided on.
  const frozen = decisions[0]?.evidence
  seedConversions(engine.file, [{ partnerId: acme, day: '2025-12-20', minor: 600_000, refundOfId: 1 }])
  expect((await engine.call('tiers.partner', { partnerId: acme, day: null })).decisions[0]?.evidence).toEqual(frozen)
  expect((await engine.call('tiers.partner', { partnerId: beta, day: null })).decisions).toMatchObject([
    { kind: 'kept', tier: '', reason: 'Pays late', evidence: { proposed: 'silver' } },
  ])
})

test('[TI9] a decision takes exactly the list that was shown, or nothing', async () => {
  const acme = await seller(engine, 'Acme', [['2025-11-10', 620_000]])
  const beta = await seller(engine, 'Beta', [['2025-11-11', 120_000]])
  await publishTiers(engine)
  const shown = (await engine.call('tiers.proposals', {})).proposals.map(
    ({ partnerId, proposal: { to, evaluatedOn } }) => ({
      partnerId,
      to,
      evaluatedOn,
    }),
  )
  seedConversions(engine.file, [{ partnerId: beta, day: '2025-12-20', minor: 500_000 }])
  expect(await engine.refused('tiers.decide', { isApproved: true, proposals: shown, reason: '' })).toEqual({
    code: 'tier.proposalChanged',
    details: { partner: 'Beta' },
  })
  expect(await tierOf(acme)).toBe('')
  const twice = [shown[0], shown[0]].filter((one) => one !== undefined)
  expect((await engine.refused('tiers.decide', { isApproved: true, proposals: twice, reason: '' })).code).toBe(
    'tier.proposalChanged',
  )
})

test('[TI10] a demotion counts its grace, is taken back when the partner requalifies, and stays off while it is pinned', async () => {
  const acme = await seller(engine, 'Acme', [['2025-11-10', 120_000]])
  await publishTiers(engine, revenueTable({ graceDays: 30 }))
  await engine.call('tiers.place', {
    partnerId: acme,
    tier: 'gold',
    validFrom: '2025-01-01',
    reason: 'Founding partner',
  })
  expect(await proposals(engine)).toEqual(['Acme demotion gold > silver'])

  await engine.call('tiers.pin', { partnerId: acme, pin: { until: '2026-06-30', reason: 'New owner' } })
  expect(await proposals(engine)).toEqual([])
  expect((await engine.call('tiers.partner', { partnerId: acme, day: null })).pin).toEqual({
    until: '2026-06-30',
    reason: 'New owner',
  })
  await engine.call('tiers.pin', { partnerId: acme, pin: null })

  await decide(engine, acme)
  const partner = await engine.call('tiers.partner', { partnerId: acme, day: null })
  expect(partner.current.name).toBe('Gold')
  expect(partner.scheduled).toEqual({
    tier: 'silver',
    name: 'Silver',
    validFrom: '2026-02-13',
    graceUntil: '2026-02-12',
  })
  expect(await proposals(engine)).toEqual([])

  seedConversions(engine.file, [{ partnerId: acme, day: '2026-01-10', minor: 400_000 }])
  expect(await proposals(engine)).toEqual(['Acme requalification gold > gold'])
  await decide(engine, acme)
  const kept = await engine.call('tiers.partner', { partnerId: acme, day: null })
  expect([kept.scheduled, kept.decisions.map(({ kind, tier }) => `${kind} ${tier}`)]).toEqual([
    null,
    ['kept gold', 'placed gold'],
  ])
  await engine.call('programme.update', { pinnedToday: '2026-02-20' })
  expect(await tierOf(acme)).toBe('Gold')
})

test('[TI11] a partner has the tier of the decision in force on the day; a new one stands in the place of those to come', async () => {
  const acme = await seller(engine, 'Acme')
  await publishTiers(engine)
  expect((await engine.refused('tiers.pin', { partnerId: acme, pin: { until: '2026-12-31', reason: 'x' } })).code).toBe(
    'tier.unknown',
  )
  expect(
    (await engine.refused('tiers.place', { partnerId: acme, tier: 'ruby', validFrom: '2026-01-01', reason: 'x' })).code,
  ).toBe('tier.unknown')
  const place = (tier: string, validFrom: string) =>
    engine.call('tiers.place', { partnerId: acme, tier, validFrom, reason: 'agreed' })
  await place('silver', '2025-03-01')
  await place('gold', '2025-09-01')
  await place('registered', '2026-02-01')
  await place('silver', '2025-09-01')
  const on = async (pinnedToday: string): Promise<string> => {
    await engine.call('programme.update', { pinnedToday })
    const { current } = await engine.call('tiers.partner', { partnerId: acme, day: null })
    return `${current.name} since ${current.since}`
  }
  expect(await on('2025-02-28')).toBe(' since null')
  expect(await on('2025-03-01')).toBe('Silver since 2025-03-01')
  // Of one day the last decided counts; the two stays at Silver are one, and what was to come in February has gone.
  expect(await on('2025-09-01')).toBe('Silver since 2025-03-01')
  expect(await on('2026-03-01')).toBe('Silver since 2025-03-01')
})

test('[TI3] only partners that are active or paused on the day take part, and archived ones do not', async () => {
  const acme = await seller(engine, 'Acme')
  const beta = await seller(engine, 'Beta')
  const chinook = await seller(engine, 'Chinook')
  await seller(engine, 'Dunes')
  await publishTiers(engine)
  await engine.call('partners.setStatus', { id: acme, status: 'paused', validFrom: '2025-12-01' })
  await engine.call('partners.setStatus', { id: beta, status: 'terminated', validFrom: '2025-12-01' })
  await engine.call('partners.archive', { id: chinook, isArchived: true })
  expect(await proposals(engine)).toEqual(['Acme promotion – > registered', 'Dunes promotion – > registered'])
  expect((await engine.call('tiers.partner', { partnerId: beta, day: null })).evaluation).toBeNull()
})

test('[TI3] before the table takes effect nobody is evaluated; on its first day everybody is, by that day', async () => {
  const acme = await seller(engine, 'Acme', [['2026-01-12', 100_000], ['2026-01-14', 100_000]]) // prettier-ignore
  await publishTiers(engine, revenueTable(), '2026-01-14')
  const { evaluatedOn } = await engine.call('tiers.table', {})
  const { evaluation } = await engine.call('tiers.partner', { partnerId: acme, day: null })
  expect([evaluatedOn, evaluation?.day, evaluation?.results[1]?.requirements[0]?.actual]).toEqual([
    '2026-01-14',
    '2026-01-14',
    200_000,
  ])
  await engine.call('programme.update', { pinnedToday: '2026-01-13' })
  expect(await engine.call('tiers.table', {})).toMatchObject({ inForce: null, evaluatedOn: null, proposals: 0 })
})

test('[TI4] the partner can be looked at on any day, by the table of that day', async () => {
  const acme = await seller(engine, 'Acme', [['2025-11-10', 120_000], ['2026-01-10', 400_000]]) // prettier-ignore
  await publishTiers(engine)
  const on = async (day: string | null) => {
    const { evaluation } = await engine.call('tiers.partner', { partnerId: acme, day })
    return [evaluation?.day, evaluation?.results.map(({ isReached }) => isReached)]
  }
  expect(await on(null)).toEqual(['2025-12-31', [true, true, false]])
  expect(await on('2026-01-14')).toEqual(['2026-01-14', [true, true, true]])
  expect(await on('2024-12-31')).toEqual([undefined, undefined])
})

test('[TI5] sourced is what new customers bring, managed what those of before do, assisted what deals name: each amount once', async () => {
  const { id: acme } = await engine.call('partners.create', { name: 'Acme', startedOn: '2024-01-01' })
  seedConversions(engine.file, [
    { partnerId: acme, day: '2024-11-10', minor: 500_000, customer: 'Nilgiri', country: 'Vietnam' },
    { partnerId: acme, day: '2025-02-10', minor: 100_000, customer: 'Nilgiri', country: 'Vietnam' },
    { partnerId: acme, day: '2025-03-10', minor: 200_000, customer: 'Falak', country: 'Japan' },
    { partnerId: acme, day: '2025-04-10', minor: 300_000, customer: 'Anvika', country: 'Vietnam' },
    { partnerId: acme, day: '2025-05-10', minor: 100_000, customer: 'Anvika', refundOf: 3 },
    { partnerId: acme, day: '2025-06-10', minor: 50_000 },
  ])
  const body = (test: ReturnType<typeof points>): TierBody => ({ ...revenueTable(), tiers: [aTier('Gold', [test])] })
  const partsOf = async (test: ReturnType<typeof points>, day: string) => {
    const { results } = await engine.call('tiers.preview', { body: body(test), partnerId: acme, day })
    return results[0]?.requirements[0]?.parts.map(({ name, actual }) => `${name} ${actual}`)
  }
  const one = { sourced: 1, assisted: 1, managed: 1 }
  // 2,000 + 3,000 − 1,000 + 500 of new ones, 1,000 of Nilgiri; by stored sums, and on a day inside a month by the rows.
  expect(await partsOf(points({ rates: one }), '2025-12-31')).toEqual(['sourced 45', 'assisted 0', 'managed 10'])
  expect(await partsOf(points({ rates: one }), '2026-01-14')).toEqual(['sourced 45', 'assisted 0', 'managed 10'])
  const groups = [{ field: 'country' as const, in: ['Vietnam'], percent: 200 }]
  expect(await partsOf(points({ rates: one, groups }), '2025-12-31')).toEqual([
    'sourced 65',
    'assisted 0',
    'managed 20',
  ])
  expect(await partsOf(points({ rates: one, window: { kind: 'trailing', months: 24 } }), '2025-12-31')).toEqual([
    'sourced 105',
    'assisted 0',
    'managed 0',
  ])
})

test('[TI5] amounts without an exchange rate leave points and money untold, and meet nothing', async () => {
  const { id: acme } = await engine.call('partners.create', { name: 'Acme', startedOn: '2024-01-01' })
  seedConversions(engine.file, [{ partnerId: acme, day: '2025-11-10', minor: 9_000_000, currency: 'EUR' }])
  const tests = [
    points(),
    points({ groups: [{ field: 'country', in: ['Vietnam'], percent: 200 }] }),
    atLeast('revenue', 1),
  ]
  const body = { ...revenueTable(), tiers: tests.map((test, place) => aTier(`Tier ${place}`, [test])) }
  const { results } = await engine.call('tiers.preview', { body, partnerId: acme, day: '2025-12-31' })
  expect(results.map(({ isReached, requirements }) => [isReached, requirements[0]?.actual])).toEqual([
    [false, null],
    [false, null],
    [false, null],
  ])
})

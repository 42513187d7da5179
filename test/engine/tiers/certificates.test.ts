import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequirementTest, TierBody } from '../../../src/contract/tiers.ts'
import {
  countHolders,
  declaredOn,
  endangers,
  type HeldCertificate,
  stateOf,
} from '../../../src/engine/tiers/certificates.rules.ts'
import { judge } from '../../../src/engine/tiers/requirements.rules.ts'
import { asks, aTier, facts, revenueTable } from '../../support/builders/tiers.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { decide, proposals, publishTiers, seller } from '../../support/tiers.ts'

let next = 1
const held = (holder: string, expiresOn: string | null, changes: Partial<HeldCertificate> = {}): HeldCertificate => ({
  id: next++,
  partnerId: 1,
  name: 'Sales',
  holder,
  level: '',
  issuedOn: '2025-01-01',
  expiresOn,
  ...changes,
})
const certified = (holders: number, name = ''): RequirementTest => ({ kind: 'certificates', holders, name, level: '' })

test('[TI7] different people are counted once each, on days on which a certificate of theirs is valid', () => {
  const own = [
    held('Anna Weber', '2026-01-14'),
    held('anna weber ', '2026-12-31', { level: 'Expert' }),
    held('Budi', '2026-01-13'),
    held('Chen', null, { issuedOn: '2026-01-15' }),
    held('Dewi', null, { name: 'Support' }),
  ]
  const count = (day: string, name = '', level = ''): number => countHolders(own, name, level, day)
  expect([count('2026-01-13'), count('2026-01-14'), count('2026-01-15')]).toEqual([3, 2, 3])
  expect([count('2026-01-13', 'sales'), count('2026-01-13', 'Sales', 'expert'), count('2026-01-13', 'Other')]).toEqual([
    2, 1, 0,
  ])
})

test('[TI13] a certificate is valid, about to expire, expired, or renewed by a later one of the same person', () => {
  const own = [
    held('Anna', '2026-03-16'),
    held('Budi', '2026-03-15'),
    held('Chen', '2026-01-14'),
    held('Dewi', '2026-01-13'),
    held('Eka', '2026-01-31'),
    held('Eka', '2027-01-31', { issuedOn: '2026-01-10' }),
    held('Farid', null),
    held('Gita', '2027-01-31', { issuedOn: '2026-02-01' }),
  ]
  expect(own.map((certificate) => stateOf(certificate, own, '2026-01-14'))).toEqual([
    'valid',
    'expiring',
    'expiring',
    'expired',
    'renewed',
    'valid',
    'valid',
    'future',
  ])
})

test('[TI13] a certificate endangers the tier when its end leaves too few people, and not while others are enough', () => {
  const [first, second, third] = [held('Anna', '2026-02-01'), held('Budi', '2026-06-01'), held('Anna', '2026-09-01')]
  const asked = (holders: number) => ({
    combination: { kind: 'all' as const },
    requirements: [judge(asks(certified(holders)), facts(), 1_000_000).evidence],
  })
  expect([endangers(first, [first, second], asked(2)), endangers(first, [first, second], asked(1))]).toEqual([
    true,
    false,
  ])
  expect([
    endangers(first, [first, second, third], asked(2)),
    endangers(second, [first, second, third], asked(2)),
  ]).toEqual([false, true])
  const other = judge(asks(certified(1, 'Sales')), facts(), 1_000_000).evidence
  const policy = judge(asks({ kind: 'policy', topic: 'Brand' }), facts(), 1_000_000).evidence
  const some = (count: number) => ({ combination: { kind: 'some' as const, count }, requirements: [other, policy] })
  // Of two requirements one is met without any certificate.
  expect([endangers(first, [first], some(1)), endangers(first, [first], some(2))]).toEqual([false, true])
})

test('[TI7] of a topic the latest record that has begun and not run out counts', () => {
  const record = (attestedOn: string, isMet: boolean, validUntil: string | null = null) =>
    ({
      id: 1,
      kind: 'policy',
      topic: 'Brand guideline',
      isMet,
      attestedOn,
      validUntil,
      attestedBy: 'Maya',
      note: '',
    }) as const
  const records = [record('2026-01-10', true), record('2025-12-01', false, '2025-12-31')]
  const on = (day: string, topic = 'brand guideline') => declaredOn(records, 'policy', topic, day)
  expect([on('2025-11-30'), on('2025-12-31'), on('2026-01-01'), on('2026-01-10'), on('2026-01-10', 'Other')]).toEqual([
    null,
    false,
    null,
    true,
    null,
  ])
  expect(declaredOn(records, 'attestation', 'Brand guideline', '2026-01-10')).toBeNull()
})

describe('in a workspace', () => {
  let engine: TestEngine
  beforeEach(async () => {
    engine = await startTestEngine()
    await engine.call('programme.update', { pinnedToday: '2026-01-14' })
  })
  afterEach(() => engine.close())

  const gold = (...tests: RequirementTest[]): TierBody => ({
    ...revenueTable({ failures: 2, graceDays: 30 }),
    tiers: [aTier('Registered'), aTier('Gold', tests)],
  })
  const certify = (partnerId: number, holder: string, expiresOn: string | null, name = 'Sales') =>
    engine.call('certificates.create', {
      partnerId,
      name,
      holder,
      level: '',
      issuedOn: '2025-01-01',
      expiresOn,
      evidence: '',
    })

  test('[TI13] the register names the tier that an end takes away, and a renewal takes the danger off', async () => {
    const acme = await seller(engine, 'Acme')
    const { id } = await certify(acme, 'Anna', '2026-02-20')
    await certify(acme, 'Budi', null)
    await publishTiers(engine, gold(certified(2)))
    await decide(engine, acme)
    const shown = async () =>
      (await engine.call('certificates.ofPartner', { partnerId: acme })).certificates.map(
        ({ holder, state, endangers: tier }) => [holder, state, tier],
      )
    expect(await shown()).toEqual([['Anna', 'expiring', 'Gold'], ['Budi', 'valid', null]]) // prettier-ignore
    await engine.call('certificates.renew', {
      id,
      issuedOn: '2026-01-14',
      expiresOn: '2027-02-20',
      evidence: 'exam 77',
    })
    expect(await shown()).toEqual([['Anna', 'renewed', null], ['Anna', 'valid', null], ['Budi', 'valid', null]]) // prettier-ignore
    expect((await engine.refused('certificates.update', { id, changes: { expiresOn: '2024-12-31' } })).code).toBe(
      'date.invalid',
    )
  })

  test('[TI10] a certificate that runs out after the evaluation opens the grace at once', async () => {
    const acme = await seller(engine, 'Acme')
    await certify(acme, 'Anna', '2026-01-20')
    await certify(acme, 'Budi', '2026-01-17', 'Support')
    await publishTiers(engine, gold(certified(1, 'Sales')))
    await decide(engine, acme)
    await engine.call('programme.update', { pinnedToday: '2026-01-20' })
    expect(await proposals(engine)).toEqual([])
    await engine.call('programme.update', { pinnedToday: '2026-01-21' })
    const [open] = (await engine.call('tiers.proposals', {})).proposals
    expect(open).toMatchObject({
      proposal: {
        kind: 'demotion',
        cause: 'lapse',
        to: 'registered',
        evaluatedOn: '2026-01-21',
        graceUntil: '2026-02-19',
      },
      result: { tier: 'gold', requirements: [{ actual: 0, missing: 1 }] },
    })
    await decide(engine, acme, false, 'The exam is on Friday')
    await engine.call('programme.update', { pinnedToday: '2026-01-30' })
    expect(await proposals(engine)).toEqual([])
  })

  test('[TI7] confirmations and breaches count for the tier, for many partners in one step', async () => {
    const partnerIds = [await seller(engine, 'Acme'), await seller(engine, 'Beta')]
    await publishTiers(
      engine,
      gold({ kind: 'attestation', topic: 'Own support desk' }, { kind: 'policy', topic: 'Brand guideline' }),
    )
    const record = (
      kind: 'attestation' | 'policy',
      topic: string,
      isMet: boolean,
      attestedOn: string,
      ids = partnerIds,
    ) =>
      engine.call('attestations.record', {
        partnerIds: ids,
        kind,
        topic,
        isMet,
        attestedOn,
        validUntil: null,
        note: '',
      })
    await record('attestation', 'Own support desk', true, '2025-12-01')
    expect(await proposals(engine)).toEqual(['Acme promotion – > gold', 'Beta promotion – > gold'])
    await record('policy', 'Brand guideline', false, '2025-12-20', partnerIds.slice(0, 1))
    expect(await proposals(engine)).toEqual(['Acme promotion – > registered', 'Beta promotion – > gold'])
    expect(await engine.call('certificates.names', {})).toEqual({
      certificates: [],
      levels: [],
      attestations: ['Own support desk'],
      policies: ['Brand guideline'],
    })
  })
})

describe('promises', () => {
  let engine: TestEngine
  beforeEach(async () => {
    engine = await startTestEngine()
    await engine.call('programme.update', { pinnedToday: '2026-01-14' })
  })
  afterEach(() => engine.close())

  test('[TI14] a tier’s promises are pending from its first day, noted by people, and begin anew with another stay', async () => {
    const acme = await seller(engine, 'Acme')
    const promises = [
      { key: 'contact', text: 'A contact of its own', severity: 'blocker' as const, dueDays: 10 },
      { key: 'budget', text: 'A marketing budget', severity: 'information' as const, dueDays: null },
    ]
    const body = revenueTable()
    await publishTiers(engine, {
      ...body,
      tiers: body.tiers.map((tier) => (tier.key === 'gold' ? { ...tier, promises } : tier)),
    })
    const place = (tier: string, validFrom: string) =>
      engine.call('tiers.place', { partnerId: acme, tier, validFrom, reason: 'agreed' })
    const owed = async () =>
      (await engine.call('tiers.partner', { partnerId: acme, day: null })).promises.map(({ key, state, dueOn, note }) =>
        [key, state, dueOn, note].join(' '),
      )
    await place('gold', '2026-01-01')
    expect(await owed()).toEqual(['contact pending 2026-01-11 ', 'budget pending  '])
    const set = { partnerId: acme, promise: 'contact', state: 'kept' as const, dueOn: null, note: 'Maya' }
    await engine.call('tiers.setPromise', set)
    await engine.call('tiers.setPromise', { ...set, state: 'broken', note: 'Maya left' })
    expect(await owed()).toEqual(['contact broken  Maya left', 'budget pending  '])
    expect((await engine.refused('tiers.setPromise', { ...set, promise: 'car' })).code).toBe('tier.unknown')

    await engine.call('programme.update', { pinnedToday: '2026-03-02' })
    await place('silver', '2026-02-01')
    expect(await owed()).toEqual([])
    await place('gold', '2026-03-01')
    expect(await owed()).toEqual(['contact pending 2026-03-11 ', 'budget pending  '])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { MeasureKey } from '../../../src/contract/measures.ts'
import type { Output } from '../../../src/contract/methods.ts'
import type { ViewTable } from '../../../src/contract/views.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { offTheCase, readCase } from '../../support/theCase.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const size = { seed: 20_260_114, partners: 20, conversions: 2400 }
const YEAR = { from: '2025-01-01', to: '2025-12-31', compareFrom: null, compareTo: null }

async function generate(given = size): Promise<{ engine: TestEngine; made: Output<'sample.generate'> }> {
  const engine = await startTestEngine({ isSetUp: false })
  return { engine, made: await engine.call('sample.generate', given) }
}

/** The ratios of the case, to a tenth of a point, from the stored rows. */
async function expectCase(engine: TestEngine): Promise<void> {
  expect(offTheCase(await readCase((input) => engine.call('measures.read', input)))).toEqual([])
}

/** Values of measures over the sample's year, of a partner or of all. */
async function readYear(engine: TestEngine, keys: MeasureKey[], partnerId: number | null = null): Promise<number[]> {
  const { from, to } = YEAR
  const { values } = await engine.call('measures.read', { from, to, keys, partnerId })
  return values.map(({ value }) => value ?? 0)
}

/** Each value of a column with the number of its rows. */
async function tally(engine: TestEngine, table: ViewTable, groupBy: string): Promise<Record<string, number>> {
  const { view } = await engine.call('views.open', viewSpec(table, { groupBy }))
  const { groups } = await engine.call('views.settle', { view })
  return Object.fromEntries(groups.map(({ value, totals }) => [String(value), totals.count]))
}

describe('the sample programme of the tour', () => {
  let engine: TestEngine
  let made: Output<'sample.generate'>
  beforeAll(async () => ({ engine, made } = await generate()), 120_000)
  afterAll(() => engine.close())

  test('[SA2] Home shows the first partner with 37.5 % of the year and of all time, from stored rows', async () => {
    for (const to of ['2025-12-31', '2026-01-14']) {
      const { concentration } = await engine.call('metrics.home', { ...YEAR, to })
      const [first] = concentration?.partners ?? []
      expect(first?.name).toBe('Nusa Integra')
      expect(Math.abs((first?.sharePpm ?? 0) - 375_000)).toBeLessThan(1000)
    }
  })

  test('[SA8] Home shows 40 % of bookings, a customer for 25 % less, and who carries 15 % of everything', () =>
    expectCase(engine))

  test('[SA3] eleven months are paid and closed, one run was void, December waits', async () => {
    expect(await tally(engine, 'runs', 'state')).toEqual({ closed: 11, draft: 1, void: 1 })
    const { needs } = await engine.call('metrics.needs', {})
    expect(needs.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['runToReview', 'onHold', 'noPayee']))
    expect(made.statements).toBeGreaterThan(100)
    expect(made.paymentFiles.map(({ name }) => name).toSorted()).toEqual([
      'Asia expansion 2025-11 payments JPY.csv',
      'Asia expansion 2025-11 payments SGD.csv',
      'Asia expansion 2025-11 payments USD.csv',
    ])
  })

  test('[SA3] no kind of row is missing: clawbacks, holds, adjustments, pending and paid, three currencies', async () => {
    expect(Object.keys(await tally(engine, 'commissions', 'component')).toSorted()).toEqual([
      'clawback',
      'fixed',
      'rate',
      'uplift',
    ])
    expect(Object.keys(await tally(engine, 'commissions', 'status'))).toEqual(
      expect.arrayContaining(['hold', 'inRun', 'paid', 'pending', 'reversed']),
    )
    expect(Object.keys(await tally(engine, 'conversions', 'currency'))).toEqual(['JPY', 'SGD', 'USD'])
    expect(Object.keys(await tally(engine, 'payouts', 'method')).toSorted()).toEqual([
      'bank',
      'byHand',
      'paypal',
      'wise',
    ])
    expect(await tally(engine, 'adjustments', 'partner')).toEqual({ 'Nusa Integra': 1 })
    expect(await tally(engine, 'interventions', 'status')).toEqual({ done: 1, open: 1, overdue: 1 })
    expect(await tally(engine, 'deals', 'stage')).toMatchObject({ open: expect.any(Number), won: expect.any(Number) })
    expect(await tally(engine, 'partners', 'status')).toEqual({ active: 19, paused: 1 })
    const [plan] = (await engine.call('plans.list', {})).plans
    expect(plan?.versions.map(({ number, validFrom }) => [number, validFrom])).toEqual([
      [2, '2025-07-01'],
      [1, '2025-01-01'],
    ])
    expect(plan?.versions.every(({ commissions }) => commissions > 0)).toBe(true)
  })

  test('[SA10] every partner holds the onboarding certificate with its days, and one certificate has run out', async () => {
    const { view, rows } = await engine.call('views.open', viewSpec('certificates'))
    expect((await engine.call('views.settle', { view })).totals.count).toBe(26)
    const onboarding = rows.filter(({ cells }) => cells['name'] === 'Onboarding')
    expect(new Set(onboarding.map(({ cells }) => cells['partner'])).size).toBe(20)
    expect(onboarding.every(({ cells }) => String(cells['issuedOn']) < String(cells['expiresOn']))).toBe(true)
    expect(await tally(engine, 'certificates', 'state')).toMatchObject({ expired: 1, expiring: 3 })
  })

  test('[SA10] promotions are decided, one demotion is proposed, and tiers add to what is earned since 2026', async () => {
    expect(Object.keys(await tally(engine, 'tierStanding', 'tier'))).toEqual([
      'Gold',
      'Platinum',
      'Registered',
      'Silver',
    ])
    const { proposals } = await engine.call('tiers.proposals', {})
    expect(proposals.map(({ name, proposal }) => [name, proposal.kind, proposal.from, proposal.to])).toEqual([
      ['Lion Rock Consulting', 'demotion', 'gold', 'silver'],
    ])
    const filters = [{ column: 'component' as const, operator: 'is' as const, value: 'uplift' }]
    const { rows } = await engine.call('views.open', viewSpec('commissions', { filters }))
    expect(rows.filter(({ cells }) => String(cells['occurredOn']) < '2026-01-01')).toEqual([])
    const { needs } = await engine.call('metrics.needs', {})
    expect(needs.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['tierProposals', 'certificatesExpiring']))
  })

  test('[SA9] the funnel narrows from clicks over leads to sales, for the programme and for each partner', async () => {
    const counts: MeasureKey[] = ['clicks', 'leads', 'sales']
    const { rows } = await engine.call('views.open', viewSpec('partners'))
    expect(rows).toHaveLength(20)
    for (const partnerId of [null, ...rows.map(({ id }) => id)]) {
      const [clicks = 0, leads = 0, sales = 0] = await readYear(engine, counts, partnerId)
      expect([partnerId, clicks > 3 * leads, leads > sales, sales > 0]).toEqual([partnerId, true, true, true])
    }
    for (const rate of await readYear(engine, ['clickToLead', 'leadToSale', 'clickToSale'])) {
      expect(rate).toBeGreaterThan(0)
      expect(rate).toBeLessThan(1_000_000)
    }
    const { leads, clicks } = await engine.call('metrics.counts', {})
    expect(Object.keys(await tally(engine, 'leads', 'partner'))).toHaveLength(20)
    expect([leads > 0, clicks > leads]).toEqual([true, true])
  })

  test('[SA9] what partners sourced, influenced and assisted is there, each for itself', async () => {
    const { from, to } = YEAR
    const { roles, partners } = await engine.call('analytics.contributions', { from, to })
    expect(roles.map(({ role, deals }) => [role, deals])).toEqual([
      ['sourced', made.deals],
      ['influenced', 5],
      ['assisted', 4],
    ])
    const minors = roles.map(({ minor }) => minor)
    expect(minors.every((minor) => minor > 0)).toBe(true)
    expect(await readYear(engine, ['sourcedPipeline', 'influencedPipeline', 'assistedPipeline'])).toEqual(minors)
    // One deal was influenced by one partner and assisted by another: it is in both, and once in what was sourced.
    const sum = (role: 'sourced' | 'influenced' | 'assisted'): number =>
      partners.reduce((all, partner) => all + partner[role].minor, 0)
    expect([sum('sourced'), sum('influenced'), sum('assisted')]).toEqual(minors)
    expect(partners.filter(({ influenced, assisted }) => influenced.deals + assisted.deals > 0)).toHaveLength(8)
  })

  test('[SA4] its history reads as a year of one person, every step undoable', async () => {
    const { view, rows } = await engine.call('views.open', viewSpec('history'))
    expect((await engine.call('views.settle', { view })).totals.count).toBeGreaterThan(90)
    const last = rows.findIndex(({ cells }) => cells['method'] !== 'deals.setRole')
    expect(rows[last]?.cells).toMatchObject({ method: 'imports.run', subject: 'deals.csv', actor: 'Maya Lindqvist' })
    const methods = Object.keys(await tally(engine, 'history', 'method'))
    expect(methods).toEqual(
      expect.arrayContaining(['programme.setUp', 'plans.publish', 'payouts.void', 'payouts.close']),
    )
    expect(methods).not.toContain('sample.generate')
    const moments = rows.map(({ cells }) => String(cells['at']))
    expect(moments).toEqual(moments.toSorted().toReversed())
    expect(moments[0]?.slice(0, 10)).toBe('2026-01-13')
    for (let steps = 0; steps < last; steps++) await engine.call('history.undo', {})
    expect((await engine.call('history.undo', {})).subject).toBe('deals.csv')
    expect((await engine.call('metrics.counts', {})).deals).toBe(0)
    for (let steps = 0; steps <= last; steps++) await engine.call('history.redo', {})
    expect((await engine.call('metrics.counts', {})).deals).toBe(made.deals)
  })

  test('[ME4] a run that waits counts the payouts it pays, not those it carries over', async () => {
    const { needs } = await engine.call('metrics.needs', {})
    const need = needs.find(({ kind }) => kind === 'runToReview')
    const { payouts } = await engine.call('payouts.run', { id: need?.id ?? 0 })
    const carried = payouts.filter(({ carriedBecause }) => carriedBecause !== null).length
    expect([carried > 0, need?.count]).toEqual([true, payouts.length - carried])
  })

  test('[SA20] the tour stops at a commission that explains itself, the run that waits and a statement', async () => {
    const { stops } = await engine.call('sample.tour', {})
    if (stops === null) throw new Error('no tour')
    const { trace } = await engine.call('commissions.explain', { id: stops.commissionId })
    expect(trace.earnedMinor).toBeGreaterThan(0)
    const inList = [{ column: 'partner', operator: 'is' as const, value: stops.partner }]
    const { view } = await engine.call('views.open', { ...viewSpec('commissions'), filters: inList })
    expect((await engine.call('views.find', { view, id: stops.commissionId })).offset).not.toBeNull()
    expect(await engine.call('payouts.run', { id: stops.runId })).toMatchObject({ number: '2025-12', state: 'draft' })
    const statement = await engine.call('payouts.statement', { statementId: stops.statementId })
    expect(statement.partner.name).toBe('Nusa Integra')
  })

  test('[SA3] it is sound, and refuses to be made a second time', async () => {
    expect(await engine.call('workspace.verify', {})).toMatchObject({ isSound: true, findings: [] })
    expect((await engine.refused('sample.generate', size)).code).toBe('workspace.alreadySetUp')
  })
})

test('[SA5] the same seed and size give the same state', async () => {
  const digests: string[] = []
  for (let i = 0; i < 2; i++) {
    const { engine } = await generate({ ...size, conversions: 300 })
    digests.push((await engine.call('workspace.digest', {})).digest)
    engine.close()
  }
  expect(digests[0]).toBe(digests[1])
}, 120_000)

test('[SA6] above 200 partners or 20,000 conversions there is one file of payments, no click, no lead and no run', async () => {
  const { engine, made } = await generate({ seed: 5, partners: 210, conversions: 3000 })
  expect(made).toMatchObject({ partners: 210, statements: 0, paymentFiles: [] })
  expect(await engine.call('metrics.counts', {})).toMatchObject({ unattributed: 0, leads: 0, clicks: 0 })
  const { roles } = await engine.call('analytics.contributions', { from: YEAR.from, to: YEAR.to })
  expect(roles.map(({ deals }) => deals)).toEqual([made.deals, 5, 4])
  const { concentration } = await engine.call('metrics.home', YEAR)
  expect(Math.abs((concentration?.partners[0]?.sharePpm ?? 0) - 375_000)).toBeLessThan(1000)
  await expectCase(engine)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  engine.close()
}, 120_000)

test('[SA20] another programme has no tour, nor has a sample without runs', async () => {
  const other = await startTestEngine()
  expect(await other.call('sample.tour', {})).toEqual({ stops: null })
  other.close()
  const large = await startTestEngine({ isSetUp: false })
  await large.call('sample.generate', { seed: 3, partners: 201, conversions: 1000 })
  expect(await large.call('sample.tour', {})).toEqual({ stops: null })
  large.close()
}, 60_000)

test('[SA7] it can be cancelled between two steps', async () => {
  const engine = await startTestEngine({ isSetUp: false })
  const controller = new AbortController()
  const progress = ({ label }: { label: string }): void => {
    if (label === '2025-02') controller.abort()
  }
  await expect(engine.call('sample.generate', size, { signal: controller.signal, progress })).rejects.toEqual(
    new AppError('engine.cancelled'),
  )
  expect((await engine.call('workspace.verify', {})).isSound).toBe(true)
  engine.close()
}, 60_000)

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlanRule } from '../../../src/contract/plans.ts'
import { findMiss } from '../../../src/engine/plans/conditions.rules.ts'
import { previewOrders } from '../../../src/engine/plans/preview.rules.ts'
import { runProgramme, runRules } from '../../support/builders/commissions.ts'
import { aRule, fixed, forAmount, forCustomer, forLeads, forProduct, percent } from '../../support/builders/plans.ts'
import { csvFile, importFile } from '../../support/imports.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { seedPartner, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const share = aRule(percent(100_000), { key: 'share', name: 'Share' })
const perLead = aRule(fixed(2_500, 'firstConversion'), { key: 'leads', name: 'Leads', conditions: [forLeads] })

test('[PL14] a rule pays for sales unless it is for leads, and then for leads alone', () => {
  const facts = {
    occurredOn: '2025-12-18',
    currency: 'USD',
    baseMinor: 0,
    product: '',
    country: '',
    isFirst: true,
    firstOn: '2025-12-18',
  }
  const miss = (rule: PlanRule, isLead: boolean) => findMiss(rule, { ...facts, isLead })?.reason ?? null
  expect([miss(share, false), miss(share, true), miss(perLead, false), miss(perLead, true)]).toEqual([
    null,
    'salesOnly',
    'leadsOnly',
    null,
  ])
})

test('[PL14] what is first is told among leads and among sales, and no counter counts a lead', () => {
  const day = '2025-03-01'
  const rules = [
    aRule(fixed(4_000, 'firstConversion'), { key: 'cpa', conditions: [forCustomer('new')] }),
    { ...perLead, limitMonths: 3 },
  ]
  const paid = runRules(rules, [
    { id: 1, day, minor: 0, customer: 7, isLead: true },
    { id: 2, day: '2025-03-02', minor: 0, customer: 7, isLead: true },
    { id: 3, day: '2025-05-01', minor: 10_000, customer: 7 },
    { id: 4, day: '2025-05-02', minor: 10_000, customer: 7 },
    { id: 5, day: '2025-05-03', minor: 0, customer: 8, isLead: true },
  ])
  expect(paid.map(({ conversion, ruleIndex, earnedMinor }) => [conversion, ruleIndex, earnedMinor])).toEqual([
    [1, 1, 2_500],
    [3, 0, 4_000],
    [5, 1, 2_500],
  ])
})

test('[PL14] a version for new customers reaches leads by the first lead of their customer, sales by its first sale', () => {
  const versions = [
    { rules: [share, perLead], validFrom: '2025-01-01' },
    {
      rules: [share, aRule(fixed(9_900, 'everyConversion'), { key: 'leads', conditions: [forLeads] })],
      validFrom: '2025-06-01',
      changeMode: 'newCustomersOnly' as const,
    },
  ]
  const paid = runProgramme({
    versions,
    conversions: [
      { id: 1, day: '2025-02-01', minor: 0, customer: 7, isLead: true },
      { id: 2, day: '2025-07-01', minor: 0, customer: 7, isLead: true },
      { id: 3, day: '2025-07-02', minor: 1_000, customer: 7 },
      { id: 4, day: '2025-07-03', minor: 0, customer: 8, isLead: true },
    ],
  })
  expect(paid.map(({ conversion, versionId, earnedMinor }) => [conversion, versionId, earnedMinor])).toEqual([
    [1, 1, 2_500],
    [3, 2, 100],
    [4, 2, 9_900],
  ])
})

test('[PL14] the worked example tells leads from orders', () => {
  const order = { minor: 50_000, currency: 'USD', isNewCustomer: true, product: '', country: '' }
  const preview = previewOrders({ rules: [share, perLead] }, [order, { ...order, isLead: true }], 'halfAwayFromZero')
  expect(preview.map(({ earnedMinor, lines }) => [earnedMinor, lines.map(({ rule }) => rule)])).toEqual([
    [5_000, ['Share']],
    [2_500, ['Leads']],
  ])
})

describe('plans that pay for leads', () => {
  let engine: TestEngine
  beforeEach(async () => {
    engine = await startTestEngine()
  })
  afterEach(() => engine.close())

  async function pay(...rules: PlanRule[]): Promise<void> {
    const { id } = await engine.call('plans.create', { name: 'Resellers', body: { rules } })
    await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
    await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  }
  const leads = (rows: readonly string[]): Promise<unknown> =>
    importFile(engine, csvFile(engine, ['lead_id,date,partner,name,email', ...rows]))

  test('[PL14] a share of leads, or leads of some amount, is refused with its reason wherever a plan is stored', async () => {
    const shareOfLeads = { ...share, name: 'Share of leads', conditions: [forLeads] }
    const largeLeads = { ...perLead, key: 'large', name: 'Large leads', conditions: [forLeads, forAmount(1)] }
    const body = { rules: [shareOfLeads, largeLeads] }
    const problems = [
      'the rule "Share of leads" pays for leads, which have no amount to share: give it a fixed amount',
      'the rule "Large leads" pays for leads and asks for an amount, which leads do not have',
    ]
    const refusal = { code: 'plan.invalid', details: { problems } }
    await pay(share)
    const order = { minor: 1, currency: 'USD', isNewCustomer: true, product: '', country: '' }
    expect([
      await engine.refused('plans.create', { name: 'Leads', body }),
      await engine.refused('plans.saveDraft', { id: 1, body }),
      await engine.refused('plans.preview', { body, orders: [order] }),
    ]).toEqual([refusal, refusal, refusal])
  })

  test('[PL14] a lead is paid once, is explained, and stands in its run and on its statement', async () => {
    const partnerId = await seedPartner(engine, 'Acme')
    await pay(share, perLead)
    await leads([
      'L-1,2025-12-01,Acme,Ann Moreau,ann@one.example.com',
      'L-2,2025-12-02,Acme,Ann Moreau,ann@one.example.com',
      'L-3,2025-12-03,Acme,Bob Keller,bob@two.example.com',
    ])
    await seedSales(engine, [{ partnerId, on: '2025-12-18', minor: 45_600, customer: 'Bob Keller' }])

    const { rows } = await engine.call('views.open', viewSpec('commissions'))
    const inOrder = rows.toSorted((a, b) => a.id - b.id)
    expect(inOrder.map(({ id, cells }) => [id, cells['rule'], cells['customer'], cells['earned']])).toEqual([
      [1 * 64 + 1, 'Leads', 'Ann Moreau', 2_500],
      [3 * 64 + 1, 'Leads', 'Bob Keller', 2_500],
      [4 * 64, 'Share', 'Bob Keller', 4_560],
    ])
    expect(await engine.call('commissions.explain', { id: 3 * 64 + 1 })).toMatchObject({
      isLead: true,
      chargeNumber: 1,
      conversionId: 3,
      trace: { component: 'fixed', baseMinor: 0, fixedMinor: 2_500, earnedMinor: 2_500 },
      competing: [
        { key: 'leads', isWinner: true, wouldEarnMinor: 2_500, reason: 'won' },
        { key: 'share', isWinner: false, wouldEarnMinor: null, reason: 'salesOnly' },
      ],
      origin: { line: 4, raw: 'L-3,2025-12-03,Acme,Bob Keller,bob@two.example.com' },
    })
    expect((await engine.call('commissions.explain', { id: 4 * 64 })).competing).toMatchObject([
      { key: 'share', reason: 'won' },
      { key: 'leads', reason: 'leadsOnly' },
    ])

    const run = await approveRun(engine, (await openRun(engine)).id)
    expect(run.payouts.map(({ lines, earnedMinor }) => [lines, earnedMinor])).toEqual([[3, 9_560]])
    const statement = await engine.call('payouts.statement', { statementId: run.payouts[0]?.statementId ?? 0 })
    expect(statement.lines.map(({ day, customer, externalId, what, trace }) => [
      day, customer, externalId.replace(/^INV.*/, 'INV'), what, trace.earnedMinor,
    ])).toEqual([
      ['2025-12-01', 'Ann Moreau', 'L-1', 'Leads, lead', 2_500],
      ['2025-12-03', 'Bob Keller', 'L-3', 'Leads, lead', 2_500],
      ['2025-12-18', 'Bob Keller', 'INV', 'Share', 4_560],
    ]) // prettier-ignore
    // A lead that comes late is paid beside the settled ones.
    await leads(['L-0,2025-11-30,Acme,Cid Ortiz,cid@three.example.com'])
    expect((await engine.call('views.open', viewSpec('commissions'))).rows).toHaveLength(4)
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  test('[PL14] leads of a plan that does not pay for them earn nothing, and a lead in another currency says so', async () => {
    await seedPartner(engine, 'Acme')
    await pay({ ...perLead, conditions: [forLeads, forProduct('Core')] })
    const file = csvFile(engine, ['lead_id,date,partner,email,product', 'L-1,2025-12-01,Acme,ann@one.example.com,Core'])
    await importFile(engine, file, { currency: 'EUR' })
    expect((await engine.call('views.open', viewSpec('commissions'))).rows).toEqual([])
    await leads(['L-2,2025-12-01,Acme,Bob,bob@two.example.com'])
    expect((await engine.call('views.open', viewSpec('commissions'))).rows).toEqual([])
  })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DueRule } from '../../../src/contract/programme.ts'
import { NOT_YET } from '../../../src/contract/due.ts'
import { aRule, fixed, forLeads, tiered } from '../../support/builders/plans.ts'
import { runRules } from '../../support/builders/commissions.ts'
import { csvFile, importFile } from '../../support/imports.ts'
import { seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const byInvoice: DueRule = {
  anchor: 'invoicePaidDay',
  refundWindowDays: 30,
  months: 0,
  days: 10,
  toMonthEnd: false,
  payDay: null,
}

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

test('[CO21] a true-up falls due with the conversion that crossed the step', () => {
  const whole = tiered('whole', [
    [0, 100_000],
    [1_000, 200_000],
  ])
  const due = runRules(
    [aRule(whole)],
    [
      { id: 1, day: '2026-01-05', minor: 600, sourceDay: '2026-02-01' },
      { id: 2, day: '2026-01-06', minor: 600, sourceDay: '2026-03-01' },
      { id: 3, day: '2026-01-07', minor: 100 },
    ],
    { due: byInvoice },
  ).map(({ conversion, component, dueOn }) => `${conversion}.${component} ${dueOn}`)
  expect(due).toEqual(['1.0 2026-02-11', '1.2 2026-03-11', '2.0 2026-03-11', `3.0 ${NOT_YET}`])
})

const header = 'order_id,order_date,amount,currency,partner,customer_email,invoice paid on,approved on'
const sales = (paidOn: string): string =>
  csvFile(engine, [
    header,
    `A1,2025-03-01,100.00,USD,Acme,ann@one.com,2025-04-01,2025-03-05`,
    `A2,2025-03-02,50.00,USD,Acme,bob@two.com,${paidOn},`,
  ])

const listed = async () =>
  (
    await engine.call(
      'views.open',
      viewSpec('commissions', { sort: [{ column: 'occurredOn', direction: 'ascending' }] }),
    )
  ).rows.map(({ id, cells }) => ({ id, due: cells['dueOn'], status: cells['status'] }))

test('[CO21] a commission waits for the day that a file tells, also when a later file tells it', async () => {
  const { mapping } = await engine.call('imports.inspect', { file: sales(''), as: null, sheet: null })
  expect(mapping.columns.map(({ role }) => role).slice(-2)).toEqual(['invoicePaidOn', 'approvedOn'])
  await importFile(engine, sales(''), { answers: { 'partner:acme': 'new' } })
  await seedPlan(engine)
  await engine.call('programme.update', { due: byInvoice })
  expect(await listed()).toMatchObject([
    { due: '2025-04-11', status: 'approved' },
    { due: null, status: 'pending' },
  ])
  const [, waiting] = await listed()
  expect((await engine.call('commissions.explain', { id: waiting?.id ?? 0 })).due).toEqual({
    dueOn: NOT_YET,
    formula: 'waits until a file says when the invoice was paid',
  })
  const run = { from: '2025-01-01', to: '2025-12-31', cutoffOn: '2099-12-31' }
  expect((await engine.call('payouts.preview', run)).totals).toMatchObject([{ minor: 1_000 }])

  await engine.call('programme.update', { due: { ...byInvoice, anchor: 'approvalDay', days: 0 } })
  expect(await listed()).toMatchObject([{ due: '2025-03-05' }, { due: null }])
  await engine.call('programme.update', { due: byInvoice })

  const later = await importFile(engine, sales('2025-05-20'), { applyChanged: true })
  expect(later.differences.map(({ fields }) => fields)).toEqual([
    [{ field: 'invoice paid on', before: '', after: '20 May 2025' }],
  ])
  expect((await listed())[1]).toMatchObject({ due: '2025-05-30', status: 'approved' })
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[IM20] a sale without an id is the same sale when its invoice is paid', async () => {
  const file = (paidOn: string): string =>
    csvFile(engine, [
      'date,amount,currency,partner,customer,invoice paid on',
      `2025-03-02,50.00,USD,Acme,Bob,${paidOn}`,
    ])
  await importFile(engine, file(''))
  const { rows } = await importFile(engine, file('2025-04-02'), { applyChanged: true })
  expect(rows).toMatchObject({ new: 0, changed: 1 })
})

test('[IM12] a day of approval that stands alone is the day of the sale', async () => {
  const file = csvFile(engine, ['id,validated on,amount,currency,affiliate', 'A1,2025-03-02,50.00,USD,Acme'])
  const { mapping } = await engine.call('imports.inspect', { file, as: null, sheet: null })
  expect(mapping.columns.map(({ role }) => role)).toEqual([
    'recordId',
    'occurredOn',
    'amount',
    'currency',
    'partnerName',
  ])
})

test('[CO21] a lead has no invoice and counts from its own day', async () => {
  const file = csvFile(engine, ['Lead Id,Date,Email,Affiliate', 'L1,2025-03-02,ann@one.com,Acme'], 'leads.csv')
  await importFile(engine, file, { answers: { 'partner:acme': 'new' } })
  const rule = aRule(fixed(500), { conditions: [forLeads] })
  const { id } = await engine.call('plans.create', { name: 'Leads', body: { rules: [rule] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  await engine.call('programme.update', { due: byInvoice })
  expect(await listed()).toMatchObject([{ due: '2025-03-12' }])
})

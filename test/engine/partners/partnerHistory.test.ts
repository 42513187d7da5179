import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import { openForReading } from '../../../src/engine/db/open.ts'
import { listPartnerSteps } from '../../../src/engine/history/partnerHistory.repo.ts'
import { anObjective } from '../../support/builders/objectives.ts'
import { commandSamples, type StepName } from '../../support/commandSamples.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

type Step = Output<'history.partner'>['steps'][number]
type Change = Step['changes'][number]

async function stepsOf(id: number): Promise<Step[]> {
  return (await engine.call('history.partner', { id })).steps
}

/** "partner_status update: status active → paused", the fields asked for only. */
function inWords({ entity, kind, count, about, fields }: Change, ...wanted: string[]): string {
  const shown = fields
    .filter(({ field }) => wanted.includes(field))
    .map(({ field, before, after }) => `${field} ${String(before)} → ${String(after)}`)
  return `${[entity, kind, count > 1 ? `×${count}` : '', about].filter((word) => word !== '').join(' ')}: ${shown.join(', ')}`
}

const newest = async (id: number, ...wanted: string[]): Promise<unknown> => {
  const [step] = await stepsOf(id)
  return step && [step.method, ...step.changes.map((change) => inWords(change, ...wanted))]
}

test('[PA10] its own fields, payee data and statuses are told with what they were before, by whom and when', async () => {
  const { id } = await engine.call('partners.create', { name: 'Acme', startedOn: '2025-06-01' })
  await engine.call('partners.update', { id, changes: { group: 'Gold' } })
  await engine.call('partners.update', { id, changes: { group: 'Silver' } })
  expect(await newest(id, 'group_name')).toEqual(['partners.update', 'partner update: group_name Gold → Silver'])
  await engine.call('partners.setStatus', { id, status: 'paused', validFrom: '2026-01-01' })
  await engine.call('partners.setStatus', { id, status: 'terminated', validFrom: '2026-01-01' })
  expect(await newest(id, 'status')).toEqual([
    'partners.setStatus',
    'partner_status update: status paused → terminated',
  ])
  const payee = { method: 'wise', accountName: 'Acme', email: '', account: '77', currency: null } as const
  await engine.call('partners.setPayee', { id, payee })
  expect(await newest(id, 'payee_account')).toEqual(['partners.setPayee', 'partner update: payee_account  → 77'])
  const steps = await stepsOf(id)
  expect(steps.at(-1)).toMatchObject({
    actor: 'Maya Lindqvist',
    method: 'partners.create',
    changes: [{ entity: 'partner' }, { entity: 'partner_status', kind: 'insert' }],
  })
  expect(steps.map(({ at }) => at)).toEqual(
    steps
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  )
})

test('[PA10] plans given to it, adjustments, holds, exclusions, statements and payments are told by their names', async () => {
  const id = await seedPartner(engine, 'Acme')
  await seedPlan(engine)
  const planId = (await engine.call('plans.list', {})).plans[0]?.id ?? 0
  const { id: assignmentId } = await engine.call('plans.assign', {
    planId,
    scope: { kind: 'partner', partnerId: id },
    validFrom: '2025-01-01',
  })
  expect(await newest(id, 'valid_from')).toEqual([
    'plans.assign',
    'plan_assignment insert Asia resellers: valid_from null → 2025-01-01',
  ])
  await engine.call('plans.unassign', { assignmentId, from: '2026-01-01' })
  expect(await newest(id, 'valid_to')).toEqual([
    'plans.unassign',
    'plan_assignment update Asia resellers: valid_to null → 2025-12-31',
  ])
  await engine.call('commissions.adjust', {
    partnerId: id,
    currency: 'USD',
    minor: -2500,
    day: '2025-12-20',
    reason: 'Demo device',
  })
  expect(await newest(id, 'amount_minor')).toEqual([
    'commissions.adjust',
    'adjustment insert A-0001: amount_minor null → -2500',
  ])
  const sales = Array.from({ length: 3 }, () => ({ partnerId: id, on: '2025-12-05', minor: 100_000 }))
  const conversions = await seedSales(engine, sales)
  const ids = conversions.map((conversion) => conversion * 64)
  await engine.call('commissions.hold', { ids, reason: 'Disputed' })
  expect(await newest(id, 'reason')).toEqual([
    'commissions.hold',
    'commission_decision insert ×3: reason null → Disputed',
  ])
  await engine.call('commissions.release', { ids })
  expect(await newest(id, 'reason')).toEqual([
    'commissions.release',
    'commission_decision remove ×3: reason Disputed → null',
  ])
  const run = await openRun(engine)
  const payoutId = run.payouts[0]?.id ?? 0
  await engine.call('payouts.exclude', { payoutId, reason: 'Wait for D-014' })
  expect(await newest(id, 'note')).toEqual(['payouts.exclude', 'payout update 2025-12: note  → Wait for D-014'])
  await engine.call('payouts.include', { payoutId })
  const approved = await approveRun(engine, run.id)
  expect(await newest(id, 'paid_minor')).toEqual([
    'payouts.approve',
    'statement insert 2025-12-001: paid_minor null → 27500',
  ])
  await payRun(engine, approved, '2026-01-16')
  expect(await newest(id, 'amount_minor')).toEqual([
    'payouts.markPaid',
    'payment insert 2025-12-001: amount_minor null → 27500',
  ])
})

test('[PA10] credits by hand are one line however many they were, at the partner that gained and at the one that lost', async () => {
  const acme = await seedPartner(engine, 'Acme')
  const beta = await seedPartner(engine, 'Beta')
  const attemptId = await importRows(
    engine,
    ['Invoice', 'Date', 'Customer', 'Amount', 'Currency'],
    [1, 2, 3, 4].map((n) => [`H-${n}`, '2025-12-05', `Customer ${n}`, '10.00', 'USD']),
  )
  const filters = [{ column: 'attemptId', operator: 'is' as const, value: attemptId }]
  const { rows } = await engine.call('views.open', {
    table: 'conversions',
    filters,
    sort: [],
    groupBy: null,
    search: '',
  })
  const conversionIds = rows.map((row) => row.id)
  await engine.call('revenue.attribute', { conversionIds, partnerId: acme, reason: 'By phone' })
  expect(await newest(acme, 'partner_id')).toEqual([
    'revenue.attribute',
    `attribution insert ×4: partner_id null → ${acme}`,
  ])
  const [credited] = await stepsOf(acme)
  expect(credited?.changes.map(({ about }) => about)).toEqual([''])
  await engine.call('revenue.attribute', { conversionIds: conversionIds.slice(1), partnerId: beta, reason: 'No, Beta' })
  // Each is told the other's name.
  const moved = (other: string) => ['revenue.attribute', `attribution update ×3 ${other}: partner_id ${acme} → ${beta}`]
  expect([await newest(acme, 'partner_id'), await newest(beta, 'partner_id')]).toEqual([moved('Beta'), moved('Acme')])
  await engine.call('revenue.attribute', { conversionIds: conversionIds.slice(1), partnerId: null, reason: 'Nobody' })
  expect((await stepsOf(acme)).filter(({ method }) => method === 'revenue.attribute')).toHaveLength(2)
})

test('[PA10] an undo says which step it took back, and what was there is gone again', async () => {
  const id = await seedPartner(engine, 'Acme')
  await engine.call('commissions.adjust', {
    partnerId: id,
    currency: 'USD',
    minor: 5000,
    day: '2025-12-20',
    reason: 'Booth',
  })
  await engine.call('history.undo', {})
  const [undo] = await stepsOf(id)
  expect([undo?.method, undo?.undone]).toEqual(['history.undo', { method: 'commissions.adjust', subject: 'Acme' }])
  expect(undo?.changes.map((change) => inWords(change, 'amount_minor'))).toEqual([
    'adjustment remove A-0001: amount_minor 5000 → null',
  ])
  await engine.call('history.redo', {})
  expect(await newest(id, 'amount_minor')).toEqual([
    'history.redo',
    'adjustment insert A-0001: amount_minor null → 5000',
  ])

  await engine.call('partners.setStatus', { id, status: 'paused', validFrom: '2026-01-01' })
  await engine.call('history.undo', {})
  expect(await newest(id, 'status')).toEqual(['history.undo', 'partner_status remove: status paused → null'])
})

test('[PA10] what concerns another partner is not told', async () => {
  const acme = await seedPartner(engine, 'Acme')
  const before = await engine.call('history.partner', { id: acme })
  const beta = await seedPartner(engine, 'Beta')
  await engine.call('partners.setStatus', { id: beta, status: 'paused', validFrom: '2026-01-01' })
  await engine.call('commissions.adjust', {
    partnerId: beta,
    currency: 'USD',
    minor: 100,
    day: '2026-01-02',
    reason: 'x',
  })
  expect(await engine.call('history.partner', { id: acme })).toEqual(before)
  expect((await engine.refused('history.partner', { id: 999 })).code).toBe('entity.notFound')
})

/** Facts that are told where they are listed, and payouts, of which only exclusions are told. */
const toldElsewhere = new Set(['deal', 'conversion', 'click', 'payout'])

test.each(Object.keys(commandSamples) as StepName[])(
  '[PA10] whatever %s does to a row of a partner is told',
  async (method) => {
    const input = await commandSamples[method](engine)
    await engine.call(method, input as never) // the sample of this very method
    for (const { entity, partnerId } of rowsOfPartners(engine.file)) {
      const [step] = await stepsOf(partnerId)
      expect({ method: step?.method, entities: step?.changes.map((change) => change.entity) }).toEqual({
        method,
        entities: expect.arrayContaining([entity]) as unknown,
      })
    }
  },
)

/** What the last command did to rows that carry a partner. */
function rowsOfPartners(file: string): { entity: string; partnerId: number }[] {
  const connection = new Database(file, { readonly: true })
  const operations = connection
    .prepare(
      'SELECT entity, entity_id AS id, before, after FROM operation WHERE command_seq = (SELECT max(seq) FROM command)',
    )
    .all() as { entity: string; id: number; before: string | null; after: string | null }[]
  const read = (text: string | null) => (text === null ? {} : (JSON.parse(text) as Record<string, unknown>))
  const found = operations.map(({ entity, id, before, after }) => {
    const row = connection.prepare(`SELECT * FROM "${entity}" WHERE id = ?`).get(id) as object | undefined
    const { partner_id: partnerId } = { ...row, ...read(before), ...read(after) } as Record<string, unknown>
    return { entity, partnerId }
  })
  connection.close()
  return found.filter(
    (row): row is { entity: string; partnerId: number } =>
      typeof row.partnerId === 'number' && !toldElsewhere.has(row.entity),
  )
}

test('[PA10] tiers and promises are told by the words of the table that names them', async () => {
  const promise = await commandSamples['tiers.setPromise'](engine)
  const { partnerId } = promise
  await engine.call('tiers.setPromise', promise)
  const [told] = (await stepsOf(partnerId))[0]?.changes ?? []
  expect(told?.about).toBe('A contact of its own')
  await engine.call('tiers.place', { partnerId, tier: '', validFrom: '2025-12-10', reason: 'left' })
  const placed = (await stepsOf(partnerId)).filter(({ method }) => method === 'tiers.place')
  expect(placed.flatMap(({ changes }) => changes.map(({ entity, about }) => `${entity} ${about}`))).toEqual([
    'partner_tier ',
    'partner_tier Gold',
  ])
})

test('[PA10] a row is told with its name, its currency and its measure, also where only its target changed or it is gone', async () => {
  const id = await seedPartner(engine, 'Acme')
  const objective = anObjective({ partnerId: id, target: 5_000_000, isNorthStar: false })
  const { id: objectiveId } = await engine.call('objectives.create', objective)
  await engine.call('objectives.update', { id: objectiveId, ...objective, target: 6_000_000 })
  const [changed] = await stepsOf(id)
  expect(changed?.changes).toMatchObject([
    {
      entity: 'objective',
      kind: 'update',
      about: 'revenue',
      currency: 'USD',
      measure: 'revenue',
      fields: [{ field: 'target', before: 5_000_000, after: 6_000_000 }],
    },
  ])
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  const [undone] = await stepsOf(id)
  expect(undone?.changes).toMatchObject([{ entity: 'objective', kind: 'remove', about: 'revenue', currency: 'USD' }])

  // Goals keep no currency of their own; what is no money has none.
  const goal = {
    kind: 'goal' as const,
    title: 'Grow',
    owner: 'Maya',
    from: '2026-01-01',
    to: '2026-12-31',
    state: 'planned' as const,
    result: '',
  }
  await engine.call('reviews.savePlan', { id: null, partnerId: id, plan: { ...goal, measure: 'revenue', target: 100 } })
  expect((await stepsOf(id))[0]?.changes).toMatchObject([{ about: 'Grow', currency: 'USD', measure: 'revenue' }])
  await engine.call('reviews.savePlan', { id: null, partnerId: id, plan: { ...goal, measure: 'winRate', target: 1 } })
  expect((await stepsOf(id))[0]?.changes).toMatchObject([{ currency: null, measure: 'winRate' }])
})

test('[PA10] the commissions that are not decided on are not read', async () => {
  const raw = openForReading(engine.file)
  const prepare = vi.spyOn(raw, 'prepare')
  listPartnerSteps(raw, 1, 'USD')
  const [[sql] = ['']] = prepare.mock.calls
  prepare.mockRestore()
  const plan = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ id: 1 }) as { detail: string }[]
  const details = plan.map(({ detail }) => detail)
  expect(details).toContainEqual(expect.stringMatching(/^SCAN commission_decision/))
  expect(details).not.toContainEqual(expect.stringMatching(/^SCAN commission(?!_)/))
  raw.close()
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Input, NamesOf } from '../../src/contract/methods.ts'
import type { Run } from '../../src/contract/payouts.ts'
import { approveRun, december, openRun, payRun } from './payRun.ts'
import { reviewSamples } from './reviewSamples.ts'
import { seedPartner, seedPlan, seedSales } from './seedSales.ts'
import type { TestEngine } from './testEngine.ts'

/** Steps that the user can undo: every command but those about steps themselves, and the tasks that end in one. */
export type StepName = Exclude<NamesOf<'command'>, 'history.undo' | 'history.redo' | 'programme.setUp'> | 'imports.run'

/** Brings a fresh workspace to where the command makes sense and answers an input for it. */
export type Sample<M extends StepName> = (engine: TestEngine) => Promise<Input<M>>

const acme = (engine: TestEngine): Promise<number> => seedPartner(engine, 'Acme')

async function plan(engine: TestEngine) {
  await seedPlan(engine)
  const [first] = (await engine.call('plans.list', {})).plans
  if (!first?.versions[0]) throw new Error('no plan')
  return { id: first.id, body: first.versions[0].body, assignmentId: first.assignments[0]?.id ?? 0 }
}

/** A partner with two sales of December that earn 10 %. */
async function earnings(engine: TestEngine): Promise<{ partnerId: number; conversionIds: number[] }> {
  await seedPlan(engine)
  const partnerId = await acme(engine)
  const conversionIds = await seedSales(engine, [
    { partnerId, on: '2025-12-03', minor: 124_000 },
    { partnerId, on: '2025-12-18', minor: 45_600 },
  ])
  return { partnerId, conversionIds }
}

async function draft(engine: TestEngine): Promise<Run> {
  await earnings(engine)
  return openRun(engine)
}

const frozen = ({ id, fingerprint }: Run) => ({ id, fingerprint })
const firstPayout = (run: Run): number => run.payouts[0]?.id ?? 0

async function approved(engine: TestEngine): Promise<Run> {
  return approveRun(engine, (await draft(engine)).id)
}

/** A small file of sales that name their partner, with what the assistant proposes for it. */
async function importInput(engine: TestEngine): Promise<Input<'imports.run'>> {
  const file = join(engine.folder, 'sales.csv')
  writeFileSync(
    file,
    'Invoice,Date,Partner,Customer,Amount,Currency\r\n' +
      'INV-1,2025-12-03,Acme,Anvika Retail,1240.00,USD\r\nINV-2,2025-12-18,Acme,Nilgiri Tea Estates,456.00,USD\r\n',
  )
  await acme(engine)
  const { mapping } = await engine.call('imports.inspect', { file, as: null, sheet: null })
  return { file, mapping, answers: {}, applyChanged: false, takeSuspects: false }
}

export const commandSamples: { [M in StepName]: Sample<M> } = {
  'programme.update': async () => ({ name: 'Europe expansion', rounding: 'halfToEven' }),

  'partners.create': async () => ({ name: 'Acme', startedOn: '2024-01-01' }),
  'partners.update': async (engine) => ({ id: await acme(engine), changes: { name: 'Acme GmbH', country: 'DE' } }),
  'partners.updateMany': async (engine) => ({
    ids: [await acme(engine), await seedPartner(engine, 'Bukit Data')],
    changes: { group: 'Gold' },
  }),
  'partners.setStatus': async (engine) => ({
    id: (await earnings(engine)).partnerId,
    status: 'paused',
    validFrom: '2025-12-10',
  }),
  'partners.setPayee': async (engine) => ({ id: await acme(engine), payee: null }),
  'partners.archive': async (engine) => ({ id: await acme(engine), isArchived: true }),

  'imports.run': importInput,
  'imports.revert': async (engine) => {
    const report = await engine.call('imports.run', await importInput(engine))
    return { id: report.attemptId ?? 0 }
  },
  'imports.forgetMapping': async (engine) => {
    await engine.call('imports.run', await importInput(engine))
    const { mappings } = await engine.call('imports.mappings', {})
    return { id: mappings[0]?.id ?? 0 }
  },
  'imports.forgetNames': async (engine) => {
    const input = await importInput(engine)
    const [partner] = (await engine.call('partners.find', { search: 'Acme' })).partners
    await engine.call('partners.update', { id: partner?.id ?? 0, changes: { name: 'Bukit Data' } })
    const answers = { 'partner:acme': `partner:${partner?.id ?? 0}` }
    await engine.call('imports.run', { ...input, answers })
    const spec = { table: 'importNames' as const, filters: [], sort: [], groupBy: null, search: 'acme' }
    const { rows } = await engine.call('views.open', spec)
    return { ids: rows.map(({ id }) => id) }
  },

  'revenue.attribute': async (engine) => {
    const { conversionIds } = await earnings(engine)
    return { conversionIds, partnerId: await seedPartner(engine, 'Bukit Data'), reason: 'sold by Bukit' }
  },

  'plans.create': async (engine) => ({ name: 'Gold', body: (await plan(engine)).body }),
  'plans.rename': async (engine) => ({ id: (await plan(engine)).id, name: 'Gold' }),
  'plans.saveDraft': async (engine) => plan(engine).then(({ id, body }) => ({ id, body })),
  'plans.discardDraft': async (engine) => {
    const { id, body } = await plan(engine)
    await engine.call('plans.saveDraft', { id, body })
    return { id }
  },
  'plans.publish': async (engine) => {
    await earnings(engine)
    const [first] = (await engine.call('plans.list', {})).plans
    const rule = first?.versions[0]?.body.rules[0]
    if (!first || !rule) throw new Error('no plan')
    const body = { rules: [{ ...rule, payment: { kind: 'percent' as const, ratePpm: 200_000 } }] }
    await engine.call('plans.saveDraft', { id: first.id, body })
    return { id: first.id, validFrom: '2025-12-01', changeMode: 'allNewEvents' }
  },
  'plans.assign': async (engine) => {
    const { id } = await plan(engine)
    return { planId: id, scope: { kind: 'partner', partnerId: await acme(engine) }, validFrom: '2025-12-10' }
  },
  'plans.unassign': async (engine) => {
    await earnings(engine)
    const [first] = (await engine.call('plans.list', {})).plans
    return { assignmentId: first?.assignments[0]?.id ?? 0, from: '2025-12-10' }
  },
  'plans.archive': async (engine) => {
    const { id, assignmentId } = await plan(engine)
    await engine.call('plans.unassign', { assignmentId, from: '2024-01-01' })
    return { id, isArchived: true }
  },

  'commissions.hold': async (engine) => {
    const { conversionIds } = await earnings(engine)
    return { ids: conversionIds.map((id) => id * 64), reason: 'refund asked for' }
  },
  'commissions.release': async (engine) => {
    const ids = (await earnings(engine)).conversionIds.map((id) => id * 64)
    await engine.call('commissions.hold', { ids, reason: 'refund asked for' })
    return { ids }
  },
  'commissions.reject': async (engine) => {
    const { conversionIds } = await earnings(engine)
    return { ids: conversionIds.map((id) => id * 64), reason: 'own purchase' }
  },
  'commissions.adjust': async (engine) => ({
    partnerId: await acme(engine),
    currency: 'USD',
    minor: -3_840,
    day: '2025-12-12',
    reason: 'refund of line 14 on statement 2025-11-003',
  }),

  'payouts.createRun': async (engine) => {
    await earnings(engine)
    return december
  },
  'payouts.exclude': async (engine) => ({ payoutId: firstPayout(await draft(engine)), reason: 'dispute D-014' }),
  'payouts.include': async (engine) => {
    const payoutId = firstPayout(await draft(engine))
    await engine.call('payouts.exclude', { payoutId, reason: 'dispute D-014' })
    return { payoutId }
  },
  'payouts.review': async (engine) => frozen(await draft(engine)),
  'payouts.backToDraft': async (engine) => {
    const run = await draft(engine)
    await engine.call('payouts.review', frozen(run))
    return { id: run.id }
  },
  'payouts.approve': async (engine) => {
    const run = await draft(engine)
    await engine.call('payouts.review', frozen(run))
    return frozen(run)
  },
  'payouts.export': async (engine) => ({ ...frozen(await approved(engine)), format: 'csv' }),
  'payouts.markPaid': async (engine) => {
    const run = await approved(engine)
    return { id: run.id, paidOn: '2026-01-15', payments: [{ payoutId: firstPayout(run), reference: 'T-1' }] }
  },
  'payouts.close': async (engine) => {
    const run = await approved(engine)
    await payRun(engine, run, '2026-01-15')
    return { id: run.id }
  },
  'payouts.void': async (engine) => ({ id: (await approved(engine)).id, reason: 'wrong cut-off' }),

  ...reviewSamples,
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Input, NamesOf } from '../../src/contract/methods.ts'
import type { Run } from '../../src/contract/payouts.ts'
import { revenueTable } from './builders/tiers.ts'
import { anIntervention } from './builders/interventions.ts'
import { aCost, anObjective } from './builders/objectives.ts'
import { approveRun, december, openRun, payRun } from './payRun.ts'
import { makeTemplate, plainBody, publishCards, quarter4 } from './scorecards.ts'
import { seedDeals } from './seedDeals.ts'
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

/** A published table whose tier Gold the partner has reached by the end of the year, with an uplift of 2 %. */
async function tierTable(engine: TestEngine): Promise<{ id: number; partnerId: number }> {
  const { partnerId } = await earnings(engine)
  await seedSales(engine, [{ partnerId, on: '2025-12-20', minor: 500_000 }])
  const { id } = await engine.call('tiers.create', { name: 'Resellers', body: revenueTable() })
  await engine.call('tiers.publish', { id, validFrom: '2025-01-01' })
  return { id, partnerId }
}

/** The same partner at Gold since December, which promises a contact. */
async function gold(engine: TestEngine): Promise<{ id: number; partnerId: number }> {
  const known = await tierTable(engine)
  const body = revenueTable()
  const promises = [{ key: 'contact', text: 'A contact of its own', severity: 'warning' as const, dueDays: 30 }]
  const tiers = body.tiers.map((tier) => (tier.key === 'gold' ? { ...tier, promises } : tier))
  await engine.call('tiers.saveDraft', { id: known.id, body: { ...body, tiers } })
  await engine.call('tiers.publish', { id: known.id, validFrom: '2025-12-01' })
  await engine.call('tiers.place', {
    partnerId: known.partnerId,
    tier: 'gold',
    validFrom: '2025-12-01',
    reason: 'agreed',
  })
  return known
}

async function certificate(engine: TestEngine): Promise<number> {
  const fields = {
    name: 'Sales',
    holder: 'Anna Weber',
    level: '',
    issuedOn: '2025-02-01',
    expiresOn: '2026-01-31',
    evidence: '',
  }
  return (await engine.call('certificates.create', { partnerId: await acme(engine), ...fields })).id
}

const confirmed = { kind: 'attestation', topic: 'Own support desk', isMet: true, attestedOn: '2026-01-10', validUntil: null, note: '' } as const // prettier-ignore

const objective = async (engine: TestEngine): Promise<number> =>
  (await engine.call('objectives.create', anObjective())).id

const cost = async (engine: TestEngine): Promise<number> => (await engine.call('costs.add', aCost())).id

/** Ids of an open intervention and of its partner. */
async function intervention(engine: TestEngine): Promise<[id: number, partnerId: number]> {
  const partnerId = await acme(engine)
  return [(await engine.call('interventions.create', anIntervention(partnerId))).id, partnerId]
}

/** An imported deal that Acme brought. */
async function deal(engine: TestEngine): Promise<number> {
  await acme(engine)
  const [id = 0] = await seedDeals(engine, [{ partner: 'Acme', openedOn: '2025-11-03', minor: 240_000 }])
  return id
}

export const commandSamples: { [M in StepName]: Sample<M> } = {
  'programme.update': async () => ({ name: 'Europe expansion', rounding: 'halfToEven' }),

  'figures.set': async () => ({ entries: [{ month: '2025-12', measure: 'bookings', value: 1_250_000 }] }),

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
  'payouts.writeOff': async (engine) => {
    const partnerId = await acme(engine)
    const debt = { partnerId, currency: 'USD', minor: -3_840, day: '2025-06-12', reason: 'paid twice' }
    await engine.call('commissions.adjust', debt)
    await engine.call('partners.setStatus', { id: partnerId, status: 'terminated', validFrom: '2025-07-01' })
    return { partnerId, currency: 'USD', reason: 'dissolved' }
  },
  'commissions.adjust': async (engine) => ({
    partnerId: await acme(engine),
    currency: 'USD',
    minor: -3_840,
    day: '2025-12-12',
    reason: 'refund of line 14 on statement 2025-11-003',
  }),

  'tiers.create': async () => ({ name: 'Resellers', body: revenueTable() }),
  'tiers.rename': async (engine) => ({ id: (await tierTable(engine)).id, name: 'Partners' }),
  'tiers.saveDraft': async (engine) => ({ id: (await tierTable(engine)).id, body: revenueTable({ graceDays: 30 }) }),
  'tiers.discardDraft': async (engine) => {
    const { id } = await tierTable(engine)
    await engine.call('tiers.saveDraft', { id, body: revenueTable({ graceDays: 30 }) })
    return { id }
  },
  'tiers.publish': async (engine) => {
    const { id } = await gold(engine)
    const body = revenueTable()
    const tiers = body.tiers.map((tier) => ({ ...tier, upliftPpm: 30_000 }))
    await engine.call('tiers.saveDraft', { id, body: { ...body, tiers } })
    return { id, validFrom: '2025-12-10' }
  },
  'tiers.decide': async (engine) => {
    const { partnerId } = await tierTable(engine)
    return { isApproved: true, proposals: [{ partnerId, to: 'gold', evaluatedOn: '2025-12-31' }], reason: '' }
  },
  'tiers.place': async (engine) => ({
    partnerId: (await gold(engine)).partnerId,
    tier: '',
    validFrom: '2025-12-10',
    reason: 'left',
  }),
  'tiers.pin': async (engine) => ({
    partnerId: (await gold(engine)).partnerId,
    pin: { until: '2026-12-31', reason: 'strategic' },
  }),
  'tiers.setPromise': async (engine) => ({
    partnerId: (await gold(engine)).partnerId,
    promise: 'contact',
    state: 'kept',
    dueOn: null,
    note: 'Maya since 2 January',
  }),
  'certificates.create': async (engine) => ({
    partnerId: await acme(engine),
    name: 'Sales',
    holder: 'Anna Weber',
    level: 'Professional',
    issuedOn: '2025-02-01',
    expiresOn: null,
    evidence: '',
  }),
  'certificates.update': async (engine) => ({ id: await certificate(engine), changes: { level: 'Expert' } }),
  'certificates.renew': async (engine) => ({
    id: await certificate(engine),
    issuedOn: '2026-01-14',
    expiresOn: '2027-01-31',
    evidence: 'exam 77',
  }),
  'certificates.remove': async (engine) => ({ ids: [await certificate(engine)] }),
  'attestations.record': async (engine) => ({ partnerIds: [await acme(engine)], ...confirmed }),
  'attestations.remove': async (engine) => {
    const partnerId = await acme(engine)
    await engine.call('attestations.record', { partnerIds: [partnerId], ...confirmed })
    const { declarations } = await engine.call('certificates.ofPartner', { partnerId })
    return { id: declarations[0]?.id ?? 0 }
  },

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

  'scorecards.createTemplate': async () => ({ name: 'Resellers', body: plainBody }),
  'scorecards.updateTemplate': async (engine) => {
    const { partnerId } = await earnings(engine)
    const id = await makeTemplate(engine)
    await publishCards(engine, id, [partnerId])
    return { id, name: 'Resellers of Asia', body: { ...plainBody, basis: 'year' } }
  },
  'scorecards.archiveTemplate': async (engine) => ({ id: await makeTemplate(engine), isArchived: true }),
  'scorecards.publish': async (engine) => {
    const { partnerId } = await earnings(engine)
    const wanted = { templateId: await makeTemplate(engine), ...quarter4, partnerIds: [partnerId] }
    const { fingerprint } = await engine.call('scorecards.list', wanted)
    return { ...wanted, fingerprint }
  },
  'scorecards.withdraw': async (engine) => {
    const { partnerId } = await earnings(engine)
    const [id = 0] = await publishCards(engine, await makeTemplate(engine), [partnerId])
    return { id }
  },

  'objectives.create': async () => anObjective(),
  'objectives.update': async (engine) => ({ ...anObjective({ target: 900_000 }), id: await objective(engine) }),
  'objectives.archive': async (engine) => ({ id: await objective(engine), isArchived: true }),

  'deals.setRole': async (engine) => {
    const dealId = await deal(engine)
    return { dealId, partnerId: await seedPartner(engine, 'Bukit Data'), role: 'influenced', note: 'made the contact' }
  },
  'deals.removeRole': async (engine) => {
    const [dealId, partnerId] = [await deal(engine), await seedPartner(engine, 'Bukit Data')]
    await engine.call('deals.setRole', { dealId, partnerId, role: 'assisted', note: '' })
    return { dealId, partnerId }
  },

  'interventions.create': async (engine) => anIntervention(await acme(engine)),
  'interventions.update': async (engine) => {
    const [id, partnerId] = await intervention(engine)
    return { ...anIntervention(partnerId, { dueOn: '2026-03-31', expected: null }), id }
  },
  'interventions.close': async (engine) => {
    const [id] = await intervention(engine)
    return { id, state: 'done', closedOn: '2026-01-14', outcome: 'Two deals since' }
  },
  'interventions.reopen': async (engine) => {
    const [id] = await intervention(engine)
    await engine.call('interventions.close', { id, state: 'dropped', closedOn: '2026-01-14', outcome: 'Left' })
    return { id }
  },

  'costs.add': async (engine) => aCost({ partnerId: await acme(engine) }),
  'costs.update': async (engine) => ({ ...aCost({ monthMinor: 90_000, toMonth: '2026-06' }), id: await cost(engine) }),
  'costs.remove': async (engine) => ({ id: await cost(engine) }),
  'costs.setHours': async (engine) => {
    const [partnerId, other] = [await acme(engine), await seedPartner(engine, 'Bukit Data')]
    await engine.call('costs.setHours', { hours: [{ partnerId: other, perMonth: 4 }] })
    return { hours: [{ partnerId, perMonth: 12 }, { partnerId: other, perMonth: 0 }] } // prettier-ignore
  },
  ...reviewSamples,
}

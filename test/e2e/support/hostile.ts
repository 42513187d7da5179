import { cpSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { splitCountries } from '../../../src/contract/territory.ts'
import { anIntervention } from '../../support/builders/interventions.ts'
import { aCost, anObjective } from '../../support/builders/objectives.ts'
import { revenueTable } from '../../support/builders/tiers.ts'
import { hostileTexts } from '../../support/hostileTexts.ts'
import { approveRun, openRun, payRun } from '../../support/payRun.ts'
import { aCommitment, aGoal, anAnswer, fourthQuarter } from '../../support/reviewSamples.ts'
import { makeTemplate, plainBody, publishCards } from '../../support/scorecards.ts'
import { importRows } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

/**
 * A workspace in which every text that people write is hostile: each text is a partner, a customer, a product, a deal and
 * an entry of a payout run and a statement; the other fields take their turn. Written to `path`.
 */
export async function makeHostileWorkspace(path: string): Promise<void> {
  const engine = await startTestEngine()
  try {
    await fill(engine)
    // The copy takes the write-ahead log along.
    mkdirSync(dirname(path), { recursive: true })
    for (const part of ['', '-wal']) cpSync(`${engine.file}${part}`, `${path}${part}`)
  } finally {
    engine.close()
  }
}

let turn = 0
/** The next hostile text, no longer than the field. */
const next = (most = 100): string => (hostileTexts[turn++ % hostileTexts.length] ?? '').slice(0, most).trim()

async function fill(engine: TestEngine): Promise<void> {
  const ids = await fillPartners(engine)
  const [first = 0, second = 0] = ids
  await fillRevenue(engine)
  await fillPayouts(engine, first)
  await fillTiers(engine, first)
  await fillReviews(engine, first)
  const template = await makeTemplate(engine, plainBody, next())
  await publishCards(engine, template, ids.slice(0, 20))
  await engine.call('objectives.create', anObjective({ owner: next(), note: next() }))
  await engine.call('costs.add', aCost({ label: next(), partnerId: first }))
  const [open, closed] = [anIntervention(first, texts()), anIntervention(second, texts())]
  await engine.call('interventions.create', open)
  const { id } = await engine.call('interventions.create', closed)
  await engine.call('interventions.close', { id, state: 'done', closedOn: '2026-01-14', outcome: next() })
  await engine.call('programme.update', { name: next(), actorName: next(), contactEmail: next() })
}

const texts = () => ({ title: next(), owner: next() })

async function fillPartners(engine: TestEngine): Promise<number[]> {
  const ids: number[] = []
  for (const name of hostileTexts) {
    const short = name.slice(0, 100)
    const words = { externalId: short, code: short, email: name, domain: name, country: short, group: short }
    const territory = splitCountries(name)
    const more = { territory, legalName: name, manager: name, region: short, taxId: short, address: name, notes: name }
    const { id } = await engine.call('partners.create', { name, startedOn: '2024-01-01', ...words, ...more })
    const payee = { method: 'bank' as const, accountName: name, email: name, account: next(64), currency: null }
    await engine.call('partners.setPayee', { id, payee })
    ids.push(id)
  }
  return ids
}

async function fillRevenue(engine: TestEngine): Promise<void> {
  await importRows(
    engine,
    ['order_id', 'date', 'amount', 'currency', 'partner', 'customer', 'product'],
    hostileTexts.map((text, row) => [`H-${row}`, '2025-12-01', '100.00', 'USD', text, text, text]),
  )
  await importRows(
    engine,
    ['Opportunity Id', 'Opportunity Name', 'Partner', 'Account Name', 'Stage', 'Created Date', 'Close Date', 'Amount', 'Currency'],
    hostileTexts.map((text, row) => [`D-${row}`, text, text, text, 'Open', '2025-12-01', '', '100.00', 'USD']),
    true,
  ) // prettier-ignore
}

async function fillPayouts(engine: TestEngine, partnerId: number): Promise<void> {
  const rule = { key: 'share', name: next(), priority: 0, conditions: [], limitMonths: null }
  const body = { rules: [{ ...rule, payment: { kind: 'percent' as const, ratePpm: 100_000 } }] }
  const { id: planId } = await engine.call('plans.create', { name: next(), body })
  await engine.call('plans.publish', { id: planId, validFrom: '2024-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId, scope: { kind: 'everyone' }, validFrom: '2024-01-01' })
  const adjustment = { partnerId, currency: 'USD', minor: 1_000, day: '2025-12-12', reason: next() }
  await engine.call('commissions.adjust', adjustment)
  const run = await openRun(engine)
  await engine.call('payouts.exclude', { payoutId: run.payouts.at(-1)?.id ?? 0, reason: next() })
  await payRun(engine, await approveRun(engine, run.id), '2026-01-15')
}

async function fillTiers(engine: TestEngine, partnerId: number): Promise<void> {
  const body = revenueTable()
  const promises = [{ key: 'contact', text: next(), severity: 'warning' as const, dueDays: 30 }]
  const tiers = body.tiers.map((tier) => ({ ...tier, name: next(40), description: next(), promises }))
  const { id } = await engine.call('tiers.create', { name: next(), body: { ...body, tiers } })
  await engine.call('tiers.publish', { id, validFrom: '2025-01-01' })
  await engine.call('tiers.place', { partnerId, tier: 'gold', validFrom: '2025-12-01', reason: next() })
  const promise = { promise: 'contact', state: 'kept', dueOn: null, note: next() } as const
  await engine.call('tiers.setPromise', { partnerId, ...promise })
  const words = { name: next(), holder: next(), level: next(), evidence: next() }
  await engine.call('certificates.create', { partnerId, ...words, issuedOn: '2025-02-01', expiresOn: null })
  const statement = { isMet: true, attestedOn: '2026-01-10', validUntil: null, note: next() } as const
  await engine.call('attestations.record', {
    partnerIds: [partnerId],
    kind: 'attestation',
    topic: next(),
    ...statement,
  })
}

async function fillReviews(engine: TestEngine, partnerId: number): Promise<void> {
  const { ids } = await engine.call('reviews.plan', { reviews: [{ partnerId, ...fourthQuarter }] })
  const [id = 0] = ids
  const { agenda } = await engine.call('reviews.get', { id })
  await engine.call('reviews.saveAgenda', { id, agenda: agenda.map((item) => ({ ...item, title: next() })) })
  await engine.call('reviews.saveNotes', { id, notes: hostileTexts.join('\n') })
  await engine.call('reviews.keepPoint', { id, key: null, text: next() })
  await engine.call('reviews.commit', { ...aCommitment, partnerId, reviewId: id, text: next(), owner: next() })
  await engine.call('reviews.savePlan', { id: null, partnerId, plan: { ...aGoal, ...texts(), result: next() } })
  const answer = { ...anAnswer, respondent: next(), comment: next(), themes: [next(40)] }
  await engine.call('reviews.addFeedback', { partnerId, ...answer })
}

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ViewTable } from '../../../src/contract/views.ts'
import { revenueTable } from '../../support/builders/tiers.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { decide, publishTiers, seller } from '../../support/tiers.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-14' })
})
afterEach(() => engine.close())

const promises = [{ key: 'contact', text: 'A contact of its own', severity: 'blocker' as const, dueDays: 10 }]

/** Acme at Gold and failing, Beta reaching Silver, Chinook at none; the table asks Gold for a certificate too. */
async function seedStandings(): Promise<Record<'acme' | 'beta' | 'chinook', number>> {
  const acme = await seller(engine, 'Acme', [['2025-11-10', 450_000]])
  const beta = await seller(engine, 'Beta', [['2025-11-10', 120_000]])
  const chinook = await seller(engine, 'Chinook', [['2025-11-10', 40_000]])
  const body = revenueTable({ graceDays: 30 })
  const certified = {
    key: 'certified',
    weight: 1,
    test: { kind: 'certificates' as const, holders: 1, name: 'Sales', level: '' },
  }
  await publishTiers(engine, {
    ...body,
    tiers: body.tiers.map((tier) =>
      tier.key === 'gold' ? { ...tier, promises, requirements: [...tier.requirements, certified] } : tier,
    ),
  })
  await engine.call('certificates.create', {
    partnerId: acme, name: 'Sales', holder: 'Anna', level: '', issuedOn: '2025-01-01', expiresOn: '2026-02-01', evidence: '',
  }) // prettier-ignore
  await engine.call('tiers.place', { partnerId: acme, tier: 'gold', validFrom: '2025-12-01', reason: 'agreed' })
  return { acme, beta, chinook }
}

async function cellsOf(
  table: ViewTable,
  keys: readonly string[],
  changes: Parameters<typeof viewSpec>[1] = {},
): Promise<string[]> {
  const { rows } = await engine.call('views.open', viewSpec(table, changes))
  return rows.map(({ cells }) => keys.map((key) => String(cells[key] ?? '–')).join(' | '))
}

test('[TI16] the list of standings has tier, next tier, what is missing for it and what is proposed, by rank', async () => {
  await seedStandings()
  const keys = ['partner', 'tier', 'next', 'missing', 'progress', 'proposal', 'to', 'validFrom']
  expect(await cellsOf('tierStanding', keys)).toEqual([
    'Acme | Gold |  |  | – | demotion | Silver | 2026-02-13',
    'Beta |  | Registered |  | – | promotion | Silver | 2026-01-14',
    'Chinook |  | Registered |  | – | promotion | Registered | 2026-01-14',
  ])
  for (const { partnerId } of (await engine.call('tiers.proposals', {})).proposals) await decide(engine, partnerId)
  expect(
    await cellsOf('tierStanding', ['partner', 'tier', 'next', 'missing', 'progress', 'scheduled', 'scheduledFrom']),
  ).toEqual([
    'Acme | Gold |  |  | – | Silver | 2026-02-13',
    'Beta | Silver | Gold | 1 more person certified in Sales; USD 3,800.00 more partner revenue | 120000 |  | –',
    'Chinook | Registered | Silver | USD 600.00 more partner revenue | 400000 |  | –',
  ])
  const byTier = { sort: [{ column: 'tier', direction: 'ascending' as const }] }
  expect(await cellsOf('tierStanding', ['partner'], byTier)).toEqual(['Chinook', 'Beta', 'Acme'])
  const filters = [{ column: 'tier', operator: 'is' as const, value: 'silver' }]
  const { view } = await engine.call('views.open', viewSpec('tierStanding', { filters }))
  expect(await engine.call('views.settle', { view })).toMatchObject({ totals: { count: 1 }, unfilteredCount: 3 })
  expect((await engine.call('views.values', { table: 'tierStanding', column: 'tier', search: '' })).values).toEqual([
    'Gold',
    'Registered',
    'Silver',
  ])
})

test('[TI16] the directory shows every partner’s tier of today, ordered by rank', async () => {
  const { beta } = await seedStandings()
  await decide(engine, beta)
  const sort = [{ column: 'tier', direction: 'descending' as const }]
  expect(await cellsOf('partners', ['name', 'tier'], { sort })).toEqual(['Acme | Gold', 'Beta | Silver', 'Chinook | '])
  await engine.call('programme.update', { pinnedToday: '2025-06-01' })
  expect(await cellsOf('partners', ['name', 'tier'], { sort })).toEqual(['Acme | ', 'Beta | ', 'Chinook | '])
})

test('[TI16] the ledger of promises has what is owed to everyone, late ones first', async () => {
  const { acme } = await seedStandings()
  const keys = ['partner', 'tier', 'text', 'severity', 'state', 'dueOn', 'isLate']
  expect(await cellsOf('tierPromises', keys)).toEqual([
    'Acme | Gold | A contact of its own | blocker | pending | 2025-12-11 | true',
  ])
  await engine.call('tiers.setPromise', { partnerId: acme, promise: 'contact', state: 'kept', dueOn: null, note: '' })
  expect(await cellsOf('tierPromises', keys)).toEqual([
    'Acme | Gold | A contact of its own | blocker | kept | – | false',
  ])
})

test('[TI16] certificates and confirmations are lists too', async () => {
  const { acme } = await seedStandings()
  expect(await cellsOf('certificates', ['partner', 'holder', 'name', 'state', 'endangers'])).toEqual([
    'Acme | Anna | Sales | expiring | Gold',
  ])
  await engine.call('attestations.record', {
    partnerIds: [acme], kind: 'policy', topic: 'Brand', isMet: false, attestedOn: '2026-01-02', validUntil: null, note: 'old logo',
  }) // prettier-ignore
  expect(await cellsOf('declarations', ['partner', 'kind', 'topic', 'isMet', 'attestedBy'])).toEqual([
    'Acme | policy | Brand | false | Maya Lindqvist',
  ])
})

test('[ME4] Home asks for tiers to decide on and for certificates that a tier hangs on', async () => {
  await seedStandings()
  const { needs } = await engine.call('metrics.needs', {})
  expect(needs.filter(({ kind }) => kind === 'tierProposals' || kind === 'certificatesExpiring')).toEqual([
    { kind: 'tierProposals', count: 3, id: null, label: 'Acme + 2', amounts: [], dueOn: null },
    { kind: 'certificatesExpiring', count: 1, id: null, label: 'Acme (Gold)', amounts: [], dueOn: '2026-02-01' },
  ])
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { percent, aRule, hybrid } from '../../support/builders/plans.ts'
import { revenueTable } from '../../support/builders/tiers.ts'
import { seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { publishTiers, seller } from '../../support/tiers.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await engine.call('programme.update', { pinnedToday: '2026-01-14' })
})
afterEach(() => engine.close())

async function pay(...payments: Parameters<typeof aRule>[0][]): Promise<void> {
  const { id } = await engine.call('plans.create', {
    name: 'Resellers',
    body: { rules: payments.map((payment, place) => aRule(payment, { key: `rule-${place}` })) },
  })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId: id, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
}

test('[TI15] a table tried on history says who would have stood where, month by month, and stores nothing', async () => {
  const acme = await seller(engine, 'Acme', [['2025-02-10', 120_000], ['2025-08-10', 400_000]]) // prettier-ignore
  await seller(engine, 'Beta')
  await publishTiers(engine)
  await engine.call('tiers.place', { partnerId: acme, tier: 'silver', validFrom: '2025-06-01', reason: 'agreed' })
  const before = await engine.call('workspace.digest', {})
  const trial = await engine.call('tiers.trial', { body: revenueTable({ effective: 'nextMonth' }), months: 12 })
  expect(trial.months.map(({ month }) => month)).toEqual(
    Array.from({ length: 12 }, (_, place) => `2025-${String(place + 1).padStart(2, '0')}`),
  )
  expect(
    trial.partners.map(({ name, now, tiers }) => [name, now, tiers.map((tier) => tier?.[0] ?? '-').join('')]),
  ).toEqual([
    // Evaluated at the ends of quarters: Silver from April on, Gold from October on.
    ['Acme', 'Silver', '---ssssssggg'],
    ['Beta', '', '---rrrrrrrrr'],
  ])
  expect(trial.moves).toEqual([{ partnerId: acme, name: 'Acme', month: '2025-10', from: 'silver', to: 'gold' }])
  expect(trial.months.map(({ counts }) => counts.join(''))).toEqual(['0000', '0000', '0000', ...Array.from({ length: 6 }, () => '0110'), ...Array.from({ length: 3 }, () => '0101')]) // prettier-ignore
  expect(await engine.call('workspace.digest', {})).toEqual(before)
})

test('[TI15] where a partner stood before the first month is what it had reached, and demotions keep to the table', async () => {
  const { id } = await engine.call('partners.create', { name: 'Acme', startedOn: '2023-01-01' })
  seedConversions(engine.file, [{ partnerId: id, day: '2024-03-10', minor: 600_000 }])
  const lettersOf = async (
    rules: Parameters<typeof revenueTable>[0],
    months: 12 | 24 = 12,
  ): Promise<string | undefined> => {
    const { partners } = await engine.call('tiers.trial', { body: revenueTable(rules), months })
    return partners[0]?.tiers.map((tier) => tier?.[0] ?? '-').join('')
  }
  // The sale leaves the twelve months with March 2025: lost at the evaluation of that day, or with grace and a second chance later.
  expect(await lettersOf({})).toBe('ggrrrrrrrrrr')
  expect(await lettersOf({ graceDays: 40 })).toBe('ggggrrrrrrrr')
  expect(await lettersOf({ failures: 2 })).toBe('gggggrrrrrrr')
  expect(await lettersOf({ calendar: 'month' })).toBe('ggrrrrrrrrrr')
  expect(await lettersOf({}, 24)).toBe('rrggggggggggggrrrrrrrrrr')
})

test('[TI15] the uplifts of a trial cost their share of every paid base once, in the base currency', async () => {
  const acme = await seller(engine, 'Acme', [['2025-01-10', 600_000], ['2025-10-10', 50_000], ['2025-10-11', 25_025]]) // prettier-ignore
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-11-10', minor: 10_000, currency: 'EUR', customer: 'Falak' },
    { partnerId: acme, day: '2025-12-10', minor: 10_000, currency: 'JPY', customer: 'Falak' },
  ])
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'EUR', perBasePpm: 500_000 }] },
  })
  await pay(hybrid(4_000, 100_000), percent(10_000))
  const trial = await engine.call('tiers.trial', { body: { ...revenueTable({ calendar: 'month' }) }, months: 12 })
  // JPY has no rate: the partner's revenue cannot be told once it has sold in it, so December is evaluated as Registered.
  const cost = Object.fromEntries(trial.months.map(({ month, upliftMinor }) => [month, upliftMinor]))
  // 2 % of 500.00 + 250.25 is 15.005; 2 % of EUR 100.00 at two dollars each.
  expect([cost['2025-09'], cost['2025-10'], cost['2025-11']]).toEqual([0, 1_501, 400])
  expect(trial.unrated).toEqual([{ currency: 'JPY', minor: 200 }])
  expect([trial.currency, trial.upliftMinor, trial.partners[0]?.upliftMinor]).toEqual(['USD', 1_901, 1_901])
})

test('[AN17] commissions that a month of a trial opens to have the bases that its uplift is a share of, each once', async () => {
  const acme = await seller(engine, 'Acme', [['2025-01-10', 600_000], ['2025-10-10', 50_000], ['2025-10-11', 25_000]]) // prettier-ignore
  await publishTiers(engine)
  await engine.call('tiers.place', { partnerId: acme, tier: 'gold', validFrom: '2025-02-01', reason: 'agreed' })
  await pay(percent(10_000))
  const trial = await engine.call('tiers.trial', { body: revenueTable({ calendar: 'month' }), months: 12 })
  const basesOf = async (components: string[]) => {
    const { rows } = await engine.call(
      'views.open',
      viewSpec('commissions', {
        filters: [
          { column: 'occurredOn', operator: 'between', value: ['2025-10-01', '2025-10-31'] },
          { column: 'component', operator: 'in', value: components },
        ],
      }),
    )
    return rows.map(({ cells }) => cells['base'])
  }
  // What Gold adds already stands on the same bases.
  expect(await basesOf(['uplift'])).toEqual([25_000, 50_000])
  expect(await basesOf(['rate', 'fixed', 'clawback', 'restored'])).toEqual([25_000, 50_000])
  expect(trial.months.find(({ month }) => month === '2025-10')?.upliftMinor).toBe((75_000 * 2) / 100)
})

test('[TI15] it reports its progress and can be cancelled between two days', async () => {
  await seller(engine, 'Acme')
  const controller = new AbortController()
  const labels: string[] = []
  const progress = ({ label }: { label: string }): void => {
    labels.push(label)
    if (labels.length === 3) controller.abort()
  }
  const running = engine.call(
    'tiers.trial',
    { body: revenueTable({ calendar: 'month' }), months: 12 },
    { signal: controller.signal, progress },
  )
  await expect(running).rejects.toEqual(new AppError('engine.cancelled'))
  expect(labels).toEqual(['2024-12', '2025-01', '2025-02'])
})

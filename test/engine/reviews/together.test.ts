import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Input } from '../../../src/contract/methods.ts'
import type { ViewFilter } from '../../../src/contract/views.ts'
import { steppingClock } from '../../../src/engine/history/clock.ts'
import { aGoal, anAnswer, planReview } from '../../support/reviewSamples.ts'
import { rowsOf } from '../../support/rows.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
let clock: ReturnType<typeof steppingClock>
beforeEach(async () => {
  clock = steppingClock(Date.UTC(2026, 0, 14, 9))
  engine = await startTestEngine({ clock })
})
afterEach(() => engine.close())

const aCampaign = {
  kind: 'campaign',
  title: 'Jakarta roadshow',
  owner: 'Maya',
  from: '2025-11-01',
  to: '2025-12-15',
  state: 'done',
  result: '14 leads',
  currency: 'USD',
  budgetMinor: 800_000,
  spentMinor: 600_000,
} as const
const save = (partnerId: number, plan: Input<'reviews.savePlan'>['plan']) =>
  engine.call('reviews.savePlan', { id: null, partnerId, plan })

/** Acme's revenue since July is 2,696.00; Beta has sold nothing. */
async function planTogether(): Promise<{ acme: number; beta: number }> {
  const { partnerId: acme } = await planReview(engine)
  const beta = await seedPartner(engine, 'Beta', null)
  await save(acme, aGoal)
  await save(acme, { ...aGoal, title: 'Reached', target: 269_600 })
  await save(beta, { ...aGoal, title: 'Few refunds', measure: 'refundRate', target: 50_000 })
  await save(beta, { ...aGoal, title: 'Later', from: '2026-02-01', state: 'planned' })
  await save(acme, aCampaign)
  await save(beta, { ...aCampaign, title: 'Fair', currency: 'EUR', budgetMinor: 100_000, spentMinor: 20_000 })
  await save(beta, { ...aCampaign, title: 'Evening', budgetMinor: 50_000, spentMinor: 0, state: 'planned', result: '' })
  return { acme, beta }
}

test('[QB18] goals and campaigns of all partners stand in one list, goals with what they have come to', async () => {
  await planTogether()
  expect(await rowsOf(engine, 'partnerPlans', ['partner', 'title', 'kind', 'measure', 'target', 'value', 'met'])).toEqual([
    'Acme | A strong first half | goal | Partner revenue | USD 5,000.00 | USD 2,696.00 | notYet',
    'Acme | Jakarta roadshow | campaign |  |  |  | ',
    'Acme | Reached | goal | Partner revenue | USD 2,696.00 | USD 2,696.00 | met',
    'Beta | Evening | campaign |  |  |  | ',
    'Beta | Fair | campaign |  |  |  | ',
    'Beta | Few refunds | goal | Refund rate | 5.0% |  | ',
    'Beta | Later | goal | Partner revenue | USD 5,000.00 |  | ',
  ])
}) // prettier-ignore

test('[QB18] goals have no currency: they add no sum of their own to those of campaigns', async () => {
  const { acme } = await planTogether()
  const sumsOf = async (kind: string): Promise<string[]> => {
    const filters = [{ column: 'kind', operator: 'is', value: kind } as const, { column: 'partnerId', operator: 'is', value: acme } as const] // prettier-ignore
    const { view } = await engine.call('views.open', viewSpec('partnerPlans', { filters, groupBy: 'state' }))
    const { totals, groups } = await engine.call('views.settle', { view })
    return [totals, ...groups.map((group) => group.totals)].flatMap(({ sums }) =>
      sums.map(({ column, currency, total }) => `${column} ${currency} ${total}`),
    )
  }
  expect([await sumsOf('goal'), await sumsOf('campaign')]).toEqual([
    [],
    ['budget USD 800000', 'spent USD 600000', 'budget USD 800000', 'spent USD 600000'],
  ])
})

test('[QB18] goals say the same in the list of all as on the page of their partner', async () => {
  const { acme, beta } = await planTogether()
  const { rows } = await engine.call('views.open', viewSpec('partnerPlans'))
  const goals = [acme, beta].map(async (partnerId) => (await engine.call('reviews.plans', { partnerId })).goals)
  for (const goal of (await Promise.all(goals)).flat()) {
    const cells = rows.find(({ id, cells: { kind } }) => kind === 'goal' && id === goal.id)?.cells
    expect([goal.title, cells?.['value'] === '', cells?.['met'] === 'met']).toEqual([
      goal.title,
      goal.value === null,
      goal.isMet,
    ])
  }
})

test('[QB18] budgets and what was spent are summed per currency, of the plans that are shown', async () => {
  await planTogether()
  const settled = async (filters: ViewFilter[] = []) => {
    const { view } = await engine.call('views.open', viewSpec('partnerPlans', { filters }))
    return (await engine.call('views.settle', { view })).totals
  }
  const { count, sums } = await settled()
  expect([count, sums]).toEqual([
    7,
    [
      { column: 'budget', currency: 'EUR', total: 100_000 },
      { column: 'spent', currency: 'EUR', total: 20_000 },
      { column: 'budget', currency: 'USD', total: 850_000 },
      { column: 'spent', currency: 'USD', total: 600_000 },
    ],
  ])
  expect((await settled([{ column: 'state', operator: 'is', value: 'planned' }])).count).toBe(2)
})

test('[QB18] plans are ordered by their numbers and found by their words, and undo takes them off the list', async () => {
  const { beta } = await planTogether()
  await save(beta, { ...aGoal, title: 'Small', target: 90_000 })
  const titles = async (changes: Parameters<typeof viewSpec>[1]) =>
    (await engine.call('views.open', viewSpec('partnerPlans', changes))).rows.map(({ cells }) => cells['title'])
  const revenue: ViewFilter = { column: 'measure', operator: 'is', value: 'Partner revenue' }
  // As text, USD 900.00 would come last.
  const byTarget = { filters: [revenue], sort: [{ column: 'target', direction: 'ascending' as const }] }
  expect((await titles(byTarget)).slice(0, 2)).toEqual(['Small', 'Reached'])
  expect(await titles({ search: 'roadshow' })).toEqual(['Jakarta roadshow'])
  expect(await titles({ search: 'refund rate' })).toEqual(['Few refunds'])
  await engine.call('history.undo', {})
  expect(await titles(byTarget)).not.toContain('Small')
})

async function answerTogether(): Promise<{ acme: number }> {
  const acme = await seedPartner(engine, 'Acme', null)
  const beta = await seedPartner(engine, 'Beta', null)
  const add = (partnerId: number, givenOn: string, nps: number | null, themes: string[] = []) =>
    engine.call('reviews.addFeedback', { partnerId, ...anAnswer, givenOn, nps, themes })
  await add(acme, '2025-03-01', 9, ['Support', 'Leads'])
  await add(acme, '2025-06-01', 8)
  await add(beta, '2025-07-01', 7)
  await add(beta, '2025-12-31', 6, ['Leads'])
  await add(beta, '2025-12-31', null)
  await add(acme, '2026-01-01', 10)
  return { acme }
}

test('[QB19] every answer of every partner stands in one list, newest first, by what NPS counts it as', async () => {
  await answerTogether()
  const { rows } = await engine.call('views.open', viewSpec('feedback'))
  expect(rows.map(({ cells }) => ['givenOn', 'partner', 'nps', 'kind', 'themes'].map((key) => cells[key]))).toEqual([
    ['2026-01-01', 'Acme', 10, 'promoter', null],
    ['2025-12-31', 'Beta', null, null, null],
    ['2025-12-31', 'Beta', 6, 'detractor', 'Leads'],
    ['2025-07-01', 'Beta', 7, 'passive', null],
    ['2025-06-01', 'Acme', 8, 'passive', null],
    ['2025-03-01', 'Acme', 9, 'promoter', 'Support, Leads'],
  ])
  const found = await engine.call('views.open', viewSpec('feedback', { search: 'leads' }))
  expect(found.rows).toHaveLength(2)
})

test('[QB19] the NPS of a period is made of exactly the answers that its counts open to', async () => {
  await answerTogether()
  const year = { from: '2025-01-01', to: '2025-12-31' }
  const { values } = await engine.call('measures.read', { keys: ['promoterScore'], partnerId: null, ...year })
  const count = (key: string): number | null | undefined => values[0]?.inputs.find((input) => input.key === key)?.value
  const rows = async (filter: ViewFilter): Promise<number> => {
    const filters: ViewFilter[] = [{ column: 'givenOn', operator: 'between', value: [year.from, year.to] }, filter]
    return (await engine.call('views.open', viewSpec('feedback', { filters }))).rows.length
  }
  const kind = (value: string): ViewFilter => ({ column: 'kind', operator: 'is', value })
  expect([
    values[0]?.value,
    count('promoters'),
    count('detractors'),
    count('answers'),
    await rows(kind('promoter')),
    await rows(kind('passive')),
    await rows(kind('detractor')),
    await rows({ column: 'nps', operator: 'empty', value: false }),
  ]).toEqual([0, 1, 1, 4, 1, 2, 1, 4])
})

test('[QB18] [QB19] as of a past day both lists show what stood in them then', async () => {
  const { acme } = await answerTogether()
  await save(acme, aCampaign)
  clock.goTo(Date.parse('2026-01-15T02:00:00Z'))
  await engine.call('reviews.addFeedback', { partnerId: acme, ...anAnswer })
  await save(acme, aGoal)
  const counts = async () =>
    Promise.all(
      (['partnerPlans', 'feedback'] as const).map(
        async (table) => (await engine.call('views.open', viewSpec(table))).rows.length,
      ),
    )
  clock.goTo(Date.parse('2026-01-16T02:00:00Z'))
  expect(await counts()).toEqual([2, 7])
  const { token } = await engine.call('history.travel', { day: '2026-01-14' })
  await engine.call('history.show', { token })
  expect(await counts()).toEqual([1, 6])
})

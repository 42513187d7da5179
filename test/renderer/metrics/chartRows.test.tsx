import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { type MeasureKey, measureKeys } from '../../../src/contract/measures.ts'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { dealColumns, dealConditions } from '../../../src/renderer/deals/columns.ts'
import { madeOf, rowsLink } from '../../../src/renderer/metrics/measureRows.ts'
import { ObjectivePanel } from '../../../src/renderer/metrics/ObjectivePanel.tsx'
import { commissionColumns, commissionConditions } from '../../../src/renderer/payouts/commissionColumns.tsx'
import { conversionColumns, conversionConditions } from '../../../src/renderer/revenue/columns.tsx'
import { feedbackColumns } from '../../../src/renderer/reviews/FeedbackTab.tsx'
import { certificateColumns, certificateConditions } from '../../../src/renderer/tiers/CertificatesTab.tsx'
import { anObjective } from '../support/objective.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

function show(measure: MeasureKey, partnerId: number | null, to = '2025-12-31'): void {
  const objective = anObjective({ measure, partnerId, to, partnerName: partnerId === null ? '' : 'Acme' })
  new StandIn({
    'programme.get': () => programme,
    'measures.trend': ({ keys, periods }) => ({
      currency: 'USD',
      trends: keys.map((key) => periods.map(() => ({ key, value: 500, problem: null, inputs: [] }))),
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <ObjectivePanel
        objective={objective}
        data={{ currency: 'USD', policy: 'eventDay', objectives: [objective] }}
        startMonth={1}
        onEdit={() => {}}
        onClose={() => {}}
      />
    </QueryClientProvider>,
  )
}

const routeOf = (address: string | null) => {
  const { page, parts, filters } = parseRoute(address ?? '')
  return { page, parts, filters }
}
const between = (column: string, from: string, to: string) => ({ column, operator: 'between', value: [from, to] })
const ofPartners = { column: 'partner', operator: 'empty', value: false }
const ofAcme = { column: 'partnerId', operator: 'is', value: 4 }

async function monthRows() {
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }))
  return within(screen.getByRole('figure'))
    .queryAllByRole('link')
    .map((link) => routeOf(link.getAttribute('href')))
}

const inMonth = (column: string) => between(column, '2025-12-01', '2025-12-31')

test.each([
  ['revenue', null, 'revenue', [], [inMonth('occurredOn'), ofPartners]],
  ['revenue', 4, 'revenue', [], [inMonth('occurredOn'), ofAcme]],
  ['sales', 4, 'revenue', [], [inMonth('occurredOn'), { column: 'kind', operator: 'is', value: 'sale' }, ofAcme]],
  ['leads', 4, 'revenue', ['leads'], [inMonth('occurredOn'), ofAcme]],
  ['sourcedPipeline', 4, 'deals', [], [inMonth('openedOn'), ofAcme]],
  ['dealsWon', 4, 'deals', [], [inMonth('closedOn'), { column: 'stage', operator: 'is', value: 'won' }, ofAcme]],
  [
    'winRate',
    null,
    'deals',
    [],
    [inMonth('closedOn'), { column: 'stage', operator: 'in', value: ['won', 'lost'] }, ofPartners],
  ],
  [
    'commissions',
    4,
    'payouts',
    ['commissions'],
    [inMonth('occurredOn'), { column: 'status', operator: 'isNot', value: 'rejected' }, ofAcme],
  ],
  [
    'promoterScore',
    4,
    'reviews',
    ['feedback'],
    [inMonth('givenOn'), { column: 'nps', operator: 'empty', value: false }, ofAcme],
  ],
  ['timeToFirstSale', null, 'partners', [], [inMonth('startedOn')]],
] as const)(
  '[AN17] a month of an objective opens to the rows of its measure (%s, partner %s)',
  async (measure, partnerId, page, parts, filters) => {
    show(measure, partnerId)
    const rows = await monthRows()
    expect([rows.length, rows.at(-1)]).toEqual([12, { page, parts, filters }])
  },
)

test('[AN17] an objective that divides several lists names them for its twelve months', async () => {
  show('commissionShare', 4)
  expect(await monthRows()).toEqual([])
  const year = between('occurredOn', '2025-01-01', '2025-12-31')
  const named = ['commissions', 'sales and refunds'].map((name) =>
    routeOf(screen.getByRole('link', { name }).getAttribute('href')),
  )
  expect(named.map(({ page, filters }) => [page, filters[0], filters.at(-1)])).toEqual([
    ['payouts', year, ofAcme],
    ['revenue', year, ofAcme],
  ])
})

const holds = (column: string, value: string | number) => ({ column, operator: 'holds', value })

test.each([
  ['newCustomers', 4, 'revenue', [], [inMonth('occurredOn'), holds('firstUntil', '2025-12-31'), ofAcme]],
  ['retention', null, 'revenue', [], [holds('keptSince', '2025-12-01'), ofPartners]],
  ['openPipeline', 4, 'deals', [], [holds('openOn', '2025-12-31'), ofAcme]],
  ['influencedPipeline', 4, 'deals', [], [inMonth('countsOn'), holds('influencedById', 4)]],
  [
    'assistedPipeline',
    null,
    'deals',
    [],
    [inMonth('countsOn'), { column: 'assistedBy', operator: 'empty', value: false }],
  ],
  [
    'owed',
    null,
    'payouts',
    ['commissions'],
    [holds('owedOn', '2025-12-31'), { column: 'status', operator: 'isNot', value: 'hold' }],
  ],
  ['certificates', 4, 'tiers', ['certificates'], [holds('holderOn', '2025-12-31'), ofAcme]],
  ['activePartners', null, 'partners', [], [holds('activeOn', '2025-12-31')]],
] as const)(
  '[AN20] a month of an objective opens to the rows that it counts (%s, partner %s)',
  async (measure, partnerId, page, parts, filters) => {
    show(measure, partnerId)
    const rows = await monthRows()
    expect([rows.length, rows.at(-1)]).toEqual([12, { page, parts, filters }])
  },
)

const upTo = (column: string) => ({ column, operator: 'atMost', value: '2025-12-31' })
const is = (column: string, value: string) => ({ column, operator: 'is', value })
const among = (...value: string[]) => ({ column: 'status', operator: 'in', value })
const inYear = between('closedOn', '2025-01-01', '2025-12-31')

test.each([
  [
    'retention',
    {
      'customers of before that bought again in the last month or later': [holds('keptSince', '2025-12-01'), ofAcme],
      'all customers of before': [holds('firstUntil', '2025-11-30'), ofAcme],
    },
  ],
  [
    'lifetimeValue',
    {
      'what they brought': [holds('ofCustomersUntil', '2025-12-31'), ofAcme],
      'all customers by their first sale': [holds('firstUntil', '2025-12-31'), ofAcme],
    },
  ],
  [
    'pipelineVelocity',
    {
      'deals open on the last day': [holds('openOn', '2025-12-31'), ofAcme],
      'deals won or lost': [inYear, { column: 'stage', operator: 'in', value: ['won', 'lost'] }, ofAcme],
      'won deals with both days': [
        inYear,
        is('stage', 'won'),
        ofAcme,
        { column: 'cycleDays', operator: 'empty', value: false },
      ],
    },
  ],
  [
    'recency',
    {
      'sales up to the last day': [upTo('occurredOn'), is('kind', 'sale'), ofAcme],
      'won deals up to the last day': [upTo('closedOn'), is('stage', 'won'), ofAcme],
    },
  ],
  [
    'owed',
    {
      'commissions not paid on the last day': [
        holds('owedOn', '2025-12-31'),
        { column: 'status', operator: 'isNot', value: 'hold' },
      ],
      'adjustments not paid on the last day': [holds('owedOn', '2025-12-31')],
    },
  ],
] as const)('[AN20] an objective of several lists names them (%s)', async (measure, lists) => {
  show(measure, measure === 'owed' ? null : 4)
  await screen.findByText(/^Made of/)
  const named = Object.keys(lists).map((name) => [
    name,
    routeOf(screen.getByRole('link', { name }).getAttribute('href')).filters,
  ])
  expect(Object.fromEntries(named)).toEqual(lists)
})

test('[AN20] an objective on what is owed that still runs opens to what is not paid now', async () => {
  show('owed', null, '2026-12-31')
  await screen.findByText(/^Made of/)
  const named = ['commissions not paid now', 'adjustments not paid now'].map((name) =>
    routeOf(screen.getByRole('link', { name }).getAttribute('href')),
  )
  expect(named.map(({ filters }) => filters)).toEqual([
    [among('inRun', 'approved', 'pending')],
    [among('open', 'inRun')],
  ])
})

test('[AN20] every measure opens to rows or names its lists', () => {
  const span = { from: '2025-12-01', to: '2025-12-31' }
  const closed = measureKeys.filter(
    (measure) => rowsLink(measure, span, undefined) === undefined && madeOf(measure, span, undefined).length === 0,
  )
  expect(closed).toEqual([])
})

test('[AN17] what an objective of one partner opens to says on its list whose rows they are', () => {
  const columns: Readonly<Record<string, readonly { key: string }[]>> = {
    revenue: conversionColumns,
    deals: dealColumns,
    'payouts commissions': commissionColumns,
    'reviews feedback': feedbackColumns,
    'tiers certificates': certificateColumns,
  }
  const conditions: Readonly<Record<string, object>> = {
    revenue: conversionConditions,
    deals: dealConditions,
    'payouts commissions': commissionConditions,
    'tiers certificates': certificateConditions,
  }
  const month = { from: '2025-12-01', to: '2025-12-31' }
  const addresses = measureKeys.flatMap((measure) => [
    rowsLink(measure, month, 4) ?? '',
    ...madeOf(measure, month, 4).map(({ href }) => href),
  ])
  const unsaid = addresses.flatMap((address) => {
    const { page, parts, filters } = routeOf(address)
    const shown = columns[[page, ...parts].join(' ')]
    const asked = Object.keys(conditions[[page, ...parts].join(' ')] ?? {})
    if (shown === undefined) return []
    return filters
      .filter(({ column, operator }) =>
        operator === 'holds' ? !asked.includes(column) : !shown.some(({ key }) => key === column),
      )
      .map(({ column }) => [page, column])
  })
  expect(unsaid).toEqual([])
})

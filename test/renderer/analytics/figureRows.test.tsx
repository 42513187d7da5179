import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { CustomersTab } from '../../../src/renderer/analytics/CustomersTab.tsx'
import { PipelineTab } from '../../../src/renderer/analytics/PipelineTab.tsx'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import type { Period } from '../../../src/contract/periods.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { aPeriod } from '../../support/builders/period.ts'
import { programme } from '../support/programme.ts'
import { type Answers, StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const basis = { currency: 'USD', policy: 'eventDay' as const, foreign: [], missing: [] }
const answers: Answers = {
  'programme.get': () => programme,
  'partners.find': () => ({ partners: [] }),
  'analytics.contributions': () => ({
    ...basis,
    roles: [],
    partners: [
      {
        partnerId: 4,
        name: 'Acme',
        sourced: { deals: 3, minor: 300 },
        influenced: { deals: 2, minor: 200 },
        assisted: { deals: 0, minor: 0 },
      },
    ],
  }),
  'analytics.winRates': () => ({ all: { won: 0, lost: 0, ratePpm: null }, partners: [], quarters: [] }),
  'measures.read': ({ keys }) => ({
    ...basis,
    values: keys.map((key) => ({ key, value: 1, problem: null, inputs: [{ key: 'dealsOpen' as const, value: 15 }] })),
  }),
  'analytics.cohorts': () => ({
    currency: 'USD',
    missing: [],
    cohorts: [
      {
        month: '2025-11',
        customers: 40,
        months: [{ offset: 0, customers: 40, keptPpm: 1_000_000, minor: 400_000, isRunning: false }],
      },
    ],
    all: [{ offset: 0, keptPpm: 1_000_000, minor: 400_000 }],
    before: null,
  }),
}

function show(Tab: (props: { period: Period }) => ReactNode): void {
  new StandIn(answers).start()
  render(
    <QueryClientProvider client={queryClient}>
      <Tab period={aPeriod('none')} />
    </QueryClientProvider>,
  )
}

const filtersOf = (link: HTMLElement) => parseRoute(link.getAttribute('href') ?? '').filters
const inYear = (column: string) => ({ column, operator: 'between', value: ['2025-01-01', '2025-12-31'] })
const holds = (column: string, value: string | number) => ({ column, operator: 'holds', value })
const ofPartners = { column: 'partner', operator: 'empty', value: false }

test('[AN20] how many deals a partner brought or helped with opens to them, and none to nothing', async () => {
  show(PipelineTab)
  const row = (await screen.findByRole('link', { name: 'Acme' })).closest('tr')!
  const links = within(row).getAllByRole('link')
  expect(links.map((link) => link.textContent)).toEqual(['Acme', '3', '2'])
  expect(links.slice(1).map(filtersOf)).toEqual([
    [inYear('openedOn'), { column: 'partnerId', operator: 'is', value: 4 }],
    [inYear('countsOn'), holds('influencedById', 4)],
  ])
})

test('[AN20] each factor of the velocity opens to its deals', async () => {
  show(PipelineTab)
  const table = await screen.findByRole('table', { name: 'Pipeline velocity' })
  const won = { column: 'stage', operator: 'is', value: 'won' }
  expect(within(table).getAllByRole('link').map(filtersOf)).toEqual([
    [holds('openOn', '2025-12-31'), ofPartners],
    [inYear('closedOn'), won, ofPartners],
    [inYear('closedOn'), { column: 'stage', operator: 'in', value: ['won', 'lost'] }, ofPartners],
    [inYear('closedOn'), won, ofPartners, { column: 'cycleDays', operator: 'empty', value: false }],
  ])
})

test('[AN20] a month of first purchases opens to the first sales of its customers', async () => {
  show(CustomersTab)
  expect(filtersOf(await screen.findByRole('link', { name: 'Nov 2025' }))).toEqual([
    { column: 'occurredOn', operator: 'between', value: ['2025-11-01', '2025-11-30'] },
    holds('firstUntil', '2025-11-30'),
    ofPartners,
  ])
})

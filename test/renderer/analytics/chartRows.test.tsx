import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ChartOptions } from 'chart.js'
import { beforeEach, expect, test, vi } from 'vitest'
import { ActivationTab } from '../../../src/renderer/analytics/ActivationTab.tsx'
import { ConcentrationTab } from '../../../src/renderer/analytics/ConcentrationTab.tsx'
import { OwedTab } from '../../../src/renderer/analytics/OwedTab.tsx'
import { PipelineTab } from '../../../src/renderer/analytics/PipelineTab.tsx'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import type { Period } from '../../../src/contract/periods.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { Chart } from '../../../src/renderer/ui/Chart.tsx'
import { aPeriod } from '../../support/builders/period.ts'
import { programme } from '../support/programme.ts'
import { type Answers, StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing; what is drawn is kept instead.
const drawn = vi.hoisted(() => ({ options: [] as unknown[] }))
vi.mock('react-chartjs-2', () => ({
  Chart: ({ options }: { options: unknown }) => {
    drawn.options.push(options)
    return null
  },
}))

beforeEach(() => {
  forgetAnswers()
  drawn.options = []
  location.hash = ''
})

const basis = { currency: 'USD', policy: 'eventDay' as const, foreign: [], missing: [] }
const answers: Answers = {
  'programme.get': () => programme,
  'analytics.contributions': () => ({ ...basis, roles: [], partners: [] }),
  'measures.read': () => ({ ...basis, values: [] }),
  'analytics.winRates': () => ({
    all: { won: 3, lost: 1, ratePpm: 750_000 },
    partners: [],
    quarters: [
      { quarter: 'FY2025-Q3', from: '2025-07-01', to: '2025-09-30', won: 1, lost: 1, ratePpm: 500_000 },
      { quarter: 'FY2025-Q4', from: '2025-10-01', to: '2025-12-31', won: 2, lost: 0, ratePpm: 1_000_000 },
    ],
  }),
  'analytics.concentration': () => ({
    ...basis,
    partners: [
      { partnerId: 4, name: 'Acme', minor: 90_000, sharePpm: 900_000 },
      { partnerId: 9, name: 'Bukit Data', minor: 10_000, sharePpm: 100_000 },
    ],
    topThreePpm: 1_000_000,
    hhiPpm: 820_000,
    effectivePpm: 1_219_512,
  }),
  'analytics.refunds': () => ({
    ...basis,
    months: [{ month: '2025-02', salesMinor: 1000, refundedMinor: 100, ratePpm: 100_000, within: [] }],
    unlinked: { rows: 0, minor: 0 },
  }),
  'analytics.liability': () => ({
    today: '2026-01-14',
    months: [
      { month: '2025-10', status: 'approved', currency: 'USD', minor: 1000 },
      { month: '2026-02', status: 'hold', currency: 'USD', minor: 500 },
      { month: '2026-02', status: 'pending', currency: 'JPY', minor: 400 },
    ],
    ages: [
      { age: 'lateMore', status: 'approved', currency: 'USD', minor: 1000, rows: 4 },
      { age: 'within30', status: 'hold', currency: 'USD', minor: 500, rows: 1 },
      { age: 'within30', status: 'pending', currency: 'JPY', minor: 400, rows: 1 },
    ],
    adjustments: [{ currency: 'USD', rows: 2 }],
  }),
  'analytics.expectedLiability': () => ({ today: '2026-01-14', months: [], rates: [] }),
  'analytics.liabilityOn': ({ day }) => ({
    day,
    months: [
      { month: '2024-08', currency: 'USD', minor: 800 },
      { month: '2024-10', currency: 'USD', minor: 400 },
    ],
    ages: [
      { age: 'lateMore', currency: 'USD', minor: 800, rows: 2 },
      { age: 'late60', currency: 'USD', minor: 400, rows: 1 },
    ],
    adjustments: [{ currency: 'USD', rows: 1 }],
  }),
  'analytics.activation': () => ({
    until: '2026-01-14',
    withinDays: 90,
    cohorts: [{ quarter: 'FY2025-Q1', started: 2, activated: 1, matured: 2, ratePpm: 500_000, medianDays: 30 }],
    survival: { started: 2, waiting: 1, medianDays: 30, steps: [], atRisk: [], longestDays: 300 },
    waiting: [],
  }),
}

function show(Tab: (props: { period: Period }) => React.ReactNode, period: Period = aPeriod('none')): void {
  new StandIn(answers).start()
  render(
    <QueryClientProvider client={queryClient}>
      <Tab period={period} />
    </QueryClientProvider>,
  )
}

const routeOf = (address: string | null) => {
  const { page, parts, filters } = parseRoute(address ?? '')
  return { page, parts, filters }
}
const hrefOf = (link: HTMLElement): string | null => link.getAttribute('href')
const between = (column: string, from: string, to: string) => ({ column, operator: 'between', value: [from, to] })

/** Turns the chart with this title to its table; the addresses behind the names in it. */
async function rowsOf(title: RegExp): Promise<ReturnType<typeof routeOf>[]> {
  const figure = (await screen.findByRole('heading', { name: title })).closest('figure')!
  await userEvent.click(within(figure).getByRole('button', { name: 'Show as table' }))
  return within(figure)
    .getAllByRole('link')
    .map((link) => routeOf(hrefOf(link)))
}

test('[AN17] a press on a bar or point opens its rows, and one that has none does nothing', () => {
  render(
    <Chart
      title="Sales"
      sub=""
      labels={['Jan', 'Feb']}
      hrefs={['#/revenue', undefined]}
      labelHead="Month"
      series={[{ label: 'Sales', tone: 'highlight', values: [1, 2] }]}
      format={String}
      description="Sales"
    />,
  )
  const options = drawn.options.at(-1) as ChartOptions
  const target = document.createElement('canvas')
  const press = (...at: number[]): void => {
    const hits = at.map((index) => ({ index }))
    options.onHover?.({ native: { target } } as never, hits as never, {} as never)
    options.onClick?.({} as never, hits as never, {} as never)
  }
  press()
  expect([location.hash, target.style.cursor]).toEqual(['', ''])
  press(1)
  expect([location.hash, target.style.cursor]).toEqual(['', ''])
  press(0)
  expect([location.hash, target.style.cursor]).toEqual(['#/revenue', 'pointer'])
})

test('[AN17] a quarter of the win rate opens to the deals closed in it', async () => {
  show(PipelineTab)
  expect((await rowsOf(/^The win rate rose/)).map(({ page, filters }) => [page, filters[0]])).toEqual([
    ['deals', between('closedOn', '2025-07-01', '2025-09-30')],
    ['deals', between('closedOn', '2025-10-01', '2025-12-31')],
  ])
})

test('[AN17] a share of revenue opens to sales and refunds of its partner in the period', async () => {
  show(ConcentrationTab)
  const inYear = between('occurredOn', '2025-01-01', '2025-12-31')
  expect(await rowsOf(/^Acme carries/)).toEqual([
    { page: 'revenue', parts: [], filters: [inYear, { column: 'partnerId', operator: 'is', value: 4 }] },
    { page: 'revenue', parts: [], filters: [inYear, { column: 'partnerId', operator: 'is', value: 9 }] },
  ])
})

test('[AN17] a due month opens to what is not paid of the currency that is shown, and open adjustments stand apart', async () => {
  show(OwedTab)
  expect(routeOf(hrefOf(await screen.findByRole('link', { name: 'Adjustments' })))).toEqual({
    page: 'payouts',
    parts: ['adjustments'],
    filters: [
      { column: 'status', operator: 'in', value: ['open', 'inRun'] },
      { column: 'currency', operator: 'is', value: 'USD' },
    ],
  })
  expect(await rowsOf(/is owed to partners$/)).toEqual(
    [between('dueOn', '2025-10-01', '2025-10-31'), between('dueOn', '2026-02-01', '2026-02-28')].map((due) => ({
      page: 'payouts',
      parts: ['commissions'],
      filters: [
        due,
        { column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending', 'hold'] },
        { column: 'currency', operator: 'is', value: 'USD' },
      ],
    })),
  )
})

test('[AN17] a month’s refunds open to the sales of the month that they are a share of', async () => {
  show(OwedTab)
  expect(await rowsOf(/of the sales were refunded so far$/)).toEqual([
    {
      page: 'revenue',
      parts: [],
      filters: [
        between('occurredOn', '2025-02-01', '2025-02-28'),
        { column: 'kind', operator: 'is', value: 'sale' },
        { column: 'partner', operator: 'empty', value: false },
      ],
    },
  ])
})

test('[AN17] a quarter of starts opens to the partners of the period that started in it', async () => {
  show(ActivationTab, { ...aPeriod('none'), from: '2025-02-10', to: '2025-08-31' })
  expect(routeOf(hrefOf(await screen.findByRole('link', { name: 'Q1 2025' })))).toEqual({
    page: 'partners',
    parts: [],
    filters: [between('startedOn', '2025-02-10', '2025-03-31')],
  })
})

test('[AN19] what is owed stands beside what was owed at the end of the period before, as known today, which opens to its rows', async () => {
  show(OwedTab, aPeriod('yearBefore'))
  await screen.findByRole('columnheader', { name: '31 Dec 2024' })
  const table = screen.getByRole('table', { name: 'By the days since it fell due' })
  const rows = within(table)
    .getAllByRole('row')
    .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent))
  expect(rows).toEqual([
    ['Due', 'Approved', 'On hold', 'All', '31 Dec 2024', 'Change'],
    ['Longer ago', '10.00', '0.00', '10.00', '8.00', '25.0% above'],
    ['31 – 60 days ago', '0.00', '0.00', '0.00', '4.00', '100.0% below'],
    ['Due in 30 days', '0.00', '5.00', '5.00', '0.00', '–'],
    ['Together', '10.00', '5.00', '15.00', '12.00', '25.0% above'],
  ])
  const owedThen = { column: 'owedOn', operator: 'holds', value: '2024-12-31' }
  const inUsd = { column: 'currency', operator: 'is', value: 'USD' }
  expect(
    ['commissions', 'adjustments'].map((name) =>
      routeOf(hrefOf(screen.getByRole('link', { name: `${name} owed on 31 Dec 2024` }))),
    ),
  ).toEqual([
    { page: 'payouts', parts: ['commissions'], filters: [owedThen, inUsd] },
    { page: 'payouts', parts: ['adjustments'], filters: [owedThen, inUsd] },
  ])
})

test('[AN19] a due month of then stands where it is as many months from its day as the month of now is from today', async () => {
  show(OwedTab, aPeriod('yearBefore'))
  await screen.findByRole('link', { name: 'commissions owed on 31 Dec 2024' })
  const figure = screen.getByRole('heading', { name: /is owed to partners$/ }).closest('figure')!
  await userEvent.click(within(figure).getByRole('button', { name: 'Show as table' }))
  const rows = within(figure)
    .getAllByRole('row')
    .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent))
  // After 31 December came January 2025, five months after August 2024; after 14 January comes January 2026.
  expect(rows).toEqual([
    ['Month', 'Approved', 'On hold', '31 Dec 2024 as known today (line)'],
    ['Aug 2025', '0', '0', '8'],
    ['Oct 2025', '10', '0', '4'],
    ['Feb 2026', '0', '5', '0'],
  ])
  expect(within(figure).queryByRole('link', { name: 'Aug 2025' })).not.toBeInTheDocument()
})

test('[AN19] nothing is told of a day that is not over, nor without a comparison', async () => {
  show(OwedTab, { ...aPeriod('yearBefore'), compareTo: '2026-01-14' })
  const owed = (await screen.findByRole('heading', { name: /is owed to partners$/ })).closest('figure')!
  expect(owed).toHaveTextContent('Not compared: 14 Jan 2026 is not over.')
  expect(screen.queryByText(/as known today/)).not.toBeInTheDocument()
  cleanup()
  show(OwedTab)
  await screen.findByRole('heading', { name: /is owed to partners$/ })
  expect(screen.queryByText(/as known today|Not compared/)).not.toBeInTheDocument()
})

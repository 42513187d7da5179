import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { MeasureKey, MeasureValue } from '../../../src/contract/measures.ts'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { Concentration, TrendCharts } from '../../../src/renderer/home/Charts.tsx'
import { Cohorts } from '../../../src/renderer/home/Cohorts.tsx'
import { Liability } from '../../../src/renderer/home/Liability.tsx'
import type { HomeData } from '../../../src/renderer/home/figures.ts'
import { monthsOf, quartersOf } from '../../../src/contract/homeQuestions.ts'
import type { Drawn } from '../../../src/renderer/home/standing.ts'
import { aPeriod } from '../../support/builders/period.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const period = aPeriod('none')
const costOf = (value: number | null): MeasureValue => ({
  key: 'effectiveAcquisitionCost',
  value,
  problem: null,
  inputs: [],
})

const data = {
  concentration: {
    currency: 'USD',
    partners: [{ partnerId: 4, name: 'Acme', minor: 90_000, sharePpm: 1_000_000 }],
    topThreePpm: 1_000_000,
    hhiPpm: 1_000_000,
    effectivePpm: 1_000_000,
    partnerCount: 1,
  },
  liability: [{ month: '2026-02', status: 'pending', currency: 'USD', minor: 1200 }],
  adjustments: [{ currency: 'USD', rows: 1 }],
} as unknown as HomeData // the parts of Home that these read

function show(children: ReactNode): void {
  new StandIn({
    'programme.get': () => programme,
    'metrics.cohorts': () => ({
      activationDays: 90,
      medianDays: null,
      cohorts: [{ quarter: 'FY2025-Q2', started: 2, certified: 1, activated: 1, active: 1 }],
    }),
  }).start()
  render(<QueryClientProvider client={queryClient}>{children}</QueryClientProvider>)
}

/** The charts of Home over months that all have 5,000, and quarters in which a new customer cost so much. */
function showTrends(costs: readonly (number | null)[], of = period, hasBookings = false): void {
  const today = '2026-01-14'
  const months = monthsOf(of, today)
  const monthly = (key: MeasureKey): MeasureValue[] =>
    months.map(() => ({ key, value: key === 'bookingsShare' && !hasBookings ? null : 5000, problem: null, inputs: [] }))
  const drawn: Drawn = {
    monthly: { spans: months, trends: monthly },
    quarterly: { spans: quartersOf(of, today, 1), trends: () => costs.map(costOf) },
    quarterlyBefore: { spans: [], trends: () => undefined },
  }
  show(<TrendCharts period={of} drawn={drawn} currency="USD" today={today} />)
}

const rowsAt = (link: HTMLElement) => {
  const { page, parts, filters } = parseRoute(link.getAttribute('href') ?? '')
  return { page, parts, filters }
}

/** Turns every chart to its table; the addresses behind the names in the one at a place. */
async function tableRows(at: number) {
  for (const button of await screen.findAllByRole('button', { name: 'Show as table' })) await userEvent.click(button)
  const figures = screen.getAllByRole('figure')
  return within(figures[at]!).getAllByRole('link').map(rowsAt)
}

const december = { column: 'occurredOn', operator: 'between', value: ['2025-12-01', '2025-12-31'] }
const ofPartners = { column: 'partner', operator: 'empty', value: false }

test.each([true, false])(
  '[AN17] a month of Home’s trends opens to sales and refunds of partners in it (shares: %s)',
  async (has) => {
    showTrends([null], period, has)
    const rows = await tableRows(0)
    expect([rows.length, rows.at(-1)]).toEqual([12, { page: 'revenue', parts: [], filters: [december, ofPartners] }])
  },
)

test('[AN17] a month of commissions opens to those earned in it', async () => {
  showTrends([null])
  expect((await tableRows(1)).at(-1)).toEqual({
    page: 'payouts',
    parts: ['commissions'],
    filters: [december, { column: 'status', operator: 'isNot', value: 'rejected' }],
  })
})

test('[AN17] what a new customer cost names the lists that it is made of', async () => {
  showTrends([5000, 4000, 3000, 2000])
  const pages = ['commissions', 'costs', 'company figures'].map(async (name) => {
    const { page, parts } = rowsAt(await screen.findByRole('link', { name }))
    return [page, ...parts]
  })
  expect(await Promise.all(pages)).toEqual([
    ['payouts', 'commissions'],
    ['settings', 'costs'],
    ['settings', 'figures'],
  ])
})

test('[AN17] commissions behind the cost of a customer are those of all quarters that are drawn', async () => {
  showTrends([5000, 4000, 3000, 2000], { ...period, from: '2025-12-01', to: '2025-12-31' })
  expect(rowsAt(await screen.findByRole('link', { name: 'commissions' })).filters[0]).toEqual({
    column: 'occurredOn',
    operator: 'between',
    value: ['2025-01-01', '2025-12-31'],
  })
})

test('[AN17] Home’s largest partners, what is owed and starts by quarter open to their rows', async () => {
  show(
    <>
      <Concentration concentration={data.concentration} period={period} />
      <Liability data={data} baseCurrency="USD" />
      <Cohorts period={period} />
    </>,
  )
  expect(await tableRows(0)).toEqual([
    {
      page: 'revenue',
      parts: [],
      filters: [
        { column: 'occurredOn', operator: 'between', value: ['2025-01-01', '2025-12-31'] },
        { column: 'partnerId', operator: 'is', value: 4 },
      ],
    },
  ])
  expect(rowsAt(screen.getByRole('link', { name: 'Feb 2026' }))).toEqual({
    page: 'payouts',
    parts: ['commissions'],
    filters: [
      { column: 'dueOn', operator: 'between', value: ['2026-02-01', '2026-02-28'] },
      { column: 'status', operator: 'in', value: ['pending'] },
      { column: 'currency', operator: 'is', value: 'USD' },
    ],
  })
  expect(rowsAt(screen.getByRole('link', { name: 'adjustments' }))).toMatchObject({
    page: 'payouts',
    parts: ['adjustments'],
    filters: [{ column: 'status' }, { column: 'currency', value: 'USD' }],
  })
  expect(rowsAt(await screen.findByRole('link', { name: 'Q2 2025' })).filters).toEqual([
    { column: 'startedOn', operator: 'between', value: ['2025-04-01', '2025-06-30'] },
  ])
})

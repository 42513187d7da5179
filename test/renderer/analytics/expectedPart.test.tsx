import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { ApprovalRate } from '../../../src/contract/analytics.ts'
import { ExpectedPart } from '../../../src/renderer/analytics/ExpectedPart.tsx'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(forgetAnswers)

const inUsd: ApprovalRate = {
  currency: 'USD',
  months: 3,
  spans: [
    { from: '2025-08', to: '2025-09' },
    { from: '2025-11', to: '2025-11' },
  ],
  commissions: 1204,
  earnedMinor: 60_000,
  rejectedMinor: 3_000,
  reversedMinor: 7_000,
  ratePpm: 833_333,
}
const inYen: ApprovalRate = { ...inUsd, currency: 'JPY', months: 1, commissions: 1, ratePpm: null }

function show(currency: string): void {
  new StandIn({
    'analytics.expectedLiability': () => ({
      today: '2026-01-14',
      months: [
        { month: '2026-01', currency: 'USD', minor: -2_000, expectedMinor: -1_667 },
        { month: '2026-01', currency: 'JPY', minor: 4_000, expectedMinor: null },
        { month: '2026-02', currency: 'USD', minor: 60_000, expectedMinor: 50_000 },
        { month: '9999-12', currency: 'USD', minor: 600, expectedMinor: 500 },
      ],
      rates: [inUsd, inYen],
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <ExpectedPart currency={currency} />
    </QueryClientProvider>,
  )
}

async function tableOf(): Promise<(string | null)[][]> {
  const table = await screen.findByRole('table', { name: 'Commissions expected to be paid' })
  return within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent))
}

const filtersOf = (name: string) => parseRoute(screen.getByRole('link', { name }).getAttribute('href') ?? '').filters

test('[AN21] each month of payment has what is owed and what is expected of it, with the rate, its formula and its numbers', async () => {
  show('USD')
  expect(await tableOf()).toEqual([
    ['Payment expected in', 'Pending, approved or in a run, USD', '× approval rate'],
    ['Jan 2026, with what was due before', 'owes us−20.00', 'owes us−16.67'],
    ['Feb 2026', '600.00', '500.00'],
    ['No due day yet', '6.00', '5.00'],
    ['Together', '586.00', '488.33'],
  ])
  await userEvent.hover(screen.getByRole('button', { name: 'Approval rate 83.3%' }))
  const definition = (await screen.findByText(/^Approval rate = /)).parentElement!
  expect([...definition.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual([
    'USD 600.00',
    'USD 30.00',
    'USD 70.00',
    '1,204',
    'Aug 2025 – Sep 2025, Nov 2025',
  ])
})

test('[AN21] a month opens to its commissions, the first one with what is past due, and each stretch of decided months to its own', async () => {
  show('USD')
  await tableOf()
  const payable = { column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending'] }
  const usd = { column: 'currency', operator: 'is', value: 'USD' }
  const earning = { column: 'component', operator: 'in', value: ['rate', 'fixed', 'trueUp', 'uplift'] }
  expect(
    [
      'Jan 2026, with what was due before',
      'Feb 2026',
      'No due day yet',
      'commissions of Aug 2025 – Sep 2025',
      'commissions of Nov 2025',
    ].map(filtersOf),
  ).toEqual([
    [{ column: 'dueOn', operator: 'atMost', value: '2026-01-31' }, payable, usd],
    [{ column: 'dueOn', operator: 'between', value: ['2026-02-01', '2026-02-28'] }, payable, usd],
    [{ column: 'dueOn', operator: 'empty', value: true }, payable, usd],
    [{ column: 'occurredOn', operator: 'between', value: ['2025-08-01', '2025-09-30'] }, earning, usd],
    [{ column: 'occurredOn', operator: 'between', value: ['2025-11-01', '2025-11-30'] }, earning, usd],
  ])
})

test('[AN21] without enough decided commissions of the currency nothing is expected, and the page says how many there are', async () => {
  show('JPY')
  expect(await tableOf()).toEqual([
    ['Payment expected in', 'Pending, approved or in a run, JPY'],
    ['Jan 2026, with what was due before', '4,000'],
    ['Together', '4,000'],
  ])
  expect(
    screen.getByText(
      'No approval rate yet: it takes 30 commissions of months of which none is pending or on hold, and there are 1 commission of 1 month.',
    ),
  ).toBeVisible()
})

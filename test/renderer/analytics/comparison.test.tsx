import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import type { ComponentType } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from '@testing-library/user-event'
import { ActivationTab } from '../../../src/renderer/analytics/ActivationTab.tsx'
import { AttentionTab } from '../../../src/renderer/analytics/AttentionTab.tsx'
import { ConcentrationTab } from '../../../src/renderer/analytics/ConcentrationTab.tsx'
import { CustomersTab } from '../../../src/renderer/analytics/CustomersTab.tsx'
import { OwedTab } from '../../../src/renderer/analytics/OwedTab.tsx'
import { PipelineTab } from '../../../src/renderer/analytics/PipelineTab.tsx'
import type { Output } from '../../../src/contract/methods.ts'
import type { Period, PeriodChoice } from '../../../src/contract/periods.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { changeText } from '../../../src/renderer/ui/change.ts'
import { aPeriod } from '../../support/builders/period.ts'
import { programme } from '../support/programme.ts'
import { type Answers, StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const basis = { currency: 'USD', policy: 'eventDay' as const, foreign: [], missing: [] }
const isNow = ({ from }: { from: string }): boolean => from === '2025-01-01'

type RefundMonth = Output<'analytics.refunds'>['months'][number]

/** A month with what came back of it, within 90 days and later, and how much of it has had them. */
function refundMonth(
  month: string,
  salesMinor: number,
  within90: number,
  later: number,
  maturePpm: number,
): RefundMonth {
  const rateOf = (minor: number) => (salesMinor === 0 ? null : Math.round((minor / salesMinor) * 1_000_000))
  return {
    month,
    salesMinor,
    refundedMinor: within90 + later,
    ratePpm: rateOf(within90 + later),
    within: [30, 60, 90].map((days) => ({ days, refundedMinor: within90, ratePpm: rateOf(within90), maturePpm })),
  }
}

const contributed = [[1, 'Acme', 3, 60_000], [2, 'Bukit Data', 1, 10_000]] as const // prettier-ignore
const contributedBefore = [[1, 'Acme', 2, 40_000], [2, 'Bukit Data', 0, 0]] as const // prettier-ignore
const cohort = (quarter: string, started: number, activated: number, ratePpm: number) => ({
  quarter,
  started,
  activated,
  ratePpm,
  matured: started,
  medianDays: 20,
})

const answers: Answers = {
  'analytics.underperformers': ({ to, compareTo }) => ({
    ...basis,
    examined: 1,
    until: to,
    comparedUntil: compareTo,
    partners: [
      {
        partnerId: 1,
        name: 'Acme',
        findings: [
          { rule: 'idle', value: 117, against: 60, scoreMilli: null, before: null },
          { rule: 'revenueDown', value: 40_000, against: 50_000, scoreMilli: null, before: null },
          { rule: 'winRateLow', value: 0, against: 200_000, scoreMilli: null, before: 400_000 },
          { rule: 'refundsHigh', value: 167_000, against: 100_000, scoreMilli: null, before: null },
          { rule: 'revenueOutlier', value: -800_000, against: 100_000, scoreMilli: -4200, before: null },
        ],
        suggestion: { kind: 'warning', measure: 'refundRate' },
      },
    ],
  }),
  'analytics.liability': () => ({ today: '2026-01-14', months: [], ages: [], adjustments: [] }),
  'analytics.liabilityOn': ({ day }) => ({ day, months: [], ages: [], adjustments: [] }),
  'analytics.refunds': (span) => ({
    ...basis,
    months: isNow(span)
      ? [
          refundMonth('2025-07', 100_000, 8000, 500, 1_000_000),
          refundMonth('2025-08', 300_000, 6000, 0, 1_000_000),
          refundMonth('2025-09', 50_000, 5000, 0, 1_000_000),
          refundMonth('2025-12', 900_000, 1000, 0, 0),
        ]
      : [
          refundMonth('2024-07', 200_000, 10_000, 90_000, 1_000_000),
          refundMonth('2024-08', 200_000, 10_000, 0, 1_000_000),
          refundMonth('2024-09', 0, 0, 0, 1_000_000),
          refundMonth('2024-12', 500_000, 25_000, 0, 1_000_000),
        ],
    unlinked: { rows: 0, minor: 0 },
  }),
  'programme.get': () => programme,
  'analytics.contributions': (span) => ({
    ...basis,
    roles: [],
    partners: (isNow(span) ? contributed : contributedBefore).map(([partnerId, name, deals, minor]) => ({
      partnerId,
      name,
      sourced: { deals, minor },
      influenced: { deals: 0, minor: 0 },
      assisted: { deals: 0, minor: 0 },
    })),
  }),
  'analytics.activation': (span) => ({
    until: '2026-01-14',
    withinDays: 90,
    waiting: [],
    survival: { started: 4, waiting: 0, medianDays: 20, longestDays: 40, atRisk: [], steps: [] },
    cohorts: isNow(span)
      ? [cohort('FY2025-Q1', 4, 3, 750_000), cohort('FY2025-Q3', 2, 1, 500_000)]
      : [cohort('FY2024-Q1', 2, 1, 500_000)],
  }),
  'analytics.winRates': (span) => ({
    all: isNow(span) ? { won: 6, lost: 4, ratePpm: 600_000 } : { won: 1, lost: 2, ratePpm: 333_333 },
    partners: isNow(span)
      ? [
          { partnerId: 1, name: 'Acme', won: 5, lost: 3, ratePpm: 625_000 },
          { partnerId: 2, name: 'Bukit Data', won: 1, lost: 1, ratePpm: 500_000 },
        ]
      : [{ partnerId: 1, name: 'Acme', won: 2, lost: 1, ratePpm: 666_667 }],
    quarters: [],
  }),
  'measures.read': (asked) => ({
    ...basis,
    values: (
      [
        ['pipelineVelocity', 12_000, 10_000],
        ['averageDeal', 300_000, 400_000],
        ['winRate', 600_000, 333_333],
        ['salesCycle', 30_000_000, 0],
        ['openPipeline', 1, 1],
      ] as const
    ).map(([key, now, before]) => ({
      key,
      value: isNow(asked) ? now : before === 0 ? null : before,
      problem: null,
      inputs: key === 'openPipeline' ? [{ key: 'dealsOpen', value: isNow(asked) ? 15 : 12 }] : [],
    })),
  }),
  'partners.find': () => ({ partners: [] }),
  'analytics.cohorts': ({ compareFrom }) => ({
    currency: 'USD',
    missing: [],
    cohorts: [
      {
        month: '2025-11',
        customers: 40,
        months: [
          { offset: 0, customers: 40, keptPpm: 1_000_000, minor: 400_000, isRunning: false },
          { offset: 1, customers: 10, keptPpm: 250_000, minor: 90_000, isRunning: false },
          { offset: 2, customers: 1, keptPpm: 25_000, minor: 1000, isRunning: true },
        ],
      },
    ],
    all: [
      { offset: 0, keptPpm: 1_000_000, minor: 400_000 },
      { offset: 1, keptPpm: 250_000, minor: 90_000 },
    ],
    before:
      compareFrom === '2024-01-01'
        ? {
            customers: 50,
            all: [
              { offset: 0, keptPpm: 1_000_000, minor: 320_000 },
              { offset: 1, keptPpm: 300_000, minor: 60_000 },
            ],
          }
        : null,
  }),
  'analytics.concentration': (span) => ({
    ...basis,
    ...(isNow(span)
      ? {
          partners: [
            { partnerId: 1, name: 'Acme', minor: 90_000, sharePpm: 900_000 },
            { partnerId: 3, name: 'Cita Labs', minor: 10_000, sharePpm: 100_000 },
          ],
          topThreePpm: 1_000_000,
          hhiPpm: 820_000,
          effectivePpm: 1_219_512,
        }
      : {
          partners: [
            { partnerId: 2, name: 'Bukit Data', minor: 60_000, sharePpm: 750_000 },
            { partnerId: 1, name: 'Acme', minor: 20_000, sharePpm: 250_000 },
          ],
          topThreePpm: 1_000_000,
          hhiPpm: 625_000,
          effectivePpm: 1_600_000,
        }),
  }),
}

function show(Tab: ComponentType<{ period: Period }>, compare: PeriodChoice['compare'], other: Answers = {}): void {
  new StandIn({ ...answers, ...other }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <Tab period={aPeriod(compare)} />
    </QueryClientProvider>,
  )
}

/** The texts of a table, row by row. */
async function tableOf(name: string): Promise<string[][]> {
  const table = await screen.findByRole('table', { name })
  return within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent))
}

test('[AN14] a change is told in points of rates and in percent of all else, and not without a before', () => {
  expect([
    changeText(600_000, 333_333, 'rate'),
    changeText(0, 21_000, 'rate'),
    changeText(90_000, 80_000, 'money'),
    changeText(3, 4, 'count'),
    changeText(3, 0, 'count'),
    changeText(3, null, 'rate'),
    changeText(null, 3, 'rate'),
  ]).toEqual(['26.7 points above', '2.1 points below', '12.5% above', '25.0% below', null, null, null])
})

test('[AN14] win rates of partners and the factors of the velocity stand beside those of the year before', async () => {
  show(PipelineTab, 'yearBefore')
  await screen.findByText('26.7 points above', { selector: 'tfoot td' })
  expect(await tableOf('Win rate by partner')).toEqual([
    ['Partner', 'Won', 'Lost', 'Win rate', '2024', 'Change'],
    ['Acme', '5', '3', '62.5%', '66.7%', '4.2 points below'],
    ['Bukit Data', '1', '1', '50.0%', '–', '–'],
    ['Total', '6', '4', '60.0%', '33.3%', '26.7 points above'],
  ])
  await screen.findByText('25.0% below')
  const velocity = await tableOf('Pipeline velocity')
  expect(velocity.map((cells) => cells.slice(1))).toEqual([
    ['Now', '2024', 'Change'],
    ['15', '12', '25.0% above'],
    ['USD 3,000.00', 'USD 4,000.00', '25.0% below'],
    ['60.0%', '33.3%', '26.7 points above'],
    ['30.0 days', '–', '–'],
    ['USD 120.00', 'USD 100.00', '20.0% above'],
  ])
})

test('[AN14] what partners brought to the pipeline, and how many became active by quarter, stand beside the year before', async () => {
  show(PipelineTab, 'yearBefore')
  await screen.findByText('50.0% above')
  const brought = await tableOf('By partner')
  expect(brought.map((cells) => cells.slice(0, 5))).toEqual([
    ['Partner', 'Deals', 'Sourced', '2024', 'Change'],
    ['Acme', '3', '600.00', '400.00', '50.0% above'],
    ['Bukit Data', '1', '100.00', '–', '–'],
  ])
  cleanup()
  show(ActivationTab, 'yearBefore')
  await screen.findByText('25.0 points above')
  const started = await tableOf('By quarter of start: a first sale within 90 days')
  expect(started.map((cells) => cells.slice(3, 6))).toEqual([
    ['Rate', '2024', 'Change'],
    ['75.0%', '50.0%', '25.0 points above'],
    ['50.0%', '–', '–'],
  ])
})

test('[AN14] shares of revenue stand beside those of the year before, and the figures say how far they are from them', async () => {
  show(ConcentrationTab, 'yearBefore')
  expect(await screen.findByText('65.0 points above')).toBeVisible()
  expect(await tableOf('Share of revenue')).toEqual([
    ['Partner', 'Revenue, USD', 'Share of revenue', '2024', 'Change'],
    ['Acme', '900.00', '90.0%', '25.0%', '65.0 points above'],
    ['Cita Labs', '100.00', '10.0%', '–', '–'],
    ['All 2', '1,000.00', '100.0%', '', ''],
  ])
  // The largest of each year, whoever it is: 90 % after 75 %.
  expect(screen.getByText('15.0 points above 2024')).toBeVisible()
  expect(screen.getByText('31.2% above 2024')).toBeVisible() // 0.82 ÷ 0.625
  expect(screen.getByText('23.8% below 2024')).toBeVisible() // 1.219512 ÷ 1.6
})

test('[FX8] a figure of Analytics says its unit, period, rates, where it comes from and what waits for a rate', async () => {
  const waiting = { ...basis, foreign: ['JPY'], missing: [{ currency: 'SGD', rows: 3 }] }
  show(ConcentrationTab, 'none', {
    'analytics.concentration': () => ({
      ...waiting,
      partners: [{ partnerId: 1, name: 'Acme', minor: 90_000, sharePpm: 1_000_000 }],
      topThreePpm: 1_000_000,
      hhiPpm: 1_000_000,
      effectivePpm: 1_000_000,
    }),
  })
  await userEvent.hover(await screen.findByRole('button', { name: 'HHI' }))
  const definition = (await screen.findByText('sum of squared shares of revenue')).parentElement!
  expect([...definition.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual([
    '1',
    'index, lower is better',
    'Jan – Dec 2025',
    'JPY converted at the rate of each day',
  ])
  expect(definition.lastElementChild).toHaveTextContent(
    /^Imported sales and refunds credited to partners\. 1 is one partner alone, 0\.05 twenty equal ones\. 3 in SGD without a rate$/,
  )
})

test('[AN15] under all customers stand those of the year before, by share and by revenue', async () => {
  show(CustomersTab, 'yearBefore')
  await screen.findByText('5.0 points below')
  const name = 'Customers by the month of their first purchase'
  expect((await tableOf(name)).slice(-3)).toEqual([
    ['All', '40', '100.0%', '25.0%', ''],
    ['2024', '50', '100.0%', '30.0%', '–'],
    ['Change', '20.0% below', '0.0 points above', '5.0 points below', '–'],
  ])
  expect(screen.getByText(/Of 2024 only months that customers of this period have had as well\./)).toBeVisible()
  await userEvent.click(screen.getByRole('radio', { name: 'Revenue' }))
  expect((await tableOf(name)).slice(-3)).toEqual([
    ['All', '40', '4,000', '900', ''],
    ['2024', '50', '3,200', '600', '–'],
    ['Change', '20.0% below', '25.0% above', '50.0% above', '–'],
  ])
})

test('[AN16] refunds are compared by what came back within 90 days, of months that have had them in both years', async () => {
  show(OwedTab, 'yearBefore')
  await screen.findByText('3.0 points above')
  const table = await tableOf('How much of each month has had its time')
  expect(table.map((cells) => [cells[0], ...cells.slice(-3)])).toEqual([
    ['Month', 'Within 90 days', '2024', 'Change'],
    ['Jul 2025', '8.0%', '5.0%', '3.0 points above'],
    ['Aug 2025', '2.0%', '5.0%', '3.0 points below'],
    ['Sep 2025', '10.0%', '–', '–'], // nothing was sold in the month before
    ['Dec 2025', 'not yet', '5.0%', '–'],
    // 190 of 4,500 against 200 of 4,000: December is in neither.
    ['Months that had 90 days', '4.2%', '5.0%', '0.8 points below'],
  ])
})

const reasons = async (): Promise<(string | null)[]> => {
  const table = await screen.findByRole('table')
  return within(table)
    .getAllByRole('listitem')
    .map((reason) => reason.textContent)
}

test('[AN18] reasons to look at a partner say what the figure was in the year before and how far it is from it', async () => {
  show(AttentionTab, 'yearBefore')
  expect(await reasons()).toEqual([
    'No sale for 117 days, more than 60',
    'Revenue USD 400.00 after USD 500.00; 20.0% below 2024',
    'Win rate 0.0%, below 20.0%; 2024: 40.0%, 40.0 points below',
    'Refunds 16.7% of sales, above 10.0%; 2024: –',
    'Revenue changed by −80.0%, the middle by 10.0% (score −4.2)',
  ])
})

test('[AN18] with no comparison chosen a reason is only what it is', async () => {
  show(AttentionTab, 'none')
  expect((await reasons()).slice(0, 3)).toEqual([
    'No sale for 117 days, more than 60',
    'Revenue USD 400.00 after USD 500.00',
    'Win rate 0.0%, below 20.0%',
  ])
})

test.each([
  [PipelineTab, 'Win rate by partner'],
  [ConcentrationTab, 'Share of revenue'],
  [CustomersTab, 'Customers by the month of their first purchase'],
  [OwedTab, 'How much of each month has had its time'],
] as const)('[AN14] with no comparison chosen nothing of it shows (%#)', async (Tab, name) => {
  show(Tab, 'none')
  await tableOf(name)
  expect(screen.queryByText(/Change|^–$|2024|(above|below)$/)).not.toBeInTheDocument()
})

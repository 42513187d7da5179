import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { Input, Output } from '../../../src/contract/methods.ts'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { usePeriodChoice } from '../../../src/renderer/client/period.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { HomePage } from '../../../src/renderer/home/HomePage.tsx'
import { anObjective } from '../support/objective.ts'
import { programme } from '../support/programme.ts'
import { type Answers, StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: ({ 'aria-label': label }: { 'aria-label': string }) => <p>{label}</p> }))

const YEAR = { kind: 'year', from: null, to: null, compare: 'none' } as const
beforeEach(() => {
  forgetAnswers()
  usePeriodChoice.setState(YEAR)
})

const home: Output<'metrics.home'> = {
  revenue: [{ currency: 'USD', minor: 90_000 }],
  revenueBefore: [],
  earned: [],
  owed: [],
  conversions: 1,
  activePartners: 1,
  partners: 1,
  openDeals: 0,
  wonDeals: 0,
  lostDeals: 0,
  concentration: null,
  liability: [{ month: '2026-02', status: 'pending', currency: 'USD', minor: 1200 }],
  adjustments: [],
}
const valueOf = (key: Input<'measures.read'>['keys'][number]) => ({ key, value: 5000, problem: null, inputs: [] })

/** An engine whose months of a year are held back until they are let go. */
function show(more: Answers = {}) {
  const held: (() => void)[] = []
  let isHolding = false
  new StandIn({
    'programme.get': () => programme,
    'metrics.counts': () => ({ partners: 1, customers: 1, deals: 0, conversions: 1, unattributed: 0, leads: 0, clicks: 0, plans: 0, commissions: 0, runsWaiting: 0, reviewsWaiting: 0, statements: 0 }),
    'metrics.home': () => home,
    'metrics.needs': () => ({ needs: [] }),
    'metrics.cohorts': () => ({ activationDays: 90, medianDays: null, cohorts: [] }),
    'objectives.tiles': () => ({ currency: 'USD', policy: 'fixed', objectives: [] }),
    'measures.read': ({ keys }) => ({ currency: 'USD', values: keys.map(valueOf), missing: [], foreign: [], policy: 'fixed' }),
    'measures.trend': async ({ keys, periods }) => {
      if (isHolding) await new Promise<void>((go) => held.push(go))
      return { currency: 'USD', trends: keys.map((key) => periods.map(() => valueOf(key))) }
    },
    ...more,
  }).start() // prettier-ignore
  render(
    <QueryClientProvider client={queryClient}>
      <HomePage />
    </QueryClientProvider>,
  )
  return {
    hold: () => (isHolding = true),
    letGo() {
      isHolding = false
      for (const go of held) go()
    },
  }
}

const months = () => screen.getAllByText(/^Bookings by month/).map(({ textContent }) => textContent)

test('[UI13] stepping the period keeps what was drawn, with its own months, until all of the next is here', async () => {
  const engine = show()
  await screen.findByText(/from .* in Jan to .* in Dec/)
  engine.hold()
  act(() => usePeriodChoice.setState({ ...YEAR, kind: 'quarter', from: '2025-04-01', to: '2025-06-30' }))
  await vi.waitFor(() => expect(queryClient.isFetching()).toBeGreaterThan(0))
  expect(screen.getByText(/in Jan to .* in Dec/)).toBeInTheDocument()
  act(() => engine.letGo())
  await screen.findByText(/in Jul to .* in Jun/)
  expect(months()).toHaveLength(1)
})

test('[UI13] figures stand under the name of their own period until those of the next are here', async () => {
  let isHolding = false
  const held: (() => void)[] = []
  show({
    'measures.read': async (input) => {
      if (isHolding) await new Promise<void>((go) => held.push(go))
      const values = input.keys.map((key) => ({ ...valueOf(key), value: key === 'bookingsShare' ? 400_000 : 5000 }))
      return { currency: 'USD', values, missing: [], foreign: [], policy: 'fixed' }
    },
  })
  await screen.findByText(/of all bookings in Jan – Dec 2025/)
  isHolding = true
  act(() => usePeriodChoice.setState({ ...YEAR, kind: 'quarter', from: '2025-04-01', to: '2025-06-30' }))
  await vi.waitFor(() => expect(held.length).toBeGreaterThan(0))
  expect(screen.getByText(/of all bookings in Jan – Dec 2025/)).toBeInTheDocument()
  expect(screen.getByRole('region', { name: 'Home' })).toHaveAttribute('aria-busy', 'true')
  act(() => held.forEach((go) => go()))
  await screen.findByText(/of all bookings in Q2 2025/)
  expect(screen.getByRole('region', { name: 'Home' })).toHaveAttribute('aria-busy', 'false')
})

test('[OB6] the verdict of an objective of another period than the one shown names that period', async () => {
  const objective = {
    id: 1, measure: 'bookingsShare', partnerId: null, partnerName: '', target: 380_000, from: '2025-01-01', to: '2025-12-31',
    owner: 'Maya', warningPpm: 100_000, isNorthStar: false, note: '', currency: '', isArchived: false,
    measured: valueOf('bookingsShare'), foreign: [], missing: [],
    judgement: { verdict: 'onTrack', phase: 'over', reason: null, clock: 'days', elapsed: 365, total: 365, expected: 380_000, limit: 342_000, attainmentPpm: 1_050_000 },
  } satisfies Output<'objectives.tiles'>['objectives'][number] // prettier-ignore
  show({ 'objectives.tiles': () => ({ currency: 'USD', policy: 'fixed', objectives: [objective] }) })
  await screen.findByText('Met')
  act(() => usePeriodChoice.setState({ ...YEAR, kind: 'month', from: '2025-05-01', to: '2025-05-31' }))
  expect(await screen.findByText('2025: Met')).toBeInTheDocument()
})

test('[ME15] an objective on what is owed that is over says of which day its verdict is', async () => {
  const objective = anObjective({ measure: 'owed', judgement: { ...anObjective().judgement, verdict: 'onTrack' } })
  show({ 'objectives.tiles': () => ({ currency: 'USD', policy: 'fixed', objectives: [objective] }) })
  expect(await screen.findByText(/^31 Dec 2025: /)).toBeInTheDocument()
})

test('[UI4] what waits says so when it cannot be told, and leaves what is owed where it was', async () => {
  show({
    'metrics.needs': () => {
      throw new AppError('workspace.busy')
    },
  })
  await screen.findByRole('alert')
  expect(screen.queryByRole('region', { name: 'Needs you' })).not.toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Feb 2026' })).toBeInTheDocument()
})

test('[AN20] the tiles of activation, velocity and what is owed open to the rows that they count', async () => {
  show()
  const tiles = within(await screen.findByRole('region', { name: 'Key figures' }))
  const rowsOf = (label: RegExp) => {
    const tile = tiles.getByRole('heading', { name: label }).closest('article')!
    const { page, filters } = parseRoute(within(tile).getByRole('link').getAttribute('href') ?? '')
    return [page, filters]
  }
  expect([/^Activated in/, /^Pipeline velocity/, /^Owed/].map(rowsOf)).toEqual([
    ['partners', [{ column: 'startedOn', operator: 'between', value: ['2025-01-01', '2025-12-31'] }]],
    [
      'deals',
      [
        { column: 'openOn', operator: 'holds', value: '2025-12-31' },
        { column: 'partner', operator: 'empty', value: false },
      ],
    ],
    ['payouts', [{ column: 'status', operator: 'in', value: ['inRun', 'approved', 'pending'] }]],
  ])
})

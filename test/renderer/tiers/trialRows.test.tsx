import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { TrialTab } from '../../../src/renderer/tiers/TrialTab.tsx'
import { revenueTable } from '../../support/builders/tiers.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

test('[AN17] a month of a trial opens to the commissions on whose bases the uplift would have been paid', async () => {
  const body = revenueTable()
  new StandIn({
    'tiers.table': () => ({
      table: null,
      inForce: {
        id: 1,
        number: 1,
        validFrom: '2025-01-01',
        publishedAt: '2025-01-01T00:00:00.000Z',
        publishedBy: 'Maya Lindqvist',
        body,
      },
      evaluatedOn: null,
      proposals: 0,
    }),
    'tiers.trial': () => ({
      currency: 'USD',
      policy: 'eventDay',
      foreign: ['JPY'],
      tiers: body.tiers.map(({ key, name }) => ({ key, name })),
      months: [
        { month: '2025-11', counts: [0, 0, 0, 1], upliftMinor: 0 },
        { month: '2025-12', counts: [0, 0, 0, 1], upliftMinor: 500 },
      ],
      partners: [{ partnerId: 4, name: 'Acme', now: 'Gold', tiers: ['gold', 'gold'], upliftMinor: 500 }],
      moves: [],
      upliftMinor: 500,
      unrated: [],
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <TrialTab />
    </QueryClientProvider>,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Try it' }))
  const figure = await screen.findByRole('figure')
  await userEvent.click(within(figure).getByRole('button', { name: 'Show as table' }))
  expect(screen.getByText('JPY converted at the rate of each day.')).toBeVisible()
  const rows = within(figure)
    .getAllByRole('link')
    .map((link) => {
      const { page, parts, filters } = parseRoute(link.getAttribute('href') ?? '')
      return { page, parts, filters }
    })
  expect(rows).toEqual(
    [
      ['2025-11-01', '2025-11-30'],
      ['2025-12-01', '2025-12-31'],
    ].map((value) => ({
      page: 'payouts',
      parts: ['commissions'],
      filters: [
        { column: 'occurredOn', operator: 'between', value },
        { column: 'component', operator: 'in', value: ['rate', 'fixed', 'clawback', 'restored'] },
      ],
    })),
  )
})

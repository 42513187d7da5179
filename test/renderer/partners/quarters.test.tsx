import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { PartnerOverview } from '../../../src/renderer/partners/PartnerOverview.tsx'
import { partner } from '../support/partner.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

test('[AN17] a quarter of a partner opens to its sales and refunds in the currency that is drawn', async () => {
  const quarter = (name: string, currency: string) => ({
    quarter: name,
    currency,
    revenueMinor: 5000,
    earnedMinor: 0,
    conversions: 1,
  })
  new StandIn({
    'programme.get': () => programme,
    'partners.summary': () => ({
      revenue: [],
      earned: [],
      paid: [],
      owed: [],
      conversions: 2,
      customers: 1,
      openDeals: 0,
      wonDeals: 0,
      lostDeals: 0,
      firstEventOn: null,
      lastEventOn: null,
      quarters: [quarter('FY2025-Q3', 'USD'), quarter('FY2025-Q3', 'JPY')],
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <PartnerOverview partner={partner} onAction={() => {}} />
    </QueryClientProvider>,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }))
  const links = within(screen.getByRole('figure')).getAllByRole('link')
  expect(links.map((link) => parseRoute(link.getAttribute('href') ?? '').filters)).toEqual([
    [
      { column: 'occurredOn', operator: 'between', value: ['2025-07-01', '2025-09-30'] },
      { column: 'partnerId', operator: 'is', value: 7 },
      { column: 'currency', operator: 'is', value: 'USD' },
    ],
  ])
})

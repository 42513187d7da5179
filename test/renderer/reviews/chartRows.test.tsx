import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { AgendaPart } from '../../../src/renderer/reviews/AgendaPart.tsx'
import type { ContentData, ReviewData } from '../../../src/renderer/reviews/ReviewPage.tsx'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

test('[AN17] a quarter of a review opens to the partner’s sales and refunds in it, the last one up to the end of the period', async () => {
  const quarter = (name: string) => ({ quarter: name, revenueMinor: 5000, dealsWon: 0, dealsLost: 0, newCustomers: 0 })
  const content = {
    currency: 'USD',
    period: { from: '2025-06-01', to: '2025-08-31' },
    year: { from: '2024-09-01', to: '2025-08-31' },
    trend: [quarter('FY2026-Q1'), quarter('FY2026-Q2')],
    dashboard: [],
    recap: [],
    points: [],
  } as unknown as ContentData // the parts of a review that a recap reads
  const review = { id: 3, partnerId: 7, state: 'planned' } as ReviewData
  new StandIn({ 'programme.get': () => ({ ...programme, fiscalYearStartMonth: 4 }) }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <AgendaPart item={{ kind: 'recap', title: 'Recap', minutes: 15 }} review={review} content={content} />
    </QueryClientProvider>,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }))
  const rows = () =>
    within(screen.getByRole('figure'))
      .getAllByRole('link')
      .map((link) => {
        const { page, filters } = parseRoute(link.getAttribute('href') ?? '')
        return { name: link.textContent, page, filters }
      })
  const between = (name: string, from: string, to: string) => ({
    name,
    page: 'revenue',
    filters: [
      { column: 'occurredOn', operator: 'between', value: [from, to] },
      { column: 'partnerId', operator: 'is', value: 7 },
    ],
  })
  await waitFor(() =>
    expect(rows()).toEqual([
      between('Q1 FY2026', '2025-04-01', '2025-06-30'),
      between('Q2 FY2026', '2025-07-01', '2025-08-31'),
    ]),
  )
})

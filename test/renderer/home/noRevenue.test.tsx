import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { resolvePeriod } from '../../../src/contract/periods.ts'
import { usePeriodChoice } from '../../../src/renderer/client/period.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { NoRevenue } from '../../../src/renderer/home/NoRevenue.tsx'
import { aCalendar } from '../../support/builders/period.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(() => {
  forgetAnswers()
  usePeriodChoice.setState({ kind: 'year', from: null, to: null, compare: 'before' })
})

/** The year 2025, and a workspace whose latest sale was on this day. */
function show(lastOn: string | null): void {
  const rows = lastOn === null ? [] : [{ id: 1, cells: { occurredOn: lastOn } }]
  new StandIn({
    'programme.get': () => programme,
    'metrics.latestMonth': () => ({ month: null }),
    'views.open': () => ({ view: 1, columns: [], rows, isComplete: true }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <NoRevenue period={resolvePeriod(usePeriodChoice.getState(), { ...aCalendar, latestMonth: null })} />
    </QueryClientProvider>,
  )
}

test('[UI11] a period without revenue says where the latest lies, and one press shows it', async () => {
  show('2017-12-31')
  expect(await screen.findByText('The latest sales and refunds lie in Jan – Dec 2017.')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Show Jan – Dec 2017' }))
  expect(usePeriodChoice.getState()).toEqual({ kind: 'year', from: '2017-01-01', to: '2017-12-31', compare: 'before' })
})

test.each([[null], ['2025-06-01']])(
  '[UI11] with the latest sale on %s there is no other period to show',
  async (on) => {
    show(on)
    expect(await screen.findByText(/will be drawn here by month/)).toBeInTheDocument()
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  },
)

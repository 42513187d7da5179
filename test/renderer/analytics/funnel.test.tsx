import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { FunnelTab } from '../../../src/renderer/analytics/FunnelTab.tsx'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { aPeriod } from '../../support/builders/period.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const counted = { clicks: 900, leads: 90, sales: 9 } as Readonly<Record<string, number>>

function show(): void {
  new StandIn({
    'partners.find': () => ({ partners: [{ id: 7, name: 'Kawara Systems', code: '' }] }),
    'measures.read': ({ keys }) => ({
      currency: 'USD',
      policy: 'eventDay',
      foreign: [],
      missing: [],
      values: keys.map((key) => ({ key, value: counted[key] ?? 1, problem: null, inputs: [] })),
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <FunnelTab period={aPeriod('none')} />
    </QueryClientProvider>,
  )
}

const routeOf = (link: HTMLElement) => {
  const { page, parts, filters } = parseRoute(link.getAttribute('href') ?? '')
  return { page, parts, filters }
}
const inPeriod = { column: 'occurredOn', operator: 'between', value: ['2025-01-01', '2025-12-31'] }
const ofPartners = { column: 'partner', operator: 'empty', value: false }

test('[AN13] clicks and leads of the funnel open to their own tables, from figure, chart and table of the chart', async () => {
  show()
  const figure = await screen.findByRole('link', { name: '900' })
  const clicks = { page: 'revenue', parts: ['clicks'], filters: [inPeriod, ofPartners] }
  expect(routeOf(figure)).toEqual(clicks)
  expect(routeOf(screen.getByRole('link', { name: 'Clicks' }))).toEqual(clicks)
  expect(routeOf(screen.getByRole('link', { name: '90' }))).toEqual({ ...clicks, parts: ['leads'] })
  await userEvent.click(screen.getByRole('button', { name: 'Show as table' }))
  const table = screen.getByRole('table', { name: /leads became a sale|How many came/ })
  expect(within(table).getAllByRole('link').map(routeOf)).toEqual([
    clicks,
    { ...clicks, parts: ['leads'] },
    { page: 'revenue', parts: [], filters: [inPeriod, { column: 'kind', operator: 'is', value: 'sale' }, ofPartners] },
  ])
})

test('[AN13] with a partner chosen its own clicks are counted and opened', async () => {
  show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('combobox', { name: 'Of' }))
  await user.click(await screen.findByRole('option', { name: /Kawara Systems/ }))
  expect(routeOf(await screen.findByRole('link', { name: 'Clicks' }))).toEqual({
    page: 'revenue',
    parts: ['clicks'],
    filters: [inPeriod, { column: 'partnerId', operator: 'is', value: 7 }],
  })
})

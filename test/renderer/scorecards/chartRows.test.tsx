import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Scorecard } from '../../../src/contract/scorecards.ts'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { CardView } from '../../../src/renderer/scorecards/CardView.tsx'
import { fullCard } from '../../support/scorecards.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const PARTNER = 4
const TEMPLATE = 2

/** The second quarter was published, by this template and by another, and so were longer periods; the third only since. */
function show(): void {
  const full = fullCard()
  const card: Scorecard = {
    ...full,
    trend: full.trend.map((quarter, at) => (at === 1 ? { ...quarter, source: 'published' } : quarter)),
  }
  const published = (id: number, templateId: number, from: string, to: string) => ({
    id,
    templateId,
    template: 'Resellers',
    from,
    to,
    scorePpm: 642_000,
    band: 'Fair',
  })
  new StandIn({
    'scorecards.ofPartner': ({ partnerId }) => ({
      cards:
        partnerId === PARTNER
          ? [
              published(17, TEMPLATE, '2025-01-01', '2025-06-30'),
              published(18, TEMPLATE, '2025-04-01', '2025-12-31'),
              published(16, TEMPLATE, '2025-07-01', '2025-09-30'),
              published(15, 9, '2025-04-01', '2025-06-30'),
              published(14, TEMPLATE, '2025-04-01', '2025-06-30'),
            ]
          : [],
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <CardView card={card} partnerId={PARTNER} templateId={TEMPLATE} />
    </QueryClientProvider>,
  )
}

/** Turns a chart to its table; the places that its names lead to. */
async function rowsOf(at: number) {
  const figure = screen.getAllByRole('figure')[at]!
  await userEvent.click(within(figure).getByRole('button', { name: 'Show as table' }))
  return (await within(figure).findAllByRole('link')).map((link) => {
    const { page, parts, filters } = parseRoute(link.getAttribute('href') ?? '')
    return { name: link.textContent, page, parts, filters }
  })
}

test('[AN17] a quarter of a score opens to the card that was published for it, and a computed one to none', async () => {
  show()
  expect(await rowsOf(0)).toEqual([{ name: 'Q2 2025', page: 'scorecards', parts: ['published', '14'], filters: [] }])
})

test('[AN17] a quarter of a scorecard’s revenue opens to the sales and refunds of its partner', async () => {
  show()
  const rows = await rowsOf(1)
  expect([rows.length, rows.at(-1)]).toEqual([
    4,
    {
      name: 'Q4 2025',
      page: 'revenue',
      parts: [],
      filters: [
        { column: 'occurredOn', operator: 'between', value: ['2025-10-01', '2025-12-31'] },
        { column: 'partnerId', operator: 'is', value: PARTNER },
      ],
    },
  ])
})

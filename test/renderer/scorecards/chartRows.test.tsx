import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Scorecard } from '../../../src/contract/scorecards.ts'
import { navigate, parseRoute } from '../../../src/renderer/client/navigation.ts'
import { usePageHead } from '../../../src/renderer/client/pageHead.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { CardView } from '../../../src/renderer/scorecards/CardView.tsx'
import { PartnerCardPage } from '../../../src/renderer/scorecards/PartnerCardPage.tsx'
import { fullCard } from '../../support/scorecards.ts'
import { partner } from '../support/partner.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const PARTNER = 4
const TEMPLATE = 2

/** The second quarter was published, by this template and by another, and so were longer periods; the third only since. */
function show(isLive = false): void {
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
      <CardView card={card} partnerId={PARTNER} templateId={TEMPLATE} isLive={isLive} />
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

test('[AN20] of a card computed now a quarter computed along opens to its card of now', async () => {
  show(true)
  const figure = screen.getAllByRole('figure')[0]!
  await userEvent.click(within(figure).getByRole('button', { name: 'Show as table' }))
  await within(figure).findByRole('link', { name: 'Q2 2025' })
  const places = within(figure)
    .getAllByRole('link')
    .map((link) => {
      const { parts, params } = parseRoute(link.getAttribute('href') ?? '')
      return [link.textContent, parts, params]
    })
  // The third was published only since; the fourth is the card itself.
  expect(places).toEqual([
    ['Q1 2025', ['partners', '4'], { from: '2025-01-01', to: '2025-03-31' }],
    ['Q2 2025', ['published', '14'], {}],
    ['Q3 2025', ['partners', '4'], { from: '2025-07-01', to: '2025-09-30' }],
  ])
})

test('[AN20] a link shows the card of its days, without a period to choose; days that are none give way to that of the top bar', async () => {
  const { template } = fullCard()
  const engine = new StandIn({
    'programme.get': () => programme,
    'partners.get': () => partner,
    'scorecards.templates': () => ({
      templates: [{ ...template, id: TEMPLATE, isArchived: false, cards: 0 }],
    }),
    'scorecards.preview': () => ({ card: null, cardId: null }),
  }).start()
  const open = (params: Record<string, string>): void => {
    navigate({ page: 'scorecards', parts: ['partners', PARTNER], params })
    render(
      <QueryClientProvider client={queryClient}>
        <PartnerCardPage partnerId={PARTNER} />
      </QueryClientProvider>,
    )
  }
  const asked = () => engine.askedFor('scorecards.preview').at(-1)
  open({ from: '2025-07-01', to: '2025-09-30' })
  await waitFor(() => expect(asked()).toMatchObject({ from: '2025-07-01', to: '2025-09-30' }))
  expect(usePageHead.getState()).toMatchObject({ title: 'Kawara Systems, Q3 2025', hasPeriod: false })
  cleanup()
  open({ from: '2025-09-30', to: '2025-07-01' })
  await waitFor(() => expect(asked()).toMatchObject({ from: '2025-01-01', to: '2025-12-31' }))
  expect(usePageHead.getState()).toMatchObject({ title: 'Kawara Systems', hasPeriod: true })
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

import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import { navigate } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { CalendarTab } from '../../../src/renderer/reviews/CalendarTab.tsx'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

type Calendar = Output<'reviews.calendar'>

beforeEach(() => {
  forgetAnswers()
  navigate({ page: 'reviews', parts: ['calendar'] })
})

/** On 14 January 2026. */
function show(calendar: Partial<Calendar> = {}): StandIn {
  const standIn = new StandIn({
    'programme.get': () => programme,
    'reviews.calendar': () => ({ reviews: [], commitments: [], ...calendar }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <CalendarTab />
    </QueryClientProvider>,
  )
  return standIn
}

const review = (id: number, partnerName: string, plannedOn: string, heldOn: string | null = null) => ({
  id, partnerId: id, partnerName, plannedOn, heldOn, from: '2025-10-01', to: '2025-12-31', state: heldOn === null ? 'planned' as const : 'held' as const,
}) // prettier-ignore
const promise = (id: number, dueOn: string, reviewId: number | null) => ({
  id, partnerId: 7, partnerName: 'Nusa Integra', reviewId, text: `Promise ${id}`, owner: 'Maya', dueOn,
}) // prettier-ignore

const cellOf = (day: string): HTMLElement => {
  const cell = screen.getByLabelText(day).closest('td')
  if (cell === null) throw new Error(`no cell of ${day}`)
  return cell
}
const linksOn = (day: string): (string | null)[][] =>
  within(cellOf(day))
    .queryAllByRole('link')
    .map((link) => [link.textContent, link.getAttribute('href')])

test('[QB20] a day lists all that stands on it, each a link to its review or, without one, to its partner', async () => {
  show({
    reviews: [review(1, 'Acme', '2026-01-20'), review(2, 'Beta', '2026-01-12', '2026-01-20'), review(3, 'Cato', '2026-01-20')],
    commitments: [promise(4, '2026-01-20', 2), promise(5, '2026-01-20', null)],
  }) // prettier-ignore
  await screen.findByText('Acme')
  expect(screen.queryByText('Nothing is planned or due in these weeks.')).toBeNull()
  expect(linksOn('20 Jan 2026')).toEqual([
    ['Acme, Planned', '#/reviews/1'],
    ['Beta, Held', '#/reviews/2'],
    ['Cato, Planned', '#/reviews/3'],
    ['Nusa Integra: Promise 4, due from Maya', '#/reviews/2'],
    ['Nusa Integra: Promise 5, due from Maya', '#/partners/7/reviews'],
  ])
  // Held on another day than planned: it stands where it was held.
  expect(linksOn('12 Jan 2026')).toEqual([])
  expect(screen.getAllByRole('columnheader').map((head) => head.textContent)[0]).toBe('Mon')
  expect(screen.getByLabelText('14 Jan 2026').getAttribute('aria-current')).toBe('date')
})

test('[QB20] what is late says so in words, from the day after', async () => {
  show({
    reviews: [review(1, 'Acme', '2026-01-13'), review(2, 'Beta', '2026-01-14')],
    commitments: [promise(4, '2026-01-13', null), promise(5, '2026-01-14', null)],
  })
  await screen.findByText('Acme')
  const words = (day: string): unknown[] => linksOn(day).map(([text]) => text)
  expect([words('13 Jan 2026'), words('14 Jan 2026')]).toEqual([
    ['Acme, Planned, day has passed', 'Nusa Integra: Promise 4, late, was due from Maya'],
    ['Beta, Planned', 'Nusa Integra: Promise 5, due from Maya'],
  ])
})

test('[QB20] months are stepped through and asked for with the weeks they touch; an empty one says so', async () => {
  const standIn = show()
  const user = userEvent.setup()
  await screen.findByText('Nothing is planned or due in these weeks.')
  expect(screen.queryByRole('button', { name: 'This month' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Month before' }))
  await screen.findByRole('table', { name: 'Reviews and commitments of Dec 2025' })
  expect(standIn.askedFor('reviews.calendar')).toEqual([
    { from: '2025-12-29', to: '2026-02-01' },
    { from: '2025-12-01', to: '2026-01-04' },
  ])
  await user.click(screen.getByRole('button', { name: 'This month' }))
  await screen.findByRole('table', { name: 'Reviews and commitments of Jan 2026' })
  // Answered before, so the sentence is no guess made while waiting.
  expect(screen.getByText('Nothing is planned or due in these weeks.')).toBeDefined()
})

import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { Sidebar } from '../../src/renderer/app/Sidebar.tsx'
import { navigate } from '../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../src/renderer/client/session.ts'
import { programme } from './support/programme.ts'
import { StandIn } from './support/standIn.ts'

beforeEach(forgetAnswers)

const counts = {
  partners: 1,
  customers: 0,
  deals: 0,
  conversions: 0,
  unattributed: 0,
  leads: 0,
  clicks: 0,
  plans: 0,
  commissions: 0,
  runsWaiting: 0,
  reviewsWaiting: 3,
  statements: 0,
}

test.each([
  ['home', 'Scorecards'],
  ['reviews', 'Reviews'],
  ['scorecards', 'Reviews'],
])('[UI12] on %s what waits for reviews is told beside %s, and nowhere else', async (page, label) => {
  new StandIn({ 'programme.get': () => programme, 'metrics.counts': () => counts }).start()
  navigate({ page })
  render(
    <QueryClientProvider client={queryClient}>
      <Sidebar />
    </QueryClientProvider>,
  )
  const notes = await screen.findAllByRole('note')
  expect(notes.map((note) => [note.closest('a')?.title, note.textContent])).toEqual([[label, '3']])
})

import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { navigate } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { tourFeature } from '../../../src/renderer/tour/feature.ts'
import { startTour, useTour } from '../../../src/renderer/tour/tour.store.ts'
import { TourPanel } from '../../../src/renderer/tour/TourPanel.tsx'
import { StandIn } from '../support/standIn.ts'

const user = userEvent.setup({ delay: null })
const stops = { commissionId: 64, partner: 'Bukit Data', runId: 13, statementId: 120 }
const panel = (): HTMLElement | null => screen.queryByRole('region', { name: 'Tour of the sample programme' })
const page = (): string => location.hash.replace(/\?.*/, '')

beforeEach(() => {
  forgetAnswers()
  localStorage.clear()
  location.hash = ''
  useTour.setState({ step: null, isFinished: false, stops: null })
})

function show(answer: typeof stops | null): { unmount: () => void } {
  new StandIn({ 'sample.tour': () => ({ stops: answer }) }).start()
  return render(
    <QueryClientProvider client={queryClient}>
      <TourPanel />
    </QueryClientProvider>,
  )
}

test('[TO1] each step goes to its page, says what it shows and which step it is, and waits on Next', async () => {
  show(stops)
  act(startTour)
  expect(await screen.findByText('1 of 5')).toBeInTheDocument()
  expect(page()).toBe('#/home')
  expect(screen.getByRole('button', { name: 'Back' })).toBeDisabled()
  expect(screen.getByRole('button', { name: 'Next' })).toHaveFocus()
  await user.keyboard('{Enter}{Enter}')
  expect(screen.getByText('3 of 5')).toBeInTheDocument()
  expect(page()).toBe('#/payouts/runs/13')
  await user.click(screen.getByRole('button', { name: 'Back' }))
  expect(page()).toBe('#/payouts/commissions')
  await user.click(screen.getByRole('button', { name: 'Next' }))
  await user.keyboard('{Enter}{Enter}')
  expect(page()).toBe('#/revenue/imports')
  await user.click(screen.getByRole('button', { name: 'Finish' }))
  expect(panel()).toBeNull()
})

test('[TO1] who leaves the page keeps the tour, and is led back', async () => {
  show(stops)
  act(startTour)
  await screen.findByText('1 of 5')
  expect(screen.queryByRole('button', { name: 'Show it again' })).not.toBeInTheDocument()
  act(() => navigate({ page: 'settings' }))
  expect(panel()).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Show it again' }))
  expect(page()).toBe('#/home')
})

test('[TO2] Esc ends it, from the panel and from where it means nothing else', async () => {
  show(stops)
  act(startTour)
  await screen.findByText('1 of 5')
  await user.keyboard('{Escape}')
  expect(panel()).toBeNull()
  act(startTour)
  expect(panel()).toBeInTheDocument()
  act(() => (document.activeElement as HTMLElement).blur())
  await user.keyboard('{Escape}')
  expect([panel(), useTour.getState().isFinished]).toEqual([null, true])
})

test('[TO2] it is offered in the sample programme, and neither offered nor shown in another one', async () => {
  const isOffered = (): boolean | undefined => tourFeature.commands?.[0]?.isOffered?.()
  const { unmount } = show(stops)
  await expect.poll(isOffered).toBe(true)
  act(startTour)
  expect(panel()).toBeInTheDocument()
  // The workspace is closed, another one opened.
  unmount()
  expect(isOffered()).toBe(false)
  forgetAnswers()
  show(null)
  await expect.poll(() => queryClient.isFetching()).toBe(0)
  expect([panel(), isOffered()]).toEqual([null, false])
})

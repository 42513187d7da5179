import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { navigate } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { ObjectivesPage } from '../../../src/renderer/metrics/ObjectivesPage.tsx'
import { anObjective } from '../support/objective.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

// A DOM without a canvas draws nothing.
vi.mock('react-chartjs-2', () => ({ Chart: () => null }))

beforeEach(forgetAnswers)

const objective = (id: number, owner: string) => anObjective({ id, owner, note: `Note of ${owner}` })

const openNotes = (): string[] => screen.queryAllByText(/^Note of/).map((note) => note.textContent)

test('[OB9] Back finds the objective open that was left open; opening and closing are no steps for it', async () => {
  const user = userEvent.setup()
  navigate({ page: 'home' })
  navigate({ page: 'objectives', parts: ['over'] })
  new StandIn({
    'programme.get': () => programme,
    'objectives.list': () => ({
      currency: 'USD',
      policy: 'eventDay',
      objectives: [objective(1, 'Maya'), objective(2, 'Ravi')],
    }),
    'measures.trend': () => ({ currency: 'USD', trends: [] }),
  }).start()
  const page = (
    <QueryClientProvider client={queryClient}>
      <ObjectivesPage />
    </QueryClientProvider>
  )
  const { unmount } = render(page)
  const [first, second] = await screen.findAllByRole('button', { name: /^Deals won/ })
  if (!first || !second) throw new Error('two objectives')
  expect(openNotes()).toEqual([])
  await user.click(first)
  await user.click(second)
  expect(openNotes()).toEqual(['Note of Ravi'])

  navigate({ page: 'deals' })
  unmount()
  history.back()
  await waitFor(() => expect(location.hash).toContain('objectives/over'))
  const again = render(page)
  expect(openNotes()).toEqual(['Note of Ravi'])
  await user.click(screen.getAllByRole('button', { name: /^Deals won/ })[1] ?? second)
  expect(openNotes()).toEqual([])
  again.unmount()

  // One step back is the page before, however many panels were opened.
  act(() => history.back())
  await waitFor(() => expect(location.hash).toBe('#/home'))
})

import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { usePeriodChoice } from '../../../src/renderer/client/period.ts'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { MatrixTab } from '../../../src/renderer/scorecards/MatrixTab.tsx'
import { plainBody } from '../../support/scorecards.ts'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

const quarter = { kind: 'quarter', from: '2025-10-01', to: '2025-12-31', compare: 'before' } as const
let engine: StandIn
beforeEach(() => {
  forgetAnswers()
  usePeriodChoice.setState(quarter)
  engine = new StandIn({
    'programme.get': () => programme,
    'metrics.latestMonth': () => ({ month: '2025-12' }),
    'scorecards.templates': () => ({
      templates: [{ id: 7, name: 'Resellers', version: 1, body: plainBody, isArchived: false, cards: 1 }],
    }),
    'scorecards.matrix': () => ({
      currency: 'USD',
      metrics: [],
      missing: [],
      partners: (
        [
          [1, 'Acme', 600_000],
          [2, 'Bukit Data', 900_000],
          [3, 'Cita Labs', 700_000],
          [4, 'Dewi', null],
        ] as const
      ).map(([partnerId, name, scorePpm]) => ({
        partnerId,
        name,
        group: '',
        scorePpm,
        band: '',
        problem: null,
        percentilePpm: null,
        health: null,
        values: [],
        cardId: null,
      })),
    }),
    'scorecards.scores': () => ({
      partners: [
        { partnerId: 1, scorePpm: 555_000, cardId: 33 },
        { partnerId: 2, scorePpm: 903_000, cardId: null },
        { partnerId: 4, scorePpm: 500_000, cardId: null },
      ],
    }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <MatrixTab />
    </QueryClientProvider>,
  )
})

const cellsOf = (at: number): (string | null)[] =>
  screen
    .getAllByRole('row')
    .filter((row) => row.hasAttribute('aria-selected'))
    .map((row) => within(row).getAllByRole('gridcell')[at]?.textContent ?? null)

test('[SC18] each score says with sign and words how far it is from the quarter before, and opens the card it is compared with', async () => {
  const published = await screen.findByRole('link', { name: '4.5 points above 55.5 in Q3 2025, as published' })
  const computed = screen.getByRole('link', { name: '0.3 points below 90.3 in Q3 2025, as computed now' })
  expect(cellsOf(2)).toEqual([
    '−0.30.3 points below 90.3 in Q3 2025, as computed now',
    '–', // there was no score then
    '+4.54.5 points above 55.5 in Q3 2025, as published',
    '–', // there is none now
  ])
  expect(
    [published, computed].map((link) => {
      const { page, parts, params } = parseRoute(link.getAttribute('href') ?? '')
      return { page, parts, params }
    }),
  ).toEqual([
    { page: 'scorecards', parts: ['published', '33'], params: {} },
    { page: 'scorecards', parts: ['partners', '2'], params: { from: '2025-07-01', to: '2025-09-30' } },
  ])
  expect(engine.asked.find(({ method }) => method === 'scorecards.scores')?.input).toEqual({
    templateId: 7,
    from: '2025-07-01',
    to: '2025-09-30',
  })
})

test('[SC18] the change sorts the matrix, and with no comparison chosen there is none and nothing is sorted by it', async () => {
  await screen.findByRole('link', { name: /as published$/ })
  const head = screen.getByRole('columnheader', { name: /^Change/ })
  await userEvent.click(within(head).getByRole('button'))
  expect(head).toHaveAttribute('aria-sort', 'descending')
  expect(cellsOf(0)).toEqual(['Acme', 'Bukit Data', 'Cita Labs', 'Dewi'])
  act(() => usePeriodChoice.setState({ ...quarter, compare: 'none' }))
  expect(screen.queryByRole('columnheader', { name: /^Change/ })).not.toBeInTheDocument()
  expect(screen.getByRole('columnheader', { name: /^Score/ })).toHaveAttribute('aria-sort', 'descending')
  expect(cellsOf(0)).toEqual(['Bukit Data', 'Cita Labs', 'Acme', 'Dewi'])
  expect(screen.queryByText(/above|below/)).not.toBeInTheDocument()
})

import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { viewDefinitions } from '../../../src/engine/views/viewDefinitions.ts'
import { parseRoute } from '../../../src/renderer/client/navigation.ts'
import { usePeriodChoice } from '../../../src/renderer/client/period.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { feedbackColumns, FeedbackTab } from '../../../src/renderer/reviews/FeedbackTab.tsx'
import { planColumns } from '../../../src/renderer/reviews/PlansTab.tsx'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'
import { viewTable } from '../support/viewTable.ts'

beforeEach(() => {
  forgetAnswers()
  usePeriodChoice.setState({ kind: 'year', from: null, to: null, compare: 'before' })
})

/** Promoters, detractors and answers of 2025; of 2024 half as many, with another score. */
function show(answers: number): void {
  new StandIn({
    ...viewTable([]).answers,
    'programme.get': () => programme,
    'measures.read': ({ from }) => {
      const isNow = from === '2025-01-01'
      const inputs = (['promoters', 'detractors', 'answers'] as const).map((key, index) => ({
        key,
        value: answers === 0 ? 0 : ([5, 2, answers][index] ?? 0),
      }))
      const value = answers === 0 ? null : isNow ? 30_000_000 : -12_500_000
      const problem = value === null ? ('nothing' as const) : null
      return { currency: 'USD', policy: 'eventDay', foreign: [], missing: [], values: [{ key: 'promoterScore', value, problem, inputs }] }
    },
  }).start() // prettier-ignore
  render(
    <QueryClientProvider client={queryClient}>
      <FeedbackTab />
    </QueryClientProvider>,
  )
}

const linkOf = (figure: HTMLElement) => {
  const { page, parts, filters } = parseRoute(within(figure).getByRole('link').getAttribute('href') ?? '')
  return { page, parts, filters }
}

test('[QB19] NPS stands above the answers with its three counts, each opening to its answers of the period', async () => {
  show(10)
  const region = await screen.findByRole('region', { name: 'Partner NPS, Jan – Dec 2025' })
  await within(region).findByText('2024: −12.5')
  const figures = within(region).getAllByRole('article')
  expect(figures.map((figure) => within(figure).getByRole('link').textContent)).toEqual(['30.0', '5', '3', '2'])
  expect(within(region).getByText('30.0% of 10 answers')).toBeDefined()
  const inYear = { column: 'givenOn', operator: 'between', value: ['2025-01-01', '2025-12-31'] }
  const to = (filter: object) => ({ page: 'reviews', parts: ['feedback'], filters: [inYear, filter] })
  expect(figures.map(linkOf)).toEqual([
    to({ column: 'nps', operator: 'empty', value: false }),
    ...['promoter', 'passive', 'detractor'].map((value) => to({ column: 'kind', operator: 'is', value })),
  ])
})

test('[QB19] a period without a number says so in a sentence and shows no figure', async () => {
  show(0)
  await screen.findByText('No partner said in Jan – Dec 2025 how likely it is to recommend us.')
  expect(screen.queryByRole('article')).toBeNull()
})

test.each([
  ['partnerPlans', planColumns],
  ['feedback', feedbackColumns],
])('[QB18] [QB19] every column of the table %s is one the engine answers', (table, columns) => {
  const known = viewDefinitions.find((definition) => definition.table === table)?.columns.map(({ key }) => key) ?? []
  expect(columns.map(({ key }) => key).filter((key) => !known.includes(key))).toEqual([])
})

import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ScorecardTemplate } from '../../../src/contract/scorecards.ts'
import { queryClient } from '../../../src/renderer/client/session.ts'
import { PublishDialog } from '../../../src/renderer/scorecards/PublishDialog.tsx'
import {
  addBand,
  addMetric,
  isStorable,
  keepDraft,
  leftOf,
  spreadEvenly,
  useTemplateDrafts,
} from '../../../src/renderer/scorecards/templateDraft.ts'
import { TemplateEditor } from '../../../src/renderer/scorecards/TemplateEditor.tsx'
import { aBody, aMetric, plainBody } from '../../support/scorecards.ts'
import { programme } from '../support/programme.ts'
import { StandIn, type Answers } from '../support/standIn.ts'

const template: ScorecardTemplate = {
  id: 7,
  name: 'Resellers',
  version: 2,
  body: plainBody,
  isArchived: false,
  cards: 3,
}

const tried = {
  bands: plainBody.bands.map(({ name }, i) => ({ name, count: i })),
  unscored: 0,
  metrics: [{ measure: 'revenue' as const, median: 65_000, measured: 10 }],
}

const common: Answers = {
  'programme.get': () => programme,
  'scorecards.try': () => tried,
  'scorecards.updateTemplate': () => ({}),
}

let engine: StandIn
beforeEach(() => {
  queryClient.clear()
  keepDraft(7, null)
  engine = new StandIn(common).start()
})
afterEach(cleanup)

function show(): void {
  render(
    <QueryClientProvider client={queryClient}>
      <TemplateEditor template={template} baseCurrency="USD" />
    </QueryClientProvider>,
  )
}

test('[SC1] the editor shows the live sum and what is left, and saves only weights that add up to 100 %', async () => {
  show()
  const user = userEvent.setup()
  const save = screen.getByRole('button', { name: 'Save template' })
  const [first] = screen.getAllByRole('textbox', { name: 'Weight' })
  if (!first) throw new Error('no weight')
  expect(screen.getByRole('status')).toHaveTextContent('Weights add up to 100%')
  await user.clear(first)
  await user.type(first, '55')
  expect(screen.getByRole('status')).toHaveTextContent('Weights add up to 95%5% left to give')
  expect(save).toBeDisabled()
  expect(screen.getByText('The scores appear when the weights add up to 100%.')).toBeVisible()
  await user.clear(first)
  await user.type(first, '62.5')
  expect(screen.getByRole('status')).toHaveTextContent('Weights add up to 102.5%2.5% too much')
  await user.click(screen.getByRole('button', { name: 'Spread evenly' }))
  expect(save).toBeEnabled()
  await user.click(save)
  await waitFor(() => expect(engine.askedFor('scorecards.updateTemplate')).toHaveLength(1))
  expect(engine.askedFor('scorecards.updateTemplate')[0]).toMatchObject({
    id: 7,
    body: { metrics: [{ weightPpm: 500_000 }, { weightPpm: 500_000 }] },
  })
  await waitFor(() => expect(useTemplateDrafts.getState().drafts.has(7)).toBe(false))
})

test('[SC11] what was typed is there again after looking elsewhere, and can be discarded', async () => {
  show()
  const user = userEvent.setup()
  const name = () => screen.getByRole('textbox', { name: 'Template' })
  await user.type(name(), ' of Asia')
  cleanup()
  show()
  expect(name()).toHaveValue('Resellers of Asia')
  await user.click(screen.getByRole('button', { name: 'Discard changes' }))
  expect(name()).toHaveValue('Resellers')
})

test('[SC14] the editor shows what the draft would say: how many in which band, and the median beside each target', async () => {
  show()
  expect(await screen.findByText(/Median of 10 partners: USD 650\.00/)).toBeVisible()
  const preview = screen.getByRole('complementary')
  expect(within(preview).getByText('Excellent')).toBeVisible()
  expect(engine.askedFor('scorecards.try')).toEqual([{ body: plainBody, from: '2025-01-01', to: '2025-12-31' }])
})

test('[SC11] targets in another currency than the programme counts in are pointed out, and tried only once they were set anew', async () => {
  render(
    <QueryClientProvider client={queryClient}>
      <TemplateEditor template={template} baseCurrency="EUR" />
    </QueryClientProvider>,
  )
  expect(screen.getByText(/was set in USD, the programme counts in EUR/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Set targets in EUR' }))
  expect(useTemplateDrafts.getState().drafts.get(7)?.body.currency).toBe('EUR')
})

test('[SC1] a new metric takes what is left, and a draft is storable only when the engine would take it', () => {
  const short = aBody([aMetric('revenue', 60, 1), aMetric('sales', 30, 1)])
  expect(leftOf(short)).toBe(100_000)
  const grown = addMetric(short)
  expect(grown.metrics.map(({ measure, weightPpm }) => [measure, weightPpm])).toEqual([
    ['revenue', 600_000],
    ['sales', 300_000],
    ['averageSale', 100_000],
  ])
  const even = spreadEvenly(grown)
  expect(even.metrics.map(({ weightPpm }) => weightPpm)).toEqual([340_000, 330_000, 330_000])
  const storable = (body: typeof even): boolean => isStorable({ name: 'A', body })
  expect([
    storable(even),
    storable(short),
    storable(aBody([aMetric('revenue', 50, 1), aMetric('revenue', 50, 1)])),
    storable(aBody([aMetric('revenue', 100, 1, { category: ' ' })])),
    storable(aBody([aMetric('revenue', 100, 1, { floorPpm: 900_000, capPpm: 800_000 })])),
    storable({ ...even, bands: addBand(even.bands) }),
    isStorable({ name: ' ', body: even }),
  ]).toEqual([true, false, false, false, false, false, false])
  expect(addBand(even.bands).map(({ fromPpm }) => fromPpm)).toEqual([900_000, 750_000, 600_000, 400_000, 200_000, 0])
})

test('[SC9] publishing shows the frozen list with its count, who gets none and why, and sends its fingerprint', async () => {
  const list = {
    fingerprint: 'abc',
    cards: [{ partnerId: 1, name: 'Acme', scorePpm: 838_000, band: 'Good' }],
    skipped: [{ partnerId: 2, name: 'Bukit', because: 'rateMissing' as const }],
    isOver: true,
  }
  engine.answers = { ...common, 'scorecards.list': () => list, 'scorecards.publish': () => ({ ids: [4] }) }
  const published: (readonly number[])[] = []
  render(
    <QueryClientProvider client={queryClient}>
      <PublishDialog
        template={template}
        period={{ from: '2025-10-01', to: '2025-12-31' }}
        partnerIds={[1, 2]}
        onClose={() => {}}
        onPublished={(ids) => published.push(ids)}
      />
    </QueryClientProvider>,
  )
  const row = await screen.findByRole('row', { name: /Acme/ })
  expect(row).toHaveTextContent('AcmeGood83.8')
  expect(screen.getByRole('row', { name: /Bukit/ })).toHaveTextContent('waits for an exchange rate')
  await userEvent.click(screen.getByRole('button', { name: 'Publish 1 scorecard' }))
  await waitFor(() => expect(published).toEqual([[4]]))
  expect(engine.askedFor('scorecards.publish')).toEqual([
    { templateId: 7, from: '2025-10-01', to: '2025-12-31', partnerIds: [1, 2], fingerprint: 'abc' },
  ])
})

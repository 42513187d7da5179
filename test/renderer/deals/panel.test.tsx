import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { DealPanel } from '../../../src/renderer/deals/DealPanel.tsx'
import { StandIn } from '../support/standIn.ts'

const deal: Output<'revenue.deal'> = {
  id: 5,
  name: '',
  externalId: '1C1I7A6R',
  stage: 'won',
  stageText: 'Closed Won',
  currency: 'USD',
  amountMinor: 105_400,
  openedOn: '2016-10-20',
  closedOn: null,
  product: '',
  partnerId: null,
  partnerName: '',
  customerId: null,
  customerName: '',
  owner: '',
  origin: null,
  versions: [
    { importedAt: '2025-11-02T09:14:00.000Z', stageText: 'Engaging', amountMinor: null },
    { importedAt: '2026-01-02T09:14:00.000Z', stageText: 'Closed Won', amountMinor: 105_400 },
  ],
}

beforeEach(forgetAnswers)

test('a deal without a name is known by its id, and its versions stand newest first', async () => {
  new StandIn({ 'revenue.deal': () => deal, 'deals.roles': () => ({ roles: [] }) }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <DealPanel id={5} onClose={() => undefined} />
    </QueryClientProvider>,
  )
  const panel = await screen.findByRole('complementary', { name: 'Deal 1C1I7A6R' })
  expect(within(panel).getByText('Won, “Closed Won” in the file')).toBeVisible()
  expect(within(panel).getByText('No partner')).toBeVisible()
  expect(within(panel).getByText('Not from a file.')).toBeVisible()
  const versions = within(panel)
    .getAllByRole('term')
    .map((term) => term.textContent)
    .filter((text) => /Engaging|Closed Won/.test(text))
  expect(versions.map((text) => text.replace(/^.*\d\d:\d\d /, ''))).toEqual(['Closed Won', 'Engaging'])
})

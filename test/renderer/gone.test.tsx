import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AppError, type ErrorCode } from '../../src/contract/errors.ts'
import type { Output } from '../../src/contract/methods.ts'
import type { Run } from '../../src/contract/payouts.ts'
import { usePageActions, usePageHead } from '../../src/renderer/client/pageHead.ts'
import { forgetAnswers, queryClient } from '../../src/renderer/client/session.ts'
import { PartnerPage } from '../../src/renderer/partners/PartnerPage.tsx'
import { PlanPage } from '../../src/renderer/payouts/PlanPage.tsx'
import { RunPage } from '../../src/renderer/payouts/RunPage.tsx'
import { StatementPage } from '../../src/renderer/payouts/StatementPage.tsx'
import { partner } from './support/partner.ts'
import { programme } from './support/programme.ts'
import { StandIn, type Answers } from './support/standIn.ts'

beforeEach(forgetAnswers)

const statement: Output<'payouts.statement'> = {
  id: 7,
  hash: 'a'.repeat(64),
  runId: 3,
  partnerId: 7,
  approvedAt: '2026-01-14T10:00:00.000Z',
  approvedBy: 'Maya Lindqvist',
  number: '2025-12-001',
  programme: { name: 'Asia expansion', contactEmail: '', disputeDays: 30 },
  partner: { name: 'Kawara Systems', legalName: '', address: '', taxId: '' },
  from: '2025-12-01',
  to: '2025-12-31',
  currency: 'USD',
  issuedOn: '2026-01-14',
  plans: [],
  rounding: '',
  baseRule: '',
  openingMinor: 0,
  earnedMinor: 0,
  adjustedMinor: 0,
  paidMinor: 0,
  closingMinor: 0,
  lines: [],
  adjustments: [],
  holds: [],
  method: '',
  snapshotHash: 'b'.repeat(64),
}

const run: Run = {
  id: 7,
  number: '2025-12',
  from: '2025-12-01',
  to: '2025-12-31',
  cutoffOn: '2026-01-15',
  state: 'draft',
  fingerprint: '7f3a91c204be',
  totals: [],
  lines: 0,
  payouts: [],
  checks: [],
  steps: [],
  exports: [],
}

const plan: Output<'plans.get'> = {
  id: 7,
  name: 'Standard',
  isArchived: false,
  draft: null,
  versions: [],
  assignments: [],
}

type Case = readonly [name: string, page: () => ReactElement, title: string, there: Answers, code: ErrorCode]
const gone = 'entity.notFound'
const cases: readonly Case[] = [
  ['a statement', () => <StatementPage id={7} />, 'Statement 2025-12-001', { 'payouts.statement': () => statement }, 'statement.notFound'],
  ['a run', () => <RunPage id={7} />, 'Run 2025-12', { 'payouts.run': () => run }, gone],
  ['a plan', () => <PlanPage id={7} />, 'Standard', { 'plans.get': () => plan }, gone],
  ['a partner', () => <PartnerPage id={7} tab="history" />, 'Kawara Systems', { 'partners.get': () => partner, 'history.partner': () => ({ steps: [], total: 0 }) }, gone],
] // prettier-ignore

/** Shows the page with its buttons, then lets every question about it fail with this code. */
async function fail([, page, title, there]: Case, code: ErrorCode): Promise<void> {
  const standIn = new StandIn({ 'programme.get': () => programme, ...there }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <div ref={(slot) => usePageActions.setState({ slot })} />
      {page()}
    </QueryClientProvider>,
  )
  await expect.poll(() => usePageHead.getState().title).toBe(title)
  await expect.poll(() => usable().length).toBeGreaterThan(0)
  const failing = (): never => {
    throw new AppError(code)
  }
  for (const method of Object.keys(there)) Object.assign(standIn.answers, { [method]: failing })
  const before = standIn.asked.length
  await act(async () => {
    standIn.changed(['partner'])
    await vi.waitFor(() => expect(standIn.asked.length).toBeGreaterThan(before))
    await vi.waitFor(() => expect(queryClient.isFetching()).toBe(0))
  })
}

const usable = (): (string | null)[] =>
  screen
    .queryAllByRole('button')
    .filter((button) => !button.hasAttribute('disabled'))
    .map((button) => button.getAttribute('aria-label') ?? button.textContent)

test.each(cases)('[UI14] the page of %s that is gone says so once and has nothing to act on', async (...one) => {
  await fail(one, one[4])
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^This (entry|statement) is no longer there\./),
  ])
  expect(usable()).toEqual(['Try again', 'Copy details'])
  expect(usePageHead.getState().title).not.toBe(one[2])
})

test.each(cases)('[UI14] the page of %s keeps its answer when the next one fails otherwise', async (...one) => {
  await fail(one, 'engine.unavailable')
  expect(usePageHead.getState().title).toBe(one[2])
})

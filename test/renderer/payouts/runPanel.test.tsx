import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Payout, Run } from '../../../src/contract/payouts.ts'
import { RunPanel, type RunAction } from '../../../src/renderer/payouts/RunPanel.tsx'

const payout: Payout = {
  id: 1,
  partnerId: 7,
  partnerName: 'Nusa Integra',
  currency: 'USD',
  lines: 31,
  openingMinor: 0,
  earnedMinor: 418_260,
  adjustedMinor: -9_600,
  balanceMinor: 408_660,
  payoutMinor: 408_660,
  carriedBecause: null,
  shortByMinor: null,
  note: '',
  method: 'bank',
  averageMinor: 296_120,
  statementId: null,
  statementNumber: null,
  paidOn: null,
  reference: null,
}

const run: Run = {
  id: 3,
  number: '2025-12',
  from: '2025-12-01',
  to: '2025-12-31',
  cutoffOn: '2026-01-15',
  state: 'draft',
  fingerprint: '7f3a91c204be',
  totals: [{ currency: 'USD', payouts: 1, minor: 408_660 }],
  lines: 31,
  payouts: [
    payout,
    { ...payout, id: 2, partnerName: 'Han River IT', payoutMinor: 0, carriedBecause: 'negativeBalance' },
  ],
  checks: [
    { check: 'totalsAddUp', isPassed: true, detail: '', payoutId: null },
    { check: 'payeeData', isPassed: true, detail: '', payoutId: null },
    { check: 'againstAverage', isPassed: false, detail: 'Nusa Integra', payoutId: 1 },
  ],
  steps: [],
  exports: [],
}

function show(change: Partial<Run>) {
  const onAction = vi.fn<(action: RunAction) => void>()
  render(<RunPanel run={{ ...run, ...change }} isRunning={false} error={undefined} onAction={onAction} />)
  return { onAction }
}

test('[PO8] the panel states count, total and fingerprint of the list, with the failed check first', async () => {
  const { onAction } = show({})
  expect(screen.getByText('7f3a 91c2 04be')).toBeInTheDocument()
  expect(screen.getByText('4,086.60')).toBeInTheDocument()
  expect(screen.getByText('Checks, 2 passed, 1 to look at')).toBeInTheDocument()
  const [first, ...others] = screen.getAllByRole('listitem')
  expect(within(first as HTMLElement).getByText('Nusa Integra is 38% above its average')).toBeInTheDocument()
  expect(first).toHaveTextContent('USD 4,086.60 against 2,961.20')
  expect(others.map((item) => item.textContent)).toEqual([
    'Every total adds up from its lines',
    'The payout has payee data',
  ])
  await userEvent.click(screen.getByRole('button', { name: 'Finish review of 1 payout' }))
  expect(onAction).toHaveBeenCalledExactlyOnceWith('review')
})

test('[PO1] each state offers its own next step, and what is paid by hand needs no file', () => {
  const states = [
    [{ state: 'reviewed' }, 'Approve 1 payout'],
    [{ state: 'approved' }, 'Export payments…'],
    [{ state: 'approved', payouts: [{ ...payout, method: 'byHand' }] }, 'Mark 1 payout as paid…'],
    [{ state: 'approved', payouts: [] }, 'Close run'],
    [{ state: 'exported' }, 'Mark 1 payout as paid…'],
    [{ state: 'paid' }, 'Close run'],
  ] as const satisfies [Partial<Run>, string][]
  for (const [change, button] of states) {
    const { unmount } = render(
      <RunPanel run={{ ...run, ...change }} isRunning={false} error={undefined} onAction={() => {}} />,
    )
    expect(screen.getAllByRole('button')[0]).toHaveTextContent(button)
    unmount()
  }
})

test('[PO15] a reversed export is struck through and says so', () => {
  const file = { format: 'csv', currency: 'USD', at: '2026-01-15T10:00:00Z' }
  show({ state: 'approved', exports: [{ ...file, id: 1, fileName: 'payments.csv', isReversed: true }] })
  expect(screen.getByText('reversed')).toBeInTheDocument()
})

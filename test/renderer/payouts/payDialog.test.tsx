import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Payout, Run } from '../../../src/contract/payouts.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { PayDialog } from '../../../src/renderer/payouts/PayDialog.tsx'
import { StandIn } from '../support/standIn.ts'

const payout = {
  lines: 1,
  currency: 'USD',
  openingMinor: 0,
  earnedMinor: 1_000,
  adjustedMinor: 0,
  balanceMinor: 1_000,
  payoutMinor: 1_000,
  carriedBecause: null,
  shortByMinor: null,
  note: '',
  averageMinor: null,
  statementId: 1,
  paidOn: null,
  reference: null,
} as const
const payouts: Payout[] = [
  { ...payout, id: 1, partnerId: 1, partnerName: 'By bank', method: 'bank', statementNumber: '2025-12-001' },
  { ...payout, id: 2, partnerId: 2, partnerName: 'By hand', method: 'byHand', statementNumber: '2025-12-002' },
  { ...payout, id: 3, partnerId: 3, partnerName: 'Later', method: 'byHand', statementNumber: '2025-12-003' },
]
const run: Run = {
  id: 9,
  number: '2025-12',
  from: '2025-12-01',
  to: '2025-12-31',
  cutoffOn: '2026-01-15',
  state: 'exported',
  fingerprint: '',
  totals: [],
  lines: 3,
  payouts,
  checks: [],
  steps: [],
  exports: [],
}

beforeEach(forgetAnswers)

test('[PO13] payments by hand need a typed reference, the others take the number of their statement, and some can wait', async () => {
  const standIn = new StandIn({ 'payouts.markPaid': () => ({}) }).start()
  const user = userEvent.setup({ delay: null })
  let isClosed = false
  render(
    <QueryClientProvider client={queryClient}>
      <PayDialog run={run} today="2026-01-16" onClose={() => (isClosed = true)} />
    </QueryClientProvider>,
  )
  expect(screen.getByRole('button', { name: 'Mark 3 payouts as paid' })).toBeDisabled()
  expect(screen.getByText('2 references are missing')).toBeInTheDocument()
  await user.click(screen.getByRole('checkbox', { name: 'Later' }))
  await user.type(screen.getByRole('textbox', { name: 'Reference for By hand' }), ' cheque 117 ')
  await user.click(screen.getByRole('button', { name: 'Mark 2 payouts as paid' }))
  await waitFor(() => expect(isClosed).toBe(true))
  expect(standIn.askedFor('payouts.markPaid')).toEqual([
    {
      id: 9,
      paidOn: '2026-01-16',
      payments: [
        { payoutId: 1, reference: '' },
        { payoutId: 2, reference: 'cheque 117' },
      ],
    },
  ])
})

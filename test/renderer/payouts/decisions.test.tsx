import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { type ReactNode, useState } from 'react'
import { beforeEach, expect, test } from 'vitest'
import type { PlanRule } from '../../../src/contract/plans.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { DecisionDialog } from '../../../src/renderer/payouts/DecisionDialog.tsx'
import { PaymentSentence } from '../../../src/renderer/payouts/PaymentSentence.tsx'
import { ruleSentences } from '../../../src/renderer/payouts/planSentences.ts'
import { WriteOffDialog } from '../../../src/renderer/payouts/WriteOffDialog.tsx'
import { aRule, hybrid } from '../../support/builders/plans.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(forgetAnswers)

const user = userEvent.setup({ delay: null })
const show = (page: ReactNode): void =>
  void render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>)

test('[CO23] a rejection says whether it was for fraud, and is none unless somebody says so', async () => {
  const standIn = new StandIn({ 'commissions.reject': () => ({}) }).start()
  const dialog = (
    <DecisionDialog
      decision="reject"
      ids={[64]}
      totals={[{ currency: 'USD', count: 1, minor: 500 }]}
      onClose={() => {}}
    />
  )
  show(dialog)
  await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Stolen card')
  await user.click(screen.getByRole('button', { name: /^Reject/ }))
  await user.click(screen.getByRole('checkbox', { name: /^It was fraud/ }))
  await user.click(screen.getByRole('button', { name: /^Reject/ }))
  await waitFor(() => expect(standIn.asked).toHaveLength(2))
  expect(standIn.asked.map(({ input }) => input)).toEqual([
    { ids: [64], reason: 'Stolen card', isFraud: false },
    { ids: [64], reason: 'Stolen card', isFraud: true },
  ])
})

test('[PO19] the balance that is written off is the one chosen, and needs a reason', async () => {
  const standIn = new StandIn({ 'payouts.writeOff': () => ({ adjustmentId: 1 }) }).start()
  let isClosed = false
  const terminatedOn = '2025-07-01'
  show(
    <WriteOffDialog
      balances={[
        { partnerId: 1, partnerName: 'Gone', currency: 'EUR', minor: -100, terminatedOn },
        { partnerId: 2, partnerName: 'Away', currency: 'JPY', minor: -3_840, terminatedOn },
      ]}
      onClose={() => (isClosed = true)}
    />,
  )
  expect(screen.getByRole('button', { name: 'Write off EUR 1.00' })).toBeDisabled()
  await user.click(screen.getByRole('combobox', { name: 'Balance' }))
  await user.click(screen.getByRole('option', { name: 'Away owes JPY 3,840, terminated 01 Jul 2025' }))
  await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Dissolved')
  await user.click(screen.getByRole('button', { name: 'Write off JPY 3,840' }))
  await waitFor(() => expect(isClosed).toBe(true))
  expect(standIn.asked).toMatchObject([
    { method: 'payouts.writeOff', input: { partnerId: 2, currency: 'JPY', reason: 'Dissolved' } },
  ])
})

test('[CO22] a rule with a fixed amount says in its sentence what a partial refund does to it', async () => {
  const seen: PlanRule['payment'][] = []
  function Sentence() {
    const [payment, setPayment] = useState(hybrid(4_000, 100_000))
    return (
      <PaymentSentence
        payment={payment}
        isLead={false}
        onPayment={(next) => {
          seen.push(next)
          setPayment(next)
        }}
      />
    )
  }
  show(<Sentence />)
  await user.click(screen.getByRole('combobox', { name: /part of the sale is refunded/ }))
  await user.click(screen.getByRole('option', { name: 'paid for the part that is left' }))
  expect(seen).toEqual([{ ...hybrid(4_000, 100_000), onPartialRefund: 'proRata' }])
  const sentences = (payment: PlanRule['payment']) => ruleSentences(aRule(payment)).join(' ')
  expect(sentences(hybrid(4_000, 100_000))).toContain('the fixed amount is paid in full.')
  expect(sentences({ ...hybrid(4_000, 100_000), onPartialRefund: 'void' } as PlanRule['payment'])).toContain(
    'the fixed amount is not paid.',
  )
})

import { expect, test } from 'vitest'
import { isStorable, missingConditions, newRule, withCondition } from '../../../src/renderer/payouts/planDraft.ts'
import { ruleSentences } from '../../../src/renderer/payouts/planSentences.ts'

test('[PL14] a rule that is made one for leads pays a fixed amount, asks for none and reads so', () => {
  const share = withCondition(newRule('percent', 'USD', []), 'amount', 'USD')
  const lead = withCondition(share, 'kind', 'USD')
  expect({
    payment: lead.payment,
    conditions: lead.conditions,
    missing: missingConditions(lead),
    sentences: ruleSentences(lead),
    storable: [isStorable({ rules: [lead] }), isStorable({ rules: [{ ...lead, payment: share.payment }] })],
  }).toEqual({
    payment: { kind: 'fixed', minor: 4_000, currency: 'USD', per: 'firstConversion' },
    conditions: [{ field: 'kind', is: 'lead' }],
    missing: ['product', 'country', 'customer'],
    sentences: ['When a customer enquires for the first time, pay USD 40.00 once.', 'Only for leads.'],
    storable: [true, false],
  })
})

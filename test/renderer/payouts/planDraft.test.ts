import { expect, test } from 'vitest'
import {
  changeKind,
  isStorable,
  missingCaps,
  missingConditions,
  newRule,
  withCap,
  withCondition,
  withoutCap,
  withPayment,
} from '../../../src/renderer/payouts/planDraft.ts'
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

test('[CO27] [CO31] a cap is in the currency of what its rule pays, reads as a sentence, and goes with the last one', () => {
  const share = withCap(withCap(newRule('percent', 'EUR', []), 'event', 'EUR'), 'partner', 'EUR')
  expect(share.caps).toEqual({
    currency: 'EUR',
    event: { minor: 100_000 },
    partner: { minor: 100_000, window: 'month' },
  })
  expect(missingCaps(share)).toEqual(['customer', 'programme'])
  expect(ruleSentences(share).slice(1)).toEqual([
    'Pays at most EUR 1,000.00 per charge.',
    'Pays at most EUR 1,000.00 per partner and month.',
  ])
  expect(ruleSentences(withCap(share, 'programme', 'EUR')).at(-1)).toBe(
    'Pays at most EUR 1,000.00 for all partners together in a month.',
  )
  const fixed = withPayment(share, changeKind(share.payment, 'fixed', 'JPY'))
  expect([fixed.payment, fixed.caps?.currency]).toEqual([expect.objectContaining({ currency: 'JPY' }), 'JPY'])
  const one = withoutCap(share, 'event')
  expect([one.caps, 'caps' in withoutCap(one, 'partner')]).toEqual([
    { currency: 'EUR', partner: { minor: 100_000, window: 'month' } },
    false,
  ])
})

test('[CO27] caps and bounds start in the currency that their rule names, and caps that never pay cannot be stored', () => {
  const bounded = withCondition(newRule('percent', 'USD', []), 'amount', 'EUR')
  const capped = withCap(bounded, 'event', 'USD')
  expect([capped.caps?.currency, isStorable({ rules: [capped] })]).toEqual(['EUR', true])
  const other = withPayment(bounded, changeKind(bounded.payment, 'fixed', 'JPY'))
  expect(isStorable({ rules: [withCap(other, 'event', 'USD')] })).toBe(false)
  const first = withCondition(withCap(newRule('percent', 'EUR', []), 'event', 'EUR'), 'amount', 'USD')
  expect([first.conditions, isStorable({ rules: [first] })]).toEqual([
    [expect.objectContaining({ currency: 'EUR' })],
    true,
  ])
  expect(isStorable({ rules: [{ ...first, caps: { currency: 'EUR' } }] })).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decidePayout, minimumPayout } from '../../../src/engine/payouts/eligibility.rules.ts'
import type { PayoutFacts } from '../../../src/engine/payouts/eligibility.rules.ts'
import { balanceOf, closingOf, findStatementGap } from '../../../src/engine/payouts/identity.rules.ts'

const FACTS: PayoutFacts = {
  openingMinor: 0,
  earnedMinor: 10_000,
  adjustedMinor: 0,
  heldLines: 0,
  minimumMinor: 0,
  hasPayee: true,
  missingPayee: 'byHand',
  partnerStatus: 'active',
  isExcluded: false,
}

const decide = (changes: Partial<PayoutFacts>) => decidePayout({ ...FACTS, ...changes })

test('[PO5] golden vector 9: +20 and a clawback of −100 pay 0 and carry −80; with +100 the next run pays 20', () => {
  const first = decide({ openingMinor: 2000, earnedMinor: -10_000 })
  const second = decide({ openingMinor: first.balanceMinor, earnedMinor: 10_000 })
  expect([first, second]).toMatchObject([
    { balanceMinor: -8000, payoutMinor: 0, carriedBecause: 'negativeBalance' },
    { balanceMinor: 2000, payoutMinor: 2000, carriedBecause: null },
  ])
})

test('[PO5] golden vector 10: with a minimum of 50, 40 on 1 December waits although it grows, and 60 on 1 January is paid', () => {
  const december = decide({ earnedMinor: 4000, minimumMinor: 5000 })
  const january = decide({ openingMinor: december.balanceMinor, earnedMinor: 2000, minimumMinor: 5000 })
  expect([december, january]).toMatchObject([
    { payoutMinor: 0, carriedBecause: 'belowMinimum', shortByMinor: 1000 },
    { payoutMinor: 6000, carriedBecause: null, shortByMinor: null },
  ])
})

test('[PO5] whoever is carried over is told the first reason that stands in the way', () => {
  const reasons = [
    { isExcluded: true, partnerStatus: 'paused' as const },
    { partnerStatus: 'paused' as const, earnedMinor: -1 },
    { earnedMinor: -1 },
    { earnedMinor: 0, heldLines: 2 },
    { earnedMinor: 0 },
    { minimumMinor: 10_001, hasPayee: false, missingPayee: 'carryOver' as const },
    { minimumMinor: 10_000, hasPayee: false, missingPayee: 'carryOver' as const },
  ].map((changes) => decide(changes).carriedBecause)
  expect(reasons).toEqual([
    'excluded',
    'partnerPaused',
    'negativeBalance',
    'onHold',
    'zero',
    'belowMinimum',
    'noPayeeData',
  ])
})

test('[PO5] without payee data a partner is paid by hand when the programme chooses so', () => {
  expect(decide({ hasPayee: false })).toMatchObject({ payoutMinor: 10_000, isByHand: true })
})

test('[PO5] the last payout of a terminated partner ignores the minimum, not the sign', () => {
  const terminated = { partnerStatus: 'terminated', minimumMinor: 50_000 } as const
  expect([decide(terminated).payoutMinor, decide({ ...terminated, earnedMinor: -1 }).payoutMinor]).toEqual([10_000, 0])
})

test('[PO5] a currency without a minimum has none', () => {
  const settings = { minimumPayouts: [{ currency: 'USD', minor: 5000 }] }
  expect([minimumPayout(settings, 'USD'), minimumPayout(settings, 'EUR')]).toEqual([5000, 0])
})

test('[PO6] opening + earned + adjusted − paid = closing, and what is not paid now is carried to the next opening', () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
  const period = fc.record({ earnedMinor: amount, adjustedMinor: amount, minimumMinor: fc.nat(500_000) })
  fc.assert(
    fc.property(fc.array(period, { maxLength: 12 }), (periods) => {
      let [openingMinor, paid] = [0, 0]
      for (const one of periods) {
        const { payoutMinor } = decide({ ...one, openingMinor })
        openingMinor = closingOf({ ...one, openingMinor, paidMinor: payoutMinor })
        paid += payoutMinor
      }
      const earned = periods.reduce((sum, one) => sum + one.earnedMinor + one.adjustedMinor, 0)
      expect(openingMinor).toBe(earned - paid)
    }),
  )
})

test('[PO6] a statement that does not add up names its gaps', () => {
  const statement = { openingMinor: 100, earnedMinor: 300, adjustedMinor: -50, paidMinor: 350, closingMinor: 0 }
  const lines = [{ earnedMinor: 200 }, { earnedMinor: 100 }]
  expect(findStatementGap(statement, lines)).toEqual({ closingGapMinor: 0, linesGapMinor: 0 })
  expect(findStatementGap({ ...statement, closingMinor: 7 }, [...lines, { earnedMinor: -4 }])).toEqual({
    closingGapMinor: 7,
    linesGapMinor: 4,
  })
  expect(balanceOf(statement)).toBe(350)
})

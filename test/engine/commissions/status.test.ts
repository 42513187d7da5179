import { expect, test } from 'vitest'
import { commissionStatusSchema } from '../../../src/contract/commissions.ts'
import type { CommissionStatus } from '../../../src/contract/commissions.ts'
import { AppError } from '../../../src/contract/errors.ts'
import { computeGates } from '../../../src/engine/commissions/gates.rules.ts'
import { assertTransition, computeStatus } from '../../../src/engine/commissions/status.rules.ts'
import type { StatusFacts } from '../../../src/engine/commissions/status.rules.ts'

const OPEN: StatusFacts = {
  dueOn: '2026-01-15',
  today: '2026-01-15',
  isReversed: false,
  decision: null,
  runState: null,
  isPaid: false,
}

const status = (changes: Partial<StatusFacts>) => computeStatus({ ...OPEN, ...changes })

test('[CO9] pending becomes approved by itself on its due day, unless it is held', () => {
  expect([
    status({ today: '2026-01-14' }),
    status({}),
    status({ decision: 'hold' }),
    status({ decision: 'hold', today: '2026-01-14' }),
  ]).toEqual(['pending', 'approved', 'hold', 'hold'])
})

test('[CO9] what is settled stays so; before that a decision and a full refund count', () => {
  expect([
    status({ runState: 'draft' }),
    status({ runState: 'reviewed', decision: 'hold' }),
    status({ runState: 'approved', decision: 'hold', isReversed: true }),
    status({ runState: 'exported' }),
    status({ runState: 'paid', isPaid: true }),
    status({ runState: 'void' }),
    status({ isReversed: true, decision: 'hold' }),
    status({ isReversed: true, decision: 'rejected' }),
  ]).toEqual(['inRun', 'hold', 'inRun', 'inRun', 'paid', 'approved', 'reversed', 'rejected'])
})

test('[CO14] only the listed changes of status are legal, and nothing follows paid, reversed or rejected', () => {
  const allowed = (from: CommissionStatus) =>
    commissionStatusSchema.options.filter((to) => {
      try {
        assertTransition(from, to)
        return true
      } catch (error) {
        if (error instanceof AppError) return false
        throw error
      }
    })
  expect(Object.fromEntries(commissionStatusSchema.options.map((from) => [from, allowed(from)]))).toEqual({
    pending: ['hold', 'approved', 'reversed', 'rejected'],
    hold: ['pending', 'reversed', 'rejected'],
    approved: ['hold', 'inRun', 'reversed'],
    inRun: ['approved', 'paid'],
    paid: [],
    reversed: [],
    rejected: [],
  })
})

test('[CO14] a commission in a run or paid is locked; another illegal change says from what to what', () => {
  expect(() => assertTransition('paid', 'hold')).toThrow('commission.locked {"from":"paid","to":"hold"}')
  expect(() => assertTransition('rejected', 'approved')).toThrow(
    'commission.illegalStatus {"from":"rejected","to":"approved"}',
  )
})

test('[CO11] every gate answers, in the order in which they are shown', () => {
  const gates = computeGates({
    partnerStatus: 'paused',
    hasPlan: true,
    isArchived: false,
    partnerEmail: 'Ann@Example.com',
    customerEmail: ' ann@example.com ',
    hasFraud: true,
    territory: 'India; Nepal',
    country: 'Japan',
  })
  expect(gates.map(({ gate, isPassed }) => `${gate} ${isPassed}`)).toEqual([
    'partnerActive false',
    'planInForce true',
    'notSelfReferral false',
    'notFraud false',
    'inTerritory false',
    'notArchived true',
  ])
})

test('[CO11] two missing addresses are not the same address', () => {
  const facts = {
    partnerStatus: 'active',
    hasPlan: true,
    isArchived: false,
    partnerEmail: '',
    customerEmail: '',
    hasFraud: false,
    territory: '',
    country: '',
  } as const
  expect(computeGates(facts).every(({ isPassed }) => isPassed)).toBe(true)
})

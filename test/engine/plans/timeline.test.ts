import { expect, test } from 'vitest'
import { assignmentOn, assignmentsFor, statusOn } from '../../../src/engine/plans/timeline.rules.ts'
import type { Assignment } from '../../../src/engine/plans/timeline.rules.ts'
import { earnings, runProgramme } from '../../support/builders/commissions.ts'
import { aRule, percent, tiered } from '../../support/builders/plans.ts'

const everyone: Assignment = { id: 1, planId: 1, scope: { kind: 'everyone' }, validFrom: '2025-01-01', validTo: null }
const group: Assignment = {
  ...everyone,
  id: 2,
  planId: 2,
  scope: { kind: 'group', group: 'Gold' },
  validFrom: '2025-02-01',
  validTo: '2025-04-30',
}
const own: Assignment = {
  ...everyone,
  id: 3,
  planId: 3,
  scope: { kind: 'partner', partnerId: 7 },
  validFrom: '2025-03-01',
  validTo: '2025-03-31',
}

test('[PL6] the partner’s own assignment goes before its group’s, that before everyone’s, each on the days it covers', () => {
  const days = ['2024-12-31', '2025-01-01', '2025-02-01', '2025-03-01', '2025-03-31', '2025-04-01', '2025-05-01']
  const plans = days.map((day) => assignmentOn([everyone, group, own], day)?.planId ?? null)
  expect(plans).toEqual([null, 1, 2, 3, 3, 2, 1])
})

test('[PL6] of two assignments of one scope the one that began last counts, then the one made last', () => {
  const newer = { ...everyone, id: 4, planId: 4, validFrom: '2025-06-01' }
  const sameDay = { ...everyone, id: 5, planId: 5, validFrom: '2025-06-01' }
  const chosen = [assignmentOn([newer, everyone], '2025-06-01'), assignmentOn([sameDay, newer], '2025-06-02')]
  expect(chosen.map((assignment) => assignment?.planId)).toEqual([4, 5])
})

test('[PL6] only assignments of the partner, its group and everyone can reach it', () => {
  const reach = (partner: { id: number; group: string }) =>
    assignmentsFor(partner, [everyone, group, own]).map(({ id }) => id)
  expect([reach({ id: 7, group: 'Gold' }), reach({ id: 8, group: 'Gold' }), reach({ id: 8, group: '' })]).toEqual([
    [1, 2, 3],
    [1, 2],
    [1],
  ])
})

test('[PL7] the newest version begun on the event day pays; one for new customers only leaves the others where they were', () => {
  const commissions = runProgramme({
    versions: [
      { rules: [aRule(percent(100_000))], validFrom: '2025-01-01' },
      { rules: [aRule(percent(200_000))], validFrom: '2025-02-01', changeMode: 'newCustomersOnly' },
      { rules: [aRule(percent(300_000))], validFrom: '2025-06-01' },
    ],
    conversions: [
      { id: 1, day: '2024-12-31', minor: 1000, customer: 1 },
      { id: 2, day: '2025-01-31', minor: 1000, customer: 2 },
      { id: 3, day: '2025-03-01', minor: 1000, customer: 2 },
      { id: 4, day: '2025-03-01', minor: 1000, customer: 3 },
      { id: 5, day: '2025-06-01', minor: 1000, customer: 2 },
      { id: 6, day: '2025-06-01', minor: 1000, customer: 3 },
      { id: 7, day: '2025-02-01', minor: 1000, customer: 4 },
      { id: 8, day: '2025-05-31', minor: 1000, customer: 2 },
    ],
  })
  expect(earnings(commissions)).toEqual({
    '2.0': 100,
    '3.0': 100,
    '4.0': 200,
    '5.0': 300,
    '6.0': 300,
    '7.0': 200,
    '8.0': 100,
  })
})

test('[CO11] a partner earns on days on which it is active or invited, and on no other', () => {
  const statuses = [
    { status: 'invited' as const, validFrom: '2025-02-01' },
    { status: 'active' as const, validFrom: '2025-03-01' },
    { status: 'paused' as const, validFrom: '2025-04-01' },
    { status: 'active' as const, validFrom: '2025-05-01' },
    { status: 'terminated' as const, validFrom: '2025-06-01' },
  ]
  const months = ['01', '02', '03', '04', '05', '06']
  const commissions = runProgramme({
    versions: [{ rules: [aRule(percent(100_000))] }],
    conversions: months.map((month, index) => ({ id: index + 1, day: `2025-${month}-15`, minor: 1000 })),
    statuses,
  })
  expect(earnings(commissions)).toEqual({ '2.0': 100, '3.0': 100, '5.0': 100 })
  expect([statusOn(statuses, '2025-01-31'), statusOn(statuses, '2025-04-30')]).toEqual(['prospect', 'paused'])
})

test('[PL5] a new version of a plan goes on with the counter of the same rule', () => {
  const steps = [
    [0, 40_000],
    [20_000, 60_000],
  ] as const
  const commissions = runProgramme({
    versions: [
      { rules: [aRule(tiered('marginal', steps))], validFrom: '2025-01-01' },
      {
        rules: [aRule(tiered('marginal', steps)), aRule(percent(1), { key: 'other', priority: -1 })],
        validFrom: '2025-02-01',
      },
    ],
    conversions: [
      { id: 1, day: '2025-01-10', minor: 15_000 },
      { id: 2, day: '2025-02-10', minor: 10_000 },
    ],
  })
  expect(earnings(commissions)).toEqual({ '1.0': 600, '2.0': 500 })
})

test('[PL5] two rules of one version with the same key are refused', () => {
  const rules = [aRule(percent(1)), aRule(percent(2))]
  expect(() => runProgramme({ versions: [{ rules }], conversions: [] })).toThrow('plan.invalid')
})

import type { Objective } from '../../../src/contract/objectives.ts'

/** An objective of 2025 that reached half of its target. */
export const anObjective = (changes: Partial<Objective> = {}): Objective => ({
  id: 1,
  measure: 'dealsWon',
  partnerId: null,
  partnerName: '',
  owner: 'Maya Lindqvist',
  from: '2025-01-01',
  to: '2025-12-31',
  target: 1000,
  warningPpm: 100_000,
  isNorthStar: false,
  note: '',
  currency: '',
  isArchived: false,
  measured: { key: changes.measure ?? 'dealsWon', value: 500, problem: null, inputs: [] },
  judgement: {
    verdict: 'off',
    phase: 'over',
    reason: null,
    clock: 'days',
    elapsed: 365,
    total: 365,
    expected: 1000,
    limit: 900,
    attainmentPpm: 500_000,
  },
  foreign: [],
  missing: [],
  ...changes,
})

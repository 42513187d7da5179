import type { InterventionFields } from '../../../src/contract/interventions.ts'

/** Thirty days of coaching from 1 December 2025 on, to bring revenue to 500.00. */
export function anIntervention(partnerId: number, changes: Partial<InterventionFields> = {}): InterventionFields {
  return {
    partnerId,
    kind: 'coaching',
    title: 'Weekly deal review',
    owner: 'Maya Lindqvist',
    openedOn: '2025-12-01',
    dueOn: '2025-12-31',
    measure: 'revenue',
    expected: 50_000,
    windowDays: 30,
    ...changes,
  }
}

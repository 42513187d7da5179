import type { ObjectiveFields } from '../../../src/contract/objectives.ts'

/** Partner revenue of 10,000.00 in the first quarter of 2026, as the North Star of the programme. */
export function anObjective(changes: Partial<ObjectiveFields> = {}): ObjectiveFields {
  return {
    measure: 'revenue',
    partnerId: null,
    owner: 'Maya Lindqvist',
    from: '2026-01-01',
    to: '2026-03-31',
    target: 1_000_000,
    warningPpm: 100_000,
    isNorthStar: true,
    note: '',
    ...changes,
  }
}

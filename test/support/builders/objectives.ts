import type { CostFields } from '../../../src/contract/costs.ts'
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

/** Partner managers, a common cost of 6,000.00 USD each month since 2025. */
export function aCost(changes: Partial<CostFields> = {}): CostFields {
  return {
    kind: 'people',
    label: 'Partner managers',
    partnerId: null,
    currency: 'USD',
    monthMinor: 600_000,
    fromMonth: '2025-01',
    toMonth: null,
    ...changes,
  }
}

import { type Period, type PeriodChoice, resolvePeriod } from '../../../src/renderer/client/period.ts'

/** The year 2025 and what it is compared with. */
export const aPeriod = (compare: PeriodChoice['compare']): Period =>
  resolvePeriod({ kind: 'year', from: null, to: null, compare }, '2026-01-14', 1)

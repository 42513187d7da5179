import { type Calendar, type Period, type PeriodChoice, resolvePeriod } from '../../../src/contract/periods.ts'

export const aCalendar: Calendar = { today: '2026-01-14', fiscalYearStartMonth: 1, latestMonth: '2025-12' }

/** The year 2025 and what it is compared with. */
export const aPeriod = (compare: PeriodChoice['compare']): Period =>
  resolvePeriod({ kind: 'year', from: null, to: null, compare }, aCalendar)

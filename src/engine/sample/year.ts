import type { Day } from '../../contract/dates.ts'

/** The year that the sample tells, and the day on which it is told. */
export const SAMPLE_FROM: Day = '2025-01-01'
export const SAMPLE_TO: Day = '2025-12-31'
export const SAMPLE_TODAY: Day = '2026-01-14'

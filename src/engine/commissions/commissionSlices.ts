import type { Connection } from '../db/open.ts'
import { type Slice, slicesOf } from '../db/slices.ts'
import { COMPONENTS } from './ids.rules.ts'

/** The commissions of so many conversions at a time. */
const CONVERSIONS_PER_READ = 10_000

export const commissionSlices = (raw: Connection): Iterable<Slice> =>
  slicesOf(raw, 'commission', COMPONENTS * CONVERSIONS_PER_READ)

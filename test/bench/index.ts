import { benchCommissions } from './commissions.ts'
import type { BenchResult } from './measure.ts'

/** Every measurement by name; each takes its reference in the same run. */
export const benches: Record<string, () => Promise<BenchResult[]>> = { commissions: benchCommissions }

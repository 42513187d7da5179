import { benchCase } from './case.ts'
import { benchCommissions } from './commissions.ts'
import { benchImport } from './import.ts'
import type { BenchResult } from './measure.ts'
import { benchMeasures } from './measures.ts'
import { benchPacks } from './packs.ts'
import { benchPapers } from './papers.ts'
import { benchStart } from './start.ts'
import { benchViews } from './views.ts'

/** Every measurement by name; each takes its reference in the same run, `case` from the case study. */
export const benches: Record<string, () => Promise<BenchResult[]>> = {
  import: benchImport,
  commissions: benchCommissions,
  views: benchViews,
  measures: benchMeasures,
  packs: benchPacks,
  papers: benchPapers,
  case: benchCase,
  start: benchStart,
}

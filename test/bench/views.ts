import type { Output } from '../../src/contract/methods.ts'
import { type ViewSpec, viewSpecSchema } from '../../src/contract/views.ts'
import { openForReading } from '../../src/engine/db/open.ts'
import { openReader } from '../../src/engine/engine.ts'
import { compileView } from '../../src/engine/views/compileView.ts'
import { viewDefinitions } from '../../src/engine/views/viewDefinitions.ts'
import { definitionOf } from '../../src/engine/views/viewStore.ts'
import { type EngineProcess, startProcess } from './engineProcess.ts'
import { type BenchResult, compare, median, percentile, timed } from './measure.ts'
import { manyTouches, millionRows } from './millionRows.ts'

const OPEN_LIMIT = 1.5
const JUMP_LIMIT_MS = 50
const JUMPS = 100
const RUNS = 5

/** Most of a million rows, in an order that no index has. */
const spec = viewSpecSchema.parse({
  table: 'conversions',
  filters: [{ column: 'kind', operator: 'is', value: 'sale' }],
  sort: [{ column: 'amount', direction: 'descending' }],
  groupBy: null,
  search: '',
})

/** Smaller tables are not looked at in many places. */
const LEAST_ROWS = 1_000

/** A sorted, filtered view of a million rows opened whole, then looked at in random places, as every other large table is. */
export async function benchViews(): Promise<BenchResult[]> {
  const [file, touches] = [await millionRows(), await manyTouches()]
  const others = viewDefinitions.map(({ table }) => plainly(table))
  return [
    await measureOpening(file),
    ...(await measureJumps(file, [spec, ...others.filter(({ table }) => !inTouches.has(table))])),
    ...(await measureJumps(touches, others.filter(({ table }) => inTouches.has(table)))),
  ]
} // prettier-ignore

/** What the million conversions have little of. */
const inTouches: ReadonlySet<string> = new Set(['leads', 'clicks', 'certificates', 'feedback'])

/** A table as it opens by itself. */
const plainly = (table: string): ViewSpec =>
  viewSpecSchema.parse({ table, filters: [], sort: [], groupBy: null, search: '' })

/** Opening until the last row can be shown, beside the bare ordered ids, in one process. Totals follow by themselves. */
async function measureOpening(file: string): Promise<BenchResult> {
  const reader = openReader({ file, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
  const raw = openForReading(file)
  const call = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
  const { definition, source, orderBy, parameters } = compileView(definitionOf(spec.table), spec, '2026-01-14')
  const select = raw.prepare(`SELECT ${definition.id} ${source} ${orderBy}`).pluck()
  try {
    const values: number[] = []
    const references: number[] = []
    let rows = 0
    // The first round fills the caches of both.
    for (let run = 0; run <= RUNS; run++) {
      const bare = await timed(() => select.all(parameters))
      const whole = await timed(async () => {
        const { view } = (await reader.dispatch('views.open', spec, call)) as { view: number }
        await reader.dispatch('views.ids', { view, offset: 0, limit: 1 }, call)
        return view
      })
      await reader.dispatch('views.close', { view: whole.result }, call)
      rows = bare.result.length
      if (run === 0) continue
      references.push(bare.ms)
      values.push(whole.ms)
    }
    const name = `view of ${rows} rows, sorted and filtered, opened whole`
    return compare(name, median(values), median(references), OPEN_LIMIT)
  } finally {
    raw.close()
    reader.close()
  }
}

/** Windows of 100 rows anywhere in each view, from the reader as a process of its own; `ok` by milliseconds. */
async function measureJumps(file: string, specs: readonly ViewSpec[]): Promise<BenchResult[]> {
  const reader = await startProcess('reader', file, 'open')
  const results: BenchResult[] = []
  try {
    for (const asked of specs) {
      const { view } = (await reader.call('views.open', asked)) as { view: number }
      const { totals } = (await reader.call('views.settle', { view })) as Output<'views.settle'>
      if (totals.count >= LEAST_ROWS) results.push(await jump(reader, asked, view, totals.count))
      await reader.call('views.close', { view })
    }
    return results
  } finally {
    reader.child.kill()
  }
}

async function jump(
  reader: EngineProcess,
  { table, sort }: ViewSpec,
  view: number,
  rows: number,
): Promise<BenchResult> {
  const jumps: number[] = []
  const bare: number[] = []
  for (let i = 0; i < JUMPS; i++) {
    const offset = (i * 7_919_317) % (rows - 100)
    jumps.push((await timed(() => reader.call('views.rows', { view, offset, limit: 100 }))).ms)
    bare.push((await timed(() => reader.call('programme.get', {}))).ms)
  }
  const p95 = percentile(jumps, 0.95)
  const name = `${sort.length > 0 ? 'sorted ' : ''}${table}, ${rows} rows: p95 of ${JUMPS} random jumps beside a bare round trip, limit in ms`
  return { ...compare(name, p95, percentile(bare, 0.95), JUMP_LIMIT_MS), ok: p95 <= JUMP_LIMIT_MS }
}

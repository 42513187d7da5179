import { viewSpecSchema } from '../../src/contract/views.ts'
import { openForReading } from '../../src/engine/db/open.ts'
import { openReader } from '../../src/engine/engine.ts'
import { compileView } from '../../src/engine/views/compileView.ts'
import { definitionOf } from '../../src/engine/views/viewStore.ts'
import { startProcess } from './engineProcess.ts'
import { type BenchResult, compare, median, percentile, timed } from './measure.ts'
import { millionRows } from './millionRows.ts'

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

/** A sorted, filtered view of a million rows: opened whole, then looked at in random places. */
export async function benchViews(): Promise<BenchResult[]> {
  const file = await millionRows()
  const { ratioOfOpening, rows } = await measureOpening(file)
  return [ratioOfOpening, await measureJumps(file, rows)]
}

/** Opening until the last row can be shown, beside the bare ordered ids, in one process. Totals follow by themselves. */
async function measureOpening(file: string): Promise<{ ratioOfOpening: BenchResult; rows: number }> {
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
    return { ratioOfOpening: compare(name, median(values), median(references), OPEN_LIMIT), rows }
  } finally {
    raw.close()
    reader.close()
  }
}

/** Windows of 100 rows anywhere in the view, from the reader as a process of its own; `ok` by milliseconds. */
async function measureJumps(file: string, rows: number): Promise<BenchResult> {
  const reader = await startProcess('reader', file, 'open')
  try {
    const { view } = (await reader.call('views.open', spec)) as { view: number }
    await reader.call('views.settle', { view })
    const jumps: number[] = []
    const bare: number[] = []
    for (let i = 0; i < JUMPS; i++) {
      const offset = (i * 7_919_317) % (rows - 100)
      jumps.push((await timed(() => reader.call('views.rows', { view, offset, limit: 100 }))).ms)
      bare.push((await timed(() => reader.call('programme.get', {}))).ms)
    }
    const p95 = percentile(jumps, 0.95)
    const result = compare(`p95 of ${JUMPS} random jumps beside a bare round trip, limit in ms`, p95, percentile(bare, 0.95), JUMP_LIMIT_MS)
    return { ...result, ok: p95 <= JUMP_LIMIT_MS }
  } finally {
    reader.child.kill()
  }
} // prettier-ignore

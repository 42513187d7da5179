import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ImportReport } from '../../src/contract/imports.ts'
import type { Connection } from '../../src/contract/rpc.ts'
import { endProcess, type EngineProcess, startProcess } from './engineProcess.ts'
import { type BenchResult, bound, compare, importWithSqlite, peakMemoryMb, percentile, timed } from './measure.ts'

const ROWS = 1_000_000
const WINDOW_EVERY_MS = 20
const LIMITS = { empty: 8, again: 4, onTop: 10, memoryMb: 800, windowP99Ms: 50, windowMaxMs: 250 }

const HEADER = 'id,Created date (UTC),Amount,Currency,Status,Product,Country,Partner,Customer ID,Customer Email'

/** A sale of two years; customers are new with nearly every row. */
function row(number: number): string {
  const day = new Date(Date.UTC(2024, 0, 1) + ((number * 7919) % 730) * 86_400_000).toISOString().slice(0, 10)
  const id = `ch_${((number * 2_654_435_761) % 4_294_967_296).toString(36)}x${number}`
  const amount = (((number * 104_729) % 90_000) / 100 + 5).toFixed(2)
  const country = ['SG', 'ID', 'VN', 'TH', 'MY'][number % 5] ?? ''
  const customer = `cus_${number},buyer${number}@example${number % 5000}.com`
  return `${id},${day},${amount},usd,Paid,Product ${number % 12},${country},Partner ${number % 500},${customer}`
}

function rowsFrom(first: number): string[] {
  return Array.from({ length: ROWS }, (_, i) => row(first + i))
}

/** The same order every time (Knuth's linear congruential generator, MMIX constants cut to 32 bits). */
function shuffle(rows: string[]): string[] {
  let state = 12_345
  for (let i = rows.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const j = state % (i + 1)
    const [a = '', b = ''] = [rows[i], rows[j]]
    rows[i] = b
    rows[j] = a
  }
  return rows
}

/** Asks for a window of a hundred rows every 20 ms until stopped. @returns how long each took */
function watchWindows(reader: Connection): { stop(): Promise<number[]> } {
  const times: number[] = []
  let isOn = true
  const running = (async () => {
    const spec = { table: 'conversions', filters: [], sort: [], groupBy: null, search: '' }
    const { view } = (await reader.call('views.open', spec)) as { view: number }
    await reader.call('views.settle', { view })
    while (isOn) {
      const { ms } = await timed(() => reader.call('views.rows', { view, offset: 0, limit: 100 }))
      times.push(ms)
      await new Promise((next) => setTimeout(next, Math.max(0, WINDOW_EVERY_MS - ms)))
    }
  })()
  return {
    async stop() {
      isOn = false
      await running
      return times
    },
  }
}

/** What the assistant sends once it has shown the file. */
async function prepare(writer: EngineProcess, reader: EngineProcess, path: string): Promise<unknown> {
  const file = { t: 'file', handle: basename(path), path, name: basename(path), size: statSync(path).size } as const
  writer.tell(file)
  reader.tell(file)
  const inspected = await reader.call('imports.inspect', { file: file.handle, as: null, sheet: null })
  const { mapping } = inspected as { mapping: unknown }
  return { file: file.handle, mapping, answers: { overlap: 'new' }, applyChanged: false, takeSuspects: false }
}

interface Step {
  name: string
  path: string
  limit: number
  /** New rows that it must report. */
  created: number
}

/** One import on a day of its own: reader and writer are started for it and closed after it. */
async function importOnce(
  file: string,
  { name, path, limit, created }: Step,
  takeReference: () => number,
): Promise<BenchResult[]> {
  const processes: EngineProcess[] = []
  try {
    const isFirst = !existsSync(file)
    const writer = await startProcess('writer', file, isFirst ? 'create' : 'open')
    processes.push(writer)
    if (isFirst)
      await writer.call('programme.setUp', {
        name: 'Bench',
        baseCurrency: 'USD',
        timeZone: 'UTC',
        fiscalYearStartMonth: 1,
        actorName: 'Bench',
      })
    const reader = await startProcess('reader', file, 'open')
    processes.push(reader)
    const input = await prepare(writer, reader, path)
    // Before and after: on a machine with other work the same minute counts.
    const before = takeReference()
    const watch = watchWindows(reader)
    const { ms, result } = await timed(async () => (await writer.call('imports.run', input)) as ImportReport)
    const windows = await watch.stop()
    if (result.rows.new !== created) throw new Error(`${name}: ${result.rows.new} new rows`)
    return [
      compare(name, ms, (before + takeReference()) / 2, limit),
      bound('… peak memory of reader and writer, MB', memoryOf(processes), LIMITS.memoryMb),
      bound('… window of 100 rows meanwhile, p99 ms', percentile(windows, 0.99), LIMITS.windowP99Ms),
      bound('… window of 100 rows meanwhile, max ms', Math.max(...windows), LIMITS.windowMaxMs),
    ]
  } finally {
    for (const process of processes) await endProcess(process)
  }
}

/** Imports of a million sales with a million customers, each beside `sqlite3 .import` of a file of that size. */
export async function benchImport(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  try {
    const write = (name: string, rows: readonly string[]): string => {
      const path = join(folder, name)
      writeFileSync(path, `${HEADER}\n${rows.join('\n')}\n`)
      return path
    }
    const first = write('first.csv', rowsFrom(0))
    const again = write('again.csv', shuffle([...rowsFrom(0), row(2 * ROWS)]))
    const onTop = write('on-top.csv', rowsFrom(3 * ROWS))
    const takeReference = (): number => {
      const database = join(folder, 'reference.db')
      const ms = importWithSqlite(first, database)
      rmSync(database)
      return ms
    }
    const steps: readonly Step[] = [
      { name: 'import of 1,000,000 into an empty workspace', path: first, limit: LIMITS.empty, created: ROWS },
      { name: 'the same rows shuffled and one new', path: again, limit: LIMITS.again, created: 1 },
      { name: 'another 1,000,000 on top', path: onTop, limit: LIMITS.onTop, created: ROWS },
    ]
    const results: BenchResult[] = []
    for (const step of steps) results.push(...(await importOnce(join(folder, 'Bench.tandem'), step, takeReference)))
    return results
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const memoryOf = (processes: readonly EngineProcess[]): number =>
  processes.reduce((all, { child }) => all + peakMemoryMb(child.pid), 0)
